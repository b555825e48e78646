import { CourantError } from '../../errors/courant-error.ts';
import { chooseFromRanking } from '../../selection/choosing/choose.ts';
import type { LeftOutReason } from '../../selection/choosing/digest.ts';
import type { Candidate } from '../../selection/choosing/rank-stories.ts';
import { gatherStories } from '../../selection/stories/gather-stories.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { PlanJson } from '../planning/plan-json.ts';
import type { PlanRequest } from '../planning/plan-request.ts';
import { newsletterRequest } from '../planning/resolve-request.ts';
import { selectEdition } from '../planning/select-edition.ts';
import type { ContentRead } from '../ports/content.ts';
import type { EditionRecord, EditionStore } from '../ports/store/editions.ts';
import type { SealedPlan } from './seal-edition.ts';

/** A story an edition left out and that has grown since. */
export type RegrettedStory = {
  readonly storyId: string;
  readonly title: string;
  readonly url: string;
  /** Why it was left out. */
  readonly reason: string;
  readonly detail: string;
  readonly before: { readonly outlets: number; readonly points: number };
  /** With the coverage known now, by the edition's own clock: what it would have had, had one known. */
  readonly now: { readonly outlets: number; readonly points: number };
  /** The section it would have been in; `null`: it would still have been left out. */
  readonly wouldBeIn: string | null;
};

export type Regret = {
  readonly newsletter: string;
  readonly number: number;
  readonly slot: string;
  /** Biggest growth first; those that would have been in before the others. */
  readonly stories: readonly RegrettedStory[];
};

/** Left out by choice, not by what the story was: only these can be regretted. */
const regrettable: ReadonlySet<string> = new Set<LeftOutReason>([
  'section-full',
  'digest-full',
  'outlet-cap',
  'below-minimum-quality',
  'not-published',
  'type-not-wanted',
  'dropped-by-editor',
]);

/**
 * What an edition left out and has grown big since: its stored plan held against the articles as they are now.
 * @throws CourantError `edition-unsealed`
 */
export async function regret(
  store: Pick<EditionStore, 'sealedEdition'>,
  newsletter: Newsletter,
  edition: EditionRecord,
  content: ContentRead,
  now: Date,
): Promise<Regret> {
  const sealed = await store.sealedEdition(edition.id);
  if (!sealed)
    throw new CourantError('edition-unsealed', `${edition.newsletter} No. ${edition.number} is not sealed: it has left out nothing yet.`);
  const { plan } = JSON.parse(sealed.plan) as SealedPlan;
  const window = { from: new Date(plan.window.from), to: new Date(plan.window.to) };
  // Coverage by the clock of today, age and window by the edition's.
  const gather: PlanRequest['gather'] = (articles) => gatherStories(articles, { now, window });
  const { ranking } = selectEdition(content.articles, { ...newsletterRequest(newsletter, edition.slot), gather });
  const digest = chooseFromRanking(
    ranking,
    { topics: newsletter.topics, sentBefore: [] },
    { newsletterTopics: newsletter.topics, explain: false },
  );
  const sectionOf = new Map(digest.sections.flatMap(({ topic, stories }) => stories.map(({ story }) => [story.id, topic] as const)));
  const grown = plan.leftOut.flatMap((left) => {
    const candidate = ranking.byStoryId.get(left.storyId ?? '') ?? ranking.byCanonicalUrl.get(left.url);
    return candidate === undefined ? [] : grownStory(left, candidate, sectionOf.get(candidate.story.id) ?? null);
  });
  const growth = ({ before, now }: RegrettedStory) => now.outlets - before.outlets;
  grown.sort(
    (a, b) =>
      Number(b.wouldBeIn !== null) - Number(a.wouldBeIn !== null) ||
      growth(b) - growth(a) ||
      b.now.points - a.now.points ||
      (a.url < b.url ? -1 : 1),
  );
  return { newsletter: edition.newsletter, number: edition.number, slot: edition.slot.toISOString(), stories: grown };
}

function grownStory(left: PlanJson['leftOut'][number], { story, points }: Candidate, wouldBeIn: string | null): RegrettedStory[] {
  if (!regrettable.has(left.reason) || left.points === null) return [];
  // The lead's own outlet counts too.
  const outlets = { before: (left.terms?.otherOutlets ?? 0) + 1, now: points.otherOutlets + 1 };
  if (outlets.now <= outlets.before || points.total <= left.points) return [];
  return [
    {
      storyId: story.id,
      title: left.title,
      url: left.url,
      reason: left.reason,
      detail: left.detail,
      before: { outlets: outlets.before, points: left.points },
      now: { outlets: outlets.now, points: Math.round(points.total * 1_000) / 1_000 },
      wouldBeIn,
    },
  ];
}
