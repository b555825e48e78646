import type { Store } from '../../press/ports/store/store.ts';
import type { Log, LogFields } from '../../press/ports/watch/log.ts';
import type { Tracing } from '../../press/ports/watch/tracing.ts';

/** A store whose changes are told to the log, by whichever door they came: who did what. Readers are named by their number. */
export function observedStore(store: Store, log: Log): Store {
  const audit = (act: string, fields: LogFields) => log('info', 'audit', { act, ...fields });
  const readerOf = async (address: string): Promise<number | null> =>
    (await store.accountOf(address).catch(() => null))?.subscriberId ?? null;
  return {
    ...store,
    ...observedEditions(store, log),
    ...observedEditing(store, log),
    async subscribe(given) {
      const done = await store.subscribe(given);
      const reader = 'row' in done ? done.row.subscriberId : null;
      audit('reader.subscribe', { reader, newsletter: given.newsletter, how: given.how, result: done.result });
      return done;
    },
    async unsubscribe(id, now, how) {
      const ended = await store.unsubscribe(id, now, how);
      audit('reader.unsubscribe', { subscription: id, how, result: ended ? 'ended' : 'had ended' });
      return ended;
    },
    async suppress(address, reason, evidence, now) {
      await store.suppress(address, reason, evidence, now);
      audit('reader.suppress', { reader: await readerOf(address), reason });
    },
    async liftSuppression(address, suppression, why) {
      const lifted = await store.liftSuppression(address, suppression, why);
      audit('reader.unsuppress', { reader: await readerOf(address), by: why.by, reason: why.reason, result: lifted });
      return lifted;
    },
    async erase(address, now) {
      const reader = await readerOf(address);
      const erased = await store.erase(address, now);
      audit('reader.erase', { reader, result: erased });
      return erased;
    },
    async confirmSignUps(...given) {
      const subscriptions = await store.confirmSignUps(...given);
      for (const { subscriptionId, newsletter } of subscriptions) audit('reader.confirm', { subscription: subscriptionId, newsletter });
      return subscriptions;
    },
    async followNewsletter(reader, newsletter, ...rest) {
      const changed = await store.followNewsletter(reader, newsletter, ...rest);
      if (changed) audit('reader.follow', { reader, newsletter });
      return changed;
    },
    async stay(id, leftAt, source, now) {
      const stays = await store.stay(id, leftAt, source, now);
      audit('reader.stay', { subscription: id, result: stays ? 'stays' : 'has left' });
      return stays;
    },
    async setFields(reader, changes, now) {
      const changed = await store.setFields(reader, changes, now);
      if (changed) audit('reader.fields', { reader, fields: Object.keys(changes).join(' ') });
      return changed;
    },
    async recordInbound(event) {
      const fresh = await store.recordInbound(event);
      const { source, kind, newsletter, subscriberId: reader, deliveryId: delivery, status, decision } = event;
      if (fresh) log('info', 'feedback', { source, kind, newsletter, reader, delivery, status, decision });
      return fresh;
    },
    async addKey(key) {
      await store.addKey(key);
      audit('key.create', { keyId: key.id, by: key.createdBy, scopes: key.scopes.join(' ') });
    },
    async revokeKey(id, now) {
      const revoked = await store.revokeKey(id, now);
      audit('key.revoke', { keyId: id, result: revoked });
      return revoked;
    },
  };
}

