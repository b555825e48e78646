import type { Digest, SelectedStory } from '../../selection/choosing/digest.ts';
import { type DigestLayout, layoutOf, type Trims } from '../views/layout.ts';
import type { CompiledEdition } from './compiled-edition.ts';

/** Bytes of HTML as encoded for transfer: Gmail cuts a message off at 102 KB, and with it the unsubscribe link. */
export const htmlLimits = { warn: 95_000, most: 100_000 } as const;

export type BudgetStep = {
  readonly storyId: string;
  readonly headline: string;
  readonly points: number;
  /** `too-heavy`: a story so large by itself, by addresses of thousands of characters, that others would go for it. */
  readonly action: 'excerpt-shortened' | 'excerpt-dropped' | 'story-dropped' | 'too-heavy';
};

export type FittedDigest = {
  readonly layout: DigestLayout;
  readonly encodedBytes: number;
  /** `over`: even the lead alone is too large, which only absurd settings bring about. */
  readonly verdict: 'fits' | 'near-limit' | 'over';
  /** What was taken from which story, in the order it was taken; empty when everything fitted. */
  readonly steps: readonly BudgetStep[];
};

/** Bytes of one story's markup, without its excerpt, beyond which it pays for itself: a usual one has 2,500. */
const mostOfOneStory = 15_000;

/**
 * The digest laid out so that its HTML stays within `htmlLimits`. Where it does not, a story that is too heavy by itself goes
 * first. Then, from the fewest points up, all excerpts but the lead's are shortened, then all are dropped, then stories are, as
 * far down that list as it takes. `sizeOf` gives a layout's bytes and is injected, because the
 * transfer encoding is delivery's. Deterministic.
 */
export const fitToBudget = (compiled: CompiledEdition, digest: Digest, sizeOf: (layout: DigestLayout) => number): FittedDigest => {
  const fitted = trimmed(compiled, digest, sizeOf);
  if (fitted.steps.length === 0 && fitted.verdict !== 'over') return fitted;
  const heavy = digest.sections.flatMap(({ stories }) => stories.filter(({ story }) => isTooHeavy(compiled, story.id)));
  const rest = without(digest, new Set(heavy.map(({ story }) => story.id)));
  if (heavy.length === 0 || rest.sections.every(({ stories }) => stories.length === 0)) return fitted;
  const { steps, ...kept } = trimmed(compiled, rest, sizeOf);
  return { ...kept, steps: [...heavy.map(stepOf('too-heavy', compiled)), ...steps] };
};

const isTooHeavy = ({ stories }: CompiledEdition, id: string): boolean => {
  const { html } = stories[id] ?? { html: { card: [], lead: [] } };
  const bytes = (segments: typeof html.card) =>
    segments.reduce((sum, segment) => sum + Buffer.byteLength(typeof segment === 'string' ? segment : segment.html), 0);
  return Math.max(bytes(html.card), bytes(html.lead)) > mostOfOneStory;
};

const without = (digest: Digest, ids: ReadonlySet<string>): Digest => ({
  ...digest,
  sections: digest.sections.map((section) => ({ ...section, stories: section.stories.filter(({ story }) => !ids.has(story.id)) })),
});

const trimmed = (compiled: CompiledEdition, digest: Digest, sizeOf: (layout: DigestLayout) => number): FittedDigest => {
  const steps = possibleSteps(digest, compiled);
  const attempt = (count: number) => {
    const layout = layoutOf(digest, trimsOf(steps.slice(0, count)));
    return { count, layout, encodedBytes: sizeOf(layout) };
  };
  // Each step makes the message smaller, so the fewest that suffice are found by halving.
  let best = attempt(0);
  if (best.encodedBytes > htmlLimits.most) {
    let tooFew = 0;
    best = attempt(steps.length);
    while (best.count - tooFew > 1) {
      const middle = attempt(Math.floor((tooFew + best.count) / 2));
      if (middle.encodedBytes > htmlLimits.most) tooFew = middle.count;
      else best = middle;
    }
  }
  const { layout, encodedBytes, count } = best;
  return { layout, encodedBytes, verdict: verdictOf(encodedBytes), steps: steps.slice(0, count) };
};

const verdictOf = (bytes: number): FittedDigest['verdict'] =>
  bytes > htmlLimits.most ? 'over' : bytes > htmlLimits.warn ? 'near-limit' : 'fits';

const possibleSteps = (digest: Digest, compiled: CompiledEdition): readonly BudgetStep[] => {
  const stories = digest.sections.flatMap((section) => section.stories);
  const lead = stories.find(({ story }) => story.id === digest.lead) ?? stories[0];
  const others = stories.filter((story) => story !== lead);
  // Of equal points the later one gives way first.
  const weakest = others.toReversed().toSorted((a, b) => a.points.total - b.points.total);
  const step = (action: BudgetStep['action']) => stepOf(action, compiled);
  const withLead = lead === undefined ? weakest : [...weakest, lead];
  const shortenable = weakest.filter(({ story: { id } }) => compiled.stories[id]?.excerpt.full !== compiled.stories[id]?.excerpt.short);
  const withExcerpt = withLead.filter(({ story: { id } }) => (compiled.stories[id]?.excerpt.full ?? null) !== null);
  return [
    ...shortenable.map(step('excerpt-shortened')),
    ...withExcerpt.map(step('excerpt-dropped')),
    ...weakest.map(step('story-dropped')),
  ];
};

const stepOf =
  (action: BudgetStep['action'], { stories }: CompiledEdition) =>
  ({ story, points }: SelectedStory): BudgetStep => ({
    storyId: story.id,
    headline: stories[story.id]?.headline ?? '',
    points: points.total,
    action,
  });

const trimOf = { 'excerpt-shortened': 'short', 'excerpt-dropped': 'bare', 'story-dropped': 'dropped', 'too-heavy': 'dropped' } as const;

const trimsOf = (steps: readonly BudgetStep[]): Trims => new Map(steps.map(({ storyId, action }) => [storyId, trimOf[action]]));
