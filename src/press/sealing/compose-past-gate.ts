import { type Begun, composeEdition, type EditionInputs, type EditionMade, headingOf } from '../composing/compose-edition.ts';
import type { Blamed } from '../composing/lint-stories.ts';
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
  const blamed = verdict.digests.some(({ verdict: { blocked } }) => blocked)
    ? await blamedOf(press, first)
    : { stories: [], drops: [], notes: [] };
  if (blamed.stories.length === 0) {
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

async function blamedOf(press: Press, { edition, digests }: Awaited<ReturnType<typeof attempt>>) {
  const { dropsOf, leftOutNotes, storiesToBlame } = await import('../composing/lint-stories.ts');
  const stories: readonly Blamed[] = await storiesToBlame(
    press,
    edition,
    digests.map(({ digest }) => digest),
  );
  return { stories, drops: dropsOf(stories), notes: leftOutNotes(stories) };
}
