import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseFromRanking } from '../../../src/selection/choosing/choose.ts';
import { type Directives, noDirectives } from '../../../src/selection/choosing/directives.ts';
import { rankStories } from '../../../src/selection/choosing/rank-stories.ts';
import { SelectionSettings } from '../../../src/selection/choosing/settings.ts';
import { applyOverrides } from '../../../src/selection/editing/apply-overrides.ts';
import { storyRef } from '../../../src/selection/editing/edited-stories.ts';
import type { EditorsOverride, Override } from '../../../src/selection/editing/override.ts';
import { type SentStories, sentStoryOf } from '../../../src/selection/stories/sent-stories.ts';
import type { Story } from '../../../src/selection/stories/story.ts';
import { now, week } from '../build-article.ts';
import { buildStory } from '../build-story.ts';

const atNow = now.toISOString();
const story = (id: string, quality: number, sketch: Partial<Parameters<typeof buildStory>[0]> = {}) =>
  buildStory({ id, quality, at: atNow, outlet: `${id}.example`, ...sketch });
const asked = (...overrides: readonly Override[]): EditorsOverride[] =>
  overrides.map((override, index) => ({ id: index + 1, override, author: 'ada', reason: 'front page' }));

function edition(stories: readonly Story[], overrides: readonly EditorsOverride[], knobs: object = {}, told: SentStories = []) {
  const edited = applyOverrides(stories, overrides, week);
  const { dropped: barred, pins, arrangements, notes, sectionOrder } = edited;
  const directives: Directives = { ...noDirectives, barred, pins, arrangements, notes, sectionOrder, front: edited.front ?? undefined };
  const settings = SelectionSettings.parse({ minStories: 0, ...knobs });
  const ranking = rankStories(edited.stories, { now, window: week, settings, directives });
  return { edited, digest: chooseFromRanking(ranking, { topics: '*', sentBefore: told }, { newsletterTopics: ['AI', 'Ports', 'Tides'] }) };
}
const shown = ({ digest }: ReturnType<typeof edition>) =>
  Object.fromEntries(digest.sections.map(({ topic, stories }) => [topic, stories.map(({ story: { id } }) => id)]));

const three = [story('a', 90), story('b', 60), story('c', 30)];
const pin = (one: Story, topic: string | null = null, position: number | null = null): Override => ({
  kind: 'pin',
  story: storyRef(one),
  topic,
  position,
});

