import { z } from 'zod';
import type { LeftOut, SelectedStory } from '../selection/digest.ts';
import type { Coverage, Story } from '../selection/story.ts';
import type { Plan } from './plan.ts';

/** Points as printed: rounded to a thousandth, so that the digits are the same on every machine. */
const rounded = (points: number) => Math.round(points * 1_000) / 1_000;

const Instant = z.iso.datetime().describe('UTC, as in 2026-11-21T08:00:00.000Z');
const Outlet = z.strictObject({ name: z.string(), domain: z.string() });

const Terms = z.strictObject({
  quality: z.number(),
  otherOutlets: z.int(),
  coverage: z.number().describe('coverageWeight x min(otherOutlets, coverageCap)'),
  ageHours: z.number(),
  decay: z.number().describe('0.5 ^ (age / halfLife)'),
  multipliers: z.array(z.strictObject({ name: z.string(), factor: z.number() })),
});

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
  alsoCoveredBy: z.array(z.strictObject({ provider: Outlet, title: z.string(), url: z.string(), publishedAt: Instant })),
  update: z.boolean(),
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
    z.strictObject({ url: z.string(), title: z.string(), points: z.number().nullable(), reason: z.string(), detail: z.string() }),
  ),
});
export type PlanJson = z.infer<typeof PlanJson>;

/** The plan as data for a script. */
export const planJson = (plan: Plan): PlanJson => ({
  newsletter: plan.newsletter,
  slot: plan.slot.toISOString(),
  window: { from: plan.window.from.toISOString(), to: plan.window.to.toISOString() },
  counts: { ...plan.counts },
  skip: plan.digest.skip,
  sections: plan.digest.sections.map((section) => ({ topic: section.topic, stories: section.stories.map(plannedStory) })),
  leftOut: plan.digest.leftOut.map(leftOutJson),
});

function plannedStory({ story, points, rank, update }: SelectedStory): PlanJson['sections'][number]['stories'][number] {
  const { lead } = story;
  const [image] = lead.images;
  return {
    id: story.id,
    title: lead.title,
    excerpt: lead.excerpt,
    url: lead.url,
    provider: { ...lead.provider },
    publishedAt: lead.publishedAt.toISOString(),
    type: lead.type,
    quality: lead.quality,
    otherOutlets: points.otherOutlets,
    points: rounded(points.total),
    terms: {
      quality: points.quality,
      otherOutlets: points.otherOutlets,
      coverage: points.coverage,
      ageHours: rounded(points.ageMs / 3_600_000),
      decay: rounded(points.decay),
      multipliers: points.multipliers.map((multiplier) => ({ ...multiplier })),
    },
    rank,
    topics: [...story.topics],
    image: image ? { url: image.url, width: image.width, height: image.height } : null,
    alsoCoveredBy: story.alsoCoveredBy.map(({ provider, title, url, publishedAt }) => ({
      provider: { ...provider },
      title,
      url,
      publishedAt: publishedAt.toISOString(),
    })),
    update,
  };
}

const leftOutJson = ({ url, title, points, reason, detail }: LeftOut) => ({
  url,
  title,
  points: points ? rounded(points.total) : null,
  reason,
  detail,
});

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
    }),
  ),
});
export type StoriesJson = z.infer<typeof StoriesJson>;

/** All stories of a window as data for a script, in the order given. */
export const storiesJson = (stories: readonly Story[]): StoriesJson => ({
  stories: stories.map((story) => ({
    id: story.id,
    lead: { url: story.lead.url, title: story.lead.title, file: story.lead.file },
    coverages: story.coverages.map(coverageJson),
  })),
});

const coverageJson = ({ url, title, provider, publishedAt, file }: Coverage) => ({
  url,
  title,
  provider: { ...provider },
  publishedAt: publishedAt.toISOString(),
  file,
});
