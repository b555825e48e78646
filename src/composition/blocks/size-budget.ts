import type { Digest } from '../../selection/choosing/digest.ts';
import { type DigestLayout, layoutOf, type Trims } from '../views/layout.ts';
import type { CompiledEdition } from './compiled-edition.ts';

/** Bytes of HTML as encoded for transfer: Gmail cuts a message off at 102 KB, and with it the unsubscribe link. */
export const htmlLimits = { warn: 95_000, most: 100_000 } as const;

export type BudgetStep = {
  readonly storyId: string;
  readonly headline: string;
  readonly points: number;
  readonly action: 'excerpt-shortened' | 'excerpt-dropped' | 'story-dropped';
};

export type FittedDigest = {
  readonly layout: DigestLayout;
  readonly encodedBytes: number;
  /** `over`: even the lead alone is too large, which only absurd settings bring about. */
  readonly verdict: 'fits' | 'near-limit' | 'over';
  /** What was taken from which story, in the order it was taken; empty when everything fitted. */
  readonly steps: readonly BudgetStep[];
};

/**
 * The digest laid out so that its HTML stays within `htmlLimits`. From the fewest points up, all excerpts but the lead's
 * are shortened, then all are dropped, then stories are, as far down that list as it takes. `sizeOf` gives a layout's bytes and is injected,
 * because the transfer encoding is delivery's. Deterministic.
 */
export const fitToBudget = (compiled: CompiledEdition, digest: Digest, sizeOf: (layout: DigestLayout) => number): FittedDigest => {
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
  const [lead, ...others] = digest.sections.flatMap(({ stories }) => stories);
  // Of equal points the later one gives way first.
  const weakest = others.toReversed().toSorted((a, b) => a.points.total - b.points.total);
  const step =
    (action: BudgetStep['action']) =>
    (selected: (typeof others)[number]): BudgetStep => ({
      storyId: selected.story.id,
      headline: compiled.stories[selected.story.id]?.headline ?? '',
      points: selected.points.total,
      action,
    });
  const withLead = lead === undefined ? weakest : [...weakest, lead];
  const shortenable = weakest.filter(({ story: { id } }) => compiled.stories[id]?.excerpt.full !== compiled.stories[id]?.excerpt.short);
  const withExcerpt = withLead.filter(({ story: { id } }) => (compiled.stories[id]?.excerpt.full ?? null) !== null);
  return [
    ...shortenable.map(step('excerpt-shortened')),
    ...withExcerpt.map(step('excerpt-dropped')),
    ...weakest.map(step('story-dropped')),
  ];
};

const trimOf = { 'excerpt-shortened': 'short', 'excerpt-dropped': 'bare', 'story-dropped': 'dropped' } as const;

const trimsOf = (steps: readonly BudgetStep[]): Trims => new Map(steps.map(({ storyId, action }) => [storyId, trimOf[action]]));
