import type { StartReport } from '../../../../press/mailing/start.ts';
import { styled } from '../../output/terminal.ts';
import { accountingText, deliveryJson } from './delivery-text.ts';

/** What a first run did, for a person. */
export function startText(report: StartReport): string {
  const { delivery, content } = report;
  const counts = delivery.sealed?.plan.counts;
  const read = `Read ${content.files} articles in ${content.folders.join(', ')}: ${content.errors} error(s), ${content.warnings} warning(s); see: courant check`;
  const head = `${styled('bold', `${report.newsletterName}, No. ${delivery.number}`)}, ${delivery.slot.toISOString()}`;
  const lines = [read];
  if (counts) lines.push(`Found ${counts.stories} stories in ${counts.eligible} articles of the week; the edition has ${counts.selected}.`);
  lines.push('', head);
  if (delivery.subject) lines.push(`"${delivery.subject}"`);
  if (delivery.result === 'already-delivered') lines.push('Already delivered; nothing was sent again.');
  for (const reader of report.readers) {
    const what = reader.digest
      ? `${reader.digest.stories} stories, ${(reader.digest.htmlBytes / 1000).toFixed(1)} kB (${reader.digest.sections.join(', ')})`
      : (reader.response ?? '');
    lines.push(`  ${reader.address}: ${reader.state}; ${what}`);
  }
  lines.push(`${accountingText(delivery.accounting)}, through ${delivery.transport}`);
  lines.push(...(delivery.sealed?.notes ?? []).map((note) => `  ${note}`));
  return lines.join('\n');
}

export const startJson = (report: StartReport) => ({
  ...deliveryJson(report.delivery),
  content: report.content,
  counts: report.delivery.sealed?.plan.counts ?? null,
  readers: report.readers,
});