describe('an editor', () => {
  it('pins a story into a section at a position, and `why` says who and why', () => {
    const made = edition(three, asked(pin(three[2] as Story, 'Ports', 1), pin(three[1] as Story, 'AI', 1)), { perTopic: 2 });
    expect(shown(made)).toEqual({ AI: ['b', 'a'], Ports: ['c'] });
    expect(made.digest.sections[0]?.stories[0]?.notes).toEqual(['pinned by ada: front page']);
  });

  it('pins what the settings would keep out, and counts it towards the outlet cap without being stopped by it', () => {
    const stories = [story('a', 90, { outlet: 'x.example' }), story('b', 60, { outlet: 'x.example' }), story('v', 5, { type: 'video' })];
    const pins = asked(pin(stories[1] as Story), pin(stories[2] as Story));
    expect(shown(edition(stories, pins, { perOutlet: 1, types: ['article'] }))).toEqual({ AI: ['b', 'v'] });
  });

  it('who pins a story that is in already keeps it and everyone else in place', () => {
    const both = ['AI', 'Ports'];
    const stories = [
      story('e', 90, { topics: both }),
      story('c', 60, { topics: ['AI'] }),
      story('p', 95, { topics: ['Ports'] }),
      story('t', 10, { topics: both }),
    ];
    const before = shown(edition(stories, []));
    for (const one of stories) expect(shown(edition(stories, asked(pin(one))))).toEqual(before);
  });

  it('puts a story on the front: it is in, and leads for whoever gets it; of others’ digests the best leads', () => {
    const stories = [story('a', 90), story('b', 10, { topics: ['Ports'] }), story('c', 50)];
    const front = asked({ kind: 'front', story: storyRef(stories[1] as Story) });
    expect(edition(stories, []).digest.lead).toBe('a');
    expect(edition(stories, front).digest.lead).toBe('b');
    expect(edition(stories, front, { lead: 'first-topic' }).digest.lead).toBe('b');
    const told = edition(stories, front, {}, [sentStoryOf(stories[1] as Story)]);
    expect(told.digest.lead).toBe('a');
    expect(edition(stories, [], { lead: 'first-topic' }).digest.lead).toBeUndefined();
  });

  it('puts sections in an order, those not named after them as they stood', () => {
    const stories = [story('a', 90), story('b', 10, { topics: ['Ports'] }), story('c', 50, { topics: ['Tides'] })];
    const ordered = edition(stories, asked({ kind: 'sections', topics: ['Tides'] }));
    expect(Object.keys(shown(ordered))[0]).toBe('Tides');
    expect(Object.keys(shown(ordered))).toHaveLength(3);
  });

  it('cannot make a reader read a told story again by pinning it', () => {
    const made = edition(three, asked(pin(three[0] as Story, 'AI', 1)), {}, [sentStoryOf(three[0] as Story)]);
    expect(shown(made)).toEqual({ AI: ['b', 'c'] });
  });

  it('drops a story: it is left out for that, and the next best fills in', () => {
    const made = edition(three, asked({ kind: 'drop', story: storyRef(three[0] as Story) }), { perTopic: 2 });
    expect(shown(made)).toEqual({ AI: ['b', 'c'] });
    expect(made.digest.leftOut[0]).toMatchObject({ storyId: 'a', reason: 'dropped-by-editor', detail: 'dropped by ada: front page' });
  });

  it('who pins a story after it was dropped has it back', () => {
    expect(shown(edition(three, asked({ kind: 'drop', story: storyRef(three[0] as Story) }, pin(three[0] as Story))))).toEqual({
      AI: ['a', 'b', 'c'],
    });
  });

  it('puts a section into another order', () => {
    const order = [three[2], three[0]].map((one) => storyRef(one as Story));
    expect(shown(edition(three, asked({ kind: 'reorder', topic: 'ai', stories: order })))).toEqual({ AI: ['c', 'a', 'b'] });
  });

  it('rewords a title and takes an excerpt away, the address staying as it is', () => {
    const { edited } = edition(three, asked({ kind: 'reword', story: storyRef(three[0] as Story), title: 'Better', excerpt: null }));
    expect(edited.stories[0]).toMatchObject({ id: 'a', lead: { title: 'Better', excerpt: null, url: 'https://a.example/a' } });
    expect(edited.stories[0]?.coverages[0]).toBe(edited.stories[0]?.lead);
  });

  it('words the edition; the later of two wordings wins, field by field', () => {
    const { edited } = edition(three, asked({ kind: 'edition', subject: 'One', intro: 'Hello' }, { kind: 'edition', subject: 'Two' }));
    expect(edited.wording).toEqual({ subject: 'Two', intro: 'Hello' });
  });

  it('lets another coverage lead, never naming its outlet among "also covered by"', () => {
    const big = story('big', 90, { others: ['x.example', 'y.example'] });
    const { edited } = edition([big], asked({ kind: 'lead', story: storyRef(big), canonicalUrl: 'https://y.example/big' }));
    expect(edited.stories[0]?.lead.provider.domain).toBe('y.example');
    expect(edited.stories[0]?.alsoCoveredBy.map(({ provider }) => provider.domain)).toEqual(['big.example', 'x.example']);
  });

  it('merges two stories into one that keeps the first one’s id and lead', () => {
    const [a, b] = three as [Story, Story, Story];
    const { edited } = edition(three, asked({ kind: 'merge', story: storyRef(b), others: [storyRef(a)] }));
    expect(edited.stories.map(({ id }) => id)).toEqual(['b', 'c']);
    expect(edited.stories[0]).toMatchObject({ lead: { url: b.lead.url }, alsoCoveredBy: [{ url: a.lead.url }] });
  });

  it('splits a coverage off: both parts are stories, and neither tells the other’s page', () => {
    const big = story('big', 90, { others: ['x.example', 'y.example'] });
    const { edited } = edition([big], asked({ kind: 'split', story: storyRef(big), canonicalUrls: ['https://x.example/big'] }));
    const pages = edited.stories.map(({ coverages }) => coverages.map(({ url }) => url).sort());
    expect(pages).toContainEqual(['https://x.example/big']);
    expect(pages).toContainEqual(['https://big.example/big', 'https://y.example/big']);
  });

  it('adds a story by hand, which stands in its section; of a page known already it pins the story that tells it', () => {
    const telling = {
      url: 'https://hand.example/x',
      canonicalUrl: 'https://hand.example/x',
      title: 'By hand',
      excerpt: null,
      outlet: { name: 'Hand', domain: 'hand.example' },
      publishedAt: atNow,
      quality: 1,
      image: null,
    };
    const add = (canonicalUrl: string): Override => ({ kind: 'add', telling: { ...telling, canonicalUrl }, topic: 'Ports', position: 1 });
    const added = edition(three, asked(add(telling.canonicalUrl)));
    expect(added.digest.sections[1]).toMatchObject({ topic: 'Ports', stories: [{ story: { lead: { title: 'By hand' } } }] });
    expect(shown(edition(three, asked(add('https://c.example/c'))))).toEqual({ AI: ['a', 'b'], Ports: ['c'] });
  });

  it('is told of every override that means nothing here any more', () => {
    const gone = storyRef(story('gone', 5));
    const { edited } = edition(
      three,
      asked(
        { kind: 'drop', story: gone },
        { kind: 'lead', story: storyRef(three[0] as Story), canonicalUrl: 'https://gone.example/x' },
        { kind: 'reorder', topic: 'AI', stories: [gone, storyRef(three[1] as Story)] },
        { kind: 'split', story: storyRef(three[0] as Story), canonicalUrls: ['https://a.example/a'] },
      ),
    );
    expect(edited.unmatched.map(({ override, why }) => [override.id, why])).toEqual([
      [1, 'no story of this window is the one meant'],
      [2, 'the coverage chosen to lead is not part of the story any more'],
      [3, '1 of the 2 stories ordered in AI is not in this window'],
      [4, 'that would split off every coverage of the story'],
    ]);
  });

  it('finds a story again after regrouping, by its pages', () => {
    const before = { ...storyRef(story('b', 60)), storyId: 'an id of another day' };
    expect(shown(edition(three, asked({ kind: 'drop', story: before })))).toEqual({ AI: ['a', 'c'] });
  });

  it('keeps a place for a sponsor: no story takes it for its points, only a pin at that position', () => {
    const reserved = { perTopic: 2, reserved: [{ topic: 'AI', position: 1, name: 'Sponsor' }] };
    expect(shown(edition(three, [], reserved))).toEqual({ AI: ['a'] });
    expect(shown(edition(three, asked(pin(three[2] as Story, 'AI', 1)), reserved))).toEqual({ AI: ['c', 'a'] });
  });
});

