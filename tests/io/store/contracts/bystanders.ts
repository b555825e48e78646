import { openStore } from '../../../../src/io/store/open-store.ts';
import type { NewInboundRecord } from '../../../../src/press/ports/store/feedback.ts';
import type { DeliveryRow } from '../../../../src/press/ports/store/ledger.ts';
import type { Store } from '../../../../src/press/ports/store/store.ts';
import { at, begin, end, subscribed } from './contract-fixtures.ts';

/** Newsletters no case of the contract speaks of. Their slots, fingerprints, workers and event keys are those the cases use. */
const bystanding = { evening: 'bystander-evening', morning: 'bystander-morning', domain: 'bystander.example' };

const { evening, morning, domain } = bystanding;
const far = at(100_000);

/**
 * Fills an empty store with readers, editions and everything else nobody asks for: deliveries in every state, what editors decided,
 * what came back. A case that touches one row of it, or reads one, forgot to say whose rows it means.
 */
export async function plantBystanders(url: string): Promise<void> {
  const store = await openStore(url, { erasureKeys: [Buffer.alloc(32, 99)] });
  try {
    await store.migrate();
    // Who leaves goes first: were the others there by then, leaving that forgot whom it means would take them along unseen.
    await plantLeavers(store);
    await plantReaders(store);
    const sent = await plantEditions(store);
    await plantFeedback(store, sent);
    await plantEditors(store);
    await plantEngine(store);
  } finally {
    await store.close();
  }
}

async function plantReaders(store: Store): Promise<void> {
  for (let reader = 0; reader < 10; reader++) await subscribed(store, `b${reader}@${domain}`, evening);
  for (let reader = 0; reader < 4; reader++) await subscribed(store, `b${reader}@${domain}`, morning);
  const request = { topics: ['AI'], locale: null, ip: '192.0.2.7', textVersion: '2026-11', now: at(0) };
  for (const newsletter of [evening, morning]) await store.requestSignUp({ address: `asks@${domain}`, newsletter, ...request });
  for (const purpose of ['confirm', 'export', 'erase'] as const) await store.claimNotice(purpose, `asks@${domain}`, 1000, at(0));
}

/** One edition in the middle of being sent, one being made, one on hold, one half pruned. */
async function plantEditions(store: Store): Promise<readonly DeliveryRow[]> {
  await gone(store, at(-24), morning);
  const sent = await sealed(store, at(0), evening);
  await begin(store, sent.slice(0, 2), 'w1');
  await begin(store, sent.slice(2, 3), 'dead');
  await begin(store, sent.slice(3, 8), 'slow');
  const endings = ['accepted', 'deferred', 'failed', 'unknown', 'unknown', 'unknown'] as const;
  for (const [index, state] of endings.entries()) await end(store, sent[index + 2]?.id ?? 0, state, state === 'deferred' ? 1 : null);
  await begin(store, sent.slice(9), 'dead');
  const editionId = sent[0]?.editionId ?? 0;
  const evidence = `mail.log: to=<b6@${domain}>, status=sent`;
  await store.reconcile(editionId, [{ messageId: `<${sent[6]?.id}.0@example.com>`, verdict: 'accepted', evidence }], 'ada', at(1));
  await store.resend(editionId, 'unknown', [sent[7]?.id ?? 0], 'ada', at(1));
  await store.setEditionState(editionId, 'sending', at(0));
  await store.addClicks([{ editionId, storyId: 's1', place: 'l', arm: 0, day: '2024-03-04', clicks: 3 }]);
  await store.addErratum({ editionId, storyId: 's1', words: 'bystander', by: 'ada', at: at(1) });

  const { edition: made } = await store.openEdition(evening, at(24), at(24));
  await store.freeze(made.id, evening, at(24));
  await store.beginComposing(made.id, 'digest-daily-0', 'w1');

  const held = await sealed(store, at(0), morning);
  await begin(store, held.slice(0, 1), 'w1');
  await store.putOnHold(held[0]?.editionId ?? 0, { kind: 'paused', reason: 'wait', by: 'person', at: at(0) });
  return sent;
}

