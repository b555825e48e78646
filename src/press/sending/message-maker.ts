import { LRUCache } from 'lru-cache';
import { linkKeyring, signToken } from '../../audience/link-token.ts';
import type { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import type { DigestLayout } from '../../composition/views/layout.ts';
import type { LayoutCodec } from '../../composition/views/packed-layout.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { editionMail } from '../composing/edition-message.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Personalise } from '../ports/mail.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import type { DeliveryRow } from '../ports/store/ledger.ts';
import { deadAmong } from './liveness.ts';

/** What is sent: the sealed blocks, and how the layouts of digests name them. */
export type SealedMail = { readonly compiled: CompiledEdition; readonly layouts: LayoutCodec };

/** One reader's finished message, in `into` when it fits. Throws CourantError `quarantined`, or why this message cannot be made. */
export type MakeMessage = (row: DeliveryRow, messageId: string, into?: Uint8Array) => Promise<Uint8Array>;

/** `settled`: when every digest that was composed is noted as done with. */
export type MessageMaker = { readonly make: MakeMessage; readonly settled: () => Promise<void> };

/** References to blocks, a few kB each: of readers with a digest each, the next one seldom gets one of these. */
const keptTemplates = 400;
const fatalTimes = 3;

/**
 * Composes each digest's message when its first reader comes up. Whoever composes something for the first time notes it in the store: a
 * digest at which three workers died is left out, so that the others get theirs. A digest whose stories have all been composed before,
 * in these forms, is a list of finished blocks: nobody dies of it, and a note for each of a million readers would be most of the work.
 */
export function messageMaker(press: Press, newsletter: Newsletter, edition: EditionRecord, mail: SealedMail): MessageMaker {
  const keys = linkKeyring([press.secret]);
  const kept = new LRUCache<string, Promise<Personalise>>({ max: keptTemplates });
  const messages = editionMail(press, newsletter, { number: edition.number, date: edition.openedAt }, mail.compiled);
  const noting = new Set<Promise<void>>();
  const composed = new Set<string>();
  const compose = async (fingerprint: string, packed: string): Promise<Personalise> => {
    const parts = partsOf(packed);
    const layout = mail.layouts.unpack(packed);
    if (parts.every((part) => composed.has(part))) return messages(layout);
    const made = await composedOnce(press, edition, { messages, noting }, fingerprint, layout);
    for (const part of parts) composed.add(part);
    return made;
  };
  const template = (fingerprint: string, layout: string): Promise<Personalise> => {
    const made = kept.get(fingerprint) ?? compose(fingerprint, layout);
    kept.set(fingerprint, made);
    return made;
  };
  const make: MakeMessage = async (row, messageId, into) => {
    if (row.digest === null || row.layout === null) throw new Error(`delivery ${row.id} is due without a digest`);
    const slots = {
      unsubscribe: signToken(keys, 'unsubscribe', row.subscriptionId, 0),
      preferences: signToken(keys, 'preferences', row.subscriptionId, 0),
      view: signToken(keys, 'view', row.subscriptionId, edition.id),
    };
    return (await template(row.digest, row.layout))({ to: row.address, messageId, slots }, into);
  };
  return { make, settled: async () => void (await Promise.all(noting)) };
}

/**
 * What a message is composed of that others share, by name: in a packed layout a number names a story in a form, or a section. A layout
 * that stands in full is of an edition with few digests, and a part of its own.
 */
function partsOf(layout: string): readonly string[] {
  if (layout.startsWith('{')) return [layout];
  const [sections = ''] = layout.split('.', 1);
  return [`lead ${sections}`, ...layout.split(/[;:.]/u)];
}

type Messages = { readonly messages: (layout: DigestLayout) => Personalise; readonly noting: Set<Promise<void>> };

async function composedOnce(
  press: Press,
  edition: EditionRecord,
  { messages, noting }: Messages,
  fingerprint: string,
  layout: DigestLayout,
) {
  const others = await press.store.beginComposing(edition.id, fingerprint, press.worker);
  if (others.length >= fatalTimes && (await deadAmong(press, others)).length >= fatalTimes) {
    throw new CourantError('quarantined', `the digest ${fingerprint} is in quarantine: ${fatalTimes} workers died composing it`);
  }
  const made = messages(layout);
  // Nobody waits for this: the message may leave meanwhile. Lost, it is a note too many of one worker, and three are looked for.
  const noted = press.store
    .endComposing(edition.id, fingerprint)
    .catch(() => undefined)
    .finally(() => noting.delete(noted));
  noting.add(noted);
  return made;
}