const topicNames = ['AI', 'Ports'];
const outlets = ['a.example', 'b.example', 'c.example'];
const anyStories = fc
  .array(
    fc.record({
      quality: fc.integer({ min: 0, max: 150 }),
      topics: fc.subarray(topicNames, { minLength: 1 }),
      outlet: fc.constantFrom(...outlets),
      others: fc.subarray(outlets),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((sketches) =>
    sketches.map(({ outlet, others, ...sketch }, index) =>
      buildStory({ ...sketch, id: `s${index}`, at: atNow, outlet, others: others.filter((other) => other !== outlet) }),
    ),
  );
const index = fc.nat(9);
const anyWish = fc.record({
  kind: fc.constantFrom('pin', 'drop', 'merge', 'split', 'lead', 'reorder', 'reword' as const),
  which: index,
  other: index,
  topic: fc.constantFrom(null, ...topicNames),
  position: fc.constantFrom(null, 1, 2, 3),
});
type Wish = typeof anyWish extends fc.Arbitrary<infer Value> ? Value : never;

function overrideOf({ kind, which, other, topic, position }: Wish, stories: readonly Story[]): Override {
  const one = stories[which % stories.length] as Story;
  const two = stories[other % stories.length] as Story;
  const page = one.coverages[other % one.coverages.length]?.canonicalUrl ?? '';
  switch (kind) {
    case 'pin':
      return pin(one, topic, position);
    case 'merge':
      return { kind, story: storyRef(one), others: [storyRef(two)] };
    case 'split':
      return { kind, story: storyRef(one), canonicalUrls: [page] };
    case 'lead':
      return { kind, story: storyRef(one), canonicalUrl: page };
    case 'reorder':
      return { kind, topic: topic ?? 'AI', stories: [storyRef(two), storyRef(one)] };
    case 'reword':
      return { kind, story: storyRef(one), title: 'Reworded' };
    default:
      return { kind: 'drop', story: storyRef(one) };
  }
}

describe('whatever editors ask for', () => {
  const anyEdition = fc.record({
    stories: anyStories,
    wishes: fc.array(anyWish, { maxLength: 6 }),
    perTopic: fc.integer({ min: 1, max: 3 }),
    maxStories: fc.integer({ min: 1, max: 5 }),
  });
  const make = ({ stories, wishes, perTopic, maxStories }: typeof anyEdition extends fc.Arbitrary<infer Value> ? Value : never) => {
    const overrides = asked(...wishes.map((wish) => overrideOf(wish, stories)));
    return { overrides, made: edition(stories, overrides, { perTopic, maxStories, perOutlet: 9 }) };
  };

  it('no page is told twice, no section and no digest is too long, nothing dropped is told', () => {
    fc.assert(
      fc.property(anyEdition, (input) => {
        const { made } = make(input);
        const told = made.digest.sections.flatMap(({ stories }) => stories.map((selected) => selected.story));
        const pages = told.flatMap(({ coverages }) => coverages.map(({ canonicalUrl }) => canonicalUrl));
        expect(new Set(pages).size).toBe(pages.length);
        expect(told.length).toBeLessThanOrEqual(input.maxStories);
        for (const section of made.digest.sections) expect(section.stories.length).toBeLessThanOrEqual(input.perTopic);
        expect(told.filter(({ id }) => made.edited.dropped.has(id))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('no page is lost or made up, and the order of stories and overrides given decides nothing', () => {
    fc.assert(
      fc.property(anyEdition, (input) => {
        const { made, overrides } = make(input);
        const pages = (some: readonly Story[]) => some.flatMap(({ coverages }) => coverages.map(({ url }) => url)).sort();
        expect(pages(made.edited.stories)).toEqual(pages(input.stories));
        const again = edition([...input.stories].reverse(), [...overrides].reverse(), {
          perTopic: input.perTopic,
          maxStories: input.maxStories,
          perOutlet: 9,
        });
        expect(JSON.stringify(again.digest)).toBe(JSON.stringify(made.digest));
      }),
      { numRuns: 1000 },
    );
  });

  it('a reader’s second edition still shares no story with the first', () => {
    fc.assert(
      fc.property(anyEdition, (input) => {
        const { made, overrides } = make(input);
        const told = made.digest.sections.flatMap(({ stories }) => stories.map((selected) => sentStoryOf(selected.story)));
        const known = new Set(told.flatMap(({ canonicalUrls }) => canonicalUrls));
        const next = edition(input.stories, overrides, { perTopic: 3, perOutlet: 9 }, told);
        const repeated = next.digest.sections
          .flatMap(({ stories }) => stories.filter(({ update }) => !update))
          .filter(({ story: { coverages } }) => coverages.some(({ canonicalUrl }) => known.has(canonicalUrl)));
        expect(repeated).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
