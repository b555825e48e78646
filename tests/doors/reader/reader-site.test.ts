import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { preferencesLink, unsubscribeLink } from '../../../src/press/readers/preferences.ts';
import { baseUrl, formFields, type ReaderNewsroom, readerNewsroom, readers } from '../../reader-newsroom.ts';

let room: ReaderNewsroom;
beforeAll(async () => {
  room = await readerNewsroom();
});
afterAll(() => room.close());

const [ada, bea, cy] = readers;
const post = (path: string, body: URLSearchParams, headers: Record<string, string> = {}) =>
  room.request(path, { method: 'POST', body, headers });
/** A reader of the test's own, so that none depends on what another did. */
async function newReader(name: string): Promise<{ readonly address: string; readonly preferences: string; readonly unsubscribe: string }> {
  const address = `${name}@reader.example`;
  const topics = ['Climate', 'Space'];
  const done = await room.press.store.subscribe({ address, newsletter: 'weekly', topics, now: room.press.now(), how: 'test' });
  const id = 'row' in done ? done.row.subscriptionId : 0;
  const path = (link: string) => new URL(link).pathname;
  return { address, preferences: path(preferencesLink(room.press, id)), unsubscribe: path(unsubscribeLink(room.press, id)) };
}
const subscriptionsOf = async (address: string) => (await room.press.store.accountOf(address))?.subscriptions ?? [];

describe('viewing a digest in the browser', () => {
  it('shows the very digest of that reader, every link filled in and none of a script', async () => {
    const answer = await room.request(await room.link(ada, 'v'));
    const page = await answer.text();
    const mail = (await room.mails()).find(({ to }) => to === ada);
    expect(answer.status).toBe(200);
    expect(page.trim()).toBe(mail?.html.trim());
    expect(page).not.toContain('zzSLOT');
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; img-src 'self'/);
    expect(answer.headers.get('x-robots-tag')).toBe('noindex');
  });

  it('does not open with the link of another purpose, or one changed in a character', async () => {
    const view = await room.link(ada, 'v');
    const other = (await room.link(ada, 'p')).replace('/p/', '/v/');
    for (const path of [other, `${view.slice(0, -1)}${view.endsWith('A') ? 'B' : 'A'}`, '/v/x']) {
      expect((await room.request(path)).status).toBe(404);
    }
  });
});

