import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unsubscribeLink } from '../../../src/press/readers/preferences.ts';
import { browserSuite, chromiumPresent, startBrowser } from '../../browser.ts';
import { aWeekLater, onPort, type ReaderNewsroom, readerNewsroom } from '../../reader-newsroom.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };
/** Set to a folder, the pages are kept there as pictures, to be looked at. */
const pictures = process.env.COURANT_PICTURES;

describe.skipIf(!chromiumPresent)(browserSuite('readers, from the front page on'), () => {
  let room: ReaderNewsroom;
  let browser: Browser;
  let origin: string;
  let server: Awaited<ReturnType<typeof onPort>>;

  beforeAll(async () => {
    room = await readerNewsroom({ theme: 'bulletin' });
    await aWeekLater(room, (topic) => `${topic} <after> a week`).deliver();
    server = await onPort(room);
    origin = server.origin;
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    server.close();
    await room.close();
  });

  async function reader(name: string): Promise<string> {
    const given = { address: `${name}@reader.example`, newsletter: 'weekly', topics: ['Climate', 'Space'] };
    const done = await room.press.store.subscribe({ ...given, now: room.press.now(), how: 'test' });
    return new URL(unsubscribeLink(room.press, 'row' in done ? done.row.subscriptionId : 0)).pathname;
  }

  /** What axe finds, and whether the page is wider than its window. */
  async function faultsOf(page: Page, name: string): Promise<readonly string[]> {
    if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
    await page.evaluate(axe);
    const { violations } = await page.evaluate<{ readonly violations: readonly Violation[] }>(`axe.run({ resultTypes: ['violations'] })`);
    const wide = await page.evaluate<boolean>('document.documentElement.scrollWidth > window.innerWidth');
    return [
      ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${name} ${id}: ${html}`)),
      ...(wide ? [`${name} is too wide`] : []),
    ];
  }

  it('choose a newsletter, subscribe and confirm, by the keyboard alone and without scripts', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 375, height: 800 } });
    await page.goto(`${origin}/`);
    expect(await page.textContent('main')).toContain('Every Saturday at 8:00 (');
    expect(await page.textContent('main')).toContain('Every <day>');
    expect(await page.getByRole('link', { name: '<after>' }).first().getAttribute('href')).toBe('archive/weekly/2');
    await page.getByRole('link', { name: 'Subscribe: The Weekly Test' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/newsletter=weekly/);
    expect(await page.getByLabel('Climate').isChecked()).toBe(true);
    await page.getByLabel('E-mail address').focus();
    await page.keyboard.type('fay@reader.example');
    await page.keyboard.press('Enter');
    await page.waitForURL(/subscribe\/sent/);
    await room.site.settled();
    const mail = (await room.mails()).find(({ to }) => to === 'fay@reader.example');
    await page.goto(origin + (/\/confirm\/[\w-]{40}/.exec(mail?.html ?? '')?.[0] ?? ''));
    await page.getByRole('button', { name: 'Confirm' }).press('Enter');
    await page.getByRole('heading', { name: 'Welcome' }).waitFor();
    expect((await room.press.store.accountOf('fay@reader.example'))?.subscriptions).toMatchObject([
      { newsletter: 'weekly', state: 'active' },
    ]);
    await page.close();
  });

  it('of several newsletters tick one, see its topics then, and are told of a missing choice at the choice', async () => {
    const page = await browser.newPage({ viewport: { width: 375, height: 800 } });
    await page.goto(`${origin}/subscribe`);
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
    expect(await page.getByLabel('Culture').isVisible()).toBe(false);
    await page.getByLabel('E-mail address').fill('gil@reader.example');
    await page.getByRole('button', { name: 'Subscribe' }).click();
    const group = page.getByRole('group', { name: 'Newsletters' });
    expect(await group.getByRole('alert').textContent()).toBe('Choose at least one newsletter.');
    expect(await group.getAttribute('aria-describedby')).toBe('fault');
    expect(await faultsOf(page, 'subscribe-fault')).toEqual([]);
    await page.getByLabel('The Daily Test', { exact: true }).check();
    expect(await page.getByLabel('Culture').isVisible()).toBe(true);
    await page.getByLabel('Culture').uncheck();
    await page.getByRole('button', { name: 'Subscribe' }).click();
    await page.waitForURL(/subscribe\/sent/);
    await page.close();
  });

  it('go from edition to edition, back to the list, and subscribe at the foot of one', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 375, height: 800 } });
    await page.goto(`${origin}/archive`);
    await page.getByRole('link', { name: '<after>' }).click();
    await page.waitForURL(/archive\/weekly\/2$/);
    expect(await page.getByRole('link', { name: 'Newer edition' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Older edition' }).click();
    await page.waitForURL(/archive\/weekly\/1$/);
    await page.getByRole('link', { name: 'Newer edition' }).click();
    await page.waitForURL(/archive\/weekly\/2$/);
    const told = (name: string) => page.locator(`meta[property="${name}"],meta[name="${name}"]`).getAttribute('content');
    expect(await told('og:title')).toContain('<after>');
    expect(await told('og:url')).toBe('http://127.0.0.1:4400/archive/weekly/2');
    expect(await told('og:image')).toMatch(/^http:\/\/127\.0\.0\.1:4400\/media\//);
    expect(await told('description')).toBe(await told('og:description'));
    expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe('http://127.0.0.1:4400/archive/weekly/2');
    await page.getByLabel('E-mail address').fill('hal@reader.example');
    await page.getByRole('button', { name: 'Subscribe' }).click();
    await page.waitForURL(/subscribe\/sent/);
    await page.goto(`${origin}/archive/weekly/2`);
    await page.getByRole('link', { name: 'All editions' }).click();
    await page.waitForURL(/archive\/weekly$/);
    await page.close();
  });

  it('who left by mistake stay with one press, by the consent they had, and only for an hour', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 375, height: 800 } });
    await page.goto(origin + (await reader('ivy')));
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    const before = (await room.mails()).length;
    const stay = page.locator('form').getAttribute('action');
    const path = new URL((await stay) ?? '', page.url()).pathname;
    await page.getByRole('button', { name: 'This was a mistake: stay' }).click();
    await page.getByRole('heading', { name: 'You stay subscribed' }).waitFor();
    // Mail that was on its way meanwhile is not sent any more: they find it there.
    expect(await page.getByRole('link', { name: 'All editions' }).getAttribute('href')).toBe('../archive/weekly');
    const account = await room.press.store.accountOf('ivy@reader.example');
    expect(account?.subscriptions).toMatchObject([{ state: 'active', topics: ['Climate', 'Space'] }]);
    const { consent } = (await room.press.store.record(account?.subscriberId ?? 0)) ?? { consent: [] };
    expect(consent.map(({ event }) => event)).toEqual(['subscribed', 'unsubscribed', 'stayed']);
    expect((await room.mails()).length).toBe(before);
    await page.close();
    // Pressed again, it is as it was, and looked at again it says so; once they have left anew, the old button does nothing.
    expect(await (await room.request(path)).text()).toContain('You stay subscribed');
    expect((await room.request(path, { method: 'POST' })).status).toBe(200);
    room.setNow(new Date(room.press.now().getTime() + 1000));
    await room.request(await reader('ivy'), { method: 'POST', body: new URLSearchParams({ from: 'page' }) });
    expect((await room.request(path, { method: 'POST' })).status).toBe(410);
    expect((await room.press.store.accountOf('ivy@reader.example'))?.subscriptions).toMatchObject([{ state: 'unsubscribed' }]);
  });

  it('cannot stay after an hour, from another site, by a link of another kind, or once suppressed', async () => {
    const leave = async (name: string) => {
      const page = await (await room.request(await reader(name), { method: 'POST', body: new URLSearchParams({ from: 'page' }) })).text();
      return `/stay/${/stay\/([\w-]{40})/.exec(page)?.[1]}`;
    };
    const foreign = await leave('jon');
    expect((await room.request(foreign, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    expect((await room.request((await reader('jon')).replace('/u/', '/stay/'), { method: 'POST' })).status).toBe(404);
    const complained = await leave('kim');
    await room.press.store.suppress('kim@reader.example', 'complaint', 'test', room.press.now());
    expect((await room.request(complained, { method: 'POST' })).status).toBe(410);
    const late = await leave('lea');
    room.setNow(new Date(room.press.now().getTime() + 3_600_001));
    for (const method of ['GET', 'POST']) expect((await room.request(late, { method })).status).toBe(410);
    for (const name of ['jon', 'kim', 'lea'])
      expect((await room.press.store.accountOf(`${name}@reader.example`))?.subscriptions).toMatchObject([{ state: 'unsubscribed' }]);
    // A mail program's answer has no button, and nothing to be undone by.
    const oneClick = await room.request(await reader('moe'), {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    });
    expect(await oneClick.text()).toBe('You are unsubscribed.\n');
  });

  it('find pages without a fault in light and dark, on a telephone and a large screen', async () => {
    const faults: string[] = [];
    // What differs between the schemes are colours, between the widths where lines break: each is seen once.
    for (const [colorScheme, width] of [
      ['light', 375],
      ['dark', 1280],
    ] as const) {
      const page = await browser.newPage({ bypassCSP: true, colorScheme, viewport: { width, height: 800 } });
      const look = async (path: string, name: string) => {
        await page.goto(origin + path);
        faults.push(...(await faultsOf(page, `${name}-${colorScheme}-${width}`)));
      };
      await look('/', 'front');
      await look('/subscribe', 'subscribe');
      await look('/archive', 'archive');
      await look('/archive/weekly/1', 'edition');
      await page.goto(origin + (await reader(`${colorScheme}${width}`)));
      await page.getByRole('button', { name: 'Unsubscribe' }).click();
      faults.push(...(await faultsOf(page, `left-${colorScheme}-${width}`)));
      await page.close();
    }
    expect(faults).toEqual([]);
  });
});
