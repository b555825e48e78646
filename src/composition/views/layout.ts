import { z } from 'zod';
import type { Digest, SelectedStory } from '../../selection/choosing/digest.ts';
import type { Trim } from './story-view.ts';

const StoryPlace = z.strictObject({
  id: z.string(),
  update: z.boolean(),
  trim: z.enum(['full', 'short', 'bare']),
});

/** What stands where in one digest: small JSON that, with its compiled edition, is enough to assemble the mail. */
export const DigestLayout = z.strictObject({
  sections: z.array(z.strictObject({ topic: z.string(), stories: z.array(StoryPlace) })),
  /** Story ids of "In this edition", in digest order; empty in a short digest. */
  highlights: z.array(z.string()),
});
export type DigestLayout = z.infer<typeof DigestLayout>;

/** What the size budget takes from stories, by id; a story not named is shown in full. */
export type Trims = ReadonlyMap<string, Exclude<Trim, 'full'> | 'dropped'>;

const highlightLines = 3;
/** Below this a digest is its own table of contents. */
const storiesWorthContents = 5;

/**
 * The layout of a digest. Its lead stands first, under its topic, in a section of its own where that topic's section is not the
 * first; the three others with most points are the contents. Empty sections vanish.
 */
export const layoutOf = (digest: Digest, trims: Trims = new Map()): DigestLayout => {
  const kept = digest.sections
    .map(({ topic, stories }) => ({ topic, stories: stories.filter(({ story }) => trims.get(story.id) !== 'dropped') }))
    .filter(({ stories }) => stories.length > 0);
  return laidOut(leadFirst(kept, digest.lead ?? null), trims);
};

type Sections = readonly { readonly topic: string; readonly stories: readonly SelectedStory[] }[];

/** The lead taken out of its section and put before all others; one that had to be dropped leaves the place to the best that stayed. */
const leadFirst = (sections: Sections, wanted: string | null): Sections => {
  if (wanted === null) return sections;
  const stories = sections.flatMap((section) => section.stories);
  const best = stories.toSorted((a, b) => b.points.total - a.points.total)[0];
  const lead = stories.find(({ story }) => story.id === wanted) ?? best;
  if (lead === undefined) return sections;
  const others = sections
    .map(({ topic, stories: own }) => ({ topic, stories: own.filter((story) => story !== lead) }))
    .filter((section) => section.stories.length > 0);
  const home = sections.find(({ stories: own }) => own.includes(lead))?.topic || lead.topic;
  const [first, ...rest] = others;
  return first?.topic === home
    ? [{ topic: home, stories: [lead, ...first.stories] }, ...rest]
    : [{ topic: home, stories: [lead] }, ...others];
};

const laidOut = (kept: Sections, trims: Trims): DigestLayout => {
  return {
    sections: kept.map(({ topic, stories }) => ({
      topic,
      stories: stories.map(({ story, update }) => ({ id: story.id, update, trim: trimOf(story.id, trims) })),
    })),
    highlights: highlightsOf(kept.flatMap(({ stories }) => stories)),
  };
};

const trimOf = (id: string, trims: Trims): Trim => {
  const trim = trims.get(id) ?? 'full';
  return trim === 'dropped' ? 'bare' : trim;
};

const highlightsOf = (stories: readonly SelectedStory[]): string[] => {
  if (stories.length < storiesWorthContents) return [];
  const best = stories
    .slice(1)
    .toSorted((a, b) => b.points.total - a.points.total)
    .slice(0, highlightLines);
  return stories.filter((story) => best.includes(story)).map(({ story }) => story.id);
};