describe('preferences', () => {
  it('are shown with what the reader follows, and opening them changes nothing', async () => {
    const before = room.dump();
    const path = await room.link(ada, 'p');
    for (const method of ['GET', 'HEAD']) expect((await room.request(path, { method })).status).toBe(200);
    const page = await (await room.request(path)).text();
    expect(page).toContain(ada);
    expect(formFields(page).getAll('topic.weekly')).toEqual(['Climate', 'Space']);
    expect(formFields(page).getAll('newsletter')).toEqual(['weekly']);
    expect(page).toContain('Every &lt;day&gt;');
    expect(room.dump()).toBe(before);
  });

  it('are saved by the form, lead back to the page, and are logged as consent', async () => {
    const { address, preferences: path } = await newReader('saves');
    const form = formFields(await (await room.request(path)).text());
    form.delete('topic.weekly');
    form.append('topic.weekly', 'Space');
    form.append('newsletter', 'daily');
    form.delete('topic.daily');
    form.append('topic.daily', 'Culture');
    form.append('topic.daily', 'Forged topic');
    form.set('pause', '2026-12-24');
    form.set('locale', 'de');
    const answer = await post(path, form);
    expect(answer.status).toBe(303);
    expect(new URL(answer.headers.get('location') ?? '', baseUrl + path).pathname).toBe(path);
    expect(await subscriptionsOf(address)).toMatchObject([
      { newsletter: 'weekly', topics: ['Space'], state: 'active', pausedUntil: new Date('2026-12-24T00:00:00Z') },
      { newsletter: 'daily', topics: ['Culture'], state: 'active', pausedUntil: new Date('2026-12-24T00:00:00Z') },
    ]);
    expect((await room.press.store.accountOf(address))?.locale).toBe('de');
    const record = await room.press.store.record((await room.press.store.accountOf(address))?.subscriberId ?? 0);
    expect(record?.consent.map(({ newsletter, event, ip }) => `${newsletter} ${event} ${ip}`)).toEqual([
      'weekly subscribed null',
      'weekly topics null',
      'daily subscribed null',
      'weekly paused null',
      'daily paused null',
    ]);
    await room.site.settled();
    expect((await room.mails()).filter(({ to, from }) => to === address && from === 'confirm@courant.example')).toHaveLength(1);
  });

  it('saved unchanged change nothing, and send nothing', async () => {
    const { address, preferences: path } = await newReader('unchanged');
    const form = formFields(await (await room.request(path)).text());
    form.set('locale', 'de');
    form.set('pause', '2026-12-24');
    await post(path, form);
    await room.site.settled();
    expect((await room.mails()).filter(({ to }) => to === address)).toHaveLength(1);
    const before = room.dump();
    await post(path, form);
    await room.site.settled();
    expect(room.dump()).toBe(before);
    expect((await room.mails()).filter(({ to }) => to === address)).toHaveLength(1);
  });

  it('of a newsletter ticked without any topic follow all of its topics', async () => {
    const { address, preferences: path } = await newReader('topicless');
    const form = formFields(await (await room.request(path)).text());
    form.append('newsletter', 'daily');
    form.delete('topic.daily');
    await post(path, form);
    expect(await subscriptionsOf(address)).toMatchObject([
      { newsletter: 'weekly', topics: ['Climate', 'Space'], state: 'active' },
      { newsletter: 'daily', topics: ['Climate', 'Culture'], state: 'active' },
    ]);
  });

  it('that change nothing but a pause, or nothing but a language, are told by mail all the same', async () => {
    for (const [name, field, value] of [
      ['pauses', 'pause', '2026-12-24'],
      ['speaks', 'locale', 'de'],
    ] as const) {
      const { address, preferences: path } = await newReader(name);
      const form = formFields(await (await room.request(path)).text());
      form.set(field, value);
      await post(path, form);
      await room.site.settled();
      expect((await room.mails()).filter(({ to }) => to === address)).toHaveLength(1);
    }
  });

  it('of somebody who must never be written to are told by no mail', async () => {
    const { address, preferences: path } = await newReader('suppressed');
    const form = formFields(await (await room.request(path)).text());
    await room.press.store.suppress(address, 'complaint', 'abuse report', new Date());
    form.set('locale', 'de');
    expect((await post(path, form)).status).toBe(303);
    expect((await room.press.store.accountOf(address))?.locale).toBe('de');
    await room.site.settled();
    expect((await room.mails()).filter(({ to }) => to === address)).toEqual([]);
  });

  it('by which a newsletter is left are told by one still followed, and by none when all are left', async () => {
    const { address, preferences: path } = await newReader('moves-on');
    const subjects = async () => {
      await room.site.settled();
      return (await room.mails()).filter(({ to }) => to === address).map(({ subject }) => subject);
    };
    const form = formFields(await (await room.request(path)).text());
    form.set('newsletter', 'daily');
    await post(path, form);
    expect(await subscriptionsOf(address)).toMatchObject([{ state: 'unsubscribed' }, { newsletter: 'daily', state: 'active' }]);
    expect(await subjects()).toEqual(['Your topics in The Daily Test have changed']);
    form.delete('newsletter');
    await post(path, form);
    expect(await subscriptionsOf(address)).toMatchObject([{ state: 'unsubscribed' }, { state: 'unsubscribed' }]);
    expect(await subjects()).toHaveLength(1);
  });

  it.each([
    ['without the token of the form', { form: '' }, {}],
    ['with the token of another reader', { form: 'other' }, {}],
    ['from a page of another site', {}, { 'sec-fetch-site': 'cross-site' }],
    ['with a foreign origin', {}, { origin: 'https://evil.example' }],
  ])('are not changed by a form %s', async (_, fields, headers) => {
    const path = await room.link(bea, 'p');
    const form = formFields(await (await room.request(path)).text());
    if ('form' in fields) {
      const other = formFields(await (await room.request(await room.link(cy, 'p'))).text()).get('form') ?? '';
      form.set('form', fields.form === 'other' ? other : '');
    }
    form.delete('newsletter');
    const before = room.dump();
    expect((await post(path, form, headers)).status).toBe(403);
    expect((await post(`${path}/erase`, new URLSearchParams([...form, ['sure', 'yes']]), headers)).status).toBe(403);
    expect((await post(`${path}/export`, form, headers)).status).toBe(403);
    expect(room.dump()).toBe(before);
  });

  it('end a newsletter that is no longer ticked, and no other', async () => {
    const { address, preferences: path } = await newReader('unticks');
    const daily = { newsletter: 'daily', topics: ['Culture'], now: room.press.now(), how: 'test' };
    await room.press.store.subscribe({ address, ...daily });
    const form = formFields(await (await room.request(path)).text());
    form.delete('newsletter');
    form.append('newsletter', 'weekly');
    await post(path, form);
    expect(await subscriptionsOf(address)).toMatchObject([
      { newsletter: 'weekly', state: 'active' },
      { newsletter: 'daily', state: 'unsubscribed' },
    ]);
  });
});

