import type { DeliveryReport } from '../../../../press/mailing/deliver-edition.ts';
import type { StartReport } from '../../../../press/mailing/start.ts';
import { styled } from '../../output/terminal.ts';
import { accountingText, deliveryJson, writtenToOutbox } from './delivery-text.ts';

/** What a first run did, for a person. */
export function startText(report: StartReport): string {
  const { delivery, content } = report;
  const read = `Read ${content.files} articles in ${content.folders.join(', ')}: ${content.errors} error(s), ${content.warnings} warning(s); see: courant check`;
  return [read, ...(delivery ? deliveredText(report, delivery) : notSentText(report))].join('\n');
}

const notSentText = ({ newsletterName, slot }: StartReport): readonly string[] => [
  '',
  `${styled('bold', newsletterName)}, ${slot.toISOString()}: not sent.`,
  'courant start writes to demo readers only, into the outbox; this newsletter has readers of its own, or mail would leave this machine.',
  'Look at the edition on the desk or with courant plan; send with courant send, tick or serve.',
];

function deliveredText(report: StartReport, delivery: DeliveryReport): readonly string[] {
  const counts = delivery.sealed?.plan.counts;
  const head = `${styled('bold', `${report.newsletterName}, No. ${delivery.number}`)}, ${delivery.slot.toISOString()}`;
  const lines: string[] = [];
  if (counts) lines.push(`Found ${counts.stories} stories in ${counts.eligible} articles of the week; the edition has ${counts.selected}.`);
  lines.push('', head);
  if (delivery.subject) lines.push(`"${delivery.subject}"`);
  if (delivery.result === 'already-delivered') lines.push('Already delivered; nothing was sent again.');
  for (const reader of report.readers) {
    const what = reader.digest
      ? `${reader.digest.stories} stories, ${(reader.digest.htmlBytes / 1000).toFixed(1)} kB (${reader.digest.sections.join(', ')})`
      : (reader.response ?? '');
    lines.push(`  ${reader.address}: ${delivery.outbox && reader.state === 'accepted' ? writtenToOutbox : reader.state}; ${what}`);
  }
  lines.push(`${accountingText(delivery.accounting, delivery.outbox)}${delivery.outbox ? ':' : ', through'} ${delivery.transport}`);
  lines.push(...(delivery.sealed?.notes ?? []).map((note) => `  ${note}`));
  return lines;
}

export const startJson = (report: StartReport) => ({
  ...(report.delivery ? deliveryJson(report.delivery) : { slot: report.slot.toISOString(), result: 'not-sent' }),
  content: report.content,
  counts: report.delivery?.sealed?.plan.counts ?? null,
  readers: report.readers,
});
