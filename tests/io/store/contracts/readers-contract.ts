import { expect } from 'vitest';
import { openStore } from '../../../../src/io/store/open-store.ts';
import type { ImportRow } from '../../../../src/press/ports/store/imports.ts';
import type { NewSignUp } from '../../../../src/press/ports/store/sign-ups.ts';
import type { Store } from '../../../../src/press/ports/store/store.ts';
import type { ContractCase, ContractCases } from './contract-case.ts';
import { at, begin, end, readyEdition, stateOf, subscribed } from './contract-fixtures.ts';

const day = 86_400_000;
const key = Buffer.alloc(32, 7);
const hand = { how: 'preferences page' };

const wish = (over: Partial<NewSignUp> = {}): NewSignUp => ({
  address: 'Ada@reader.example',
  newsletter: 'daily',
  topics: ['AI'],
  locale: null,
  ip: '192.0.2.7',
  textVersion: '2026-11',
  now: at(0),
  ...over,
});

const row = (address: string, over: Partial<ImportRow> = {}): ImportRow => ({
  row: 2,
  address,
  key: address.toLowerCase(),
  topics: ['AI'],
  state: 'active',
  detail: null,
  ...over,
});

const consentOf = async (store: Store, address: string) => {
  const account = await store.accountOf(address);
  return account && (await store.record(account.subscriberId))?.consent;
};

async function withKeys(on: ContractCase, keys: readonly Uint8Array[], show: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore(on.url, { erasureKeys: keys });
  try {
    await show(store);
  } finally {
    await store.close();
  }
}

