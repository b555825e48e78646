import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withLogos } from '../../../src/app/open/brands.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { SourceHealth } from '../../../src/press/feeds/source-health.ts';
import type { Newsletter } from '../../../src/press/newsletter/newsletter.ts';
import { lookForTrouble } from '../../../src/press/oversight/alerts.ts';
import { type ReaderNewsroom, readerNewsroom } from '../../reader-newsroom.ts';

let room: ReaderNewsroom;
let newsletters: readonly Newsletter[];
const minute = 60_000;
const began = new Date('2026-11-21T10:00:00Z');
const limits = { relayAway: 15 * minute, tickMissed: 15 * minute };
const to = ['ops@newsroom.example', 'night@newsroom.example'];
const silentFeed: SourceHealth = {
  ...{
    address: 'https://x.example/feed',
    name: 'x-feed',
    title: null,
    kind: 'feed',
    topics: [],
    state: 'silent',
    reason: 'nothing new for 31d',
  },
  ...{ advice: null, askedAt: null, newsAt: null, nextAt: null, failures: 0, kept: 0, movedTo: null },
};

beforeAll(async () => {
  room = await readerNewsroom();
  ({ newsletters } = await withLogos(await loadConfig({ file: 'courant.config.js' })));
}, 120_000);
afterAll(async () => await room.close());

const look = async (afterMinutes: number, feeds: readonly SourceHealth[] = [], refuses = false) => {
  const now = new Date(began.getTime() + afterMinutes * minute);
  const transport = {
    ...room.press.transport,
    ...(refuses ? { submit: async () => ({ kind: 'deferred', code: 421, response: 'later' }) as const } : {}),
  };
  return await lookForTrouble({ ...room.press, transport, now: () => now }, { newsletters, feeds, limits }, { mail: to });
};
const mails = async () => (await room.mails()).filter((mail) => to.includes(mail.to)).map((mail) => mail.subject);
const beat = (name: string, afterMinutes: number, words = '') =>
  room.press.store.beat({ name, at: new Date(began.getTime() + afterMinutes * minute), words });

describe('what is amiss', () => {
  it('is told to everybody named, once, and that it is over, once', async () => {
    await beat('tick', 0);
    expect(await look(1)).toEqual({ raised: [], over: [] });
    expect((await look(20)).raised).toMatchObject([{ kind: 'tick-missed' }]);
    await look(21);
    expect(await mails()).toEqual(Array(2).fill('Courant: Nothing has looked for what is due since 2026-11-21 10:00 UTC'));
    await beat('tick', 22);
    expect((await look(23)).over).toEqual([]);
    expect((await look(29)).over).toMatchObject([{ kind: 'tick-missed' }]);
    await look(30);
    expect((await mails()).slice(2)).toEqual(Array(2).fill('Courant, over: Nothing has looked for what is due since 2026-11-21 10:00 UTC'));
  });

  it('is told later where no mail leaves, and is not told once it is over', async () => {
    const before = (await mails()).length;
    await beat('tick', 60);
    await beat('relay-away', 30, '421 go away');
    expect((await look(60, [], true)).raised).toMatchObject([{ kind: 'relay-away', words: expect.stringContaining('421 go away') }]);
    await look(61, [], true);
    expect(await mails()).toHaveLength(before);
    await look(62);
    expect((await mails()).slice(before)).toHaveLength(2);
    await room.press.store.endBeat('relay-away');
    await look(63);
    await look(69);
  });

  it('is an edition that the engine paused, one nobody finished, a slot too late, complaints, and a feed that says nothing', async () => {
    const { store } = room.press;
    await beat('tick', 70);
    const { edition } = await store.openEdition('weekly', new Date('2026-11-28T08:00:00Z'), began);
    await store.putOnHold(edition.id, { kind: 'paused', reason: '12 of 100 bounced', by: 'engine', at: began });
    await store.raiseAlarm(room.edition.id, 'complaints', '3 of 900 readers complained', new Date(began.getTime() + 70 * minute));
    const kinds = (await look(71, [silentFeed])).raised.map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['complaints', 'feed-silent', 'paused']);
    expect((await look(72, [silentFeed])).raised).toEqual([]);
    // A person who pauses knows it.
    await store.resume(edition.id, began);
    await store.putOnHold(edition.id, { kind: 'paused', reason: 'wait', by: 'person', at: began });
    await beat('tick', 60 * 24 * 10);
    const late = (await look(60 * 24 * 10)).raised.map(({ kind }) => kind);
    expect(late).toContain('left');
    expect(late).toContain('stale');
    expect(late).not.toContain('paused');
  });

  it('is an edition whose books do not balance', async () => {
    const { store } = room.press;
    const { edition } = await store.openEdition('daily', new Date('2026-11-29T08:00:00Z'), began);
    await store.setEditionState(edition.id, 'sending', began);
    const damage = new DatabaseSync(join(room.folder.path, '.courant/courant.db'), { timeout: 5_000 });
    damage.exec(`update editions set frozen = 3 where id = ${edition.id}`);
    damage.close();
    const books = async (after: number) => (await look(60 * 24 * 10 + after)).raised.filter(({ kind }) => kind === 'books');
    expect(await books(1)).toMatchObject([{ newsletter: 'daily', words: expect.stringContaining('daily No. 1: ') }]);
    expect(await books(2)).toEqual([]);
  });

  it('is told by one of several processes that look at once', async () => {
    const before = (await mails()).length;
    await beat('tick', 60 * 24 * 20);
    await beat('relay-away', 60 * 24 * 19, 'refused');
    const all = await Promise.all([1, 2, 3, 4].map(() => look(60 * 24 * 20)));
    expect(all.flatMap(({ raised }) => raised.filter(({ kind }) => kind === 'relay-away'))).toHaveLength(1);
    const fresh = (await mails()).slice(before).filter((subject) => subject.includes('mail server'));
    expect(fresh).toHaveLength(2);
  });
});
