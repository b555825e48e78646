import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CourantError } from '../../../src/errors/courant-error.ts';
import { openStore } from '../../../src/io/store/open-store.ts';
import { DeliverySettings } from '../../../src/press/newsletter/delivery-settings.ts';
import type { Press } from '../../../src/press/ports/press.ts';
import type { DeliveryRow } from '../../../src/press/ports/store/ledger.ts';
import type { Store } from '../../../src/press/ports/store/store.ts';
import { deliverer } from '../../../src/press/sending/hand-over.ts';
import type { MakeMessage } from '../../../src/press/sending/message-maker.ts';
import { at, readyEdition, stateOf, subscribed } from '../../io/store/contracts/contract-fixtures.ts';

const folders: string[] = [];
const stores: Store[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('handing a delivery over', () => {
  it('writes to nobody who left after the row was read', async () => {
    const { store, rows, sent, deliver, editionId } = await readyToSend();
    const [leaves, stays] = rows as [DeliveryRow, DeliveryRow];
    await store.unsubscribe(leaves.subscriptionId, at(0), 'one click');
    expect(await deliver(leaves)).toBeNull();
    expect(await deliver(stays)).toMatchObject({ outcome: { kind: 'accepted' } });
    expect(sent).toEqual([stays.address]);
    expect(await stateOf(store, editionId, leaves.id)).toBe('suppressed');
  });

  it('writes to nobody whom another process has begun to write to', async () => {
    const { store, rows, sent, deliver, editionId } = await readyToSend();
    const [taken] = rows as [DeliveryRow];
    await store.beginSubmitting([{ id: taken.id, messageId: '<other@example.com>' }], 'another worker', at(0));
    expect(await deliver(taken)).toBeNull();
    expect(sent).toEqual([]);
    expect(await stateOf(store, editionId, taken.id)).toBe('submitting');
  });

  it('by several processes at the same moment is done by one of them', async () => {
    const { rows, sent, delivererOf } = await readyToSend();
    const [row] = rows as [DeliveryRow];
    const outcomes = await Promise.all(['w1', 'w2', 'w3', 'w4'].map((worker) => delivererOf(worker)(row)));
    expect(outcomes.filter((outcome) => outcome !== null)).toHaveLength(1);
    expect(sent).toEqual([row.address]);
  });

  it('puts a reader off, and fails nobody, when the store is away while their message is made', async () => {
    const away = new CourantError('store-unavailable', 'The store is away.');
    const { store, rows, sent, deliver, editionId } = await readyToSend(() => Promise.reject(away));
    const [row] = rows as [DeliveryRow];
    expect(await deliver(row)).toMatchObject({ outcome: { kind: 'deferred' } });
    expect(sent).toEqual([]);
    expect((await store.deliveries(editionId, 'deferred', 0, 10)).map(({ id, deferrals }) => [id, deferrals])).toEqual([[row.id, 0]]);
  });

  it('fails a message that can never be made, says why, and goes on with the others', async () => {
    const { rows, sent, deliver, store, editionId } = await readyToSend((row) =>
      row.address.startsWith('a@') ? Promise.reject(new Error('no digest')) : Promise.resolve(Buffer.from('mail')),
    );
    const [bad, good] = rows as [DeliveryRow, DeliveryRow];
    await deliver(bad);
    await deliver(good);
    expect(sent).toEqual([good.address]);
    expect(await store.deliveries(editionId, 'failed', 0, 10)).toMatchObject([
      { id: bad.id, response: expect.stringContaining('no digest') },
    ]);
  });
});

async function readyToSend(make: MakeMessage = async () => Buffer.from('mail')) {
  const folder = mkdtempSync(join(tmpdir(), 'courant-hand-over-'));
  folders.push(folder);
  const store = await openStore(`sqlite:${join(folder, 'courant.db')}`);
  stores.push(store);
  await store.migrate();
  for (const name of ['a', 'b']) await subscribed(store, `${name}@example.com`);
  const { editionId, deliveries: rows } = await readyEdition(store, 0);
  const edition = await store.findEdition('daily', at(0));
  if (!edition) throw new Error('the edition is there');
  const sent: string[] = [];
  const transport: Press['transport'] = {
    name: 'a list',
    submit: async ({ envelope }) => {
      sent.push(envelope.to);
      return { kind: 'accepted', code: 250, response: '250 ok' };
    },
    stop: () => undefined,
    close: async () => undefined,
  };
  // What handing over asks of the press, and nothing else.
  const tools = { store, transport, secret: Buffer.alloc(32, 1), now: () => at(0), random: () => 0.5, wait: async () => undefined };
  const delivererOf = (worker: string) =>
    deliverer({
      press: { ...tools, worker } as unknown as Press,
      edition,
      settings: DeliverySettings.parse({}),
      make,
      domain: 'courant.example',
      overdue: () => false,
      onFatal: (error) => {
        throw error;
      },
    }).handOver;
  return { store, rows, editionId, sent, deliver: delivererOf('w1'), delivererOf };
}
