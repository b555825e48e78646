import { type Begun, composeEdition, type EditionInputs, type EditionMade, headingOf } from '../composing/compose-edition.ts';
import type { EditionLint } from '../composing/lint-edition.ts';
import type { EditionDraft } from '../editing/draft-edition.ts';
import { selectEdition } from '../planning/select-edition.ts';
import type { Press } from '../ports/press.ts';

export type MadePastGate = {
  readonly made: EditionMade;
  /** What it was made from in the end: stories the gate would stop it for are dropped among the overrides. */
  readonly inputs: EditionInputs;
  /** What it goes without because of the gate, for an editor. */
  readonly notes: readonly string[];
};

/**
 * Makes an edition that may leave. Where the gate stops it for a story or two, it is made once more without them. Nothing is
 * sealed that it stops all the same: the edition stays open, its readers frozen, and can be tried again.
 * @param begun what was made of the same inputs already
 * @throws CourantError `lint-blocked`
 */
export async function composePastGate(
  press: Press,
  tools: EditionDraft['tools'],
  inputs: EditionInputs,
  begun: Begun,
): Promise<MadePastGate> {
  const { lintEdition, mustPass } = await import('../composing/lint-edition.ts');
  const first = await attempt(tools, inputs, begun);
  const verdict = await lintEdition(press, first.edition, first.digests);
  // What an editor approved goes out exactly so, or waits for them.
  const blamed = inputs.newsletter.approval === 'required' ? null : await blamedOf(press, first, verdict);
  if (blamed === null) {
    mustPass(inputs.newsletter, `edition ${inputs.number} is not sealed`, verdict);
    return { ...first, notes: [] };
  }
  const { request } = inputs;
  const without = { ...inputs, request: { ...request, overrides: [...(request.overrides ?? []), ...blamed.drops] } };
  const selection = selectEdition(inputs.articles, without.request);
  const second = await attempt(tools, without, { selection, composed: first.made.composed });
  mustPass(inputs.newsletter, `edition ${inputs.number} is not sealed`, await lintEdition(press, second.edition, second.digests));
  return { ...second, notes: blamed.notes };
}

async function attempt(tools: EditionDraft['tools'], inputs: EditionInputs, begun: Begun) {
  const made = await composeEdition(tools, inputs, begun);
  const { newsletter, baseUrl, number, request } = inputs;
  const heading = headingOf(newsletter, baseUrl, number, request.slot, made.selection.wording);
  const digests = [...made.composed.digests].flatMap(([key, composed]) => {
    const digest = made.digests.get(key);
    return digest ? [{ composed, digest }] : [];
  });
  return { made, inputs, edition: { newsletter, heading, compiled: made.composed.compiled }, digests };
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
