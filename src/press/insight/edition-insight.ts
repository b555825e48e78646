import { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { type EditionStanding, editionStanding } from '../oversight/edition-standing.ts';
import type { Clicks } from '../ports/insight/insight-store.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import { correctionsOf } from '../readers/errata.ts';
import type { SealedPlan } from '../sealing/seal-edition.ts';
import { type SubjectFigures, type SubjectVerdict, subjectVerdict } from './subject-verdict.ts';

/** Where in a mail links were followed. */
export const placeKinds = ['lead', 'section-lead', 'card', 'brief', 'highlights', 'read-on', 'outlets', 'more', 'forwarded'] as const;
export type PlaceKind = (typeof placeKinds)[number];

const kindOf: Readonly<Record<string, PlaceKind>> = {
  l: 'lead',
  s: 'section-lead',
  c: 'card',
  b: 'brief',
  h: 'highlights',
  r: 'read-on',
  o: 'outlets',
  m: 'more',
  f: 'forwarded',
};

export type StoryFigures = {
  readonly storyId: string;
  readonly headline: string;
  readonly section: string;
  /** All of them, those on links that were sent on among them. */
  readonly clicks: number;
  readonly forwarded: number;
  readonly places: Readonly<Record<PlaceKind, number>>;
  /** What readers are told was wrong with it; `null`: nothing. */
  readonly correction: string | null;
};

/** What is known of how an edition was read. Nothing of it is about a reader. */
export type EditionInsight = Figures & {
  /** Most followed first, else in the edition's order. */
  readonly stories: readonly StoryFigures[];
  readonly sections: readonly { readonly section: string; readonly stories: number; readonly clicks: number }[];
  readonly places: Readonly<Record<PlaceKind, number>>;
  /** UTC days. */
  readonly days: readonly { readonly day: string; readonly clicks: number }[];
  /** `null`: it had one subject. */
  readonly subjects: { readonly tried: readonly [SubjectFigures, SubjectFigures]; readonly verdict: SubjectVerdict } | null;
};

export type Figures = {
  readonly newsletter: string;
  readonly number: number;
  readonly slot: Date;
  readonly subject: string | null;
  readonly readers: number;
  readonly accepted: number;
  readonly bounces: number;
  readonly complaints: number;
  readonly unsubscribes: number;
  /** `null`: its links were not counted. */
  readonly clicks: number | null;
  readonly forwarded: number;
};

/** @throws CourantError `edition-unsealed`: it holds nothing yet */
export async function editionInsight(press: Pick<Press, 'store'>, edition: EditionRecord): Promise<EditionInsight> {
  const { store } = press;
  const [sealed, standing, clicks, corrections, arms] = await Promise.all([
    store.sealedEdition(edition.id),
    editionStanding(press, edition),
    store.clicksOf(edition.id),
    correctionsOf(store, edition.id),
    store.armBooks(edition.id),
  ]);
  if (sealed === null)
    throw new CourantError('edition-unsealed', `${edition.newsletter} No. ${edition.number} is not sealed: nobody can have read it.`, {
      help: 'Its figures begin when it is sent.',
    });
  const compiled = CompiledEdition.parse(JSON.parse(sealed.compiled));
  const { plan } = JSON.parse(sealed.plan) as Partial<SealedPlan>;
  const planned = (plan?.sections ?? []).flatMap(({ topic, stories }) => stories.map(({ id }) => [id, topic] as const));
  const sectionOf = new Map(planned);
  const order = new Map(planned.map(([id], at) => [id, at]));
  const byStory = Map.groupBy(clicks, ({ storyId }) => storyId);
  const stories = Object.entries(compiled.stories)
    .map(([storyId, { headline, targets }]): StoryFigures => {
      const own = byStory.get(storyId) ?? [];
      const places = byPlace(own);
      const section = sectionOf.get(storyId) ?? targets?.topic ?? '';
      return {
        storyId,
        headline,
        section,
        clicks: sum(own),
        forwarded: places.forwarded,
        places,
        correction: corrections.get(storyId)?.words ?? null,
      };
    })
    .sort((a, b) => b.clicks - a.clicks || placeIn(order, a) - placeIn(order, b) || (a.storyId < b.storyId ? -1 : 1));
  const counted = compiled.clickKey !== undefined;
  return {
    ...figuresOf(standing, counted ? sum(clicks) : null, sum(clicks.filter(({ place }) => place === 'f'))),
    stories,
    sections: sectionsOf(stories),
    places: byPlace(clicks),
    days: daysOf(clicks),
    subjects: subjectsOf(compiled, arms, counted ? clicks : null),
  };
}

/** The last editions of a newsletter that have left, newest first. */
export async function editionsInsight(press: Pick<Press, 'store'>, newsletter: string, limit: number): Promise<readonly Figures[]> {
  const editions = (await press.store.editions(newsletter, limit)).filter(({ state }) => state === 'sending' || state === 'finished');
  const totals = await press.store.clickTotals(editions.map(({ id }) => id));
  return Promise.all(
    editions.map(async ({ accounting, ...edition }) => {
      const total = totals.get(edition.id);
      return figuresOf(await editionStanding(press, edition, accounting), total?.clicks ?? null, total?.forwarded ?? 0);
    }),
  );
}

const figuresOf = ({ edition, accounting, ...back }: EditionStanding, clicks: number | null, forwarded: number): Figures => ({
  newsletter: edition.newsletter,
  number: edition.number,
  slot: edition.slot,
  subject: edition.subject,
  readers: accounting.frozen,
  accepted: accounting.accepted,
  bounces: back.bounces,
  complaints: back.complaints,
  unsubscribes: back.unsubscribes,
  clicks,
  forwarded,
});

const sum = (clicks: readonly Pick<Clicks, 'clicks'>[]): number => clicks.reduce((all, one) => all + one.clicks, 0);

function byPlace(clicks: readonly Clicks[]): Readonly<Record<PlaceKind, number>> {
  const places = Object.fromEntries(placeKinds.map((kind) => [kind, 0])) as Record<PlaceKind, number>;
  for (const { place, clicks: many } of clicks) {
    const kind = kindOf[place.charAt(0)];
    if (kind !== undefined) places[kind] += many;
  }
  return places;
}

const placeIn = (order: ReadonlyMap<string, number>, { storyId }: StoryFigures): number => order.get(storyId) ?? Number.MAX_SAFE_INTEGER;

const sectionsOf = (stories: readonly StoryFigures[]): EditionInsight['sections'] =>
  [...Map.groupBy(stories, ({ section }) => section)]
    .map(([section, own]) => ({ section, stories: own.length, clicks: sum(own) }))
    .sort((a, b) => b.clicks - a.clicks || b.stories - a.stories || (a.section < b.section ? -1 : 1));

const daysOf = (clicks: readonly Clicks[]): EditionInsight['days'] =>
  [...Map.groupBy(clicks, ({ day }) => day)].map(([day, own]) => ({ day, clicks: sum(own) })).sort((a, b) => (a.day < b.day ? -1 : 1));

function subjectsOf(
  { subject, secondSubject }: CompiledEdition,
  arms: Awaited<ReturnType<Press['store']['armBooks']>>,
  clicks: readonly Clicks[] | null,
): EditionInsight['subjects'] {
  if (secondSubject === undefined || subject === null) return null;
  const of = (arm: 1 | 2, words: string): SubjectFigures => ({
    ...(arms.find((one) => one.arm === arm) ?? { arm, accepted: 0, bounces: 0, complaints: 0, unsubscribes: 0 }),
    subject: words,
    clicks: clicks && sum(clicks.filter((click) => click.arm === arm)),
  });
  const tried = [of(1, subject), of(2, secondSubject)] as const;
  return { tried, verdict: subjectVerdict(tried) };
}
