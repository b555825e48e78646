import { slots } from '../../composition/views/slots.ts';
import { senderDomain } from '../composing/edition-message.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { AlertSettings } from '../newsletter/watch-settings.ts';
import type { Press } from '../ports/press.ts';
import { type Log, silent } from '../ports/watch/log.ts';
import type { AlertRecord, AlertWord } from '../ports/watch/watch-store.ts';
import { troublesNow, type Watched } from './troubles.ts';

/** What has gone for a moment is there again in the next as often as not: it is over when it was gone for so long. */
const graceMs = 5 * 60_000;
/** A mail about something older is no news: it could not be told for too long. */
const newsForMs = 3 * 86_400_000;

type Tools = Pick<Press, 'store' | 'messages' | 'transport' | 'now' | 'newId' | 'baseUrl'> & { readonly log?: Log };

export type AlertsChanged = { readonly raised: readonly AlertRecord[]; readonly over: readonly AlertRecord[] };

/**
 * Compares what is amiss with what was, in the store: each thing is raised once and over once, whichever of any number of processes
 * looks, and told by mail to whom the config names. A mail that is not taken is tried again at the next look.
 */
export async function lookForTrouble(
  press: Tools,
  watched: Omit<Watched, 'store'>,
  settings: Pick<AlertSettings, 'mail'>,
): Promise<AlertsChanged> {
  const { store, log = silent } = press;
  const now = press.now();
  const troubles = await troublesNow({ ...watched, store }, now);
  const raised: AlertRecord[] = [];
  for (const trouble of troubles) {
    const fresh = await store.raiseAlert(trouble, now);
    if (fresh !== null) raised.push(fresh);
  }
  const over = await store.endAlerts(
    troubles.map(({ key }) => key),
    graceMs,
    now,
  );
  for (const { kind, newsletter, words } of raised) log('warn', 'alert.raised', { kind, newsletter, words });
  for (const { kind, newsletter, words } of over) log('info', 'alert.over', { kind, newsletter, words });
  const [first] = watched.newsletters;
  if (first !== undefined && settings.mail.length > 0)
    for (const { alert, what } of await store.alertsToTell(new Date(now.getTime() - newsForMs))) {
      const from = watched.newsletters.find(({ id }) => id === alert.newsletter) ?? first;
      await tellByMail(press, from, settings.mail, { alert, what });
    }
  return { raised, over };
}

type Telling = { readonly alert: AlertRecord; readonly what: AlertWord };

/** Claimed before it is told: two processes, or one that ends in between, never tell it twice. */
async function tellByMail(press: Tools, newsletter: Newsletter, to: readonly string[], telling: Telling): Promise<void> {
  const { alert, what } = telling;
  if (!(await press.store.claimTelling(alert.id, what, press.now()))) return;
  let taken = 0;
  for (const address of to) if (await mailed(press, newsletter, address, telling).catch(() => false)) taken += 1;
  if (taken === 0) await press.store.releaseTelling(alert.id, what);
}

async function mailed(press: Tools, newsletter: Newsletter, address: string, { alert, what }: Telling): Promise<boolean> {
  const { from, lines, subject } = wordsOf(press, newsletter, alert, what);
  const id = press.newId();
  const text = `${lines.join('\n\n')}\n`;
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head><body>${lines.map((line) => `<p>${escaped(line)}</p>`).join('')}</body></html>`;
  const message = press.messages.letter(
    { subject, preheader: '', html, text },
    { from, replyTo: null, headers: [{ name: 'Auto-Submitted', value: 'auto-generated' }], date: press.now(), boundarySeed: id },
  );
  const messageId = `<alert.${id}@${senderDomain(newsletter)}>`;
  const bytes = message({ to: address, messageId, slots });
  const outcome = await press.transport.submit({ envelope: { from: from.address, to: address }, messageId, bytes });
  return outcome.kind === 'accepted' || outcome.kind === 'unknown';
}

function wordsOf({ baseUrl }: Tools, newsletter: Newsletter, { kind, words, since }: AlertRecord, what: AlertWord) {
  const from = newsletter.noticeSender ?? { name: newsletter.sender.name, address: `confirm@${senderDomain(newsletter)}` };
  const subject = (what === 'raised' ? `Courant: ${words}` : `Courant, over: ${words}`).replace(/\s+/g, ' ').slice(0, 150);
  const began = `Since ${since.toISOString().slice(0, 16).replace('T', ' ')} UTC (${kind}).`;
  const next = what === 'raised' ? `The desk: ${baseUrl}/desk - all that stands: courant alerts.` : 'It is over; nothing is left to do.';
  return { from, subject, lines: [words, began, next] };
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
