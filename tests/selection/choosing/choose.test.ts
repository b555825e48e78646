import { describe, expect, it } from 'vitest';
import { chooseDigest, type ReaderProfile } from '../../../src/selection/choosing/choose.ts';
import type { Digest } from '../../../src/selection/choosing/digest.ts';
import { SelectionSettings } from '../../../src/selection/choosing/settings.ts';
import { sentStoryOf } from '../../../src/selection/stories/sent-stories.ts';
import type { Story } from '../../../src/selection/stories/story.ts';
import { buildArticle, now, week } from '../build-article.ts';
import { buildStory } from '../build-story.ts';

type Knobs = Parameters<typeof SelectionSettings.parse>[0];
type Options = { settings?: Knobs; reader?: Partial<ReaderProfile>; newsletterTopics?: readonly string[] | '*' };

function choose(stories: readonly Story[], { settings = {}, reader = {}, newsletterTopics = '*' }: Options = {}): Digest {
  const knobs = SelectionSettings.parse({ minStories: 0, perOutlet: 50, ...(settings as object) });
  return chooseDigest(stories, { topics: '*', sentBefore: [], ...reader }, { now, window: week, settings: knobs, newsletterTopics });
}

const shown = (digest: Digest) =>
  Object.fromEntries(digest.sections.map(({ topic, stories }) => [topic, stories.map(({ story }) => story.id)]));
const reasons = (digest: Digest) =>
  Object.fromEntries(digest.leftOut.filter(({ points }) => points !== null).map(({ storyId, reason }) => [storyId, reason]));
const atNow = now.toISOString();
const story = (id: string, quality: number, sketch: Partial<Parameters<typeof buildStory>[0]> = {}) =>
  buildStory({ id, quality, at: atNow, outlet: `${id}.example`, ...sketch });

describe('sections', () => {
  it('show the best by points, and each story once though it has two topics', () => {
    const stories = [story('a', 10), story('b', 30), story('c', 20, { topics: ['AI', 'Ports'] })];
    expect(shown(choose(stories))).toEqual({ AI: ['b', 'a'], Ports: ['c'] });
  });

  it('have a story where it ranks best, whatever stands first, and of equal ranks where least is offered', () => {
    const both = { topics: ['AI', 'Ports'] };
    const stories = [story('top', 90), story('a', 50, both), story('b', 40), story('p', 10, { topics: ['Ports'] })];
    expect(shown(choose(stories, { newsletterTopics: ['AI', 'Ports'] }))).toEqual({ AI: ['top', 'b'], Ports: ['a', 'p'] });
  });

  it('let the scarcest topic have what ranks first in both', () => {
    const stories = [story('a', 50, { topics: ['AI', 'Ports'] }), story('b', 40), story('c', 30)];
    expect(shown(choose(stories, { settings: { perTopic: 1 } }))).toEqual({ AI: ['b'], Ports: ['a'] });
  });

  it('stand in the newsletter’s order and spelling, whatever the files and the reader write', () => {
    const stories = [story('a', 10, { topics: ['ai hardware'] }), story('b', 20, { topics: ['Ports'] })];
    const digest = choose(stories, { newsletterTopics: ['Ports', 'AI Hardware'], reader: { topics: ['AI  HARDWARE', 'ports'] } });
    expect(Object.entries(shown(digest))).toEqual([
      ['Ports', ['b']],
      ['AI Hardware', ['a']],
    ]);
  });

  it('of every topic found stand by number of stories, then by name', () => {
    const stories = [story('a', 1, { topics: ['Tides'] }), story('b', 2, { topics: ['Ports'] }), story('c', 3), story('d', 4)];
    expect(choose(stories).sections.map(({ topic }) => topic)).toEqual(['AI', 'Ports', 'Tides']);
  });

  it('vanish when they are empty', () => {
    expect(choose([story('a', 10)], { newsletterTopics: ['Ports', 'AI'] }).sections).toHaveLength(1);
  });

  it('break ties by the newer, then by id', () => {
    const older = story('a', 0, { at: '2024-05-12T08:00:00Z' });
    expect(shown(choose([story('c', 0), older, story('b', 0)]))).toEqual({ AI: ['b', 'c', 'a'] });
  });

  it('say each story’s rank among the topic’s candidates', () => {
    const stories = [story('a', 50, { topics: ['AI', 'Ports'] }), story('b', 40)];
    const ranks = choose(stories).sections.flatMap((section) => section.stories.map(({ story: { id }, rank }) => [id, rank]));
    expect(ranks).toEqual([
      ['b', 2],
      ['a', 1],
    ]);
  });
});

