import { z } from 'zod';
import type { StoryForm } from '../../../emails/contract/view-model.ts';
import type { Digest, SelectedStory } from '../../selection/choosing/digest.ts';
import { formsOf } from './ranks.ts';
import { type Trim, trims } from './trim.ts';

export const storyForms = ['lead', 'section-lead', 'card', 'brief'] as const satisfies readonly StoryForm[];

const StoryPlace = z.strictObject({
  id: z.string(),
  update: z.boolean(),
  trim: z.enum(trims),
  /** The first story leads whatever stands here: layouts made before there were four forms do not say. */
  form: z.enum(storyForms).default('card'),
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
 * The layout of a digest. The first story leads; the three others with most points are the contents. Empty sections vanish. What
 * the budget drops leaves the others as large as they were.
 */
export const layoutOf = (digest: Digest, trimmed: Trims = new Map(), pictured: (storyId: string) => boolean = () => true): DigestLayout => {
  const forms = formsOf(digest, pictured);
  const kept = digest.sections
    .map(({ topic, stories }) => ({ topic, stories: stories.filter(({ story }) => trimmed.get(story.id) !== 'dropped') }))
    .filter(({ stories }) => stories.length > 0);
  return {
    sections: kept.map(({ topic, stories }, index) => ({
      topic,
      stories: stories.map(({ story: { id }, update }, at) => ({
        id,
        update,
        trim: trimOf(id, trimmed),
        form: index + at === 0 ? 'lead' : (forms.get(id) ?? 'card'),
      })),
    })),
    highlights: highlightsOf(kept.flatMap(({ stories }) => stories)),
  };
};

const trimOf = (id: string, trimmed: Trims): Trim => {
  const trim = trimmed.get(id) ?? 'full';
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