export const readerCases: ContractCases = {
  'a leaving is taken back while nothing has happened since, by the consent there was, and counts as none': async (on) => {
    const { store } = on;
    const reader = await subscribed(store, 'ada@reader.example');
    const [before] = await store.growth(null, at(0), at(5));
    const taken = { how: 'taken back' };
    expect(await store.stay(reader.subscriptionId, at(1), taken, at(1))).toBe(false);
    await store.unsubscribe(reader.subscriptionId, at(1), 'page');
    expect(await store.stay(reader.subscriptionId, at(2), taken, at(3))).toBe(false);
    expect(await store.stay(reader.subscriptionId, at(1), taken, at(3))).toBe(true);
    expect(await store.stay(reader.subscriptionId, at(1), taken, at(4))).toBe(true);
    expect(await store.subscription(reader.subscriptionId)).toEqual({ ...reader, state: 'active' });
    expect(await consentOf(store, 'ada@reader.example')).toMatchObject([
      { event: 'subscribed' },
      { event: 'unsubscribed', at: at(1) },
      { event: 'stayed', how: 'taken back', at: at(3), detail: at(1).toISOString() },
    ]);
    expect((await store.growth(null, at(0), at(5)))[0]).toEqual(before);
    await store.unsubscribe(reader.subscriptionId, at(5), 'page');
    expect(await store.stay(reader.subscriptionId, at(1), taken, at(6))).toBe(false);
    await store.suppress('ada@reader.example', 'complaint', '', at(6));
    expect(await store.stay(reader.subscriptionId, at(5), taken, at(6))).toBe(false);
    const gone = await subscribed(store, 'bea@reader.example');
    await store.unsubscribe(gone.subscriptionId, at(1), 'page');
    await withKeys(on, [key], async (keyed) => void (await keyed.erase('bea@reader.example', at(2))));
    expect(await store.stay(gone.subscriptionId, at(1), taken, at(3))).toBe(false);
  },

  'a sign-up makes nobody a subscriber until it is confirmed, and the log says when both happened': async ({ store }) => {
    const id = await store.requestSignUp(wish());
    expect(await store.accountOf('ada@reader.example')).toBeNull();
    const confirmed = await store.confirmSignUps(id, at(-1), { how: 'confirmation link', ip: '192.0.2.9' }, at(2));
    expect(confirmed).toMatchObject([{ newsletter: 'daily', topics: ['AI'], state: 'active' }]);
    expect(await consentOf(store, 'ADA@reader.example')).toMatchObject([
      { event: 'requested', how: 'subscribe page', at: at(0), textVersion: '2026-11', ip: '192.0.2.7' },
      { event: 'subscribed', how: 'confirmation link', at: at(2), ip: '192.0.2.9', detail: 'AI' },
    ]);
    expect(await store.confirmSignUps(id, at(-1), { how: 'confirmation link' }, at(3))).toEqual(confirmed);
    expect(await consentOf(store, 'ada@reader.example')).toHaveLength(2);
  },

  'one confirmation confirms all an address asked for, and revives what its owner had ended': async ({ store }) => {
    const reader = await subscribed(store, 'ada@reader.example', 'weekly');
    await store.unsubscribe(reader.subscriptionId, at(0), 'one click');
    const id = await store.requestSignUp(wish());
    const again = await store.requestSignUp(wish({ topics: ['Space'], now: at(1) }));
    await store.requestSignUp(wish({ newsletter: 'weekly', now: at(1) }));
    expect(again).toBe(id);
    expect((await store.confirmSignUps(id, at(-1), hand, at(2))).map((one) => [one.newsletter, one.state, one.topics])).toEqual([
      ['weekly', 'active', ['AI']],
      ['daily', 'active', ['Space']],
    ]);
  },

  'a sign-up that has expired, or is not there, confirms nothing': async ({ store }) => {
    const id = await store.requestSignUp(wish());
    expect(await store.confirmSignUps(id, at(1), hand, at(2))).toEqual([]);
    expect(await store.confirmSignUps(987_654, at(-1), hand, at(2))).toEqual([]);
    expect(await store.signUps(id, at(1))).toEqual([]);
    expect(await store.accountOf('ada@reader.example')).toBeNull();
  },

  'of any number of askers one may mail a confirmation, once a day': async (on) => {
    const other = await openStore(on.url);
    const claims = await Promise.all(
      Array.from({ length: 40 }, (_, index) => (index % 2 ? other : on.store).claimNotice('confirm', 'Ada@reader.example', day, at(0))),
    );
    await other.close();
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await on.store.claimNotice('confirm', 'ada@READER.example', day, at(23))).toBe(false);
    expect(await on.store.claimNotice('confirm', 'ada@reader.example', day, at(24))).toBe(true);
    await on.store.releaseNotice('confirm', 'ada@reader.example');
    expect(await on.store.claimNotice('confirm', 'ada@reader.example', day, at(24))).toBe(true);
  },

  'an answer to a page’s task is used once, whichever process it comes to, and forgotten when it is over': async (on) => {
    const other = await openStore(on.url);
    const uses = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? other : on.store).spendProof('task-1', at(1), at(0))),
    );
    await other.close();
    expect(uses.filter(Boolean)).toHaveLength(1);
    expect(await on.store.spendProof('task-1', at(1), at(1))).toBe(false);
    expect(await on.store.spendProof('task-2', at(3), at(2))).toBe(true);
    expect(await on.execute('select id from spent_proofs')).toEqual([{ id: 'task-2' }]);
  },

  'all tags and dots of an inbox are one to mail, each purpose for itself': async ({ store }) => {
    const claims = [];
    for (let tag = 0; tag < 20; tag++) claims.push(await store.claimNotice('confirm', `victim+${tag}@reader.example`, day, at(0)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await store.claimNotice('confirm', 'Victim@reader.example', day, at(1))).toBe(false);
    expect(await store.claimNotice('confirm', 'v.ictim@gmail.com', day, at(0))).toBe(true);
    expect(await store.claimNotice('confirm', 'vi.ctim+x@googlemail.com', day, at(0))).toBe(false);
    expect(await store.claimNotice('export', 'victim+3@reader.example', day, at(0))).toBe(true);
    expect(await store.claimNotice('erase', 'victim+4@reader.example', day, at(0))).toBe(true);
  },

  'nobody suppressed is mailed a confirmation or comes back by one': async ({ store }) => {
    const id = await store.requestSignUp(wish());
    await store.suppress('ada@reader.example', 'complaint', 'abuse report', at(0));
    expect(await store.claimNotice('confirm', 'ada@reader.example', day, at(1))).toBe(false);
    expect(await store.confirmSignUps(id, at(-1), hand, at(2))).toEqual([]);
  },

  'the consent log can be changed by nobody, not even behind the back of the store': async ({ store, execute }) => {
    const { subscriptionId } = await subscribed(store, 'ada@reader.example');
    await expect(execute("update consent_events set how = 'forged'")).rejects.toThrow(/append-only/);
    await expect(execute('delete from consent_events')).rejects.toThrow(/append-only/);
    expect(await execute(`select how from consent_events where subscription_id = ${subscriptionId}`)).toMatchObject([{ how: 'test' }]);
  },

  'a reader follows other topics, another newsletter, another language, by their own hand': async ({ store }) => {
    const { subscriberId } = await subscribed(store, 'ada@reader.example');
    expect(await store.followNewsletter(subscriberId, 'daily', ['Space'], hand, at(1))).toBe(true);
    expect(await store.followNewsletter(subscriberId, 'daily', ['Space'], hand, at(2))).toBe(false);
    expect(await store.followNewsletter(subscriberId, 'weekly', ['AI'], hand, at(3))).toBe(true);
    expect(await store.setLocale(subscriberId, 'de')).toBe(true);
    expect(await store.setLocale(subscriberId, 'de')).toBe(false);
    expect(await store.account(subscriberId)).toMatchObject({
      locale: 'de',
      suppressed: null,
      subscriptions: [
        { newsletter: 'daily', topics: ['Space'] },
        { newsletter: 'weekly', topics: ['AI'] },
      ],
    });
    expect((await consentOf(store, 'ada@reader.example'))?.map(({ event }) => event)).toEqual(['subscribed', 'topics', 'subscribed']);
  },

  'of several readers of one newsletter each one’s wishes are their own': async ({ store }) => {
    const ada = await subscribed(store, 'ada@reader.example', 'daily', ['AI']);
    const bea = await subscribed(store, 'bea@reader.example', 'daily', ['Space']);
    expect(await store.followNewsletter(bea.subscriberId, 'daily', ['AI'], hand, at(1))).toBe(true);
    expect(await store.followNewsletter(ada.subscriberId, 'daily', ['AI'], hand, at(1))).toBe(false);
    expect(await store.followNewsletter(ada.subscriberId, 'weekly', ['AI'], hand, at(1))).toBe(true);
    expect(await store.followNewsletter(bea.subscriberId, 'weekly', ['AI'], hand, at(1))).toBe(true);
    expect((await consentOf(store, 'bea@reader.example'))?.map(({ newsletter, event }) => `${newsletter} ${event}`)).toEqual([
      'daily subscribed',
      'daily topics',
      'weekly subscribed',
    ]);
    const ready = await readyEdition(store, 0);
    const untouched = async (address: string) => ({
      account: await store.accountOf(address),
      states: (await store.deliveries(ready.editionId, null, 0, 10)).filter((row) => row.address === address),
    });
    const before = await untouched('ada@reader.example');
    await store.pause(bea.subscriptionId, at(48), hand, at(1));
    await store.setLocale(bea.subscriberId, 'de');
    await store.suppress('bea@reader.example', 'complaint', 'x', at(1));
    await store.unsubscribe(bea.subscriptionId, at(2), 'one click');
    expect(await untouched('ada@reader.example')).toEqual(before);
  },

  'a pause takes back what was not sent, keeps the reader out of editions until it ends, and no longer': async ({ store }) => {
    const reader = await subscribed(store, 'ada@reader.example');
    const before = await readyEdition(store, 0);
    expect(await store.pause(reader.subscriptionId, at(48), hand, at(1))).toBe(true);
    expect(await store.pause(reader.subscriptionId, at(48), hand, at(1))).toBe(false);
    expect(await stateOf(store, before.editionId, before.deliveries[0]?.id ?? 0)).toBe('suppressed');
    expect((await readyEdition(store, 24)).deliveries).toEqual([]);
    expect((await readyEdition(store, 48)).deliveries).toHaveLength(1);
    expect(await store.pause(reader.subscriptionId, null, hand, at(49))).toBe(true);
  },

  'who is erased leaves a keyed hash, no import brings them back, and the books still balance': async (on) => {
    const before = await on.execute('select * from erased_addresses');
    await withKeys(on, [key], async (store) => {
      const reader = await subscribed(store, 'Ada@reader.example');
      await subscribed(store, 'other@reader.example');
      const edition = await readyEdition(store, 0);
      await begin(store, edition.deliveries);
      for (const { id } of edition.deliveries) await end(store, id, 'unknown');
      const verdicts = edition.deliveries.map(({ id, address }) => {
        const evidence = `mail.log: to=<${address}>, status=sent`;
        return { messageId: `<${id}.0@example.com>`, verdict: 'accepted' as const, evidence };
      });
      await store.reconcile(edition.editionId, verdicts, 'me', at(0));
      for (const row of edition.deliveries)
        await store.recordInbound({
          ...{ at: at(0), source: 'mail', eventKey: row.address, kind: 'soft', newsletter: 'daily', editionId: edition.editionId },
          ...{ deliveryId: row.id, subscriberId: row.subscriberId, domain: null, status: null, evidence: [], decision: 'counted' },
          diagnostic: `<${row.address}> is full`,
        });
      await store.requestSignUp(wish({ newsletter: 'weekly' }));
      await store.claimNotice('confirm', 'ada@reader.example', day, at(0));

      expect(await store.erase('ADA@reader.example', at(1))).toBe(true);
      expect(await store.erase('ada@reader.example', at(1))).toBe(false);

      expect(await store.subscription(reader.subscriptionId)).toBeNull();
      expect(await store.accountOf('ada@reader.example')).toBeNull();
      expect(await store.accounting(edition.editionId)).toMatchObject({ frozen: 2, accepted: 2 });
      expect(await store.deliveries(edition.editionId, null, 0, 10)).toHaveLength(2);
      for (const table of [
        'subscribers',
        'sign_ups',
        'notice_claims',
        'deliveries',
        'delivery_acts',
        'consent_events',
        'inbound_events',
        'suppressions',
        'erased_addresses',
      ])
        expect(JSON.stringify(await on.execute(`select * from ${table}`)).toLowerCase()).not.toContain('ada@');
      const other = await store.accountOf('other@reader.example');
      expect((await store.record(other?.subscriberId ?? 0))?.inbound).toMatchObject([{ diagnostic: '<other@reader.example> is full' }]);
      expect(await store.importReaders('daily', [row('ada@reader.example')], 'file', at(2))).toMatchObject({ added: 0, refusedErased: 1 });
      expect(await store.subscribe({ address: 'ada@reader.example', newsletter: 'daily', topics: [], now: at(2), how: 'x' })).toMatchObject(
        {
          result: 'refused-suppressed',
        },
      );
    });
    // After the secret was rotated the old hash is still known.
    await withKeys(on, [Buffer.alloc(32, 9), key], async (store) => {
      expect(await store.importReaders('daily', [row('ada@reader.example')], 'file', at(3))).toMatchObject({ refusedErased: 1 });
      const id = await store.requestSignUp(wish({ now: at(4) }));
      expect(await store.claimNotice('confirm', 'ada@reader.example', day, at(4))).toBe(true);
      expect(await store.confirmSignUps(id, at(-1), hand, at(5))).toHaveLength(1);
      expect(await on.execute('select * from erased_addresses')).toEqual(before);
    });
  },

  'a suppression that is lifted is kept with who lifted it and why, and nothing of it outlives the reader': async (on) => {
    await withKeys(on, [key], async (store) => {
      await subscribed(store, 'ada@reader.example');
      expect(await store.suppressionOf('ada@reader.example')).toEqual({ kind: 'none' });
      await store.suppress('ada@reader.example', 'hard bounce 5.1.1', '550 no such user', at(0));
      const found = await store.suppressionOf('ADA@reader.example');
      const suppression = { reason: 'hard bounce 5.1.1', evidence: '550 no such user', since: at(0) };
      expect(found).toEqual({ kind: 'suppressed', suppression });
      const why = { reason: 'the mailbox is mended', by: 'ops@desk', now: at(1) };
      // Another one by now: not the one that was looked at.
      expect(await store.liftSuppression('ada@reader.example', { ...suppression, reason: 'complaint' }, why)).toBe(false);
      expect(await store.liftSuppression('ada@reader.example', suppression, why)).toBe(true);
      expect(await store.liftSuppression('ada@reader.example', suppression, why)).toBe(false);
      expect(await store.suppressionOf('ada@reader.example')).toEqual({ kind: 'none' });
      const account = await store.accountOf('ada@reader.example');
      const lifted = [{ ...suppression, liftedReason: 'the mailbox is mended', liftedBy: 'ops@desk', liftedAt: at(1) }];
      expect((await store.record(account?.subscriberId ?? 0))?.lifted).toEqual(lifted);
      // Of an address that no reader has, too.
      await store.suppress('nobody@reader.example', 'hard bounce 5.1.1', '550 no such user', at(0));
      await store.liftSuppression('nobody@reader.example', suppression, why);
      expect(await store.liftedSuppressions('Nobody@reader.example')).toEqual(lifted);
      expect((await readyEdition(store, 2)).deliveries).toHaveLength(1);
      await store.erase('ada@reader.example', at(3));
      expect(await store.liftedSuppressions('ada@reader.example')).toEqual([]);
      expect(await on.execute("select * from lifted_suppressions where address_key like '%@reader.example'")).toHaveLength(1);
      await store.erase('nobody@reader.example', at(3));
      expect(await on.execute("select * from lifted_suppressions where address_key like '%@reader.example'")).toEqual([]);
      expect(await store.suppressionOf('ada@reader.example')).toEqual({ kind: 'erased' });
    });
  },

  'an import adds, changes topics, and refuses whoever left; again it changes nothing': async ({ store, execute }) => {
    const gone = await subscribed(store, 'gone@reader.example');
    await store.unsubscribe(gone.subscriptionId, at(0), 'one click');
    await store.suppress('bounced@reader.example', 'hard bounce', '550', at(0));
    await subscribed(store, 'known@reader.example');
    const rows = [
      row('new@reader.example', { detail: 'joined 2019' }),
      row('gone@reader.example'),
      row('bounced@reader.example'),
      row('known@reader.example', { topics: ['Space'] }),
      row('left@reader.example', { state: 'unsubscribed' }),
      row('cleaned@reader.example', { state: 'suppressed' }),
      row('twice@reader.example'),
      row('twice@reader.example', { state: 'unsubscribed' }),
    ];
    const counts = {
      added: 1,
      updated: 1,
      unchanged: 1,
      unsubscribed: 2,
      suppressed: 1,
      refusedUnsubscribed: 1,
      refusedSuppressed: 1,
      refusedErased: 0,
    };
    expect(await store.rehearseImport('daily', rows)).toEqual(counts);
    expect(await store.accountOf('new@reader.example')).toBeNull();
    expect(await store.importReaders('daily', rows, 'import of list.csv', at(1))).toEqual(counts);
    expect(await consentOf(store, 'new@reader.example')).toMatchObject([
      { event: 'subscribed', how: 'import of list.csv', detail: 'joined 2019' },
    ]);
    expect(await store.accountOf('left@reader.example')).toMatchObject({ subscriptions: [{ state: 'unsubscribed' }] });
    const events = await execute('select * from consent_events');
    expect(await store.importReaders('daily', rows, 'import of list.csv', at(2))).toMatchObject({
      added: 0,
      updated: 0,
      unsubscribed: 0,
      suppressed: 0,
    });
    expect(await execute('select * from consent_events')).toEqual(events);
    const back = [row('left@reader.example'), row('cleaned@reader.example'), row('twice@reader.example')];
    expect(await store.importReaders('daily', back, 'again', at(3))).toMatchObject({
      added: 0,
      refusedUnsubscribed: 2,
      refusedSuppressed: 1,
    });
    const stats = (await store.audienceStats()).filter(({ newsletter }) => newsletter === 'daily');
    expect(stats).toEqual([{ newsletter: 'daily', active: 2, paused: 0, unsubscribed: 3, suppressed: 0 }]);
  },

  'whom a list says to have left leaves here too, active or not known, once, and what was not sent is taken back': async ({ store }) => {
    const active = await subscribed(store, 'active@reader.example');
    await subscribed(store, 'active@reader.example', 'weekly');
    const stays = await subscribed(store, 'stays@reader.example');
    const { editionId, deliveries } = await readyEdition(store, 0);
    const rows = [row('active@reader.example', { state: 'unsubscribed' }), row('unknown@reader.example', { state: 'unsubscribed' })];
    expect(await store.importReaders('daily', rows, 'list', at(1))).toMatchObject({ unsubscribed: 2, added: 0 });
    expect((await store.accountOf('active@reader.example'))?.subscriptions).toMatchObject([
      { newsletter: 'daily', state: 'unsubscribed' },
      { newsletter: 'weekly', state: 'active' },
    ]);
    expect((await store.accountOf('unknown@reader.example'))?.subscriptions).toMatchObject([
      { newsletter: 'daily', state: 'unsubscribed' },
    ]);
    expect((await store.subscription(stays.subscriptionId))?.state).toBe('active');
    const states = new Map((await store.deliveries(editionId, null, 0, 10)).map(({ subscriberId, state }) => [subscriberId, state]));
    expect([states.get(active.subscriberId), states.get(stays.subscriberId)]).toEqual(['suppressed', 'queued']);
    expect(deliveries).toHaveLength(2);
  },
};