describe('limits', () => {
  it('keep the stories of one outlet to the cap, and name the one that took its place', () => {
    const stories = [30, 20, 10].map((quality) => story(`s${quality}`, quality, { outlet: 'wire.example' }));
    const digest = choose([...stories, story('other', 1)], { settings: { perOutlet: 2 } });
    expect(shown(digest)).toEqual({ AI: ['s30', 's20', 'other'] });
    expect(digest.leftOut).toMatchObject([{ storyId: 's10', reason: 'outlet-cap', points: { total: 10 } }]);
    expect(digest.leftOut[0]?.detail).toContain('“Story s20” with 20.0 points');
  });

  it('of outlets do not hold where all there is is one outlet’s, as on a blog of one’s own', () => {
    const stories = [30, 20, 10].map((quality) => story(`s${quality}`, quality, { outlet: 'blog.example' }));
    expect(shown(choose(stories, { settings: { perOutlet: 2 } }))).toEqual({ AI: ['s30', 's20', 's10'] });
  });

  it('leave out the fewest points of the whole digest when it holds too many', () => {
    const stories = [story('a', 30), story('b', 10, { topics: ['Ports'] }), story('c', 20)];
    const digest = choose(stories, { settings: { maxStories: 2 } });
    expect(shown(digest)).toEqual({ AI: ['a', 'c'] });
    expect(reasons(digest)).toEqual({ b: 'digest-full' });
  });

  it('skip a digest under its minimum and say why, but show what it would hold', () => {
    const digest = choose([story('a', 30)], { settings: { minStories: 3 } });
    expect(digest.skip).toBe('1 story, fewer than the minimum of 3');
    expect(shown(digest)).toEqual({ AI: ['a'] });
    expect(choose([], { settings: { minStories: 0 } }).skip).toBe('there is no story to tell');
    expect(choose([story('a', 30)]).skip).toBeNull();
  });
});

describe('what was left out', () => {
  it('has exactly one reason each', () => {
    const stories = [
      story('in', 90),
      story('full', 80),
      story('video', 85, { type: 'video' }),
      story('weak', 5),
      story('draft', 70, { published: false }),
      story('tides', 60, { topics: ['Tides'] }),
    ];
    const settings = { perTopic: 1, types: ['article'], minQuality: 10, requirePublished: true };
    const digest = choose(stories, { settings, reader: { topics: ['AI'] } });
    expect(reasons(digest)).toEqual({
      full: 'section-full',
      video: 'type-not-wanted',
      weak: 'below-minimum-quality',
      draft: 'not-published',
      tides: 'no-followed-topic',
    });
    expect(digest.leftOut).toHaveLength(5);
  });

  it('names the articles no story stands for', () => {
    const articles = [
      buildArticle({ title: 'Old', at: '2024-05-01T00:00:00Z' }),
      buildArticle({ title: 'New', at: '2024-05-14T00:00:00Z' }),
      buildArticle({ title: 'Gone', removed: true }),
    ];
    const options = { now, window: week, settings: SelectionSettings.parse({}), newsletterTopics: '*' as const, articles };
    const { leftOut } = chooseDigest([], { topics: '*', sentBefore: [] }, options);
    expect(leftOut.map(({ title, reason, points }) => [title, reason, points])).toEqual([
      ['Gone', 'removed', null],
      ['New', 'in-the-future', null],
      ['Old', 'outside-window', null],
    ]);
  });

  it('does not list the other files of a chosen story, but does those of one left out', () => {
    const stories = [story('in', 90, { others: ['x.example'] }), story('out', 10, { others: ['y.example'] })];
    const digest = choose(stories, { settings: { perTopic: 1 } });
    expect(digest.leftOut.map(({ url, reason }) => [url, reason])).toEqual([
      ['https://out.example/out', 'section-full'],
      ['https://y.example/out', 'part-of-story'],
    ]);
  });
});

describe('a reader who was told a story', () => {
  const stories = [story('a', 30, { others: ['x.example'] }), story('b', 20), story('c', 10)];
  const told = [sentStoryOf(stories[0] as Story)];

  it('is not told it again; the next best fills', () => {
    const digest = choose(stories, { settings: { perTopic: 2 }, reader: { sentBefore: told } });
    expect(shown(digest)).toEqual({ AI: ['b', 'c'] });
    expect(reasons(digest)).toEqual({ a: 'already-told' });
  });

  it('is not told it under another id, when any of its pages is the same', () => {
    const renamed = { ...(stories[0] as Story), id: 'renamed' };
    expect(shown(choose([renamed], { reader: { sentBefore: told } }))).toEqual({});
  });

  it('is not told it under the same id, when its pages have changed', () => {
    expect(shown(choose([story('a', 30, { outlet: 'z.example' })], { reader: { sentBefore: told } }))).toEqual({});
  });

  it('is told it as an update once three outlets have joined', () => {
    const grown = (others: string[]) => choose([story('a', 30, { others: ['x.example', ...others] })], { reader: { sentBefore: told } });
    expect(shown(grown(['y.example', 'z.example']))).toEqual({});
    const { sections } = grown(['y.example', 'z.example', 'w.example']);
    expect(sections[0]?.stories[0]).toMatchObject({ update: true, story: { id: 'a' } });
  });
});
