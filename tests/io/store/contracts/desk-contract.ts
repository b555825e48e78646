import { expect } from 'vitest';
import { openStore } from '../../../../src/io/store/open-store.ts';
import type { ApprovalRecord } from '../../../../src/press/ports/store/approvals.ts';
import type { ContractCases } from './contract-case.ts';
import { at, begin, end, readyEdition, subscribed } from './contract-fixtures.ts';

const approval = (change: Partial<ApprovalRecord> = {}): Omit<ApprovalRecord, 'id' | 'withdrawn'> => ({
  newsletter: 'daily',
  slot: at(0),
  fingerprint: 'f1',
  content: '{"subject":"“Fähre” \\u0000 船"}',
  by: 'ada',
  at: at(1),
  ...change,
});

export const deskCases: ContractCases = {
  'an approval is kept with the content it was given for, letter by letter': async ({ store }) => {
    expect(await store.approvals('daily', at(0))).toEqual([]);
    await store.approve(approval());
    const [kept, ...others] = await store.approvals('daily', at(0));
    expect(kept).toEqual({ id: kept?.id, ...approval(), withdrawn: null });
    expect(others).toEqual([]);
    expect(await store.approvals('daily', at(24))).toEqual([]);
    expect(await store.approvals('weekly', at(0))).toEqual([]);
  },

  'a newer approval takes the place of the one before, which stays in the history': async ({ store }) => {
    await store.approve(approval());
    await store.approve(approval({ fingerprint: 'f2', by: 'bea', at: at(2) }));
    expect(await store.approvals('daily', at(0))).toMatchObject([
      { fingerprint: 'f2', by: 'bea', withdrawn: null },
      { fingerprint: 'f1', by: 'ada', withdrawn: { by: 'bea', at: at(2) } },
    ]);
  },

  'an approval is withdrawn once, by name, and no other slot’s with it': async ({ store }) => {
    await store.approve(approval());
    await store.approve(approval({ slot: at(24) }));
    expect(await store.withdrawApproval('daily', at(0), 'bea', at(3))).toBe(true);
    expect(await store.withdrawApproval('daily', at(0), 'cy', at(4))).toBe(false);
    expect(await store.approvals('daily', at(0))).toMatchObject([{ withdrawn: { by: 'bea', at: at(3) } }]);
    expect(await store.approvals('daily', at(24))).toMatchObject([{ withdrawn: null }]);
  },

  'a slot held twice keeps the first one’s word; released once, it is free': async ({ store }) => {
    expect(await store.slotHold('daily', at(0))).toBeNull();
    await store.holdSlot('daily', at(0), { by: 'ada', reason: 'the lead \u0000 is wrong', at: at(1) });
    await store.holdSlot('daily', at(0), { by: 'bea', reason: 'me too', at: at(2) });
    expect(await store.slotHold('daily', at(0))).toMatchObject({ by: 'ada', at: at(1) });
    expect(await store.slotHold('daily', at(24))).toBeNull();
    expect(await store.slotHold('weekly', at(0))).toBeNull();
    expect(await store.releaseSlot('daily', at(0), 'bea', at(3))).toBe(true);
    expect(await store.releaseSlot('daily', at(0), 'bea', at(3))).toBe(false);
    expect(await store.slotHold('daily', at(0))).toBeNull();
    await store.holdSlot('daily', at(0), { by: 'cy', reason: 'again', at: at(4) });
    expect(await store.slotHold('daily', at(0))).toEqual({ by: 'cy', reason: 'again', at: at(4) });
  },

  'a moved slot takes its changes and its hold along, not its approval; put back, they come back': async ({ store }) => {
    const drop = { kind: 'drop' as const, story: { storyId: 'abc', canonicalUrls: ['https://a.example/1'] } };
    await store.addOverride(
      { newsletter: 'daily', slot: at(24), override: drop, author: 'ada', reason: '', at: at(0), expiresAt: null },
      null,
    );
    await store.holdSlot('daily', at(24), { by: 'ada', reason: 'wait', at: at(1) });
    await store.approve(approval({ slot: at(24) }));
    // Of an edition beside the schedule, at the moment it is moved to.
    await store.approve(approval({ slot: at(20) }));
    const move = { from: at(24), to: at(20), by: 'bea', reason: 'a holiday \u0000', at: at(2) };
    expect(await store.moveSlot('daily', move)).toBe('done');
    expect(await store.movedSlots('daily')).toMatchObject([{ from: at(24), to: at(20), by: 'bea', at: at(2) }]);
    expect(await store.movedSlots('weekly')).toEqual([]);
    const slots = async (slot: Date) => (await store.overrides('daily', slot)).records.map((record) => record.slot);
    expect([await slots(at(20)), await slots(at(24))]).toEqual([[at(20)], []]);
    expect([await store.slotHold('daily', at(20)), await store.slotHold('daily', at(24))]).toMatchObject([{ by: 'ada' }, null]);
    for (const slot of [at(24), at(20)])
      expect(await store.approvals('daily', slot)).toMatchObject([{ withdrawn: { by: 'bea', at: at(2) } }]);
    expect(await store.moveSlot('daily', { ...move, to: at(30), by: 'cy', at: at(3) })).toBe('done');
    expect(await store.movedSlots('daily')).toMatchObject([{ from: at(24), to: at(30), by: 'cy' }]);
    expect([await slots(at(30)), await slots(at(20))]).toEqual([[at(30)], []]);
    expect(await store.putSlotBack('daily', at(24), 'cy', at(4))).toBe('done');
    expect(await store.movedSlots('daily')).toEqual([]);
    expect(await slots(at(24))).toEqual([at(24)]);
    expect(await store.slotHold('daily', at(24))).toMatchObject({ by: 'ada' });
  },

  'a slot whose edition is begun is not moved, nor one onto it': async ({ store }) => {
    await store.openEdition('daily', at(24), at(24));
    const move = { by: 'bea', reason: '', at: at(2) };
    expect(await store.moveSlot('daily', { ...move, from: at(24), to: at(30) })).toBe('begun');
    expect(await store.moveSlot('daily', { ...move, from: at(48), to: at(24) })).toBe('begun');
    expect(await store.movedSlots('daily')).toEqual([]);
    await store.moveSlot('weekly', { ...move, from: at(48), to: at(24) });
    await store.openEdition('weekly', at(24), at(24));
    expect(await store.putSlotBack('weekly', at(48), 'bea', at(25))).toBe('begun');
    expect(await store.movedSlots('weekly')).toHaveLength(1);
  },

  'what an editor took back while an edition was composed is not sealed; another slot and another newsletter are': async ({ store }) => {
    const seal = { subject: 's', compiled: '{}', plan: '{}', digests: [] };
    const hold = { by: 'ada', reason: 'wait', at: at(0) };
    const { edition: held } = await store.openEdition('daily', at(0), at(0));
    const { edition: later } = await store.openEdition('daily', at(1), at(0));
    const { edition: other } = await store.openEdition('weekly', at(0), at(0));
    await store.holdSlot('daily', at(0), hold);
    expect(await store.sealEdition(held.id, seal)).toBe(false);
    expect(await store.sealEdition(later.id, seal)).toBe(true);
    expect(await store.sealEdition(other.id, seal)).toBe(true);
    await store.releaseSlot('daily', at(0), 'ada', at(0));

    await store.approve({ newsletter: 'daily', slot: at(0), fingerprint: 'f', content: '{}', by: 'ada', at: at(0) });
    expect(await store.sealEdition(held.id, { ...seal, approval: 'another' })).toBe(false);
    await store.withdrawApproval('daily', at(0), 'ada', at(0));
    expect(await store.sealEdition(held.id, { ...seal, approval: 'f' })).toBe(false);
    await store.approve({ newsletter: 'daily', slot: at(0), fingerprint: 'f', content: '{}', by: 'ada', at: at(0) });
    expect(await store.sealEdition(held.id, { ...seal, approval: 'f' })).toBe(true);
  },

  'a slot held by several editors at the same moment is free after one release': async ({ store }) => {
    const names = ['ada', 'bea', 'cy', 'dan'];
    await Promise.all(names.map((by) => store.holdSlot('daily', at(0), { by, reason: '', at: at(1) })));
    expect(names).toContain((await store.slotHold('daily', at(0)))?.by);
    await store.releaseSlot('daily', at(0), 'ada', at(2));
    expect(await store.slotHold('daily', at(0))).toBeNull();
  },

  'a reader is found by their address however it is written, with topics and what they were sent since': async ({ store }) => {
    await subscribed(store, 'Ada@Reader.example', 'daily', ['Space', 'Health']);
    const { deliveries } = await readyEdition(store, 0);
    expect(await store.readerNamed('daily', 'ada@reader.EXAMPLE', at(0), at(-24))).toMatchObject({
      address: 'Ada@Reader.example',
      state: 'active',
      topics: ['Space', 'Health'],
      sentDigests: [],
    });
    const told = async (slot: Date, since: Date) => (await store.readerNamed('daily', 'Ada@reader.example', slot, since))?.sentDigests;
    // Still to leave, it counts for every other slot's edition.
    expect(await told(at(24), at(-24))).toHaveLength(1);
    await begin(store, deliveries);
    await end(store, deliveries[0]?.id ?? 0, 'accepted');
    expect(await told(at(24), at(-24))).toHaveLength(1);
    expect(await told(at(0), at(-24))).toEqual([]);
    expect(await told(at(24), at(24))).toEqual([]);
    expect(await store.readerNamed('weekly', 'Ada@reader.example', at(24), at(-24))).toBeNull();
    expect(await store.readerNamed('daily', 'nobody@reader.example', at(24), at(-24))).toBeNull();
    await expect(store.readerNamed('daily', 'not an address', at(24), at(0))).rejects.toMatchObject({ code: 'bad-address' });
  },

  'what a reader was sent is theirs alone, of that newsletter alone, and only what may have reached them': async ({ store }) => {
    for (const [name, newsletter] of [
      ['ada', 'daily'],
      ['bea', 'daily'],
      ['ada', 'weekly'],
    ] as const)
      await subscribed(store, `${name}@reader.example`, newsletter);
    for (const [hours, newsletter, states] of [
      [0, 'daily', ['accepted', 'accepted']],
      [1, 'daily', ['failed', 'accepted']],
      [2, 'daily', ['deferred', 'unknown']],
      [3, 'weekly', ['accepted']],
    ] as const) {
      const { deliveries } = await readyEdition(store, hours, newsletter);
      await begin(store, deliveries);
      for (const [index, state] of states.entries()) await end(store, deliveries[index]?.id ?? 0, state, 99);
    }
    const sent = async (name: string, newsletter: string) =>
      (await store.readerNamed(newsletter, `${name}@reader.example`, at(24), at(-24)))?.sentDigests.length;
    expect([await sent('ada', 'daily'), await sent('bea', 'daily'), await sent('ada', 'weekly')]).toEqual([2, 3, 1]);
  },

  'a session of the desk that has ended stays ended for all who ask, until its cookies are worthless': async (on) => {
    const other = await openStore(on.url);
    expect(await on.store.hasSessionEnded('one')).toBe(false);
    await on.store.endSession('one', at(12), at(0));
    await on.store.endSession('one', at(12), at(1));
    expect([await other.hasSessionEnded('one'), await other.hasSessionEnded('two')]).toEqual([true, false]);
    await other.endSession('two', at(24), at(13));
    expect(await on.execute("select id from ended_desk_sessions where id in ('one', 'two')")).toEqual([{ id: 'two' }]);
    await other.close();
  },
};
