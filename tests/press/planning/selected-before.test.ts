import { describe, expect, it } from 'vitest';
import type { PlanRequest } from '../../../src/press/planning/plan-request.ts';
import { selectEdition } from '../../../src/press/planning/select-edition.ts';
import { settingsOf } from '../../../src/selection/choosing/settings.ts';
import type { EditorsOverride } from '../../../src/selection/editing/override.ts';
import { buildArticle, now } from '../../selection/build-article.ts';

const request: PlanRequest = {
  newsletter: null,
  slot: now,
  windowMs: 7 * 86_400_000,
  topics: '*',
  settings: settingsOf({ minStories: 1 }),
};
const corpus = () => ['Glaciers retreat', 'Harbours freeze', 'Orchards bloom'].map((title) => buildArticle({ title }));
const drop = (target: string): EditorsOverride => ({
  id: 1,
  author: 'ada',
  reason: 'no',
  override: { kind: 'drop', story: { storyId: target, canonicalUrls: [target] } },
});

describe('a selection that was made before', () => {
  it('is given again for the same articles and an equal request, whatever was asked in between', () => {
    const articles = corpus();
    const first = selectEdition(articles, request);
    expect(selectEdition(articles, { ...request, overrides: [drop('https://gazette.example/harbours-freeze')] })).not.toBe(first);
    expect(selectEdition(articles, structuredClone(request))).toBe(first);
  });

  it('is not given for other articles, another slot, other settings, wishes, told stories or another look back', () => {
    const articles = corpus();
    const first = selectEdition(articles, request);
    const others: readonly Partial<PlanRequest>[] = [
      { slot: new Date(now.getTime() + 3_600_000) },
      { settings: settingsOf({ minStories: 1, perTopic: 2 }) },
      { windowMs: 86_400_000 },
      { topics: ['AI'] },
      { overrides: [drop('https://gazette.example/harbours-freeze')] },
      { known: [{ storyId: 'old', canonicalUrls: ['https://gazette.example/harbours-freeze'], edition: 1 }] },
      { reach: { from: new Date('2024-04-29T08:00:00Z'), last: null, seen: () => false } },
    ];
    for (const other of others) expect(selectEdition(articles, { ...request, ...other }), JSON.stringify(other)).not.toBe(first);
    expect(selectEdition([...articles], request)).not.toBe(first);
    const without = selectEdition(articles, { ...request, overrides: [drop('https://gazette.example/harbours-freeze')] });
    expect([first, without].map(({ ranking }) => ranking.candidates.length)).toEqual([3, 3]);
    expect(without.rankOptions.directives?.barred.size).toBe(1);
  });
});
