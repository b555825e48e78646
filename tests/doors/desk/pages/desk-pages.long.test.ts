import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Access } from '../../../../src/doors/desk/access/access.ts';
import { createDesk } from '../../../../src/doors/desk/desk.ts';
import type { DeskSource } from '../../../../src/doors/desk/desk-source.ts';
import { type HttpServer, serveHttp } from '../../../../src/doors/http/serve.ts';
import { browserSuite, chromiumPresent, startBrowser } from '../../../browser.ts';
import { openAccess } from '../fake-desk-source.ts';
import { type DeskNewsroomUnderTest, openNewsroom, sendFromDesk } from '../newsroom.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };

describe.skipIf(!chromiumPresent)(browserSuite('every page of the desk'), () => {
  let browser: Browser;
  let room: DeskNewsroomUnderTest;
  let locked: HttpServer;
  let empty: HttpServer;
  let page: Page;
  const [finished, paused] = ['2026-11-21T08:00:00Z', '2026-11-14T08:00:00Z'].map((text) => new Date(text)) as [Date, Date];

  beforeAll(async () => {
    browser = await startBrowser();
    room = await openNewsroom({
      newsletter: { approval: 'required' },
      sink: {
        conduct: ({ to }) =>
          to.startsWith('lost') ? { do: 'drop-after-dot', kept: false } : { do: 'accept', delayMs: to.startsWith('slow') ? 300 : 0 },
      },
    });
    // Charts, accounts and what waits for somebody want editions that went out, one that is paused, one that is held, an
    // approval that is void, and a reader nobody knows about.
    const { store } = room.press;
    const subscribe = (address: string) =>
      store.subscribe({ address, newsletter: 'weekly', topics: ['Space'], now: new Date(), how: 'test' });
    await Promise.all(['ada@reader.example', 'lost@reader.example'].map(subscribe));
    const next = (await room.source.overview()).newsletters[0]?.next ?? new Date();
    const approve = async (at: Date) => {
      const { approval } = await room.source.signing({ newsletter: 'weekly', at });
      await room.source.sign({ newsletter: 'weekly', at }, { act: 'approve', seen: approval.fingerprint }, 'ada');
    };
    await approve(finished);
    await sendFromDesk(room, { newsletter: 'weekly', at: finished }, 'ada');
    await vi.waitUntil(async () => (await room.source.overview()).editions[0]?.edition.state === 'finished', { timeout: 15_000 });
    for (let reader = 0; reader < 40; reader++) await subscribe(`slow${reader}@reader.example`);
    await approve(paused);
    await sendFromDesk(room, { newsletter: 'weekly', at: paused }, 'ada');
    await room.source.sign({ newsletter: 'weekly', at: paused }, { act: 'pause', reason: 'a typo' }, 'ada');
    await vi.waitUntil(async () => !(await room.source.signing({ newsletter: 'weekly', at: paused })).sending, { timeout: 15_000 });
    await approve(next);
    const words = { kind: 'edition', subject: 'Another subject', preheader: undefined, intro: undefined } as const;
    const asked = { author: 'ada', reason: 'a better one', expectedVersion: 0 };
    await room.source.override({ newsletter: 'weekly', at: next }, words, asked);
    await room.source.sign({ newsletter: 'weekly', at: next }, { act: 'hold', reason: 'the mayor may resign' }, 'ada');
    const serve = (source: DeskSource, access: Access) =>
      serveHttp({
        desk: createDesk(source, { now: () => new Date(), projectRoot: room.folder.path, access, phoneOrigin: 'http://192.0.2.7:4400' }),
        reader: null,
        host: '127.0.0.1',
        port: 0,
      });
    const open = { ...openAccess, secret: room.press.secret, sessions: room.press.store };
    locked = await serve(room.source, { ...open, password: 'open sesame 1' });
    const nothing = { newsletters: [], editions: [], now: new Date() };
    const content = async () => ({ files: 0, articles: [], faults: [] });
    empty = await serve({ ...room.source, newsletters: async () => [], overview: async () => nothing, content }, open);
    page = await browser.newPage({ bypassCSP: true });
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([locked.close(), empty.close()]);
    await room.close();
  });

  const faults = async (options: object, within = 'html'): Promise<readonly string[]> => {
    const { violations } = await page.evaluate<{ readonly violations: readonly Violation[] }>(
      `axe.run({ include: ['${within}'], exclude: ['#frame'] }, ${JSON.stringify({ iframes: false, resultTypes: ['violations'], ...options })})`,
    );
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  };
  /** The page that is open: for everybody, in light and in dark, and on a phone without a sideways scroll. */
  const expectFine = async () => {
    await page.evaluate(`document.querySelectorAll('details:not([name=menu])').forEach((one) => { one.open = true; })`);
    await page.evaluate(axe);
    expect(await faults({}), 'light').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    // Of axe's rules colours alone depend on the scheme.
    expect(await faults({ runOnly: ['color-contrast'] }), 'dark').toEqual([]);
    await page.setViewportSize({ width: 375, height: 812 });
    expect(await page.evaluate('document.documentElement.scrollWidth'), 'on a phone').toBe(375);
    expect(await faults({ runOnly: ['target-size', 'scrollable-region-focusable'] }), 'on a phone').toEqual([]);
  };
  const open = async (url: string) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.goto(url);
  };

  it.each([
    '/',
    '/edition',
    '/edition?panel=words',
    '/edition?panel=what-if&perTopic=6',
    '/edition?panel=history',
    '/edition?panel=diff',
    '/edition?look=text',
    '/edition?look=source',
    '/edition?look=headers',
    '/edition?look=raw',
    '/edition?look=inbox',
    '/edition?look=findings',
    '/edition?panel=readers',
    '/edition?as=new',
    '/edition/find?q=space',
    '/calendar',
    '/sign',
    '/sign?ask=send&seen=other',
    '/content',
    '/content?search=the',
    '/readers',
    '/pair?a=nowhere.md&b=nothing.md',
    '/phone',
    '/shortcuts',
    '/edition?at=2030-01-05T08:00:00Z',
    '/edition?theme=nope',
    '/edition?newsletter=nope',
    `/sign?at=${finished.toISOString()}`,
    `/sign?at=${paused.toISOString()}`,
    `/sign?at=${paused.toISOString()}&ask=resend`,
    '/no-such-page',
  ])('%s has no accessibility fault in light, in dark and on a phone', async (path) => {
    await open(room.server.url + path);
    await expectFine();
  });

  it.each([
    ['/edition', ['who', 'date', 'as-reader', 'topics', 'more-looks', 'view', 'more-panels']],
    ['/calendar', ['who', '']],
  ])('the menus of %s have none, and no two of them are open over each other', async (path, ids) => {
    await open(room.server.url + path);
    await page.evaluate(axe);
    const menus = page.locator('details[name=menu]');
    expect([...new Set(await menus.evaluateAll(new Function('all', 'return all.map(({ id }) => id)') as () => string[]))]).toEqual(ids);
    for (const phone of [false, true]) {
      if (phone) await page.setViewportSize({ width: 375, height: 812 });
      for (const id of ids) {
        const menu = page.locator(`details[name=menu]${id === '' ? ':not([id])' : `#${id}`}`).first();
        await menu.evaluate(new Function('it', 'it.open = true') as () => void);
        expect(await page.locator('details[name=menu][open]').count()).toBe(1);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          const rules = phone ? { runOnly: ['color-contrast', 'target-size', 'scrollable-region-focusable'] } : {};
          expect(await faults(rules, 'details[name=menu][open]'), `${id}, ${colorScheme}`).toEqual([]);
        }
        expect(await page.evaluate('document.documentElement.scrollWidth'), id).toBe(phone ? 375 : 1280);
      }
    }
    await page.keyboard.press('Escape');
    expect(await page.locator('details[name=menu][open]').count()).toBe(0);
  });

  it('a phone shows in the bar where one is', async () => {
    await page.setViewportSize({ width: 375, height: 812 });
    for (const path of ['/', '/readers']) {
      await page.goto(room.server.url + path);
      const here = await page.locator('.desk-bar a[aria-current]').boundingBox();
      const bar = await page.locator('.desk-bar nav').boundingBox();
      expect(here?.x, path).toBeGreaterThanOrEqual(bar?.x ?? 0);
      expect((here?.x ?? 0) + (here?.width ?? 0), path).toBeLessThanOrEqual((bar?.x ?? 0) + (bar?.width ?? 0) - 19);
    }
  });

  it.each(['/', '/edition', '/sign', '/content'])('%s has none where no newsletter is described yet', async (path) => {
    await open(empty.url + path);
    await expectFine();
    expect(await page.locator('.failure').count()).toBe(0);
    expect(await page.locator('main').innerText()).toMatch(/Describe (a newsletter|one) in courant\.config\.ts|0 files/);
  });

  it('the login has none, a wrong password neither, and it does not listen to a desk it may not hear', async () => {
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
    await open(`${locked.url}/login?to=/phone`);
    await expectFine();
    expect(asked).not.toContain('/events');
    await open(`${locked.url}/login?to=/phone`);
    await page.getByLabel('Your name').fill('Ada');
    await page.getByLabel('Password').fill('a guess');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('alert').getByText('not right').waitFor();
    await expectFine();
  });

  it('the code for a phone has none, and comes from this desk', async () => {
    await open(`${locked.url}/login?to=/phone`);
    await page.getByLabel('Your name').fill('Ada');
    await page.getByLabel('Password').fill('open sesame 1');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('img', { name: /^QR code of http:\/\/192\.0\.2\.7:4400/ }).waitFor();
    expect(await page.evaluate(`document.querySelector('.qr').naturalWidth`)).toBeGreaterThan(50);
    await expectFine();
  });

  it('the overview leads to the next edition, says what waits, and draws what became of the last ones', async () => {
    await open(`${room.server.url}/`);
    await page.getByRole('link', { name: 'Open the edition' }).waitFor();
    await page.locator('.waiting').getByText('is held by ada: the mayor may resign').waitFor();
    await page.locator('.waiting').getByText('has changed since ada approved it').waitFor();
    await page.locator('.waiting').getByText('is paused by ada: a typo').waitFor();
    await page.locator('#newsletter-weekly .zone').getByText('Europe/London').waitFor();
    const row = page.locator('.editions tbody tr').filter({ hasText: 'No. 1' });
    expect(await row.locator('td.count').allTextContents()).toEqual(['2', '1', '0', '1', '0', '0', '0']);
    const chart = page.getByRole('img', { name: /^Deliveries by state .*No. 1: 1 accepted/ });
    expect(await chart.locator('rect.state-accepted').count()).toBe(1);
  });

  it('the content names each fault with file, line and what to do, and leads from a topic to its articles', async () => {
    await page.goto(`${room.server.url}/content?newsletter=weekly`);
    const fault = page.locator('#faults .error').first();
    await fault.getByText(/\.md:\d+/).waitFor();
    expect((await fault.locator('.advice').textContent())?.length).toBeGreaterThan(10);
    const topic = page.getByRole('region', { name: 'Topics' }).getByRole('link').first();
    const name = (await topic.textContent()) ?? '';
    await topic.click();
    await page.getByRole('heading', { name: /^Found/ }).waitFor();
    expect(await page.getByLabel(/^Search titles/).inputValue()).toBe(name);
    await page.goto(`${room.server.url}/content?search=nobodywrotethisword`);
    await page.getByText('Nothing has all of these words').waitFor();
  });
});
