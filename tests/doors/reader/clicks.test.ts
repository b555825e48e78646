import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import { editionInsight } from '../../../src/press/insight/edition-insight.ts';
import { writeErratum } from '../../../src/press/readers/errata.ts';
import { verifyEdition } from '../../../src/press/sealing/verify-edition.ts';
import { type ReaderNewsroom, readerNewsroom, readers } from '../../reader-newsroom.ts';

let room: ReaderNewsroom;
beforeAll(async () => {
  // Who asks is told by a header here: these requests come over no socket.
  process.env.TRUST_PROXY = 'yes';
  room = await readerNewsroom({ insight: { clicks: true }, share: true });
});
afterAll(() => {
  delete process.env.TRUST_PROXY;
  return room.close();
});

const [ada, bea] = readers;
const address = /http:\/\/127\.0\.0\.1:4400\/g\/weekly\/[\w.-]+/g;
const mailTo = async (reader: string) => (await room.mails()).find(({ to }) => to === reader) ?? { html: '', text: '' };
const linksOf = async (reader: string) => [...new Set((await mailTo(reader)).html.match(address) ?? [])];
const storyIn = (link: string) => link.split('.').at(-3) ?? '';
/** One link of each story. */
const oneEach = async () => [...new Map((await linksOf(ada)).map((link) => [storyIn(link), link])).values()];
const person = (from: string, agent = 'Mozilla/5.0 Firefox') => ({ headers: { 'user-agent': agent, 'x-forwarded-for': from } });
const follow = (link: string, from = '192.0.2.1') => room.request(link, person(from));
const counts = async () => {
  await room.site.settled();
  return room.press.store.clicksOf(room.edition.id);
};
const sum = async () => (await counts()).reduce((all, { clicks }) => all + clicks, 0);
const tables = (): readonly string[] => room.dump().split(/\n{2,}/);

