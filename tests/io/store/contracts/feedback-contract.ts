import { expect } from 'vitest';
import type { ContractCases } from './contract-case.ts';
import { at, begin, end, readyEdition, subscribed } from './contract-fixtures.ts';

export const feedbackCases: ContractCases = {
  'an event is recorded once, with its evidence, and counts in the rates of its domain and edition': async ({ store }) => {
    const reader = await subscribed(store, 'ada@reader.example');
    await subscribed(store, 'bea@other.example');
    const edition = await readyEdition(store, 0);
    await begin(store, edition.deliveries);
    for (const { id } of edition.deliveries) await end(store, id, 'accepted');
    const delivery = await store.lastDeliveryTo('ADA@reader.example');
    expect(delivery).toMatchObject({ subscriberId: reader.subscriberId, newsletter: 'daily', address: 'ada@reader.example' });
    expect(await store.deliveryNamed(delivery?.deliveryId ?? 0)).toEqual(delivery);
    const event = {
      at: at(1),
      source: 'mail',
      eventKey: 'e1',
      kind: 'hard',
      newsletter: 'daily',
      editionId: edition.editionId,
      deliveryId: delivery?.deliveryId ?? null,
      subscriberId: reader.subscriberId,
      domain: 'reader.example',
      status: '5.1.1',
      diagnostic: '550 5.1.1 no such user\u0000',
      evidence: ['delivery status', 'code 5.1.1'],
      decision: 'suppressed: no such mailbox',
    } as const;
    expect(await store.isRecorded('mail', 'e1')).toBe(false);
    expect(await store.recordInbound(event)).toBe(true);
    expect(await store.recordInbound(event)).toBe(false);
    expect(await store.isRecorded('mail', 'e1')).toBe(true);
    expect((await store.record(reader.subscriberId))?.inbound).toMatchObject([
      { kind: 'hard', status: '5.1.1', evidence: ['delivery status', 'code 5.1.1'], decision: 'suppressed: no such mailbox' },
    ]);
    const rates = await store.bounceRates('daily', at(-1));
    expect(rates).toEqual({
      domains: [
        { of: 'other.example', accepted: 1, hard: 0, soft: 0, complaints: 0 },
        { of: 'reader.example', accepted: 1, hard: 1, soft: 0, complaints: 0 },
      ],
      editions: [{ of: 'daily:1', accepted: 2, hard: 1, soft: 0, complaints: 0 }],
    });
    const all = await store.bounceRates(null, at(-1));
    for (const of of ['domains', 'editions'] as const) expect(all[of]).toEqual(expect.arrayContaining([...rates[of]]));
    expect(await store.bounceRates('weekly', at(-1))).toEqual({ domains: [], editions: [] });
    expect(await store.bounceRates('daily', at(1))).toEqual({ domains: [], editions: [] });
    expect(await store.editionFeedback(edition.editionId)).toEqual({ accepted: 2, complaints: 0 });
  },

  'bounces in a row end at a delivery that did not come back': async ({ store }) => {
    await subscribed(store, 'ada@reader.example');
    const ids: number[] = [];
    for (const hour of [0, 1, 2, 3]) {
      const { deliveries } = await readyEdition(store, hour);
      await begin(store, deliveries);
      for (const { id } of deliveries) ids.push(id);
      for (const { id } of deliveries) await end(store, id, 'accepted');
    }
    for (const index of [0, 2, 3]) {
      const delivery = await store.deliveryNamed(ids[index] ?? 0);
      if (!delivery) throw new Error('the delivery is there');
      const { deliveryId, editionId, newsletter, subscriberId } = delivery;
      const event = {
        deliveryId,
        editionId,
        newsletter,
        subscriberId,
        at: at(index),
        source: 'mail',
        eventKey: `e${index}`,
        kind: 'soft',
      } as const;
      await store.recordInbound({ ...event, domain: null, status: null, diagnostic: 'full', evidence: [], decision: 'counted' });
    }
    const last = await store.deliveryNamed(ids[3] ?? 0);
    expect(last && (await store.bouncesInARow(last, 10))).toEqual([true, true, false, true]);
    const second = await store.deliveryNamed(ids[1] ?? 0);
    expect(second && (await store.bouncesInARow(second, 10))).toEqual([false, true]);
  },

  'a mail that cannot be read is kept whole, once, and an alarm is raised once': async ({ store }) => {
    const mail = { source: 'pipe', digest: 'd1', reason: 'no header', bytes: new Uint8Array([0, 255, 13]), now: at(0) };
    expect(await store.keepUnparsed(mail)).toBe(true);
    expect(await store.keepUnparsed(mail)).toBe(false);
    const kept = (await store.unparsed(10)).find(({ source }) => source === 'pipe');
    expect(kept).toMatchObject({ source: 'pipe', reason: 'no header', bytes: 3, receivedAt: at(0) });
    expect([...((await store.unparsedMail(kept?.id ?? 0)) ?? [])]).toEqual([0, 255, 13]);
    const { edition } = await store.openEdition('daily', at(0), at(0));
    expect(await store.raiseAlarm(edition.id, 'complaints-warn', '1 of 900', at(1))).toBe(true);
    expect(await store.raiseAlarm(edition.id, 'complaints-warn', '2 of 900', at(2))).toBe(false);
    expect((await store.alarms(10)).filter(({ newsletter }) => newsletter === 'daily')).toEqual([
      { newsletter: 'daily', edition: 1, kind: 'complaints-warn', detail: '1 of 900', at: at(1) },
    ]);
  },
};
