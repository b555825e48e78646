import { describe, expect, it } from 'vitest';
import { applyOverrides } from '../../../src/selection/editing/apply-overrides.ts';
import { storyRef } from '../../../src/selection/editing/edited-stories.ts';
import { now, week } from '../build-article.ts';
import { buildStory } from '../build-story.ts';

const plain = buildStory({ id: 'a', quality: 90, at: now.toISOString(), outlet: 'a.example' });
const lead = { ...plain.lead, body: { format: 'markdown', text: 'All of it.', line: 12 } as const };
const story = { ...plain, lead, coverages: [lead] };
const edited = (stories: readonly (typeof plain)[], ...wishes: readonly boolean[]) =>
  applyOverrides(
    stories,
    wishes.map((whole, at) => ({ id: at + 1, override: { kind: 'text', story: storyRef(plain), whole }, author: 'ada', reason: 'long' })),
    week,
  );

describe('an editor who says what a story is told by', () => {
  it('has it told by its whole text or by its excerpt, and the later word counts', () => {
    expect(edited([story]).stories[0]?.lead.whole).toBeUndefined();
    expect(edited([story], true).stories[0]?.lead.whole).toBe(true);
    expect(edited([story], true, false).stories[0]?.lead.whole).toBe(false);
    expect(edited([story], false).notes.get('a')).toEqual(['cut to its excerpt by ada: long']);
  });

  it('is told when its article carries no text', () => {
    const { stories, unmatched } = edited([plain], true);
    expect(unmatched.map(({ why }) => why)).toEqual(['the article that leads the story does not carry its whole text any more']);
    expect(stories[0]?.lead.whole).toBeUndefined();
  });
});
