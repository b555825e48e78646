import type { Article } from '../../src/content/article.ts';
import { chooseDigest } from '../../src/selection/choosing/choose.ts';
import type { SelectedStory } from '../../src/selection/choosing/digest.ts';
import { SelectionSettings } from '../../src/selection/choosing/settings.ts';
import { gatherStories } from '../../src/selection/stories/gather-stories.ts';
import { type KnownStory, keepIdentity } from '../../src/selection/stories/keep-identity.ts';
import { type SentStory, sentStoryOf } from '../../src/selection/stories/sent-stories.ts';
import { toldPages } from '../../src/selection/stories/told-pages.ts';
import { windowOf } from '../../src/selection/stories/window.ts';
import { goldOf, type Pair } from './b-cubed.ts';

const weekMs = 7 * 86_400_000;
/** Nine Mondays of the real articles. */
const slots = Array.from({ length: 9 }, (_, week) => new Date(Date.parse('2021-07-05T08:00:00Z') + week * weekMs));
/** The four of one reader. */
const editionsOfOne = 4;

/** A newsletter of one topic and long sections, and one of several with short ones. */
const newsletters = {
  'one topic': { topics: ['Azure'], settings: SelectionSettings.parse({ perTopic: 12 }) },
  'several topics': {
    topics: ['Security', 'Databases', 'Containers', 'Migration', 'Integration', 'Analytics', 'Storage', 'Azure'],
    settings: SelectionSettings.parse({ perTopic: 5 }),
  },
} as const;

export type WeeklyDigests = {
  readonly stories: number;
  /** Headlines of two stories of one digest that tell one event. */
  readonly repeats: readonly (readonly [string, string])[];
  readonly storiesOfOneReader: number;
  /** Headlines of what a reader of four editions was told before and is told again. */
  readonly toldTwice: readonly (readonly [string, string])[];
};

type Told = { readonly title: string; readonly events: ReadonlySet<string>; readonly update: boolean };

/** What nine real weeks tell twice, by judged pairs: in one digest, and to a reader of the last four. */
export function weeklyDigests(articles: readonly Article[], pairs: readonly Pair[]): Record<keyof typeof newsletters, WeeklyDigests> {
  const { eventOf } = goldOf(pairs);
  const told = ({ story: { lead, coverages }, update }: SelectedStory): Told => ({
    update,
    title: `${lead.provider.name}: ${lead.title}`,
    events: new Set(coverages.map(({ canonicalUrl }) => eventOf.get(canonicalUrl) ?? canonicalUrl)),
  });
  const measure = (newsletter: (typeof newsletters)[keyof typeof newsletters]): WeeklyDigests => {
    const digests = slots.map((slot) => digestOf(articles, newsletter, slot, [], []).map(told));
    const oneReader = editionsInARow(articles, newsletter, slots.slice(-editionsOfOne)).map((stories) => stories.map(told));
    return {
      stories: digests.flat().length,
      repeats: digests.flatMap((digest) => repeatsIn(digest, [])),
      storiesOfOneReader: oneReader.flat().length,
      toldTwice: oneReader.flatMap((digest, edition) => repeatsIn(digest, oneReader.slice(0, edition).flat())),
    };
  };
  return { 'one topic': measure(newsletters['one topic']), 'several topics': measure(newsletters['several topics']) };
}

type Newsletter = (typeof newsletters)[keyof typeof newsletters];

function digestOf(
  articles: readonly Article[],
  { topics, settings }: Newsletter,
  now: Date,
  known: readonly KnownStory[],
  sentBefore: readonly SentStory[],
): SelectedStory[] {
  const window = windowOf(now, weekMs);
  const { stories } = keepIdentity(gatherStories(articles, { now, window }), known);
  const digest = chooseDigest(
    stories,
    { topics, sentBefore },
    { now, window, settings, newsletterTopics: topics, toldPages: toldPages(known, articles) },
  );
  return digest.sections.flatMap(({ stories: chosen }) => chosen);
}

/** One reader gets every edition; an edition knows what those before it told. */
function editionsInARow(articles: readonly Article[], newsletter: Newsletter, editions: readonly Date[]): SelectedStory[][] {
  const sent: SentStory[] = [];
  const known: KnownStory[] = [];
  return editions.map((slot, index) => {
    const stories = digestOf(articles, newsletter, slot, known, sent);
    const told = stories.map(({ story }) => sentStoryOf(story));
    sent.push(...told);
    known.push(...told.map(({ storyId, canonicalUrls }) => ({ storyId, canonicalUrls, edition: index + 1 })));
    return stories;
  });
}

/** Of `digest` what stands further up in it, or in `before`; a grown story that returns marked as an update repeats nothing. */
function repeatsIn(digest: readonly Told[], before: readonly Told[]): [string, string][] {
  return digest.flatMap((story, index) => {
    const earlier = [...before, ...(before.length === 0 ? digest.slice(0, index) : [])];
    const first = earlier.find(({ events }) => !events.isDisjointFrom(story.events));
    return first === undefined || (story.update && before.length > 0) ? [] : [[first.title, story.title] as [string, string]];
  });
}
