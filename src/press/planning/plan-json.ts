import { z } from 'zod';
import type { Provider } from '../../content/article.ts';
import type { OwnFields } from '../../content/fields/own-fields.ts';
import type { LeftOut, Points, SelectedStory } from '../../selection/choosing/digest.ts';
import type { CandidateStanding } from '../../selection/choosing/explain-candidates.ts';
import { describeOverride } from '../../selection/editing/override.ts';
import type { Coverage } from '../../selection/stories/story.ts';
import type { Plan } from './plan.ts';

/** Points as printed: rounded to a thousandth, so that the digits are the same on every machine. */
const rounded = (points: number) => Math.round(points * 1_000) / 1_000;

const Instant = z.iso.datetime().describe('UTC, as in 2026-11-21T08:00:00.000Z');
const Outlet = z.strictObject({ name: z.string(), domain: z.string() });

const outletJson = ({ name, domain }: Provider) => ({ name, domain });

const Terms = z.strictObject({
  quality: z.number(),
  otherOutlets: z.int(),
  independent: z.number().optional().describe('what the tellings beside the lead count: reprints and announcements weighed'),
  coverage: z.number().describe('coverageWeight x log2(1 + independent)'),
  ageHours: z.number(),
  decay: z.number().describe('0.5 ^ (age / halfLife)'),
  multipliers: z.array(z.strictObject({ name: z.string(), factor: z.number() })),
});

const Standing = z.strictObject({
  topic: z.string(),
  rank: z.int().min(1).describe('among all the topic offers'),
  of: z.int().min(1),
  lastIn: z.strictObject({ title: z.string(), url: z.string(), points: z.number() }).nullable().describe('the rival that had to be beaten'),
});

const OwnValue = z.union([z.string(), z.number(), z.boolean()]);

const PlannedStory = z.strictObject({
  id: z.string(),
  title: z.string(),
  excerpt: z.string().nullable(),
  url: z.string(),
  provider: Outlet,
  publishedAt: Instant,
  type: z.string(),
  quality: z.number(),
  otherOutlets: z.int().min(0),
  points: z.number(),
  terms: Terms,
  rank: z.int().min(1),
  topics: z.array(z.string()),
  image: z.strictObject({ url: z.string(), width: z.number().nullable(), height: z.number().nullable() }).nullable(),
  fields: z
    .record(z.string(), z.union([OwnValue, z.array(OwnValue)]))
    .optional()
    .describe('fields of the article that the format does not name, for themes; left out where there are none'),
  alsoCoveredBy: z.array(z.strictObject({ provider: Outlet, title: z.string(), url: z.string(), publishedAt: Instant })),
  moreOnThis: z
    .array(z.strictObject({ provider: Outlet, title: z.string(), url: z.string(), publishedAt: Instant }))
    .optional()
    .describe('stories that seem to tell the same and gave way to it'),
  update: z.boolean(),
  file: z.string().nullable().describe('null for a story led by a coverage that has no file'),
  standings: z.array(Standing),
  notes: z.array(z.string()).describe('what editors and hooks did: "pinned by ada: reason"'),
});

/** The stable shape of `courant plan --json` and of `plan.json`; printed by `courant schema plan`. */
export const PlanJson = z.strictObject({
  newsletter: z.string().nullable().describe('id of the newsletter; null for a plan made ad hoc'),
  slot: Instant,
  window: z.strictObject({ from: Instant.describe('exclusive'), to: Instant.describe('inclusive') }),
  counts: z.strictObject({
    files: z.int(),
    invalid: z.int(),
    articles: z.int(),
    eligible: z.int(),
    stories: z.int(),
    selected: z.int(),
  }),
  skip: z.string().nullable().describe('why this digest is not worth sending; null when it is'),
  sections: z.array(z.strictObject({ topic: z.string(), stories: z.array(PlannedStory) })),
  leftOut: z.array(
    z.strictObject({
      url: z.string(),
      title: z.string(),
      points: z.number().nullable(),
      reason: z.string(),
      detail: z.string(),
      storyId: z.string().nullable(),
      terms: Terms.nullable(),
      standings: z.array(Standing),
      change: z
        .strictObject({ change: z.string(), from: z.string(), to: z.string(), words: z.string() })
        .nullable()
        .describe('the smallest change that would bring it in, tried out; null where none would'),
      notes: z.array(z.string()),
    }),
  ),
  wording: z.strictObject({ subject: z.string().nullable(), preheader: z.string().nullable(), intro: z.string().nullable() }),
  unmatched: z.array(z.strictObject({ override: z.int(), words: z.string(), why: z.string() })).describe('overrides that match nothing'),
  notices: z.array(z.string()),
});
export type PlanJson = z.infer<typeof PlanJson>;

type Standings = ReadonlyMap<string, CandidateStanding>;