describe('the links of a mail that counts', () => {
  it('are the same for all readers, lead where the edition did, and the footer says what is counted', async () => {
    const links = await linksOf(ada);
    expect(links.length).toBeGreaterThan(8);
    expect(await linksOf(bea)).toEqual(links);
    const plain = new Set(
      room.folder.outbox().flatMap((file) => room.folder.readOutbox(file).match(/https:\/\/outlet\d\.example\/[\w-]+/g) ?? []),
    );
    expect([...plain]).toEqual([]);
    for (const link of links) {
      const answer = await follow(link, `192.0.2.${links.indexOf(link)}`);
      expect([answer.status, answer.headers.get('location')]).toEqual([
        302,
        expect.stringMatching(/^https:\/\/outlet\d\.example\/[\w-]+$/),
      ]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
    const { html, text } = await mailTo(ada);
    expect(text.replace(/\s+/g, ' ')).toContain('We count which links are followed, never who follows them.');
    expect(html).toContain('never who follows them');
    expect(text.match(address)?.length).toBeGreaterThan(5);
  });

  it('leave the same kind of rows, whoever follows them, and nothing else anywhere', async () => {
    await room.site.settled();
    const before = tables();
    const [first = '', second = ''] = await oneEach();
    const then = await counts();
    await follow(first, '198.51.100.7');
    await room.site.settled();
    const once = tables();
    await follow(first, '203.0.113.99');
    await follow(second, '203.0.113.99');
    await room.site.settled();
    const changed = (one: readonly string[], other: readonly string[]) =>
      other.filter((table) => !one.includes(table)).map((table) => table.split('\n')[0]);
    expect(changed(before, once)).toEqual(['edition_clicks']);
    expect(changed(once, tables())).toEqual(['edition_clicks']);
    const total = (all: Awaited<ReturnType<typeof counts>>) => all.reduce((of, { clicks }) => of + clicks, 0);
    expect(total(await counts()) - total(then)).toBe(3);
    const database = new DatabaseSync(join(room.folder.path, '.courant/courant.db'), { readOnly: true });
    const rows = database.prepare('select * from edition_clicks').all() as Record<string, unknown>[];
    database.close();
    expect([...new Set(rows.map((row) => Object.keys(row).join()))]).toEqual(['edition_id,story_id,place,arm,day,clicks']);
    // Neither who asked nor by what is in any table; nor can a reader's number be, for no column holds one.
    expect(room.dump()).not.toMatch(/198\.51\.100\.7|203\.0\.113\.99|Firefox/);
    expect(new Set(rows.map(({ day }) => String(day).length))).toEqual(new Set([10]));
  });

  it('say nothing by which one reader could be told from another', async () => {
    for (const link of await linksOf(ada)) expect(link).toMatch(/\/g\/weekly\/[0-9a-z]+\.[0-9a-f]{16}\.(?:[lscbhf]|[om]\d+)\.[\w-]{11}$/);
  });

  it('lead nowhere once anything of them is forged, swapped or made up', async () => {
    const [one = '', two = ''] = (await oneEach()).filter((link) => !/\.h\./.test(link));
    const [slot, story, place, mac] = (one.split('/').at(-1) ?? '').split('.');
    const [, otherStory, , otherMac] = (two.split('/').at(-1) ?? '').split('.');
    const at = (code: string, newsletter = 'weekly') => `/g/${newsletter}/${code}`;
    const forged = [
      at(`${slot}.${story}.${place}.${otherMac}`),
      at(`${slot}.${otherStory}.${place}.${mac}`),
      at(`${slot}.${story}.h.${mac}`),
      at(`${slot}.${story}.o1.${mac}`),
      at(`mi4x8s00.${story}.${place}.${mac}`),
      at(`${slot}.${story}.${place}.${mac}`, 'daily'),
      at(`${slot}.${story}.${place}.${'A'.repeat(11)}`),
      at(`${slot}.${story}.${place}`),
      at(`${slot}.__proto__.${place}.${mac}`),
      at('https:%2F%2Fevil.example%2F'),
      `${at(`${slot}.${story}.${place}.${otherMac}`)}?to=https://evil.example/`,
    ];
    const before = await sum();
    for (const path of forged) {
      const answer = await follow(path);
      expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 404, null]);
      expect(await answer.text()).not.toContain('evil.example');
    }
    // What stands behind an address that is ours is not looked at.
    const genuine = await follow(`${new URL(one).pathname}?to=https://evil.example/`, '192.0.2.77');
    expect(genuine.headers.get('location')).toMatch(/^https:\/\/outlet\d\.example\//);
    expect((await sum()) - before).toBe(1);
  });

  it('are not counted for programs, for what a browser fetches ahead, nor for who only asks for the head', async () => {
    const [link = ''] = await linksOf(ada);
    const before = await sum();
    for (const agent of ['', 'curl/8.9', 'Mozilla/5.0 (compatible; Googlebot/2.1)', 'python-requests/2', 'LinkScanner'])
      expect((await room.request(link, person('192.0.2.50', agent))).status).toBe(302);
    expect((await room.request(link, { headers: { ...person('192.0.2.51').headers, 'sec-purpose': 'prefetch' } })).status).toBe(302);
    expect((await room.request(link, { ...person('192.0.2.52'), method: 'HEAD' })).status).toBe(302);
    expect(await sum()).toBe(before);
  });

  it('lead straight to their pages in the archive, which is read by everybody, and by the address of what a friend is sent, too', async () => {
    const page = await (await room.request(`/archive/weekly/${room.edition.number}`)).text();
    expect(page).not.toMatch(/\/g\/weekly\/|%2Fg%2Fweekly/);
    expect(page).toMatch(/href="https:\/\/outlet\d\.example\//);
    expect(page).toMatch(/mailto:\?subject=[^"]*https%3A%2F%2Foutlet\d\.example%2F/);
    const letter = /mailto:\?subject=[^"]*/.exec((await mailTo(ada)).html)?.[0] ?? '';
    expect(decodeURIComponent(letter)).toMatch(/\/g\/weekly\/[\w.]+\.f\.[\w-]{11}$/);
  });

  it('are part of the seal: the edition is made again to the byte, whatever the secret is by then', async () => {
    const { newsletters } = await loadConfig({ file: 'courant.config.js' });
    const [weekly] = newsletters;
    if (!weekly) throw new Error('a newsletter is configured');
    const later = { ...room.press, secret: Buffer.alloc(32, 9) };
    const content = await room.press.readContent(['articles']);
    expect(await verifyEdition(later, weekly, room.edition, content)).toMatchObject({ result: 'same', differences: [] });
  });
});

describe('figures of an edition', () => {
  it('tell clicks by story, section and place, and what was sent on', async () => {
    const html = (await mailTo(ada)).html;
    const forwarded = decodeURIComponent(/mailto:[^"]*body=([^"&]+)/.exec(html)?.[1] ?? '');
    const before = await editionInsight(room.press, room.edition);
    await follow(forwarded, '198.51.100.20');
    await counts();
    const after = await editionInsight(room.press, room.edition);
    expect(after.forwarded - before.forwarded).toBe(1);
    expect(after.clicks).toBe((before.clicks ?? 0) + 1);
    expect(after.sections.map(({ section }) => section).sort()).toEqual(['Climate', 'Space']);
    expect(Object.values(after.places).reduce((all, one) => all + one, 0)).toBe(after.clicks);
    expect(after.stories.reduce((all, { clicks }) => all + clicks, 0)).toBe(after.clicks);
    expect(after.places.lead).toBeGreaterThan(0);
  });
});

describe('a correction after sending', () => {
  it('is told by the links, by view in browser and by the archive at once, with what was said before, and nothing is sent', async () => {
    const mails = (await room.mails()).length;
    const [link = ''] = (await linksOf(ada)).filter((one) => /\.l\./.test(one));
    const story = (link.split('/').at(-1) ?? '').split('.')[1] ?? '';
    const target = (await follow(link, '192.0.2.60')).headers.get('location') ?? '';
    const pages = async () => [
      await (await follow(link, '192.0.2.61')).text(),
      await (await room.request(await room.link(ada, 'v'))).text(),
      await (await room.request(`/archive/weekly/${room.edition.number}`)).text(),
    ];
    const say = (words: string | null, hour: number) => {
      room.setNow(new Date(`2026-11-22T${String(hour).padStart(2, '0')}:00:00Z`));
      return writeErratum(room.press, room.edition, { story, words, by: 'ada' });
    };
    await say('The bridge is <b>12</b> m long, not 21.', 10);
    for (const page of await pages()) {
      expect(page).toContain('The bridge is &lt;b&gt;12&lt;/b&gt; m long, not 21.');
      expect(page).toContain('22 November 2026');
    }
    const [redirect = ''] = await pages();
    expect(redirect).toContain(`href="${target}"`);
    await say('It is 13 m long.', 11);
    for (const page of await pages()) {
      expect(page).toContain('It is 13 m long.');
      expect(page).toContain('Said before: The bridge is &lt;b&gt;12&lt;/b&gt; m long, not 21.');
    }
    await say(null, 12);
    for (const page of (await pages()).slice(1)) expect(page).not.toContain('13 m');
    expect((await follow(link, '192.0.2.62')).headers.get('location')).toBe(target);
    expect((await room.mails()).length).toBe(mails);
    expect(await room.press.store.errata(room.edition.id)).toHaveLength(3);
  });

  it('is refused of a story the edition does not have, without words, and where there is none to take back', async () => {
    const { storyId = '' } = (await counts())[0] ?? {};
    const wish = (story: string, words: string | null) => writeErratum(room.press, room.edition, { story, words, by: 'ada' });
    await expect(wish('nothing', 'x')).rejects.toMatchObject({ code: 'article-unknown' });
    await expect(wish(storyId, ' \u0000 ')).rejects.toMatchObject({ code: 'erratum-unusable' });
    await expect(wish(storyId, null)).rejects.toMatchObject({ code: 'nothing-to-withdraw' });
    const open = { ...room.edition, state: 'open' as const };
    await expect(writeErratum(room.press, open, { story: storyId, words: 'x', by: 'ada' })).rejects.toMatchObject({
      code: 'edition-not-sent',
    });
  });
});
