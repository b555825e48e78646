import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPress } from '../../../src/app/open/open-press.ts';
import type { Opened } from '../../../src/app/open/opened.ts';
import { openReaderSite } from '../../../src/app/reader-site.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { returnPath } from '../../../src/delivery/message/return-path.ts';
import { parseInbound } from '../../../src/io/inbound/parse-inbound.ts';
import { receiveMail } from '../../../src/press/feedback/receive-feedback.ts';
import { baseUrl, type ReaderNewsroom, readerNewsroom, readers } from '../../reader-newsroom.ts';
import { dsn } from '../../returned-mails.ts';

let room: ReaderNewsroom;
beforeAll(async () => {
  room = await readerNewsroom();
});
afterAll(() => room.close());

const [ada, bea] = readers;
const newSecret = Buffer.alloc(40, 9);
const oneClick = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) };
const stateOf = async (address: string) => (await room.press.store.accountOf(address))?.subscriptions[0]?.state;

async function siteWith(olderSecrets: readonly Uint8Array[]) {
  const config = await loadConfig({ file: 'courant.config.js' });
  const press = { ...room.press, secret: newSecret, olderSecrets };
  const { pages } = openReaderSite(
    press,
    () => config,
    (error) => room.errors.push(error),
  );
  return { press, config, request: (path: string, init?: RequestInit) => pages.request(baseUrl + path, init) };
}

describe('after the secret has been changed, the old one kept behind it', () => {
  it('links in mails sent before still unsubscribe, years later; with the old one thrown away they do not', async () => {
    const link = await room.link(ada, 'u');
    room.setNow(new Date('2036-11-21T09:00:00Z'));
    expect((await (await siteWith([])).request(link, oneClick)).status).toBe(404);
    expect(await stateOf(ada)).toBe('active');
    const rotated = await siteWith([room.press.secret]);
    expect((await rotated.request(await room.link(ada, 'v'))).status).toBe(200);
    expect((await rotated.request(link, oneClick)).status).toBe(200);
    expect(await stateOf(ada)).toBe('unsubscribed');
  });

  it('preferences opened by an old link are saved by a form of the new key', async () => {
    const { request } = await siteWith([room.press.secret]);
    const path = await room.link(bea, 'p');
    const page = await (await request(path)).text();
    const form = /name="form" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const fields = new URLSearchParams({ form, newsletter: 'weekly', 'topic.weekly': 'Space' });
    expect((await request(path, { method: 'POST', body: fields })).status).toBe(303);
    expect((await room.press.store.accountOf(bea))?.subscriptions).toMatchObject([{ topics: ['Space'] }]);
  });

  it('links of the secret in the state folder work on when COURANT_SECRET is set later', async () => {
    process.env.COURANT_SECRET = 'a-secret-that-was-set-after-the-first-mails';
    const opened: Opened = { close: [] };
    try {
      const press = await openPress(await loadConfig({ file: 'courant.config.js' }), opened);
      expect(Buffer.from(press.secret).toString()).toBe(process.env.COURANT_SECRET);
      expect(press.olderSecrets).toEqual([room.press.secret]);
    } finally {
      delete process.env.COURANT_SECRET;
      for (const close of opened.close) await close();
    }
  });

  it('bounces of mails sent before still name their delivery', async () => {
    const { press, config } = await siteWith([room.press.secret]);
    const rows = await room.press.store.deliveries(room.edition.id, null, 0, 10);
    const id = rows.find(({ address }) => address === bea)?.id ?? 0;
    const mail = { bytes: Buffer.from(dsn(bea, '5.1.1', '550 5.1.1 no such user')), source: 'mail' };
    const envelopeTo = [returnPath(room.press.secret, id, 'courant.example')];
    const report = await receiveMail(press, config.newsletters, parseInbound, { ...mail, envelopeTo });
    expect(report.decisions).toMatchObject([{ address: bea, decision: 'suppressed: the mailbox does not exist' }]);
  });
});
