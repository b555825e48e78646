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
  // Asked when each message is written: what a reader changes until then counts.
  const fields = mail.compiled.noteFilledIn === undefined ? null : askedTogether(press.store.fieldsOf);
  const composed = composedParts();
  const compose = async (fingerprint: string, packed: string): Promise<Personalise> => {
    const layout = mail.layouts.unpack(packed);
    if (composed.hasAll(layout)) return messages(layout);
    const made = await composedOnce(press, edition, { messages, noting }, fingerprint, layout);
    composed.add(layout);
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
    const own = fields && { fields: (await fields(row.subscriberId)) ?? {} };
    return (await template(row.digest, row.layout))({ to: row.address, messageId, slots, ...own }, into);
  };
  return { make, settled: async () => void (await Promise.all(noting)) };
}

/** One question for all who ask in the same turn: connections ask at once, and each of a million readers is asked about. */
function askedTogether<Value>(
  ask: (ids: readonly number[]) => Promise<ReadonlyMap<number, Value>>,
): (id: number) => Promise<Value | undefined> {
  let waiting: Set<number> | null = null;
  let answer: Promise<ReadonlyMap<number, Value>> = Promise.resolve(new Map());
  return async (id) => {
    if (waiting === null) {
      const ids = new Set<number>();
      waiting = ids;
      answer = new Promise<void>((turn) => setImmediate(turn)).then(() => {
        waiting = null;
        return ask([...ids]);
      });
    }
    waiting.add(id);
    return (await answer).get(id);
  };
}

type Place = DigestLayout['sections'][number]['stories'][number];

/**
 * What messages are composed of that others share: stories as they stand, and sections. One story as it stands is one object, wherever it
 * stands (see `LayoutCodec`); a layout that stands in full is of an edition with few digests, and has objects of its own.
 */
function composedParts(): { hasAll(layout: DigestLayout): boolean; add(layout: DigestLayout): void } {
  const [topics, places, leads] = [new Set<string>(), new Set<Place>(), new Set<Place>()];
  const isLead = (index: number, at: number) => index === 0 && at === 0;
  return {
    hasAll: ({ sections }) =>
      sections.every(
        ({ topic, stories }, index) => topics.has(topic) && stories.every((place, at) => (isLead(index, at) ? leads : places).has(place)),
      ),
    add({ sections }) {
      for (const [index, { topic, stories }] of sections.entries()) {
        topics.add(topic);
        for (const [at, place] of stories.entries()) (isLead(index, at) ? leads : places).add(place);
      }
    },
  };
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