async function sealed(store: Store, slot: Date, newsletter: string): Promise<readonly DeliveryRow[]> {
  const { edition } = await store.openEdition(newsletter, slot, slot);
  await store.freeze(edition.id, newsletter, slot);
  const stories = [{ storyId: `bystander-${newsletter}`, canonicalUrls: [`https://${domain}/${newsletter}`], outlets: 3 }];
  const digests = ['digest-daily-0', 'digest-daily-1', 'f'].map((fingerprint) => ({ fingerprint, layout: '["bystander"]', stories }));
  await store.sealEdition(edition.id, { subject: newsletter, compiled: '{"bystander":1}', plan: '{}', digests, inputs: '{"bystander":1}' });
  const readers = await store.frozenReaders(edition.id, at(-10_000), 0, 100);
  const assignments = readers.map(({ deliveryId }) => ({ deliveryId, digest: 'digest-daily-0' }));
  await store.assignDigests(edition.id, assignments, slot);
  return await store.deliveries(edition.id, null, 0, 100);
}

/** Sent, finished, its books closed, and the rows of one reader removed. */
async function gone(store: Store, slot: Date, newsletter: string): Promise<void> {
  const rows = await sealed(store, slot, newsletter);
  await begin(store, rows);
  for (const { id } of rows) await end(store, id, 'accepted');
  const id = rows[0]?.editionId ?? 0;
  await store.setEditionState(id, 'finished', slot);
  const books = { queued: 0, submitting: 0, accepted: rows.length, deferred: 0, failed: 0, suppressed: 0, skipped: 0, unknown: 0 };
  await store.freezeBooks({ id, finishedAt: slot }, { ...books, bounces: 1, complaints: 0, unsubscribes: 0 }, at(100));
  await store.removeReaderRows(id, 0, 1);
}

async function plantFeedback(store: Store, sent: readonly DeliveryRow[]): Promise<void> {
  const heard = async (row: DeliveryRow | undefined, kind: NewInboundRecord['kind'], eventKey: string) => {
    const about = { newsletter: evening, editionId: row?.editionId ?? null, deliveryId: row?.id ?? null, domain };
    const said = { status: '5.7.1', diagnostic: 'bystander', evidence: ['bystander'], decision: 'none' };
    await store.recordInbound({
      at: at(1),
      source: 'bystander',
      subscriberId: row?.subscriberId ?? null,
      ...about,
      ...said,
      kind,
      eventKey,
    });
  };
  await heard(sent[2], 'hard', 'e1');
  await heard(sent[2], 'complaint', '1');
  await heard(sent[3], 'sender', '2');
  await heard(sent[5], 'soft', '3');
  await store.keepUnparsed({ source: 'bystander', digest: 'bystander', reason: 'no header', bytes: new Uint8Array([1, 2]), now: at(0) });
  await store.raiseAlarm(sent[0]?.editionId ?? 0, 'complaints-warn', '1 of 9', at(1));
}

async function plantEditors(store: Store): Promise<void> {
  for (const slot of [at(0), at(24)]) {
    await store.approve({ newsletter: evening, slot, fingerprint: 'f1', content: '{}', by: 'ada', at: at(1) });
    await store.holdSlot(evening, slot, { by: 'ada', reason: 'the lead is wrong', at: at(1) });
    const override = { kind: 'drop' as const, story: { storyId: 'abc', canonicalUrls: ['https://a.example/1'] } };
    await store.addOverride({ newsletter: evening, slot, override, author: 'ada', reason: 'stale', at: at(1), expiresAt: null }, null);
  }
  await store.endSession('bystander', far, at(0));
}

async function plantEngine(store: Store): Promise<void> {
  await store.heartbeat('bystander');
  await store.leaseTokens('bystander', 1, 20);
  await store.leasePlaces('smtp://bystander', 'bystander', { most: 10, wanted: 4, inUse: 0, lapseMs: 30_000 });
}

/** Readers who were erased, lifted, suppressed, left or paused, in the order in which none of it can undo another's. */
async function plantLeavers(store: Store): Promise<void> {
  await subscribed(store, `erased@${domain}`, morning);
  await store.erase(`erased@${domain}`, at(3));
  const lifted = { reason: 'complaint', evidence: 'abuse report', since: at(2) };
  await subscribed(store, `lifted@${domain}`, evening);
  await store.suppress(`lifted@${domain}`, lifted.reason, lifted.evidence, lifted.since);
  await store.liftSuppression(`lifted@${domain}`, lifted, { reason: 'a mistake', by: 'ops', now: at(3) });
  await subscribed(store, `suppressed@${domain}`, evening);
  await store.suppress(`suppressed@${domain}`, 'hard bounce 5.1.1', '550 5.1.1 no such user', at(2));
  const left = await subscribed(store, `left@${domain}`, evening);
  await store.unsubscribe(left.subscriptionId, at(2), 'one click');
  const paused = await subscribed(store, `paused@${domain}`, evening);
  await store.pause(paused.subscriptionId, far, { how: 'preferences page' }, at(2));
}
