import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/io/store/open-store.ts';
import type { FeedbackEvent } from '../../../src/press/feedback/feedback-event.ts';
import { receiveEvent } from '../../../src/press/feedback/receive-feedback.ts';
import { Newsletter } from '../../../src/press/newsletter/newsletter.ts';
import type { Store } from '../../../src/press/ports/store/store.ts';
import { at, begin, end, readyEdition, subscribed } from '../../io/store/contracts/contract-fixtures.ts';
import { newsletterInput } from '../../project-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'courant-policy-'));
let store: Store;
beforeAll(async () => {
  store = await openStore(`sqlite:${join(folder, 'courant.db')}`);
  await store.migrate();
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const newsletter = (id: string, bounces: object) => Newsletter.parse({ ...newsletterInput, id, bounces });
const newsletters = [newsletter('patient', { softLimit: 3 }), newsletter('usual', {}), newsletter('strict', { complaintPause: 0.002 })];
let told = 0;

/** What is decided when this event about one delivery comes in, proven. */
async function heard(
  kind: FeedbackEvent['kind'],
  deliveryId: number,
  { diagnostic = 'said so', evidence = ['a rule'] }: { readonly diagnostic?: string; readonly evidence?: readonly string[] } = {},
): Promise<string | null> {
  const delivery = await store.deliveryNamed(deliveryId);
  if (!delivery) throw new Error('the delivery is there');
  const words = { diagnostic, evidence, status: null };
  const event = { source: 'mail', eventKey: `event ${told++}`, address: delivery.address, proven: true };
  return await receiveEvent({ store, now: () => at(1), secret: Buffer.alloc(32) }, newsletters, { ...event, ...words, kind, delivery });
}

describe('soft bounces', () => {
  it('suppress an address when they reach the limit in a row, and one mail that gets through starts the count anew', async () => {
    await subscribed(store, 'full@reader.example', 'patient');
    const decisions: (string | null)[] = [];
    for (const [hour, bounces] of [true, true, false, true, true, true].entries()) {
      const { deliveries } = await readyEdition(store, hour, 'patient');
      await begin(store, deliveries, 'w1', hour);
      const id = deliveries[0]?.id ?? 0;
      await end(store, id, 'accepted', null, hour);
      if (bounces) decisions.push(await heard('soft', id));
      const suppressed = (await store.accountOf('full@reader.example'))?.suppressed ?? null;
      if (hour < 5) expect(suppressed).toBeNull();
      else expect(suppressed).toMatchObject({ reason: '3 soft bounces in a row', evidence: 'said so | a rule' });
    }
    expect(decisions).toEqual([
      'counted: 1 of 3 soft bounces in a row',
      'counted: 2 of 3 soft bounces in a row',
      'counted: 1 of 3 soft bounces in a row',
      'counted: 2 of 3 soft bounces in a row',
      'suppressed: 3 soft bounces in a row',
    ]);
  });
});

describe('reports that refuse the sender', () => {
  it('from many domains pause the edition; what a person has seen by resuming it does not pause it again', async () => {
    const domains = Array.from({ length: 30 }, (_, index) => `d${index}.example`);
    for (const domain of domains) await subscribed(store, `r@${domain}`, 'refused');
    const { editionId, deliveries } = await readyEdition(store, 40, 'refused');
    await begin(store, deliveries, 'w1', 40);
    for (const { id } of deliveries) await end(store, id, 'accepted', null, 40);
    const decisions: (string | null)[] = [];
    for (const { id } of deliveries.slice(0, 5)) decisions.push(await heard('sender', id, { diagnostic: '550 5.7.1 listed' }));
    expect(decisions.slice(0, 4).every((one) => one?.includes('too few do'))).toBe(true);
    expect(decisions[4]).toContain('edition paused');
    expect(await store.hold(editionId)).toMatchObject({
      by: 'engine',
      reason: expect.stringContaining('by 5 mail domains: 550 5.7.1 listed'),
    });
    expect((await store.alarms(50)).map(({ newsletter, kind }) => `${newsletter} ${kind}`)).toContain('refused sender-refused');
    await store.resume(editionId, at(2));
    for (const { id } of deliveries.slice(0, 5))
      expect(await heard('sender', id, { diagnostic: '550 5.7.1 listed' })).toContain('too few do');
    expect(await store.hold(editionId)).toBeNull();
  });

  it('about one mailbox, or all of one small company, pause nothing', async () => {
    const readers = [
      ...Array.from({ length: 8 }, (_, n) => `r${n}@firm.example`),
      ...Array.from({ length: 92 }, (_, n) => `r@e${n}.example`),
    ];
    for (const reader of readers) await subscribed(store, reader, 'firm');
    const { editionId, deliveries } = await readyEdition(store, 41, 'firm');
    await begin(store, deliveries, 'w1', 41);
    for (const { id } of deliveries) await end(store, id, 'accepted', null, 41);
    for (const { id } of deliveries.slice(0, 8))
      expect(await heard('sender', id, { diagnostic: '550 5.7.1 known senders only' })).toContain('too few do');
    expect(await store.hold(editionId)).toBeNull();
  });
});

it('a domain that takes no mail suppresses nobody while the server still tries, and does once it has given up', async () => {
  await subscribed(store, 'lapsed@reader.example', 'another');
  const { deliveries } = await readyEdition(store, 70, 'another');
  const id = deliveries[0]?.id ?? 0;
  expect(await heard('hard', id, { evidence: ['words: no-mail-accepted', 'still being tried'] })).toBe(
    'ignored: the server is still trying',
  );
  expect((await store.accountOf('lapsed@reader.example'))?.suppressed).toBeNull();
  expect(await heard('hard', id, { evidence: ['words: no-mail-accepted'] })).toMatch(/^suppressed/);
});

describe('complaints', () => {
  const sentTo = async (readers: number, id: string, hour: number) => {
    for (let index = 0; index < readers; index++) await subscribed(store, `${id}${index}@reader.example`, id);
    const { editionId, deliveries } = await readyEdition(store, hour, id);
    await begin(store, deliveries, 'w1', hour);
    await store.recordOutcomes(
      deliveries.map((one) => ({ id: one.id, state: 'accepted', response: '250 ok', nextAttemptAt: null })),
      at(hour),
    );
    return { editionId, deliveries };
  };
  const alarmsOf = async (id: string) =>
    (await store.alarms(50)).filter((one) => one.newsletter === id).map(({ kind, detail }) => `${kind}: ${detail}`);

  it('raise an alarm at one in a thousand readers and pause the edition at three', async () => {
    const { editionId, deliveries } = await sentTo(1_000, 'usual', 20);
    await heard('complaint', deliveries[0]?.id ?? 0);
    expect(await alarmsOf('usual')).toEqual(['complaints: 1 of 1000 readers complained (0.10 %)']);
    expect(await store.hold(editionId)).toBeNull();
    await heard('complaint', deliveries[1]?.id ?? 0);
    expect(await store.hold(editionId)).toBeNull();
    await heard('complaint', deliveries[2]?.id ?? 0);
    expect(await store.hold(editionId)).toMatchObject({ kind: 'paused', by: 'engine', reason: '3 of 1000 readers complained (0.30 %)' });
    expect(await alarmsOf('usual')).toContain('complaints-pause: 3 of 1000 readers complained (0.30 %)');
    expect((await store.accountOf('usual2@reader.example'))?.suppressed).toMatchObject({ reason: 'complaint' });
  });

  it('are weighed by the limits of their own newsletter', async () => {
    const { editionId, deliveries } = await sentTo(1_000, 'strict', 30);
    await heard('complaint', deliveries[0]?.id ?? 0);
    expect(await store.hold(editionId)).toBeNull();
    await heard('complaint', deliveries[1]?.id ?? 0);
    expect(await store.hold(editionId)).toMatchObject({ kind: 'paused' });
  });
});
