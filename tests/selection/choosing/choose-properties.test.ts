import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseDigest, chooseFromRanking, countLeftOut } from '../../../src/selection/choosing/choose.ts';
import type { Digest } from '../../../src/selection/choosing/digest.ts';
import { rankStories } from '../../../src/selection/choosing/rank-stories.ts';
import { SelectionSettings } from '../../../src/selection/choosing/settings.ts';
import { gatherStories } from '../../../src/selection/stories/gather-stories.ts';
import { type SentStories, sentStoryOf } from '../../../src/selection/stories/sent-stories.ts';
import type { Story } from '../../../src/selection/stories/story.ts';
import { type ArticleSketch, buildArticle, buildTelling, now, week } from '../build-article.ts';
import { buildStory } from '../build-story.ts';

const runs = { numRuns: process.env.COURANT_EXPLORE ? 1_000 : 300 };
const topicNames = ['AI', 'Ports', 'Tides', 'Kites'];
const outlets = ['a.example', 'b.example', 'c.example', 'd.example', 'e.example'];
const topics = fc.subarray(topicNames, { minLength: 1 });
const ageInHours = fc.integer({ min: 0, max: 160 });
const atAge = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();

const anyStories = fc
  .array(
    fc.record({
      quality: fc.integer({ min: -5, max: 189 }),
      age: ageInHours,
      topics,
      outlet: fc.constantFrom(...outlets),
      others: fc.subarray(outlets),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((sketches) =>
    sketches.map(({ age, outlet, others, ...sketch }, index) =>
      buildStory({ ...sketch, id: `s${index}`, at: atAge(age), outlet, others: others.filter((other) => other !== outlet) }),
    ),
  );
const anySettings = fc
  .record({
    perTopic: fc.integer({ min: 1, max: 4 }),
    maxStories: fc.integer({ min: 1, max: 9 }),
    perOutlet: fc.integer({ min: 1, max: 3 }),
    updateThreshold: fc.integer({ min: 1, max: 3 }),
  })
  .map((knobs) => SelectionSettings.parse(knobs));

function choose(stories: readonly Story[], settings: SelectionSettings, told: SentStories = []): Digest {
  return chooseDigest(stories, { topics: '*', sentBefore: told }, { now, window: week, settings, newsletterTopics: '*' });
}
const selected = (digest: Digest) => digest.sections.flatMap((section) => section.stories);
const rankOf = (stories: readonly Story[], id: string, settings: SelectionSettings) =>
  rankStories(stories, { now, window: week, settings }).candidates.findIndex(({ story }) => story.id === id);

function withLead(stories: readonly Story[], change: Partial<Story['lead']>): Story[] {
  const [first, ...rest] = stories as [Story, ...Story[]];
  const lead = { ...first.lead, ...change };
  return [{ ...first, lead, coverages: [lead, ...first.coverages.slice(1)] }, ...rest];
}

describe('whatever the stories and limits', () => {
  it('raising quality never lowers a story’s rank, nor drops it from the digest', () => {
    fc.assert(
      fc.property(anyStories, anySettings, fc.integer({ min: 1, max: 90 }), (stories, settings, more) => {
        const raised = withLead(stories, { quality: (stories[0] as Story).lead.quality + more });
        expect(rankOf(raised, 's0', settings)).toBeLessThanOrEqual(rankOf(stories, 's0', settings));
        const isIn = (some: readonly Story[]) => selected(choose(some, settings)).some(({ story }) => story.id === 's0');
        expect(isIn(raised) || !isIn(stories)).toBe(true);
      }),
      runs,
    );
  });

  it('ageing never raises a story’s rank', () => {
    fc.assert(
      fc.property(anyStories, anySettings, fc.integer({ min: 1, max: 100 }), (stories, settings, hours) => {
        const publishedAt = new Date((stories[0] as Story).lead.publishedAt.getTime() - hours * 3_600_000);
        expect(rankOf(withLead(stories, { publishedAt }), 's0', settings)).toBeGreaterThanOrEqual(rankOf(stories, 's0', settings));
      }),
      runs,
    );
  });

  it('a story appears once, and is either chosen or left out with one reason', () => {
    fc.assert(
      fc.property(anyStories, anySettings, (stories, settings) => {
        const digest = choose(stories, settings);
        const left = digest.leftOut.filter(({ reason }) => reason !== 'part-of-story').map(({ storyId }) => storyId);
        const all = [...selected(digest).map(({ story }) => story.id), ...left];
        expect(all.sort()).toEqual(stories.map(({ id }) => id).sort());
      }),
      runs,
    );
  });

  it('what is left out is counted as it is listed, reason by reason', () => {
    fc.assert(
      fc.property(anyStories, anySettings, topics, fc.nat({ max: 14 }), (stories, settings, followed, told) => {
        const ranking = rankStories(stories, { now, window: week, settings: { ...settings, minQuality: 20 } });
        const profile = { topics: followed, sentBefore: stories.slice(0, told).map(sentStoryOf) };
        const setAside = [
          { storyId: null, url: 'https://a.example/', title: 'Old', points: null, reason: 'outside-window', detail: '' } as const,
        ];
        const options = { newsletterTopics: topicNames, setAside };
        const listed = new Map<string, number>();
        for (const { reason } of chooseFromRanking(ranking, profile, options).leftOut) listed.set(reason, (listed.get(reason) ?? 0) + 1);
        expect(countLeftOut(ranking, profile, options)).toEqual(listed);
      }),
      runs,
    );
  });

  it('caps hold: per topic, per outlet, and for the digest', () => {
    fc.assert(
      fc.property(anyStories, anySettings, (stories, settings) => {
        const digest = choose(stories, settings);
        for (const section of digest.sections) expect(section.stories.length).toBeLessThanOrEqual(settings.perTopic);
        expect(selected(digest).length).toBeLessThanOrEqual(settings.maxStories);
        const several = new Set(stories.map(({ lead }) => lead.provider.domain)).size > 1;
        for (const outlet of several ? outlets : []) {
          const ofOutlet = selected(digest).filter(({ story }) => story.lead.provider.domain === outlet);
          expect(ofOutlet.length).toBeLessThanOrEqual(settings.perOutlet ?? 0);
        }
      }),
      runs,
    );
  });

  it('a story that joins the window moves nobody but who must give way: the others keep their sections and their order', () => {
    fc.assert(
      fc.property(anyStories, anySettings, (stories, settings) => {
        const roomy = { ...settings, perTopic: 20, perOutlet: null, maxStories: 200, minQuality: -99 };
        const [joining, ...before] = stories as [Story, ...Story[]];
        const placed = (digest: Digest) => new Map(selected(digest).map(({ story, topic }) => [story.id, topic]));
        const [was, is] = [placed(choose(before, roomy)), placed(choose(stories, roomy))];
        for (const [id, topic] of was) {
          const moved = is.get(id) !== topic;
          // With room for all, a story only moves where the new one changed its rank in a topic.
          const shares = stories.find((story) => story.id === id)?.topics.some((one) => joining.topics.includes(one));
          if (moved) expect(shares).toBe(true);
        }
        expect([...is.keys()].sort()).toEqual(stories.map(({ id }) => id).sort());
      }),
      runs,
    );
  });

  it('a reader’s second edition shares no story with the first unless it is marked an update', () => {
    fc.assert(
      fc.property(anyStories, anySettings, fc.array(fc.subarray(outlets), { maxLength: 14 }), (stories, settings, joined) => {
        const first = selected(choose(stories, settings)).map(({ story }) => story);
        const grown = stories.map((story, index) => joinedBy(story, joined[index] ?? []));
        for (const { story, update } of selected(choose(grown, settings, first.map(sentStoryOf)))) {
          expect(first.some(({ id }) => id === story.id)).toBe(update);
        }
      }),
      runs,
    );
  });
});

/** The story with one more page of each of these outlets. */
function joinedBy(story: Story, more: readonly string[]): Story {
  const pages = more.map((outlet) => {
    const telling = buildTelling({ title: story.lead.title, outlet, quality: 5, url: `https://${outlet}/${story.id}-later` });
    return { ...telling, file: null, topics: [] };
  });
  return { ...story, coverages: [...story.coverages, ...pages] };
}

const words = ['quake', 'Ostvik', 'harbour', 'Corvid', 'outage', 'tills', 'Linnet', 'otters', 'bakers', 'strike', 'Pell', 'cheese'];
const anyArticles = fc.array(
  fc.record({
    title: fc.array(fc.constantFrom(...words), { minLength: 2, maxLength: 6 }).map((chosen) => chosen.join(' ')),
    quality: fc.integer({ min: 0, max: 30 }),
    age: fc.integer({ min: 0, max: 400 }),
    outlet: fc.constantFrom(...outlets),
    page: fc.integer({ min: 0, max: 12 }),
    topics,
    mentions: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 3 }),
    removed: fc.boolean(),
  }),
  { maxLength: 10 },
);

describe('whatever the order of the files', () => {
  it('the same articles give the same stories and the same digest', () => {
    const shuffled = anyArticles.chain((sketches) =>
      fc.tuple(
        fc.constant(sketches),
        fc.shuffledSubarray(
          sketches.map((_, index) => index),
          { minLength: sketches.length },
        ),
      ),
    );
    fc.assert(
      fc.property(shuffled, anySettings, (input, settings) => {
        const [sketches, order] = input;
        const articles = sketches.map(({ age, page, mentions, outlet, ...sketch }, index) => {
          const related = mentions.map((other) =>
            buildTelling({ title: `${words[other % 12]} ${sketch.title}`, outlet, url: `https://x.example/${other}`, at: atAge(age) }),
          );
          const article: ArticleSketch = {
            ...sketch,
            outlet,
            at: atAge(age),
            url: `https://x.example/${page}`,
            file: `articles/${index}.md`,
            related,
          };
          return buildArticle(article);
        });
        const result = (some: typeof articles) => {
          const stories = gatherStories(some, { now, window: week });
          const options = { now, window: week, settings, newsletterTopics: '*' as const, articles: some };
          return JSON.stringify([stories, chooseDigest(stories, { topics: '*', sentBefore: [] }, options)]);
        };
        expect(result(order.map((index) => articles[index] as (typeof articles)[number]))).toBe(result(articles));
      }),
      runs,
    );
  });
});
