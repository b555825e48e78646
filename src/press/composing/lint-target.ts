import { assemble } from '../../composition/blocks/assemble.ts';
import { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import type { Verdict } from '../../composition/lint/gate.ts';
import type { DigestLayout } from '../../composition/views/layout.ts';
import { type LayoutCodec, layoutCodec, layoutTable } from '../../composition/views/packed-layout.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import { headingOf } from './compose-edition.ts';
import { type LintTools, lintDigest } from './lint-digest.ts';

/** What was linted, and what came of it. */
export type LintReport = {
  /** For a person: a file, an edition, or the edition that would be next. */
  readonly target: string;
  readonly subject: string | null;
  readonly verdict: Verdict;
  /** Digests looked at, and how many there are; `null` where there is but one message. */
  readonly looked: { readonly at: number; readonly of: number } | null;
};

/** Digests of a sealed edition that are looked at, the longest first. */
const most = 5;
const pageSize = 5_000;

/**
 * Lints the digests of a sealed edition as the store has them. What was selected is not gone through again, so stories are
 * not counted; everything the message itself shows is.
 * @throws CourantError `edition-open` when it is not sealed yet
 */
export async function lintSealed(
  tools: LintTools & Pick<Press, 'store'>,
  newsletter: Newsletter,
  edition: EditionRecord,
): Promise<LintReport> {
  const sealed = await tools.store.sealedEdition(edition.id);
  if (!sealed)
    throw new CourantError('edition-open', `Edition ${edition.number} of ${newsletter.id} is not sealed yet.`, {
      help: `Lint what it would be now: courant lint ${newsletter.id} --at ${edition.slot.toISOString()}`,
    });
  const compiled = CompiledEdition.parse(JSON.parse(sealed.compiled));
  const heading = headingOf(newsletter, { baseUrl: tools.baseUrl }, edition.number, edition.slot, {});
  const { digests, of } = await longestDigests(tools.store, edition.id, layoutCodec(layoutTable(sealed.told)));
  const verdicts: Verdict[] = [];
  for (const { fingerprint, layout } of digests)
    verdicts.push(
      await lintDigest(tools, { newsletter, heading, compiled }, { fingerprint, layout, rendered: assemble(compiled, layout) }, null),
    );
  return {
    target: `${newsletter.id}:${edition.number}`,
    subject: edition.subject,
    verdict: together(verdicts),
    looked: { at: digests.length, of },
  };
}

type Laid = { readonly fingerprint: string; readonly layout: DigestLayout };

/** Read page by page: an edition may have a digest for each of a million readers. */
async function longestDigests(
  store: Press['store'],
  editionId: number,
  layouts: LayoutCodec,
): Promise<{ digests: readonly Laid[]; of: number }> {
  let [digests, of, after]: [readonly Laid[], number, number] = [[], 0, 0];
  for (;;) {
    const page = await store.digests(editionId, after, pageSize);
    const laid = page.map(({ fingerprint, layout }) => ({ fingerprint, layout: layouts.unpack(layout) }));
    digests = [...digests, ...laid]
      .toSorted((a, b) => storiesIn(b.layout) - storiesIn(a.layout) || (a.fingerprint < b.fingerprint ? -1 : 1))
      .slice(0, most);
    of += page.length;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return { digests, of };
    after = last.id;
  }
}

const storiesIn = ({ sections }: DigestLayout): number => sections.reduce((sum, { stories }) => sum + stories.length, 0);

/** Several digests share their blocks, and so their findings: each is told once. */
function together(verdicts: readonly Verdict[]): Verdict {
  const findings = [
    ...new Map(verdicts.flatMap((verdict) => verdict.findings).map((finding) => [`${finding.check} ${finding.found}`, finding])).values(),
  ];
  const count = (wanted: (finding: (typeof findings)[number]) => boolean) => findings.filter(wanted).length;
  const errors = count(({ severity, waived }) => severity === 'error' && !waived);
  return {
    findings,
    errors,
    warnings: count(({ severity, waived }) => severity === 'warning' && !waived),
    waived: count(({ waived }) => waived),
    blocked: errors > 0,
  };
}
