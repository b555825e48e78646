import { LRUCache } from 'lru-cache';
import { linkKeyring, signToken } from '../../audience/link-token.ts';
import type { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import { DigestLayout } from '../../composition/views/layout.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { editionMail } from '../composing/edition-message.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Personalise } from '../ports/mail.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import type { DeliveryRow } from '../ports/store/ledger.ts';
import { deadAmong } from './liveness.ts';

/** What is sent: the sealed blocks and, by fingerprint, the layout of each digest. */
export type SealedMail = { readonly compiled: CompiledEdition; readonly layouts: ReadonlyMap<string, string> };

/** One reader's finished message, in `into` when it fits. Throws CourantError `quarantined`, or why this message cannot be made. */
export type MakeMessage = (row: DeliveryRow, messageId: string, into?: Uint8Array) => Promise<Uint8Array>;

/** `settled`: when every digest that was composed is noted as done with. */
export type MessageMaker = { readonly make: MakeMessage; readonly settled: () => Promise<void> };

/** About 40 MB at 100 KB a digest. */
const keptTemplates = 400;
const fatalTimes = 3;

/** Composes each digest's message when its first reader comes up and keeps the latest ones for the others. */
export function messageMaker(press: Press, newsletter: Newsletter, edition: EditionRecord, mail: SealedMail): MessageMaker {
  const keys = linkKeyring([press.secret]);
  const kept = new LRUCache<string, Promise<Personalise>>({ max: keptTemplates });
  const messages = editionMail(press, newsletter, { number: edition.number, date: edition.openedAt }, mail.compiled);
  const noting = new Set<Promise<void>>();
  const template = (fingerprint: string): Promise<Personalise> => {
    const made = kept.get(fingerprint) ?? composedOnce(press, edition, { messages, layouts: mail.layouts, noting }, fingerprint);
    kept.set(fingerprint, made);
    return made;
  };
  const make: MakeMessage = async (row, messageId, into) => {
    if (row.digest === null) throw new Error(`delivery ${row.id} is due without a digest`);
    const slots = {
      unsubscribe: signToken(keys, 'unsubscribe', row.subscriptionId, 0),
      preferences: signToken(keys, 'preferences', row.subscriptionId, 0),
      view: signToken(keys, 'view', row.subscriptionId, edition.id),
    };
    return (await template(row.digest))({ to: row.address, messageId, slots }, into);
  };
  return { make, settled: async () => void (await Promise.all(noting)) };
}

type Messages = {
  readonly messages: (layout: DigestLayout) => Personalise;
  readonly layouts: SealedMail['layouts'];
  readonly noting: Set<Promise<void>>;
};

/** The start is noted in the store: a digest at which three workers died is left out, so that the others get theirs. */
async function composedOnce(press: Press, edition: EditionRecord, mail: Messages, fingerprint: string) {
  const others = await press.store.beginComposing(edition.id, fingerprint, press.worker);
  if (others.length >= fatalTimes && (await deadAmong(press, others)).length >= fatalTimes) {
    throw new CourantError('quarantined', `the digest ${fingerprint} is in quarantine: ${fatalTimes} workers died composing it`);
  }
  const layout = mail.layouts.get(fingerprint);
  if (layout === undefined) throw new Error(`edition ${edition.id} has no digest ${fingerprint}`);
  const made = mail.messages(DigestLayout.parse(JSON.parse(layout)));
  // Nobody waits for this: the message may leave meanwhile. Lost, it is a note too many of one worker, and three are looked for.
  const noted = press.store
    .endComposing(edition.id, fingerprint)
    .catch(() => undefined)
    .finally(() => mail.noting.delete(noted));
  mail.noting.add(noted);
  return made;
}