/** The plan as data for a script. Without `explain` nobody's standings and changes are worked out: both stay empty. */
export function planJson(plan: Plan, { explain } = { explain: true }): PlanJson {
  const standings: Standings = explain ? plan.explain() : new Map();
  const { subject = null, preheader = null, intro = null } = plan.wording;
  return {
    newsletter: plan.newsletter,
    slot: plan.slot.toISOString(),
    window: { from: plan.window.from.toISOString(), to: plan.window.to.toISOString() },
    counts: { ...plan.counts },
    skip: plan.digest.skip,
    sections: plan.digest.sections.map((section) => ({
      topic: section.topic,
      stories: section.stories.map((selected) => plannedStory(selected, standings)),
    })),
    leftOut: plan.digest.leftOut.map((left) =>
      leftOutJson(left, standings, (left.storyId === null ? null : plan.notes.get(left.storyId)) ?? []),
    ),
    wording: { subject, preheader, intro },
    unmatched: plan.unmatched.map(({ override, why }) => ({ override: override.id, words: describeOverride(override), why })),
    notices: [...plan.notices],
  };
}

function plannedStory(selected: SelectedStory, standings: Standings): PlanJson['sections'][number]['stories'][number] {
  const { story, points, rank, update, notes } = selected;
  const { lead } = story;
  const [image] = lead.images;
  return {
    id: story.id,
    title: lead.title,
    excerpt: lead.excerpt,
    url: lead.url,
    provider: outletJson(lead.provider),
    publishedAt: lead.publishedAt.toISOString(),
    type: lead.type,
    quality: lead.quality,
    otherOutlets: points.otherOutlets,
    points: rounded(points.total),
    terms: termsJson(points),
    rank,
    topics: [...story.topics],
    image: image ? { url: image.url, width: image.width, height: image.height } : null,
    ...(lead.fields === undefined ? {} : { fields: fieldsJson(lead.fields) }),
    alsoCoveredBy: story.alsoCoveredBy.map(mentionJson),
    ...(story.moreOnThis === undefined ? {} : { moreOnThis: story.moreOnThis.map(({ lead: kin }) => mentionJson(kin)) }),
    update,
    file: lead.file,
    standings: standingsJson(standings.get(story.id)),
    notes: [...(notes ?? [])],
  };
}

const fieldsJson = (fields: OwnFields) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]));

const mentionJson = ({ provider, title, url, publishedAt }: Coverage) => ({
  provider: outletJson(provider),
  title,
  url,
  publishedAt: publishedAt.toISOString(),
});

const termsJson = (points: Points) => ({
  quality: points.quality,
  otherOutlets: points.otherOutlets,
  ...(points.independent === undefined
    ? { coverage: points.coverage }
    : { independent: points.independent, coverage: rounded(points.coverage) }),
  ageHours: rounded(points.ageMs / 3_600_000),
  decay: rounded(points.decay),
  multipliers: points.multipliers.map((multiplier) => ({ ...multiplier })),
});

const standingsJson = (found: CandidateStanding | undefined) =>
  (found?.standings ?? []).map(({ lastIn, ...standing }) => ({
    ...standing,
    lastIn: lastIn && { ...lastIn, points: rounded(lastIn.points) },
  }));

function leftOutJson(left: LeftOut, standings: Standings, notes: readonly string[]): PlanJson['leftOut'][number] {
  const { url, title, points, reason, detail, storyId } = left;
  // A coverage that does not lead shares its story's fate, and has no points of its own.
  const found = storyId === null || reason === 'part-of-story' ? undefined : standings.get(storyId);
  return {
    url,
    title,
    points: points ? rounded(points.total) : null,
    reason,
    detail,
    storyId,
    terms: points ? termsJson(points) : null,
    standings: standingsJson(found),
    change: found?.change ? { ...found.change } : null,
    notes: [...notes],
  };
}

const StoryCoverage = z.strictObject({
  url: z.string(),
  title: z.string(),
  provider: Outlet,
  publishedAt: Instant,
  file: z.string().nullable().describe('null for a coverage known only from another article'),
});

/** The stable shape of `courant stories --json`. */
export const StoriesJson = z.strictObject({
  stories: z.array(
    z.strictObject({
      id: z.string(),
      lead: z.strictObject({ url: z.string(), title: z.string(), file: z.string().nullable() }),
      coverages: z.array(StoryCoverage),
      notes: z.array(z.string()).describe('as what earlier editions told it; what editors and hooks did'),
    }),
  ),
});
export type StoriesJson = z.infer<typeof StoriesJson>;

/** All stories of a window as data for a script, in the order given. */
export const storiesJson = ({ stories, notes }: Pick<Plan, 'stories' | 'notes'>): StoriesJson => ({
  stories: stories.map((story) => ({
    id: story.id,
    lead: { url: story.lead.url, title: story.lead.title, file: story.lead.file },
    coverages: story.coverages.map(coverageJson),
    notes: [...(notes.get(story.id) ?? [])],
  })),
});

const coverageJson = ({ url, title, provider, publishedAt, file }: Coverage) => ({
  url,
  title,
  provider: outletJson(provider),
  publishedAt: publishedAt.toISOString(),
  file,
});
