import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KnownStory, keepIdentity } from '../../../src/selection/stories/keep-identity.ts';
import type { Story } from '../../../src/selection/stories/story.ts';
import { buildTelling } from '../build-article.ts';
import { buildStory } from '../build-story.ts';

const pageOf = (page: number) => `https://page.example/${page}`;
function story(id: string, pages: readonly number[]): Story {
  const built = buildStory({ id });
  const coverages = pages.map((page) => ({ ...buildTelling({ url: pageOf(page) }), file: null, topics: [] }));
  return { ...built, coverages };
}
const told = (storyId: string, edition: number, pages: readonly number[]): KnownStory => ({
  storyId,
  edition,
  canonicalUrls: pages.map(pageOf),
});
const ids = (stories: readonly Story[], known: readonly KnownStory[]) => keepIdentity(stories, known).stories.map(({ id }) => id);

describe('a story told before', () => {
  it('keeps its id when a page older than its founder turns up', () => {
    const { stories, notes } = keepIdentity([story('of-older-page', [9, 1, 2])], [told('first', 3, [1, 2])]);
    expect(stories.map(({ id }) => id)).toEqual(['first']);
    expect(notes.get('first')).toEqual(['told in No. 3; 1 page has joined since']);
  });

  it('that turns out to be two told before keeps the id told first, and says which it joins', () => {
    const { stories, notes } = keepIdentity([story('new', [1, 2, 5])], [told('a', 3, [1]), told('b', 4, [2, 5])]);
    expect(stories.map(({ id }) => id)).toEqual(['a']);
    expect(notes.get('a')).toEqual(['joins story b, told in No. 4']);
  });

  it('keeps its own id, though it joins one told earlier', () => {
    expect(ids([story('b', [2, 1])], [told('a', 3, [1]), told('b', 4, [2])])).toEqual(['b']);
  });

  it('that falls in two leaves its id to the part that has it, else to the larger part', () => {
    expect(ids([story('a', [1]), story('c', [2, 3])], [told('a', 1, [1, 2, 3])])).toEqual(['a', 'c']);
    expect(ids([story('b', [1]), story('c', [2, 3])], [told('a', 1, [1, 2, 3])])).toEqual(['a', 'b']);
  });

  it('says nothing when nothing has joined it', () => {
    expect(keepIdentity([story('a', [1])], [told('a', 1, [1, 2])]).notes.get('a')).toEqual([]);
  });
});

describe('whatever was told before', () => {
  const anyStories = fc
    .array(fc.tuple(fc.nat(6), fc.uniqueArray(fc.nat(12), { minLength: 1, maxLength: 4 })), { maxLength: 6 })
    .map((sketches) => {
      const free = new Set(Array.from({ length: 13 }, (_, page) => page));
      return new Map(sketches.map(([id, pages]) => [`s${id}`, pages.filter((page) => free.delete(page))] as const));
    });
  const anyKnown = anyStories.map((sketches) => [...sketches].map(([id, pages], index) => told(id, index + 1, pages)));

  it('every story stays, none shares an id with another, and the order of the stories changes nothing', () => {
    fc.assert(
      fc.property(anyStories, anyKnown, (sketches, known) => {
        const stories = [...sketches].filter(([, pages]) => pages.length > 0).map(([id, pages]) => story(id, pages));
        const kept = keepIdentity(stories, known);
        expect(new Set(kept.stories.map(({ id }) => id)).size).toBe(stories.length);
        const again = keepIdentity(stories.toReversed(), known);
        const byId = (some: readonly Story[]) => some.toSorted((a, b) => (a.id < b.id ? -1 : 1));
        expect(byId(again.stories)).toEqual(byId(kept.stories));
        expect(again.notes).toEqual(kept.notes);
      }),
      { numRuns: 1_000 },
    );
  });
});
