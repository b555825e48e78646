import type { StoryForm } from '../../../emails/contract/view-model.ts';
import type { Digest, SelectedStory } from '../../selection/choosing/digest.ts';
import { arranged, type DigestLayout, layoutOf, type Trims } from '../views/layout.ts';
import { formsOf } from '../views/ranks.ts';
import type { CompiledEdition, Markup } from './compiled-edition.ts';
import { isWhole } from './story-blocks.ts';

/**
 * Bytes of HTML as encoded for transfer: Gmail cuts a message off at 102 KB, and with it the unsubscribe link. Digests are made
 * to stay within `warn`, for relays encode again what they pass on; beyond `most` nothing is sent.
 */
export const htmlLimits = { warn: 95_000, most: 100_000 } as const;

export type BudgetStep = {
  readonly storyId: string;
  readonly headline: string;
  readonly points: number;
  /** `too-heavy`: a story so large by itself, by addresses of thousands of characters, that others would go for it. */
  readonly action:
    | 'share-dropped'
    | 'text-excerpted'
    | 'picture-dropped'
    | 'excerpt-shortened'
    | 'excerpt-dropped'
    | 'story-dropped'
    | 'too-heavy';
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
 * The digest laid out so that its HTML stays within `htmlLimits.warn`. Where it does not, a story that is too heavy by itself goes
 * first. Then, from the fewest points up, links to send stories on are taken away, then whole texts give way to their excerpts, then
 * pictures are taken away, then excerpts are shortened, then dropped, then stories are, as far down that list as it takes. Where
 * that is enough, pictures give way before the last of the whole texts. The lead and the first of each section keep their pictures
 * and a short excerpt, and the lead is never dropped. `sizeOf` gives a layout's bytes and is injected, because the transfer encoding is
 * delivery's. Deterministic.
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
  const { card, lead, sectionLead = [], brief = [] } = stories[id]?.html ?? { card: [], lead: [] };
  const bytes = (segments: Markup) =>
    segments.reduce((sum, segment) => sum + Buffer.byteLength(typeof segment === 'string' ? segment : segment.html), 0);
  return Math.max(...[card, lead, sectionLead, brief].map(bytes)) > mostOfOneStory;
};

const without = (digest: Digest, ids: ReadonlySet<string>): Digest => ({
  ...digest,
  sections: digest.sections.map((section) => ({ ...section, stories: section.stories.filter(({ story }) => !ids.has(story.id)) })),
});

const trimmed = (compiled: CompiledEdition, digest: Digest, sizeOf: (layout: DigestLayout) => number): FittedDigest => {
  const whole = layoutWhole(compiled, digest);
  const bytes = sizeOf(whole);
  // Almost all fit as they are: what could be taken from them is not asked.
  if (bytes <= htmlLimits.warn) return { layout: whole, encodedBytes: bytes, verdict: 'fits', steps: [] };
  const laid = (taken: readonly BudgetStep[]) =>
    layoutOf(digest, trimsOf(taken), compiled.ranked ? picturedIn(compiled) : null, wholeIn(compiled));
  const sparing = savingOneText(digest, compiled);
  const steps = sparing !== null && sizeOf(laid(sparing)) <= htmlLimits.warn ? sparing : possibleSteps(digest, compiled);
  const attempt = (count: number) => {
    const layout = laid(steps.slice(0, count));
    return { count, layout, encodedBytes: sizeOf(layout) };
  };
  // Each step makes the message smaller, so the fewest that suffice are found by halving.
  let tooFew = 0;
  let best = attempt(steps.length);
  while (best.count - tooFew > 1) {
    const middle = attempt(Math.floor((tooFew + best.count) / 2));
    if (middle.encodedBytes > htmlLimits.warn) tooFew = middle.count;
    else best = middle;
  }
  const { layout, encodedBytes, count } = best;
  return { layout, encodedBytes, verdict: verdictOf(encodedBytes), steps: steps.slice(0, count) };
};

/** The digest laid out with nothing taken from it. */
export const layoutWhole = (compiled: CompiledEdition, digest: Digest): DigestLayout =>
  layoutOf(digest, noTrims, compiled.ranked ? picturedIn(compiled) : null, wholeIn(compiled));

const noTrims: Trims = new Map();

const verdictOf = (bytes: number): FittedDigest['verdict'] =>
  bytes > htmlLimits.most ? 'over' : bytes > htmlLimits.warn ? 'near-limit' : 'fits';

const picturedIn =
  ({ stories }: CompiledEdition) =>
  (id: string) =>
    stories[id]?.pictured ?? true;

export const wholeIn =
  ({ stories }: CompiledEdition) =>
  (id: string) => {
    const story = stories[id];
    return story !== undefined && isWhole(story);
  };

