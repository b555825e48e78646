import { messageId } from '../../delivery/message/message-id.ts';
import { senderDomain } from '../composing/edition-message.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { latestSlotOf } from '../planning/slot-meant.ts';
import type { Press } from '../ports/press.ts';
import type { LoggedEdition, SendingLog } from '../ports/sending-log.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import type { Store } from '../ports/store/store.ts';

type Room = Pick<Press, 'store' | 'secret' | 'now'>;

/** What an older copy of a store keeps from going out until a person has looked. */
export type RestoreNotice = {
  /** Begun in the copy and not finished. */
  readonly held: readonly EditionRecord[];
  /** Slots the copy has no edition of, which may have gone out since. */
  readonly slots: readonly { readonly newsletter: string; readonly slot: Date }[];
  /** Deliveries handed over after the copy was made, by the log: now `unknown`. */
  readonly doubted: number;
  /** Readers and subscriptions who left after the copy was made, by the log: they stay away. */
  readonly left: number;
};

const latestLeavers = 1_000;
const rowsAtOnce = 5_000;
const heldBy = 'courant (restored store)';

/**
 * Looks whether the store knows of what was sent last. One that does not is an older copy, whoever put it there and how: then
 * nothing of what may have gone out since goes out by itself.
 * @param onlyHere this machine alone sends from the store, so that its log has every slot that went out
 */
export async function noticeOlderCopy(
  room: Room,
  newsletters: readonly Newsletter[],
  log: SendingLog,
  onlyHere: boolean,
): Promise<RestoreNotice | null> {
  const latest = await log.latest();
  for (const edition of latest)
    if ((await room.store.behindLog(edition.editionId, edition.logged)).length > 0)
      return await holdRestored(room, newsletters, log, { copiedAt: null, slots: !onlyHere });
  const ended = (await log.left()).filter(({ kind }) => kind === 'subscription').slice(-latestLeavers);
  if ((await room.store.stillActive(ended)).length === 0) return null;
  return await holdRestored(room, newsletters, log, { copiedAt: null, slots: !onlyHere });
}

/**
 * Holds every unfinished edition of a restored store, and the slots that may have gone out since the copy was made; what the log
 * beside it names is `unknown`, since it was handed over. Doing it again does no harm.
 * @param copy when it was made, if that is known; `slots`: whether due slots of which nothing is known are held too
 */
export async function holdRestored(
  room: Room,
  newsletters: readonly Newsletter[],
  log: SendingLog,
  copy: { readonly copiedAt: Date | null; readonly slots: boolean },
): Promise<RestoreNotice> {
  const { store, now } = room;
  const left = await keepAway(store, log, copy.copiedAt ?? (await store.lastChange()), now());
  let doubted = 0;
  const slots: { newsletter: string; slot: Date }[] = [];
  for await (const logged of log.all()) {
    const known = await editionOf(store, logged);
    if (known) doubted += await doubtLogged(store, logged, now());
    else if (logged.newsletter !== '') slots.push({ newsletter: logged.newsletter, slot: logged.slot });
  }
  for (const newsletter of copy.slots ? newsletters : []) {
    const slot = await latestSlotOf(store, newsletter, now());
    if (slot !== null && !(await store.findEdition(newsletter.id, slot))) slots.push({ newsletter: newsletter.id, slot });
  }
  const held = await holdEditions(room, newsletters, copy.copiedAt);
  for (const { newsletter, slot } of slots) {
    const reason = `this store is older than what was sent${since(copy.copiedAt)}, and this slot may have gone out`;
    await store.holdSlot(newsletter, slot, { by: heldBy, reason, at: now() });
  }
  await store.noteRestore({ noticedAt: now(), copiedAt: copy.copiedAt });
  await log.setAside(now());
  return { held, slots, doubted, left };
}

const since = (copiedAt: Date | null): string => (copiedAt === null ? '' : `: it was copied at ${copiedAt.toISOString()}`);

/** Whoever left after the copy was made is not written to, though it believes that they may be. */
async function keepAway(store: Store, log: SendingLog, copiedAt: Date | null, now: Date): Promise<number> {
  const how = 'left after this copy of the store was made';
  let left = 0;
  for (const { kind, id, at } of await log.left()) {
    if (copiedAt !== null && at <= copiedAt) continue;
    if (kind === 'subscription') left += (await store.unsubscribe(id, now, how)) ? 1 : 0;
    else {
      const account = await store.account(id);
      if (account === null || account.suppressed !== null) continue;
      await store.suppress(account.address, how, '', now);
      left += 1;
    }
  }
  return left;
}

/** The log's edition, if the copy has it: numbers are given anew after a restore. */
async function editionOf(store: Store, { editionId, newsletter, slot }: LoggedEdition): Promise<EditionRecord | null> {
  if (newsletter === '') return null;
  const edition = await store.findEdition(newsletter, slot);
  return edition?.id === editionId ? edition : null;
}

async function doubtLogged(store: Store, { editionId, logged }: LoggedEdition, now: Date): Promise<number> {
  let doubted = 0;
  for (let start = 0; start < logged.length; start += rowsAtOnce) {
    const behind = await store.behindLog(editionId, logged.slice(start, start + rowsAtOnce));
    if (behind.length > 0)
      doubted += await store.doubt(editionId, behind, 'handed over after this copy of the store was made; it may have arrived', now);
  }
  return doubted;
}

async function holdEditions(room: Room, newsletters: readonly Newsletter[], copiedAt: Date | null): Promise<readonly EditionRecord[]> {
  const { store, now } = room;
  const held: EditionRecord[] = [];
  for (const newsletter of newsletters)
    for (const edition of await store.unfinishedEditions(newsletter.id)) {
      const name = `${edition.newsletter}:${edition.number}`;
      const reason = `this store is older than what was sent from it${since(copiedAt)}; more of it may have gone out. Look (courant deliveries ${name}), settle what you can prove (courant reconcile ${name})`;
      await nameMessages(room, newsletter, edition);
      await store.putOnHold(edition.id, { kind: 'paused', reason, by: 'engine', at: now() });
      held.push(edition);
    }
  return held;
}

/** With its Message-ID a delivery can be found in a relay's log, whether or not this copy knows that it was handed over. */
async function nameMessages({ store, secret }: Room, newsletter: Newsletter, edition: EditionRecord): Promise<void> {
  const domain = senderDomain(newsletter);
  for (let after = 0; ; ) {
    const rows = await store.deliveries(edition.id, null, after, rowsAtOnce);
    const nameless = rows.filter(({ state, messageId }) => messageId === null && (state === 'queued' || state === 'unknown'));
    if (nameless.length > 0)
      await store.fixMessageIds(nameless.map(({ id }) => ({ id, messageId: messageId(secret, { id, editionId: edition.id }, domain) })));
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsAtOnce) return;
    after = last.id;
  }
}
