import type { Where } from '../../composition/lint/document/place.ts';
import type { Verdict } from '../../composition/lint/gate.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { Digest } from '../../selection/choosing/digest.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { ComposedDigest } from './compose-digests.ts';
import { type LintedEdition, type LintTools, lintDigest } from './lint-digest.ts';

/** Digests looked at beside the fullest: an edition may have one for every reader, made of the same blocks. */
const sampled = 4;

export type EditionLint = {
  /** One verdict a digest looked at, the fullest first. */
  readonly digests: readonly { readonly fingerprint: string; readonly subject: string; readonly verdict: Verdict }[];
  /** How many digests the edition has. */
  readonly of: number;
};

/**
 * Lints the fullest digest of an edition and a sample of the others, spread from fullest to emptiest.
 * @param of how many digests the edition has, where `digests` are some of them
 */
export async function lintEdition(
  tools: LintTools,
  edition: LintedEdition,
  digests: readonly { readonly composed: ComposedDigest; readonly digest: Digest }[],
  of: number = digests.length,
): Promise<EditionLint> {
  const distinct = [...new Map(digests.map((each) => [each.composed.fingerprint, each])).values()];
  const linted: EditionLint['digests'][number][] = [];
  for (const { composed, digest } of sampleOf(distinct)) {
    const verdict = await lintDigest(tools, edition, composed, digest);
    linted.push({ fingerprint: composed.fingerprint, subject: composed.rendered.subject, verdict });
  }
  return { digests: linted, of: Math.max(of, distinct.length) };
}

/**
 * @param consequence what an error keeps from happening, as in "edition 42 is not sealed"
 * @throws CourantError `lint-blocked` naming each check that found an error, unless all were waived
 */
export function mustPass(newsletter: Newsletter, consequence: string, { digests, of }: EditionLint): void {
  const errors = digests.flatMap(({ verdict }) => verdict.findings.filter(({ severity, waived }) => severity === 'error' && !waived));
  if (errors.length === 0) return;
  const first = new Map(errors.toReversed().map((finding) => [finding.check, finding]));
  const named = [...first.values()]
    .toReversed()
    .map(({ check, found, where, audience, fix }) => `  ${check}: ${found}${inTheme(where)}. For the ${audience}: ${fix}`);
  throw new CourantError(
    'lint-blocked',
    [
      `${newsletter.id}: ${consequence}, because ${first.size} of the gate's checks found errors (${digests.length} of ${of} digests looked at).`,
      ...named,
    ].join('\n'),
    {
      help: `See where with: courant lint ${newsletter.id}. The desk shows each under Findings. Mend it, or let it pass by name: lint: { waive: ['${[...first.keys()].join("', '")}'] } in the newsletter. Nothing was sent.`,
    },
  );
}

const inTheme = ({ theme }: Where): string => (theme === undefined ? '' : ` (${theme.file}${theme.line === null ? '' : `:${theme.line}`})`);

const sampleOf = <Each extends { composed: ComposedDigest }>(digests: readonly Each[]): readonly Each[] => {
  const byWeight = digests.toSorted(
    (a, b) => b.composed.htmlBytes - a.composed.htmlBytes || (a.composed.fingerprint < b.composed.fingerprint ? -1 : 1),
  );
  const step = (byWeight.length - 1) / sampled;
  const chosen = new Set(Array.from({ length: sampled + 1 }, (_, at) => Math.round(at * Math.max(step, 0))));
  return byWeight.filter((_, index) => chosen.has(index));
};