type Offer = {
  readonly formOf: (story: SelectedStory) => StoryForm;
  readonly weakest: readonly SelectedStory[];
  readonly withLead: readonly SelectedStory[];
};

/** A digest's stories from the fewest points up, without the lead and with it at the end, and how large each stands. */
const offerOf = (digest: Digest, compiled: CompiledEdition): Offer => {
  const forms = formsOf(arranged(digest), picturedIn(compiled), wholeIn(compiled));
  const all = digest.sections.flatMap((section) => section.stories);
  const lead = all.find(({ story }) => story.id === digest.lead) ?? all[0];
  const others = all.filter((story) => story !== lead);
  // Of equal points the later one gives way first.
  const weakest = others.toReversed().toSorted((a, b) => a.points.total - b.points.total);
  const withLead = lead === undefined ? weakest : [...weakest, lead];
  const formOf = ({ story: { id } }: SelectedStory) =>
    compiled.ranked ? (forms.get(id) ?? 'card') : id === lead?.story.id ? 'lead' : 'card';
  return { formOf, weakest, withLead };
};

/** What might be taken to keep one whole text, the lead's or that worth most: all others', and pictures; `null` where there is none. */
const savingOneText = (digest: Digest, compiled: CompiledEdition): readonly BudgetStep[] | null => {
  const { formOf, withLead } = offerOf(digest, compiled);
  const whole = withLead.filter(({ story }) => wholeIn(compiled)(story.id));
  const saved = whole.at(-1);
  if (saved === undefined) return null;
  return [
    ...sharedSteps(compiled, withLead, formOf),
    ...whole.slice(0, -1).map(stepOf('text-excerpted', compiled)),
    ...pictureSteps(
      compiled,
      withLead.filter((each) => each !== saved),
      formOf,
    ),
  ];
};

const sharedSteps = (compiled: CompiledEdition, stories: readonly SelectedStory[], formOf: Offer['formOf']): readonly BudgetStep[] =>
  stories.filter((each) => has(compiled, each, formOf(each), 'share')).map(stepOf('share-dropped', compiled));

const pictureSteps = (compiled: CompiledEdition, stories: readonly SelectedStory[], formOf: Offer['formOf']): readonly BudgetStep[] =>
  stories.filter((each) => formOf(each) === 'card' && has(compiled, each, 'card', 'picture')).map(stepOf('picture-dropped', compiled));

const possibleSteps = (digest: Digest, compiled: CompiledEdition): readonly BudgetStep[] => {
  const { ranked, stories } = compiled;
  const { formOf, weakest, withLead } = offerOf(digest, compiled);
  const told = withLead.filter((each) => formOf(each) !== 'brief' && (stories[each.story.id]?.excerpt.full ?? null) !== null);
  const shortenable = told.filter(
    (each) => (!ranked || formOf(each) !== 'card') && stories[each.story.id]?.excerpt.full !== stories[each.story.id]?.excerpt.short,
  );
  const step = (action: BudgetStep['action']) => stepOf(action, compiled);
  return [
    ...sharedSteps(compiled, withLead, formOf),
    ...withLead.filter(({ story }) => wholeIn(compiled)(story.id)).map(step('text-excerpted')),
    ...pictureSteps(compiled, withLead, formOf),
    ...shortenable.map(step('excerpt-shortened')),
    ...told.filter((each) => formOf(each) === 'card').map(step('excerpt-dropped')),
    ...weakest.map(step('story-dropped')),
  ];
};

/** Whether a story's block has a piece that can be left out and is not empty. */
const has = ({ stories }: CompiledEdition, { story }: SelectedStory, form: StoryForm, piece: string): boolean => {
  const html = stories[story.id]?.html;
  const markup = form === 'lead' ? html?.lead : form === 'section-lead' ? html?.sectionLead : form === 'brief' ? html?.brief : html?.card;
  return (markup ?? []).some((segment) => typeof segment !== 'string' && segment.piece === piece && segment.html !== '');
};

const stepOf =
  (action: BudgetStep['action'], { stories }: CompiledEdition) =>
  ({ story, points }: SelectedStory): BudgetStep => ({
    storyId: story.id,
    headline: stories[story.id]?.headline ?? '',
    points: points.total,
    action,
  });

const trimOf = {
  'share-dropped': 'unshared',
  'text-excerpted': 'excerpted',
  'picture-dropped': 'unpictured',
  'excerpt-shortened': 'short',
  'excerpt-dropped': 'bare',
  'story-dropped': 'dropped',
  'too-heavy': 'dropped',
} as const;

const trimsOf = (steps: readonly BudgetStep[]): Trims => new Map(steps.map(({ storyId, action }) => [storyId, trimOf[action]]));
