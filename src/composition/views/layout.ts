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
  /** Left out in themes of two forms, and in editions sealed before there were four: the first story leads, the others are cards. */
  form: z.enum(storyForms).optional(),
});

/** What stands where in one digest: small JSON that, with its compiled edition, is enough to assemble the mail. */
export const DigestLayout = z.strictObject({
  sections: z.array(z.strictObject({ topic: z.string(), stories: z.array(StoryPlace) })),
  /** Story ids of "In this edition", in digest order; empty in a short digest. */
  highlights: z.array(z.string()),
  /** Which of two subjects it has, in an edition that tries two and for readers it is tried on. */
  arm: z.union([z.literal(1), z.literal(2)]).optional(),
});
export type DigestLayout = z.infer<typeof DigestLayout>;

/** What the size budget takes from stories, by id; a story not named is shown in full. */
export type Trims = ReadonlyMap<string, Exclude<Trim, 'full'> | 'dropped'>;

const highlightLines = 3;
/** Below this a digest is its own table of contents. */
const storiesWorthContents = 5;

/**
 * The layout of a digest. Its lead stands first, under its topic, in a section of its own where that topic's section is not the
 * first; the three others with most points are the contents. Empty sections vanish. What the budget drops leaves the others as
 * large as they were. `pictured`: whether there is a picture of a story; `null` for a theme of two forms. `toldWhole`: whether its
 * whole text may stand in the mail.
 */
export const layoutOf = (
  digest: Digest,
  trimmed: Trims = new Map(),
  pictured: ((storyId: string) => boolean) | null = () => true,
  toldWhole: (storyId: string) => boolean = () => false,
): DigestLayout => {
  const kept: Sections =
    trimmed.size === 0
      ? digest.sections
      : digest.sections.map(({ topic, stories }) => ({
          topic,
          stories: stories.filter(({ story }) => trimmed.get(story.id) !== 'dropped'),
        }));
  const full = kept.every(({ stories }) => stories.length > 0) ? kept : kept.filter(({ stories }) => stories.length > 0);
  const laid = leadFirst(full, digest.lead ?? null);
  // Nothing dropped, it stands as it is arranged.
  return laidOut(laid, trimmed, pictured && formsOf(trimmed.size === 0 ? laid : arranged(digest), pictured, toldWhole));
};

/** All of a digest's sections as they follow one another in a mail. */
export const arranged = ({ sections, lead }: Digest): Sections => leadFirst(sections, lead ?? null);

export type Sections = readonly { readonly topic: string; readonly stories: readonly SelectedStory[] }[];

/** The lead taken out of its section and put before all others; one that had to be dropped leaves the place to the best that stayed. */
const leadFirst = (sections: Sections, wanted: string | null): Sections => {
  if (wanted === null) return sections;
  const lead = leadOf(sections, wanted);
  if (lead === undefined) return sections;
  const home = lead.section.topic || lead.story.topic;
  const others: Sections[number][] = [];
  for (const section of sections) {
    if (section !== lead.section) others.push(section);
    else if (section.stories.length > 1)
      others.push({ topic: section.topic, stories: section.stories.filter((story) => story !== lead.story) });
  }
  const [first, ...rest] = others;
  return first?.topic === home
    ? [{ topic: home, stories: [lead.story, ...first.stories] }, ...rest]
    : [{ topic: home, stories: [lead.story] }, ...others];
};

/** The story wanted, or, where it is not there, the first of those with most points. */
const leadOf = (sections: Sections, wanted: string) => {
  let best: { readonly section: Sections[number]; readonly story: SelectedStory } | undefined;
  for (const section of sections)
    for (const story of section.stories) {
      if (story.story.id === wanted) return { section, story };
      if (best === undefined || story.points.total > best.story.points.total) best = { section, story };
    }
  return best;
};

const laidOut = (kept: Sections, trimmed: Trims, forms: ReadonlyMap<string, StoryForm> | null): DigestLayout => ({
  sections: kept.map(({ topic, stories }, index) => ({
    topic,
    stories: stories.map(({ story: { id }, update }, at) => {
      const trim = trimOf(id, trimmed);
      return forms === null ? { id, update, trim } : { id, update, trim, form: index + at === 0 ? 'lead' : (forms.get(id) ?? 'card') };
    }),
  })),
  highlights: highlightsOf(kept),
});

const trimOf = (id: string, trimmed: Trims): Trim => {
  const trim = trimmed.size === 0 ? 'full' : (trimmed.get(id) ?? 'full');
  return trim === 'dropped' ? 'bare' : trim;
};

/** Those with most points of all behind the first, of equal points the earlier, in the order of the digest. */
const highlightsOf = (sections: Sections): string[] => {
  let count = 0;
  for (const { stories } of sections) count += stories.length;
  if (count < storiesWorthContents) return [];
  const best: { readonly story: SelectedStory; readonly at: number }[] = [];
  let at = 0;
  for (const { stories } of sections)
    for (const story of stories) {
      at += 1;
      if (at === 1 || (best.length === highlightLines && story.points.total <= (best.at(-1)?.story.points.total ?? 0))) continue;
      const place = best.findIndex((other) => other.story.points.total < story.points.total);
      best.splice(place === -1 ? best.length : place, 0, { story, at });
      best.length = Math.min(best.length, highlightLines);
    }
  return best.sort((a, b) => a.at - b.at).map(({ story }) => story.story.id);
};
