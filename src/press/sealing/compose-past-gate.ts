import type { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import { type Composed, type ComposedDigest, composeDigests, composedDigest } from '../composing/compose-digests.ts';
import { headingOf, wishesOf } from '../composing/compose-edition.ts';
import type { EditionLint } from '../composing/lint-edition.ts';
import type { EditionDraft } from '../editing/draft-edition.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { PlanRequest } from '../planning/plan-request.ts';
import { type Selection, selectEdition } from '../planning/select-edition.ts';
import type { ContentRead } from '../ports/content.ts';
import type { Press } from '../ports/press.ts';
import { withArm } from './subject-arms.ts';
import type { Survey } from './survey-audience.ts';

/** What an edition is to be made from, but for its pictures and its readers. */
export type EditionWish = {
  readonly newsletter: Newsletter;
  readonly number: number;
  readonly baseUrl: string;
  /** What signs its links, where they count. */
  readonly clickKey?: string | undefined;
  readonly request: PlanRequest;
  readonly articles: ContentRead['articles'];
};

export type MadePastGate = {
  readonly selection: Selection;
  readonly survey: Survey;
  /** Blocks of every story any reader gets, and the digests of the survey's sample, by their place in it. */
  readonly composed: Composed<number>;
  /** What it was made from in the end: stories the gate would stop it for are dropped among the overrides. */
  readonly wish: EditionWish;
  /** What it goes without because of the gate, for an editor. */
  readonly notes: readonly string[];
};

/** What was made of the same wish already: its selection, and stories compiled under another number. */
type Begun = { readonly selection: Selection; readonly composed: Composed<string> | null };

type Tools = {
  readonly press: Press;
  readonly tools: EditionDraft['tools'];
  /** Goes through the audience. */
  readonly survey: (selection: Selection) => Promise<Survey>;
};

/**
 * Makes the blocks of an edition that may leave. Where the gate stops it for a story or two, it is made once more without them. Nothing is
 * sealed that it stops all the same: the edition stays open, its readers frozen, and can be tried again.
 * @throws CourantError `lint-blocked`
 */
export async function composePastGate(tools: Tools, wish: EditionWish, begun: Begun): Promise<MadePastGate> {
  const { press } = tools;
  const { lintEdition, mustPass } = await import('../composing/lint-edition.ts');
  const first = await attempt(tools, wish, begun.selection, begun.composed);
  const verdict = await lintEdition(press, first.edition, first.digests, first.survey.distinct);
  // What an editor approved goes out exactly so, or waits for them.
  const blamed = wish.newsletter.approval === 'required' ? null : await blamedOf(press, first, verdict);
  if (blamed === null) {
    mustPass(wish.newsletter, `edition ${wish.number} is not sealed`, verdict);
    return { ...first, notes: [] };
  }
  const without = { ...wish, request: { ...wish.request, overrides: [...(wish.request.overrides ?? []), ...blamed.drops] } };
  const second = await attempt(tools, without, selectEdition(wish.articles, without.request), first.composed);
  mustPass(
    wish.newsletter,
    `edition ${wish.number} is not sealed`,
    await lintEdition(press, second.edition, second.digests, second.survey.distinct),
  );
  return { ...second, notes: blamed.notes };
}

async function attempt<Key>({ tools, survey: look }: Tools, wish: EditionWish, selection: Selection, before: Composed<Key> | null) {
  const survey = await look(selection);
  const heading = headingOf(wish.newsletter, wish, wish.number, wish.request.slot, selection.wording);
  const laid = new Map(survey.sample.map(({ digest }, place) => [place, digest]));
  const composed = await composeDigests(tools, heading, laid, wishesOf(wish.newsletter, selection), before, survey.stories);
  const digests = survey.sample.map(({ digest }, place) => {
    const made = composed.digests.get(place);
    if (made === undefined) throw new Error('a digest of the sample was not composed');
    return { composed: made, digest };
  });
  return {
    wish,
    selection,
    survey,
    composed,
    edition: { newsletter: wish.newsletter, heading, compiled: composed.compiled, again: composed.again, lined: composed.lined },
    digests: [...digests, ...withSecondSubject(composed.compiled, digests)],
  };
}

/** The first digest two subjects are tried on, with the second: what nobody else in the sample has. */
function withSecondSubject<Each extends { readonly composed: ComposedDigest }>(compiled: CompiledEdition, digests: readonly Each[]) {
  for (const each of digests) {
    const layout = withArm(compiled, each.composed.layout, 2);
    if (layout.arm !== undefined)
      return [{ ...each, composed: composedDigest(compiled, { layout, encodedBytes: each.composed.htmlBytes }) }];
  }
  return [];
}

/** Stories to leave out, as overrides and in words; `null` where there are none, or the gate stops nothing. */
async function blamedOf(press: Press, { edition, digests }: Awaited<ReturnType<typeof attempt>>, { digests: looked }: EditionLint) {
  const blocked = looked.flatMap(({ fingerprint, verdict }) => {
    const digest = verdict.blocked ? digests.find(({ composed }) => composed.fingerprint === fingerprint)?.digest : undefined;
    return digest === undefined ? [] : [{ digest, verdict }];
  });
  if (blocked.length === 0) return null;
  const { dropsOf, leftOutNotes, storiesToBlame } = await import('../composing/lint-stories.ts');
  const stories = await storiesToBlame(press, edition, blocked);
  return stories.length === 0 ? null : { drops: dropsOf(stories), notes: leftOutNotes(stories) };
}
