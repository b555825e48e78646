import { expect } from 'vitest';
import { openStore } from '../../../../../src/io/store/open-store.ts';
import type { FieldCondition } from '../../../../../src/press/ports/people/reader-fields.ts';
import type { ReaderFilter } from '../../../../../src/press/ports/people/reader-lists.ts';
import type { Store } from '../../../../../src/press/ports/store/store.ts';
import { alone, type ContractCases } from '../contract-case.ts';
import { at, begin, end, readyEdition, subscribed } from '../contract-fixtures.ts';

const found = async (store: Store, filter: ReaderFilter) => {
  const listed = await store.listReaders(filter, { before: null, limit: 100, now: at(5) });
  expect(await store.countReaders(filter, at(5))).toBe(listed.length);
  return listed.map(({ address }) => address.split('@')[0]).sort();
};

export const peopleCases: ContractCases = {
  'a reader’s own fields are kept as they are written, change one by one, and go with the reader': async (on) => {
    const { store } = on;
    const ada = await subscribed(store, 'ada@reader.example');
    const bea = await subscribed(store, 'bea@reader.example');
    const hostile = `O'Brien "\\" %_ <b>\u0000{x} 😀`;
    expect(await store.setFields(ada.subscriberId, { name: 'Ada', company: hostile, size: '12.5' }, at(1))).toBe(true);
    expect(await store.setFields(ada.subscriberId, { name: 'Ada' }, at(1))).toBe(false);
    expect(await store.setFields(ada.subscriberId, { name: 'Ada L.', size: null, plan: null }, at(2))).toBe(true);
    const kept = { name: 'Ada L.', company: hostile.replace('\u0000', '\ufffd') };
    expect((await store.account(ada.subscriberId))?.fields).toEqual(kept);
    expect(await store.fieldsOf([ada.subscriberId, bea.subscriberId])).toEqual(new Map([[ada.subscriberId, kept]]));
    const keyed = await openStore(on.url, { erasureKeys: [Buffer.alloc(32, 7)] });
    await keyed.erase('ada@reader.example', at(3));
    await keyed.close();
    expect(await store.fieldsOf([ada.subscriberId])).toEqual(new Map());
    expect(await store.setFields(ada.subscriberId, { name: 'Ada' }, at(4))).toBe(false);
    expect(await on.execute(`select * from reader_fields where subscriber_id = ${ada.subscriberId}`)).toEqual([]);
  },

  'what was typed into a sign-up form is nobody’s before it is confirmed, and then overwrites nothing it does not name': async ({
    store,
  }) => {
    const ada = await subscribed(store, 'ada@reader.example');
    await store.setFields(ada.subscriberId, { name: 'Ada', plan: 'paid' }, at(0));
    const wish = { address: 'ada@reader.example', newsletter: 'weekly', topics: ['AI'], locale: null, ip: null, textVersion: '1' };
    const id = await store.requestSignUp({ ...wish, fields: { name: 'Mallory' }, now: at(1) });
    expect((await store.account(ada.subscriberId))?.fields).toEqual({ name: 'Ada', plan: 'paid' });
    expect((await store.signUps(id, at(0)))[0]?.fields).toEqual({ name: 'Mallory' });
    await store.confirmSignUps(id, at(0), { how: 'confirmation link' }, at(2));
    expect((await store.account(ada.subscriberId))?.fields).toEqual({ name: 'Mallory', plan: 'paid' });
  },

  'an import fills fields, tells a reader whose field alone is another as updated, and empties none': async ({ store }) => {
    const row = (address: string, fields: Record<string, string>) => ({
      row: 2,
      address,
      key: address,
      topics: ['AI'],
      state: 'active' as const,
      detail: null,
      fields,
    });
    const rows = [row('ada@reader.example', { name: 'Ada', size: '3' }), row('bea@reader.example', {})];
    expect(await store.importReaders('daily', rows, 'import', at(1))).toMatchObject({ added: 2 });
    expect(await store.importReaders('daily', rows, 'import', at(2))).toMatchObject({ unchanged: 2, updated: 0 });
    const changed = [row('ada@reader.example', { name: 'Ada L.' }), row('bea@reader.example', {})];
    expect(await store.rehearseImport('daily', changed)).toMatchObject({ updated: 1, unchanged: 1 });
    expect(await store.importReaders('daily', changed, 'import', at(3))).toMatchObject({ updated: 1, unchanged: 1 });
    expect((await store.accountOf('ada@reader.example'))?.fields).toEqual({ name: 'Ada L.', size: '3' });
    await store.unsubscribe((await store.accountOf('bea@reader.example'))?.subscriptions[0]?.subscriptionId ?? 0, at(4), 'page');
    await store.importReaders('daily', [row('bea@reader.example', { name: 'Bea' })], 'import', at(5));
    expect((await store.accountOf('bea@reader.example'))?.fields).toEqual({});
  },

  'readers are found by their own fields': alone(async ({ store }) => {
    const values: Record<string, Record<string, string>> = {
      ada: { company: 'Ölmühle 100 % GmbH', size: '12', born: '1999-12-31' },
      bea: { company: 'ölmühle', size: '9', born: '2001-01-01' },
      cleo: { size: '-1.5' },
      dora: {},
    };
    for (const [name, fields] of Object.entries(values)) {
      const { subscriberId } = await subscribed(store, `${name}@reader.example`);
      await store.setFields(subscriberId, fields, at(0));
    }
    const by = (...fields: readonly FieldCondition[]) => found(store, { fields });
    expect(await by({ field: 'company', is: 'equal', value: 'ÖLMÜHLE' })).toEqual(['bea']);
    expect(await by({ field: 'company', is: 'different', value: 'Ölmühle' })).toEqual(['ada', 'cleo', 'dora']);
    expect(await by({ field: 'company', is: 'contains', value: 'Mühle'.normalize('NFD') })).toEqual(['ada', 'bea']);
    expect(await by({ field: 'company', is: 'contains', value: '0 %' })).toEqual(['ada']);
    expect(await by({ field: 'company', is: 'contains', value: '_' })).toEqual([]);
    expect(await by({ field: 'company', is: 'empty' })).toEqual(['cleo', 'dora']);
    expect(await by({ field: 'company', is: 'filled' }, { field: 'size', is: 'above', value: '9' })).toEqual(['ada']);
    expect(await by({ field: 'size', is: 'below', value: '10' })).toEqual(['bea', 'cleo']);
    expect(await by({ field: 'born', is: 'below', value: '2000-01-01' })).toEqual(['ada']);
    expect(await by({ field: 'size', is: 'above', value: 'many' })).toEqual([]);
    expect((await store.listReaders({ text: 'ada' }, { before: null, limit: 1, now: at(1) }))[0]?.fields).toEqual(values.ada);
  }),

  'readers are listed newest first, page by page, each once': alone(async ({ store }) => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await subscribed(store, `${name}@reader.example`);
    await subscribed(store, 'a@reader.example', 'weekly', ['Space']);
    const first = await store.listReaders({}, { before: null, limit: 2, now: at(0) });
    const second = await store.listReaders({}, { before: first[1]?.subscriberId ?? 0, limit: 10, now: at(0) });
    expect([...first, ...second].map(({ address }) => address[0])).toEqual(['e', 'd', 'c', 'b', 'a']);
    expect(second.at(-1)?.subscriptions.map(({ newsletter }) => newsletter)).toEqual(['daily', 'weekly']);
  }),

  'readers are found by a part of their address, whatever signs it holds': alone(async ({ store }) => {
    for (const address of ['ada@reader.example', 'a_a@reader.example', 'bea@other.example']) await subscribed(store, address);
    expect(await found(store, { text: 'READER' })).toEqual(['a_a', 'ada']);
    expect(await found(store, { text: 'a_a' })).toEqual(['a_a']);
    expect(await found(store, { text: '%' })).toEqual([]);
    expect(await found(store, { domain: 'other.example' })).toEqual(['bea']);
    expect(await found(store, { domain: 'example' })).toEqual([]);
  }),

  'readers are found by how they stand, and those erased by nothing': alone(async ({ store }) => {
    const ada = await subscribed(store, 'ada@reader.example');
    const bea = await subscribed(store, 'bea@reader.example');
    await subscribed(store, 'cleo@reader.example', 'weekly');
    await subscribed(store, 'dora@reader.example');
    await store.pause(ada.subscriptionId, at(9), { how: 'test' }, at(1));
    await store.unsubscribe(bea.subscriptionId, at(1), 'one click');
    await store.suppress('dora@reader.example', 'hard bounce', '550', at(1));
    expect(await found(store, { standing: 'paused' })).toEqual(['ada']);
    expect(await found(store, { standing: 'ended' })).toEqual(['bea']);
    expect(await found(store, { standing: 'suppressed' })).toEqual(['dora']);
    expect(await found(store, { standing: 'active', newsletter: 'daily' })).toEqual(['dora']);
    expect(await found(store, { standing: 'active' })).toEqual(['cleo', 'dora']);
    expect(await store.countReaders({ standing: 'active', newsletter: 'daily' }, at(10))).toBe(2);
  }),

  'readers are found by topics as they are written, quotes and all': alone(async ({ store }) => {
    await subscribed(store, 'ada@reader.example', 'daily', ['Space', 'A "quoted" one']);
    await subscribed(store, 'bea@reader.example', 'daily', ['Spacecraft']);
    expect(await found(store, { topics: ['Space'] })).toEqual(['ada']);
    expect(await found(store, { topics: ['A "quoted" one'] })).toEqual(['ada']);
    expect(await found(store, { topics: ['Spacecraft', 'Space'] })).toEqual(['ada', 'bea']);
  }),

  'readers are found by when they came, whether mail came back, and whether the latest edition reached them': alone(async ({ store }) => {
    const ada = await subscribed(store, 'ada@reader.example');
    await subscribed(store, 'bea@reader.example');
    expect(await found(store, { joinedSince: at(-1) })).toEqual(['ada', 'bea']);
    expect(await found(store, { joinedBefore: at(-1) })).toEqual([]);
    expect(await found(store, { newsletter: 'daily', gotLatest: false })).toEqual(['ada', 'bea']);
    const { editionId, deliveries } = await readyEdition(store, 0);
    const ofAda = deliveries.filter(({ subscriberId }) => subscriberId === ada.subscriberId);
    await begin(store, deliveries);
    for (const { id, subscriberId } of deliveries) await end(store, id, subscriberId === ada.subscriberId ? 'accepted' : 'failed');
    expect(ofAda).toHaveLength(1);
    await store.setEditionState(editionId, 'sending', at(0));
    await store.setEditionState(editionId, 'finished', at(1));
    expect(await found(store, { newsletter: 'daily', gotLatest: true })).toEqual(['ada']);
    expect(await found(store, { newsletter: 'daily', gotLatest: false })).toEqual(['bea']);
  }),

  'weeks without a change stand in the growth, too, and sources are counted': alone(async ({ store }) => {
    const ada = await subscribed(store, 'ada@reader.example');
    await subscribed(store, 'bea@reader.example', 'weekly');
    await store.unsubscribe(ada.subscriptionId, at(24 * 8), 'one click');
    const growth = await store.growth('daily', at(-24 * 7), at(24 * 14));
    expect(growth.every(({ week }) => week.getUTCDay() === 1 && week.getTime() % 86_400_000 === 0)).toBe(true);
    expect(growth.reduce((sum, { joined }) => sum + joined, 0)).toBe(1);
    expect(growth.filter(({ left }) => left === 1)).toHaveLength(1);
    expect(growth.length).toBeGreaterThanOrEqual(4);
    expect(await store.joinedBy(null, at(-1), 5)).toEqual([{ how: 'test', readers: 2 }]);
  }),

  'a segment keeps its name; saved again it has the new rule': async ({ store }) => {
    const id = await store.saveSegment({ name: 'Space people', rule: '{"topics":["Space"]}', by: 'ada', now: at(0) });
    expect(await store.saveSegment({ name: 'Space people', rule: '{}', by: 'bea', now: at(1) })).toBe(id);
    expect(await store.segments()).toMatchObject([{ id, name: 'Space people', rule: '{}', by: 'bea', at: at(1) }]);
    expect(await store.dropSegment(id)).toBe(true);
    expect(await store.dropSegment(id)).toBe(false);
    expect(await store.segment(id)).toBeNull();
  },

  'comments stand on their edition, answers with what they answer; only their author takes their words out': alone(async ({ store }) => {
    const [ada, bea] = [
      { name: 'ada', account: 1 },
      { name: 'ada', account: 2 },
    ];
    const story = { storyId: 's1', canonicalUrls: ['https://a.example/1'], title: 'A \u0000 title' };
    const said = { thread: null, newsletter: 'daily', slot: at(24), story, author: ada, words: 'a <b> \ud800 word', at: at(0) };
    const id = (await store.addComment(said)) ?? 0;
    const answer = (await store.addComment({ ...said, thread: id, story: null, author: bea, at: at(1) })) ?? 0;
    expect(await store.comments('daily', at(24))).toMatchObject([
      {
        id,
        thread: null,
        slot: at(24),
        story: { title: 'A \ufffd title' },
        author: ada,
        words: 'a <b> \ufffd word',
        at: at(0),
        resolved: null,
      },
      { id: answer, thread: id, story: null, author: bea, deleted: false },
    ]);
    expect(await store.addComment({ ...said, thread: id, newsletter: 'weekly' })).toBe(null);
    expect(await store.addComment({ ...said, thread: answer })).toBe(null);
    expect([await store.openComments('daily', at(24)), await store.openComments('weekly', at(24))]).toEqual([1, 0]);
    expect(await store.resolveComments('daily', at(24), answer, { by: 'bea', at: at(2) })).toBe(false);
    expect(await store.resolveComments('daily', at(24), id, { by: 'bea', at: at(2) })).toBe(true);
    expect(await store.resolveComments('daily', at(24), id, { by: 'ada', at: at(3) })).toBe(false);
    expect((await store.comments('daily', at(24)))[0]?.resolved).toEqual({ by: 'bea', at: at(2) });
    expect(await store.openComments('daily', at(24))).toBe(0);
    await store.addComment({ ...said, thread: id, story: null, at: at(3) });
    expect(await store.openComments('daily', at(24))).toBe(1);
    expect(await store.deleteComment('daily', at(24), id, bea, at(4))).toBe(false);
    expect(await store.deleteComment('daily', at(24), id, { name: 'ada', account: null }, at(4))).toBe(false);
    expect(await store.deleteComment('daily', at(24), id, ada, at(4))).toBe(true);
    expect(await store.deleteComment('daily', at(24), id, ada, at(4))).toBe(false);
    expect((await store.comments('daily', at(24)))[0]).toMatchObject({ words: '', deleted: true });
    expect([await store.commentsSince(ada, at(2)), await store.commentsSince(bea, at(0)), await store.commentsSince(bea, at(1))]).toEqual([
      1, 1, 0,
    ]);
    await store.moveSlot('daily', { from: at(24), to: at(30), by: 'ada', reason: '', at: at(5) });
    expect([(await store.comments('daily', at(24))).length, (await store.comments('daily', at(30))).length]).toEqual([0, 3]);
  }),

  'passkeys are their account’s, each known once; they are gone when an invitation renews the account': alone(async ({ store }) => {
    const accept = async (tokenHash: string) => {
      await store.inviteToDesk({ address: 'ada@courant.example', role: 'editor', tokenHash, by: 'test', until: at(9) });
      return (await store.acceptDeskInvitation(tokenHash, { name: 'Ada', passwordHash: 'x', now: at(0) }))?.id ?? 0;
    };
    const account = await accept('one');
    const key = {
      account,
      credentialId: 'abc-_',
      publicKey: 'def',
      counter: 4_000_000_000,
      site: 'desk.example',
      name: 'a \u0000',
      createdAt: at(1),
    };
    expect([await store.addPasskey(key), await store.addPasskey({ ...key, name: 'again' })]).toEqual([true, false]);
    const [kept] = await store.passkeys(account);
    expect(kept).toEqual({ ...key, id: kept?.id, name: 'a \ufffd', usedAt: null });
    await store.notePasskeyUse(kept?.id ?? 0, 4_000_000_001, at(2));
    expect(await store.passkeyNamed('abc-_')).toMatchObject({ counter: 4_000_000_001, usedAt: at(2) });
    expect([await store.passkeyNamed('other'), await store.passkeys(account + 1)]).toEqual([null, []]);
    expect([await store.removePasskey(account + 1, kept?.id ?? 0), await store.removePasskey(account, kept?.id ?? 0)]).toEqual([
      false,
      true,
    ]);
    await store.addPasskey(key);
    expect(await accept('two')).toBe(account);
    expect(await store.passkeys(account)).toEqual([]);
  }),
};
