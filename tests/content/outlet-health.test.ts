import { describe, expect, it } from 'vitest';
import { folderHealth } from '../../src/content/outlet-health.ts';
import { buildArticle } from '../selection/build-article.ts';

const day = 86_400_000;
const now = new Date('2026-11-22T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * day).toISOString();
const of = (outlet: string, days: readonly number[]) =>
  days.map((ago) => buildArticle({ outlet, at: daysAgo(ago), title: `${outlet} ${ago}`, file: `articles/${outlet}-${ago}.md` }));
const fault = (file: string, field: string | null = 'quality', line: number | null = 3) =>
  ({ file, line, field, severity: 'warning', code: 'bad-quality', found: 'lots', advice: 'write a number' }) as const;
const everyDay = Array.from({ length: 30 }, (_, index) => index);
const statesOf = (articles: Parameters<typeof folderHealth>[0], faults: Parameters<typeof folderHealth>[1] = []) =>
  folderHealth(articles, faults, now).outlets.map(({ domain, state, reason }) => ({ domain, state, reason }));

describe('outlets’ health', () => {
  it('is measured by each outlet’s own rhythm: a week without a word is much for a daily, nothing for a monthly', () => {
    const articles = [
      ...of('busy.example', everyDay),
      ...of('daily.example', [9, 10, 11, 12, 13]),
      ...of('slower.example', [4, 5, 6, 7, 8]),
      ...of('monthly.example', [25, 55, 85, 115, 145]),
    ];
    expect(statesOf(articles)).toEqual([
      { domain: 'daily.example', state: 'silent', reason: 'nothing for 9 days, usually every day' },
      { domain: 'slower.example', state: 'quiet', reason: 'nothing for 4 days, usually every day' },
      { domain: 'busy.example', state: 'fine', reason: 'as usual, usually every day' },
      { domain: 'monthly.example', state: 'fine', reason: 'as usual, usually every 30 days' },
    ]);
  });

  it('says when a quiet outlet will count as silent', () => {
    const [quiet] = folderHealth([...of('a.example', [5, 6, 7, 8, 9]), ...of('busy.example', everyDay)], [], now).outlets;
    expect(quiet).toMatchObject({ domain: 'a.example', advice: 'Nothing yet; it counts as silent in 3 days.' });
  });

  it('judges no outlet that has hardly published', () => {
    expect(statesOf([...of('new.example', [40, 41]), ...of('busy.example', everyDay)])[1]).toEqual({
      domain: 'new.example',
      state: 'fine',
      reason: 'too few articles to know its rhythm',
    });
  });

  it('calls an outlet faulty from two files and a fifth of them on, and names the first', () => {
    const articles = [...of('a.example', [0, 1, 2, 3, 4]), ...of('b.example', [0, 1, 2, 3, 4])];
    const faults = [fault('articles/a.example-1.md'), fault('articles/a.example-2.md'), fault('articles/b.example-1.md')];
    const { outlets } = folderHealth(articles, faults, now);
    expect(outlets.map(({ domain, state, faulty }) => [domain, state, faulty])).toEqual([
      ['a.example', 'faulty', 2],
      ['b.example', 'fine', 1],
    ]);
    expect(outlets[0]).toMatchObject({
      reason: '2 of 5 files have warnings',
      advice: 'Mend what writes these files; the first is articles/a.example-1.md:3.',
    });
  });

  it('does not blame an outlet for what is wrong with others’ tellings in its files', () => {
    const faults = [0, 1, 2].map((ago) => fault(`articles/a.example-${ago}.md`, 'related[2].webUrl'));
    expect(statesOf(of('a.example', [0, 1, 2, 3, 4]), faults)[0]?.state).toBe('fine');
  });

  it('counts the last eight weeks, the newest last, and articles without a picture', () => {
    const [outlet] = folderHealth(of('a.example', [0, 1, 8, 55, 56, 90]), [], now).outlets;
    expect(outlet).toMatchObject({ weeks: [1, 0, 0, 0, 0, 0, 1, 2], articles: 6, withoutPicture: 6 });
  });

  it('tells a folder nobody fills any more, and still who was silent before', () => {
    const stopped = [...of('a.example', [10, 11, 12, 13, 14]), ...of('b.example', [22, 23, 24, 25, 26])];
    const health = folderHealth(stopped, [], now);
    expect(health.silentDays).toBe(10);
    expect(health.outlets.map(({ domain, state }) => [domain, state])).toEqual([
      ['b.example', 'silent'],
      ['a.example', 'fine'],
    ]);
    expect(folderHealth(of('a.example', everyDay), [], now).silentDays).toBeNull();
    expect(folderHealth([], [], now)).toEqual({ outlets: [], silentDays: null });
  });

  it('leaves out articles that are not published yet, in whatever order they come', () => {
    const articles = [...of('a.example', [0, 1, 2, 3]), ...of('a.example', [-3])];
    expect(folderHealth(articles.toReversed(), [], now)).toEqual(folderHealth(articles.slice(0, 4), [], now));
  });
});