/** Asks on the preferences page of `address`; gives the mails with a link that this made go out. */
async function askFor(
  purpose: 'export' | 'erase',
  { address, preferences: path }: { readonly address: string; readonly preferences: string },
): Promise<{ readonly status: number; readonly links: readonly string[] }> {
  const links = async () =>
    (await room.mails()).filter(({ to }) => to === address).flatMap(({ html }) => /\/data\/[\w-]{40}/.exec(html)?.[0] ?? []);
  const before = await links();
  const form = formFields(await (await room.request(path)).text(), purpose);
  const { status } = await post(`${path}/${purpose}`, form);
  await room.site.settled();
  return { status, links: (await links()).filter((link) => !before.includes(link)) };
}
const opened = async (link: string) => formFields(await (await room.request(link)).text());

describe('a reader’s own data', () => {
  it('are handed out as a file by a link mailed to the reader, and not by the one in every mail', async () => {
    const path = await room.link(bea, 'p');
    const form = formFields(await (await room.request(path)).text(), 'export');
    const answer = await post(`${path}/export`, form);
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([200, null]);
    expect(await answer.text()).not.toMatch(/"consent"|how/);
    await room.site.settled();
    const [mail] = (await room.mails()).filter(({ to, html }) => to === bea && html.includes('/data/'));
    expect(mail?.from).toBe('confirm@courant.example');
    const link = /\/data\/[\w-]{40}/.exec(mail?.html ?? '')?.[0] ?? '';
    const before = room.dump();
    for (const method of ['GET', 'HEAD']) expect((await room.request(link, { method })).status).toBe(200);
    expect((await post(link, new URLSearchParams())).status).toBe(403);
    expect((await post(link, form)).status).toBe(403);
    expect((await post(link, await opened(link), { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const file = await post(link, await opened(link));
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(await file.json()).toMatchObject({
      address: bea,
      subscriptions: [{ newsletter: 'weekly', topics: ['Climate', 'Space'], state: 'active' }],
      consent: [{ event: 'subscribed', how: 'test' }],
      deliveries: [{ newsletter: 'weekly', edition: 1, state: 'accepted' }],
    });
    expect(room.dump()).toBe(before);
  });

  it('are mailed about once in six hours, however often it is asked, and by a link that works for a day', async () => {
    const reader = await newReader('asks');
    expect((await askFor('export', reader)).links).toHaveLength(1);
    expect(await askFor('export', reader)).toEqual({ status: 200, links: [] });
    try {
      room.setNow(new Date('2026-11-21T16:00:00Z'));
      const { links } = await askFor('export', reader);
      expect(links).toHaveLength(1);
      const form = await opened(links[0] ?? '');
      room.setNow(new Date('2026-11-22T16:30:00Z'));
      for (const method of ['GET', 'POST'])
        expect((await room.request(links[0] ?? '', { method, ...(method === 'POST' && { body: form }) })).status).toBe(404);
    } finally {
      room.setNow(new Date('2026-11-21T09:00:00Z'));
    }
  });

  it('are not erased by the link in every mail, nor by a mailed one for another purpose', async () => {
    const { address, preferences: path, unsubscribe } = await newReader('stays');
    const form = formFields(await (await room.request(path)).text(), 'erase');
    await post(`${path}/erase`, new URLSearchParams([...form, ['sure', 'yes']]));
    await room.site.settled();
    const before = room.dump();
    const [token] = path.split('/').slice(-1);
    for (const link of [`/data/${token}`, unsubscribe.replace('/u/', '/data/')])
      expect((await post(link, new URLSearchParams([...form, ['sure', 'yes']]))).status).toBe(404);
    expect(room.dump()).toBe(before);
    expect(await room.press.store.accountOf(address)).not.toBeNull();
  });

  it('are erased by the mailed link for who says they are sure, and only then; afterwards one-click leaving still answers well', async () => {
    const reader = await newReader('erased');
    const [link = ''] = (await askFor('erase', reader)).links;
    const form = await opened(link);
    expect((await post(link, form)).status).toBe(400);
    expect(await room.press.store.accountOf(reader.address)).not.toBeNull();
    form.set('sure', 'yes');
    expect((await post(link, form)).status).toBe(200);
    expect(room.dump()).not.toContain(reader.address);
    for (const gone of [reader.preferences, link]) expect((await room.request(gone)).status).toBe(404);
    expect((await post(link, form)).status).toBe(404);
    expect((await post(reader.unsubscribe, new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }))).status).toBe(200);
  });

  it('of somebody who must never be written to are mailed about to nobody', async () => {
    const reader = await newReader('complained');
    await room.press.store.suppress(reader.address, 'complaint', 'abuse report', new Date());
    expect(await askFor('export', reader)).toEqual({ status: 200, links: [] });
  });
});

describe('leaving', () => {
  it('by the page is told on the page, and no mail says so once more', async () => {
    const { address, unsubscribe: path } = await newReader('leaves');
    const before = (await room.mails()).length;
    const answer = await post(path, formFields(await (await room.request(path)).text()));
    expect(await answer.text()).toContain('We will not write again.');
    await room.site.settled();
    expect((await room.mails()).length).toBe(before);
    expect(await subscriptionsOf(address)).toMatchObject([{ newsletter: 'weekly', state: 'unsubscribed' }]);
  });
});

describe('the archive', () => {
  it('lists editions that went out, with feeds that name them', async () => {
    const page = await (await room.request('/archive/weekly')).text();
    expect(page).toContain('href="weekly/1"');
    expect(page).toContain('21 November 2026');
    const atom = await (await room.request('/archive/weekly/atom.xml')).text();
    expect(atom).toContain(`<id>${baseUrl}/archive/weekly/1</id>`);
    const feed = (await (await room.request('/archive/weekly/feed.json')).json()) as { items: { url: string }[] };
    expect(feed.items.map(({ url }) => url)).toEqual([`${baseUrl}/archive/weekly/1`]);
    expect(await (await room.request('/sitemap.xml')).text()).toContain(`<loc>${baseUrl}/archive/weekly/1</loc>`);
    expect((await room.request('/archive/daily')).status).toBe(200);
    expect((await room.request('/archive/nope')).status).toBe(404);
  });

  it('shows an edition without anything of a reader in it', async () => {
    const answer = await room.request('/archive/weekly/1');
    const page = await answer.text();
    expect(page).not.toMatch(/\/[upv]\/[\w-]{40}|zzSLOT|Unsubscribe|because you subscribed/);
    expect(page).toContain(`${baseUrl}/subscribe`);
    expect(page).toContain('This is the web version of The Weekly Test.');
    expect(page).toContain('https://outlet4.example/space-20');
    expect(answer.headers.get('x-robots-tag')).toBeNull();
    expect((await room.request('/archive/weekly/2')).status).toBe(404);
  });

  it('keeps an edition back that has not gone out', async () => {
    const { edition } = await room.press.store.openEdition('daily', new Date('2026-11-21T10:00:00Z'), new Date());
    expect((await room.request(`/archive/daily/${edition.number}`)).status).toBe(404);
    expect(await (await room.request('/archive/daily')).text()).toContain('No edition has come out yet.');
  });
});

describe('a link scanner', () => {
  it('that opens every link of every mail and page, by GET and HEAD, changes nothing', async () => {
    const ours = (text: string, from: string): readonly string[] =>
      [...text.matchAll(/(?:href|src|action)="([^"#]+)"/g)]
        .map(([, link]) => new URL((link ?? '').replaceAll('&amp;', '&'), from))
        .filter((url) => url.origin === baseUrl)
        .map(({ href }) => href);
    await room.request('/subscribe', {
      method: 'POST',
      body: new URLSearchParams({ address: 'scanned@reader.example', newsletter: 'weekly' }),
    });
    await askFor('erase', await newReader('scanned-too'));
    await room.site.settled();
    const waiting = (await room.mails()).flatMap(({ html }) => ours(html, baseUrl));
    waiting.push(`${baseUrl}/subscribe`, `${baseUrl}/archive/weekly`, `${baseUrl}/sitemap.xml`);
    const before = room.dump();
    const seen = new Set<string>();
    for (let link = waiting.pop(); link !== undefined; link = waiting.pop()) {
      if (seen.has(link)) continue;
      seen.add(link);
      await room.request(link, { method: 'HEAD' });
      const answer = await room.request(link);
      expect(answer.headers.get('set-cookie')).toBeNull();
      if (/html/.test(answer.headers.get('content-type') ?? '')) waiting.push(...ours(await answer.text(), link));
    }
    for (const path of ['/u/', '/p/', '/v/', '/data/', '/confirm/', '/archive/weekly/1', '/media/'])
      expect([...seen].some((link) => link.includes(path))).toBe(true);
    expect(room.dump()).toBe(before);
  });
});
