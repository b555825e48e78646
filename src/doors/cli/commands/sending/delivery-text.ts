import type { Accounting } from '../../../../delivery/ledger/state-machine.ts';
import type { DeliveryReport } from '../../../../press/mailing/deliver-edition.ts';
import type { DryRun } from '../../../../press/mailing/dry-run.ts';
import type { EditionRecord } from '../../../../press/ports/store/editions.ts';

/** What *accepted* means where no server took anything. */
export const writtenToOutbox = 'written to the outbox';

/** The books of a mailing in one line, states that are empty left out. */
export function accountingText(books: Accounting, outbox: boolean): string {
  const { frozen, ...states } = books;
  const parts = Object.entries(states).filter(([, count]) => count > 0);
  return `${frozen} ${frozen === 1 ? 'reader' : 'readers'}${parts.length ? ` = ${parts.map(([state, count]) => `${count} ${outbox && state === 'accepted' ? writtenToOutbox : state}`).join(' + ')}` : ''}`;
}

const title = (report: DeliveryReport) => `${report.newsletter} No. ${report.number}, ${report.slot.toISOString()}`;

/** What a delivery did, in a few lines. */
export function deliveryText(report: DeliveryReport & { readonly when?: string }): string {
  const books = accountingText(report.accounting, report.outbox);
  const lines = [`${title(report)}: ${resultText(report)}`, `  ${books}`];
  if (report.subject) lines.splice(1, 0, `  "${report.subject}"`);
  if (report.when) lines.splice(1, 0, `  ${report.when}`);
  if (report.abandoned > 0)
    lines.push(
      `  ${report.abandoned} left in mid-air by a process that died are now unknown: they may have arrived, so they are not sent again.`,
    );
  if (report.accounting.unknown > 0)
    lines.push(`  Unknown ones by name: courant deliveries ${report.newsletter}:${report.number} --state unknown`);
  if (report.accounting.failed > 0)
    lines.push(`  Failed ones by name: courant deliveries ${report.newsletter}:${report.number} --state failed`);
  return [...lines, ...notesOf(report).map((note) => `  ${note}`)].join('\n');
}

const mostNotes = 10;

/** What the edition goes without, as when it was sealed; told by what sends it, not by every run that finds it done. */
function notesOf({ result, newsletter, sealed }: DeliveryReport): readonly string[] {
  const notes = result === 'already-delivered' ? [] : (sealed?.notes ?? []);
  const more = notes.length - mostNotes;
  return more > 0 ? [...notes.slice(0, mostNotes), `and ${more} more notes: courant build ${newsletter}, or --json`] : notes;
}

function resultText(report: DeliveryReport): string {
  switch (report.result) {
    case 'already-delivered':
      return 'already delivered; nothing was sent again.';
    case 'delivered':
      return report.outbox ? `written to ${report.transport}; nobody has it.` : `delivered to ${report.transport}.`;
    case 'waiting':
      return `${report.attempted} tried through ${report.transport}; the rest waits for a later try${report.reason ? `: ${report.reason}` : ''}.`;
    case 'paused':
      return `paused after ${report.attempted}: ${report.reason ?? ''}. Go on with: courant resume ${report.newsletter}:${report.number}`;
    case 'cancelled':
      return `cancelled after ${report.attempted}: ${report.reason ?? ''}`;
    case 'stopped':
      return `stopped after ${report.attempted}: ${report.reason ?? ''}`;
  }
}

export const deliveryJson = (report: DeliveryReport) => ({
  newsletter: report.newsletter,
  number: report.number,
  slot: report.slot.toISOString(),
  subject: report.subject,
  result: report.result,
  reason: report.reason,
  attempted: report.attempted,
  abandoned: report.abandoned,
  digests: report.digests,
  accounting: report.accounting,
  transport: report.transport,
  outbox: report.outbox,
  notes: report.sealed?.notes ?? [],
});

export const editionJson = (edition: EditionRecord & { accounting: Accounting }) => ({
  newsletter: edition.newsletter,
  number: edition.number,
  slot: edition.slot.toISOString(),
  state: edition.state,
  subject: edition.subject,
  openedAt: edition.openedAt.toISOString(),
  finishedAt: edition.finishedAt?.toISOString() ?? null,
  prunedAt: edition.prunedAt?.toISOString() ?? null,
  accounting: edition.accounting,
  outbox: edition.outbox ?? false,
});

/** Who would get what, without sending. */
export function dryRunText(run: DryRun & { readonly when: string }): string {
  const lines = [
    `${run.newsletter}, ${run.slot}: dry run, nothing is sent or stored.`,
    `  ${run.when}`,
    `  ${run.readers} of ${run.subscriptions} subscriptions would be written to${run.already ? ' (the edition exists; see courant editions)' : ''}`,
    ...(run.skipped > 0 ? [`  ${run.skipped} more would be skipped: there is nothing, or too little, they were not told before`] : []),
    ...(run.drift ? [driftText(run.drift)] : []),
    ...Object.entries(run.excluded).map(([reason, count]) => `  ${count} left out: ${reason}`),
    ...run.digests.map(
      (digest) =>
        `  ${digest.readers} reader(s): ${digest.stories} stories in ${digest.sections.join(', ')}${digest.skip ? `; skipped: ${digest.skip}` : ''}`,
    ),
  ];
  return lines.join('\n');
}

const driftText = ({ before, now, change, tooFar }: NonNullable<DryRun['drift']>) =>
  `  the edition before had ${before} readers, this one ${now} (${change < 0 ? '' : '+'}${(change * 100).toFixed(1)} %)${tooFar ? ': a send stops and asks; --yes lets it go' : ''}`;