function observedEditions(store: Store, log: Log): Partial<Store> {
  const audit = (act: string, fields: LogFields) => log('info', 'audit', { act, ...fields });
  const edition = (what: string, id: number, fields: LogFields = {}) => log('info', `edition.${what}`, { edition: id, ...fields });
  return {
    async openEdition(...given) {
      const found = await store.openEdition(...given);
      const { id, newsletter, number, slot } = found.edition;
      if (found.opened) edition('opened', id, { newsletter, number, slot: slot.toISOString() });
      return found;
    },
    async freeze(id, newsletter, now) {
      const frozen = await store.freeze(id, newsletter, now);
      if (frozen.frozen > 0) edition('frozen', id, { newsletter, readers: frozen.frozen, suppressed: frozen.suppressed });
      return frozen;
    },
    async sealEdition(id, seal) {
      const sealed = await store.sealEdition(id, seal);
      edition(sealed ? 'sealed' : 'not-sealed', id, { digests: seal.digests.length });
      return sealed;
    },
    async setEditionState(id, state, now) {
      await store.setEditionState(id, state, now);
      edition(state, id);
    },
    async putOnHold(id, hold) {
      await store.putOnHold(id, hold);
      log('warn', 'audit', { act: `edition.${hold.kind}`, edition: id, by: hold.by, reason: hold.reason });
    },
    async resume(id, now) {
      const resumed = await store.resume(id, now);
      audit('edition.resume', { edition: id, result: resumed });
      return resumed;
    },
    async abandonSubmitting(id, workers, now) {
      const unknown = await store.abandonSubmitting(id, workers, now);
      if (unknown > 0) log('warn', 'delivery.unknown', { edition: id, count: unknown, why: 'their worker ended' });
      return unknown;
    },
    async resend(id, state, ids, by, now) {
      const queued = await store.resend(id, state, ids, by, now);
      audit('edition.resend', { edition: id, state, by, queued });
      return queued;
    },
    async reconcile(id, verdicts, by, now) {
      const settled = await store.reconcile(id, verdicts, by, now);
      audit('edition.reconcile', { edition: id, by, settled: settled.length });
      return settled;
    },
  };
}

function observedEditing(store: Store, log: Log): Partial<Store> {
  const audit = (act: string, fields: LogFields) => log('info', 'audit', { act, ...fields });
  return {
    async holdSlot(newsletter, slot, hold) {
      await store.holdSlot(newsletter, slot, hold);
      audit('slot.hold', { newsletter, slot: slot.toISOString(), by: hold.by, reason: hold.reason });
    },
    async releaseSlot(newsletter, slot, by, at) {
      const released = await store.releaseSlot(newsletter, slot, by, at);
      audit('slot.release', { newsletter, slot: slot.toISOString(), by, result: released });
      return released;
    },
    async addErratum(erratum) {
      const id = await store.addErratum(erratum);
      audit('erratum.write', { edition: erratum.editionId, story: erratum.storyId, by: erratum.by, withdrawn: erratum.words === null });
      return id;
    },
    async approve(approval) {
      await store.approve(approval);
      audit('slot.approve', { newsletter: approval.newsletter, slot: approval.slot.toISOString(), by: approval.by });
    },
    async withdrawApproval(newsletter, slot, by, at) {
      const withdrawn = await store.withdrawApproval(newsletter, slot, by, at);
      audit('slot.withdraw', { newsletter, slot: slot.toISOString(), by, result: withdrawn });
      return withdrawn;
    },
    async addOverride(override, expected) {
      const change = await store.addOverride(override, expected);
      const { newsletter, author: by, reason } = override;
      audit('override.add', { newsletter, by, reason, kind: override.override.kind, result: change.kind });
      return change;
    },
    async undoOverride(undo, expected) {
      const change = await store.undoOverride(undo, expected);
      audit('override.undo', { newsletter: undo.newsletter, override: undo.id, by: undo.by, result: change.kind });
      return change;
    },
  };
}

/** Shorter ones are too many, and tell nobody anything. */
const longEnoughMs = 5;

/** A store whose slow answers are parts of what asked for them. */
export function tracedStore(store: Store, { mark }: Tracing): Store {
  const timed = (name: string, work: (...given: unknown[]) => unknown) =>
    function traced(...given: unknown[]): unknown {
      const began = performance.now();
      const answer = work.apply(store, given);
      if (!(answer instanceof Promise)) return answer;
      const told = () => {
        const took = performance.now() - began;
        if (took >= longEnoughMs) mark(`store ${name}`, {}, took);
      };
      answer.then(told, told);
      return answer;
    };
  return Object.fromEntries(
    Object.entries(store).map(([name, work]) => [name, typeof work === 'function' ? timed(name, work as never) : work]),
  ) as Store;
}
