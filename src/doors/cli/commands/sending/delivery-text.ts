import type { Accounting } from '../../../../delivery/ledger/state-machine.ts';
import type { DeliveryReport } from '../../../../press/mailing/deliver-edition.ts';
import type { DryRun } from '../../../../press/mailing/dry-run.ts';
import type { TickLine } from '../../../../press/mailing/tick.ts';
import type { EditionRecord } from '../../../../press/ports/store/editions.ts';
import { writeDuration } from '../../../../schedule/duration.ts';

/** The books of a mailing in one line, states that are empty left out. */
export function accountingText(books: Accounting): string {
  const { frozen, ...states } = books;
  const parts = Object.entries(states).filter(([, count]) => count > 0);
  return `${frozen} ${frozen === 1 ? 'reader' : 'readers'}${parts.length ? ` = ${parts.map(([state, count]) => `${count} ${state}`).join(' + ')}` : ''}`;
}

const title = (report: DeliveryReport) => `${report.newsletter} No. ${report.number}, ${report.slot.toISOString()}`;

/** What a delivery did, in a few lines. */
export function deliveryText(report: DeliveryReport): string {
  const books = accountingText(report.accounting);
  const lines = [`${title(report)}: ${resultText(report)}`, `  ${books}`];
  if (report.subject) lines.splice(1, 0, `  "${report.subject}"`);
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
      return `delivered to ${report.transport}.`;
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
});

export function tickText(line: TickLine): string {
  switch (line.kind) {
    case 'nothing':
      return `${line.newsletter}: nothing due${line.next ? `; next ${line.next.toISOString()}` : ''}.`;
    case 'stale':
      return [
        `${line.newsletter}: the slot ${line.slot.toISOString()} is ${hours(line.lateMs)} late, so it was not sent by itself.`,
        `  Send it all the same: courant send ${line.newsletter} --at ${line.slot.toISOString()}`,
      ].join('\n');
    case 'left': {
      const { newsletter, number, slot, state, openedAt } = line.edition;
      return [
        `${newsletter} No. ${number}: begun on ${openedAt.toISOString().slice(0, 10)} and never finished (${state}). It does not go on by itself any more.`,
        `  Send what is left: courant send ${newsletter} --at ${slot.toISOString()}`,
        `  Or call it off: courant cancel ${newsletter}:${number}`,
      ].join('\n');
    }
    case 'sent':
      return `${line.missed > 0 ? `${line.newsletter}: ${line.missed} missed slot(s) folded into this one.\n` : ''}${deliveryText(line.report)}`;
    case 'failed':
      return `${line.newsletter}: ${line.error instanceof Error ? line.error.message : String(line.error)}`;
    case 'pruned':
      return `${line.newsletter}: ${line.deliveries} old deliveries of ${line.editions} edition(s) removed; their books stay.${line.more ? ' The next tick goes on.' : ''}`;
  }
}

const hours = (ms: number) => writeDuration(Math.max(60_000, Math.floor(ms / 60_000) * 60_000));

export const tickJson = (line: TickLine) => {
  switch (line.kind) {
    case 'nothing':
      return { newsletter: line.newsletter, result: 'nothing', next: line.next?.toISOString() ?? null };
    case 'stale':
      return { newsletter: line.newsletter, result: 'stale', slot: line.slot.toISOString() };
    case 'left': {
      const { number, slot, state } = line.edition;
      return { newsletter: line.newsletter, result: 'left', number, slot: slot.toISOString(), state };
    }
    case 'sent':
      return { ...deliveryJson(line.report), missed: line.missed };
    case 'failed':
      return {
        newsletter: line.newsletter,
        result: 'failed',
        error: line.error instanceof Error ? line.error.message : String(line.error),
      };
    case 'pruned':
      return { newsletter: line.newsletter, result: 'pruned', editions: line.editions, deliveries: line.deliveries, more: line.more };
  }
};

/** Who would get what, without sending. */
export function dryRunText(run: DryRun): string {
  const lines = [
    `${run.newsletter}, ${run.slot}: dry run, nothing is sent or stored.`,
    `  ${run.readers} of ${run.subscriptions} subscriptions would be written to${run.already ? ' (the edition exists; see courant editions)' : ''}`,
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
