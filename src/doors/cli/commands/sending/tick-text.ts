import { CourantError } from '../../../../errors/courant-error.ts';
import type { TickLine } from '../../../../press/mailing/tick.ts';
import { writeDuration } from '../../../../schedule/duration.ts';
import { pullJson, pullText } from '../content/pull-text.ts';
import { accountingText, deliveryJson, deliveryText } from './delivery-text.ts';

/** What a tick did, and what it leaves to a person. */
export function tickText(line: TickLine): string {
  switch (line.kind) {
    case 'nothing':
      return `${line.newsletter}: nothing due${line.next ? `; next ${line.next.toISOString()}` : ''}.`;
    case 'stale':
      return [
        `${line.newsletter}: the slot ${line.slot.toISOString()} is ${hours(line.lateMs)} late, so it was not sent by itself.`,
        `  Send it all the same: courant send ${line.newsletter} --at ${line.slot.toISOString()} --late`,
      ].join('\n');
    case 'left': {
      const { newsletter, number, slot, state, openedAt } = line.edition;
      return [
        `${newsletter} No. ${number}: begun on ${openedAt.toISOString().slice(0, 10)} and never finished (${state}). It does not go on by itself any more.`,
        `  Send what is left: courant send ${newsletter} --at ${slot.toISOString()}`,
        `  Or call it off: courant cancel ${newsletter}:${number}`,
      ].join('\n');
    }
    case 'orphaned': {
      const { newsletter, number, slot, state } = line.edition;
      return [
        `${newsletter} No. ${number}, ${slot.toISOString()}: begun and never finished (${state}), and ${newsletter} is not in the config any more.`,
        `  ${accountingText(line.accounting, line.edition.outbox ?? false)}`,
        `  Call it off: courant cancel ${newsletter}:${number}. Or put the newsletter back, and it goes on. By name: courant deliveries ${newsletter}:${number}`,
      ].join('\n');
    }
    case 'sent':
      return `${line.missed > 0 ? `${line.newsletter}: ${line.missed} missed slot(s) folded into this one.\n` : ''}${deliveryText(line.report)}`;
    case 'failed':
      return [
        `${line.newsletter}: ${line.error instanceof Error ? line.error.message : String(line.error)}`,
        ...(line.error instanceof CourantError && line.error.help ? [`  ${line.error.help}`] : []),
      ].join('\n');
    case 'pulled':
      return pullText(line.report);
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
    case 'left':
    case 'orphaned': {
      const { number, slot, state } = line.edition;
      return { newsletter: line.newsletter, result: line.kind, number, slot: slot.toISOString(), state };
    }
    case 'sent':
      return { ...deliveryJson(line.report), missed: line.missed };
    case 'failed':
      return {
        newsletter: line.newsletter,
        result: 'failed',
        code: line.error instanceof CourantError ? line.error.code : 'unexpected',
        error: line.error instanceof Error ? line.error.message : String(line.error),
        help: line.error instanceof CourantError ? line.error.help : null,
      };
    case 'pulled':
      return { newsletter: line.newsletter, result: 'pulled', ...pullJson(line.report) };
    case 'pruned':
      return { newsletter: line.newsletter, result: 'pruned', editions: line.editions, deliveries: line.deliveries, more: line.more };
  }
};
