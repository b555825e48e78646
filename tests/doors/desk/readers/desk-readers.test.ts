import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { browserSuite, chromiumPresent, startBrowser } from '../../../browser.ts';
import { type DeskNewsroomUnderTest, openNewsroom, openPage, sendFromDesk } from '../newsroom.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const lastSlot = new Date('2026-11-21T08:00:00Z');

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };

describe.skipIf(!chromiumPresent)(browserSuite('one reader at the desk'), () => {
  let browser: Browser;
  let room: DeskNewsroomUnderTest;
  let page: Page;
  let complaints: string[];
  const requested: string[] = [];

  beforeAll(async () => {
    browser = await startBrowser();
    room = await openNewsroom({ password: 'open sesame 1' });
    const { store } = room.press;
    const now = new Date();
    for (const name of ['ada', 'bea', 'cleo', 'dora', 'eve', 'fay'])
      await store.subscribe({ address: `${name}@reader.example`, newsletter: 'weekly', topics: ['Space', 'Health'], now, how: 'test' });
    await store.subscribe({ address: 'bea@reader.example', newsletter: 'gone', topics: [], now, how: 'test' });
    const query = { newsletter: 'weekly', at: lastSlot };
    await sendFromDesk(room, query, 'ada');
    await vi.waitUntil(async () => (await room.source.overview()).editions[0]?.edition.state === 'finished', { timeout: 15_000 });
    await store.suppress('ada@reader.example', 'hard bounce', '550 5.1.1 no such user', now);
    await store.suppress('cleo@reader.example', 'complaint', 'feedback report of mail.example', now);
    await store.suppress('stranger@reader.example', 'by letter', 'suppressed by the operator (bea)', now);
    await store.erase('eve@reader.example', now);
    ({ page, complaints } = await openPage(browser, room.server.url, '/login?to=/readers'));
    page.setDefaultTimeout(15_000);
    page.on('request', (request) => void requested.push(request.url()));
    await logIn(page, 'open sesame 1', 'Grace');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await room?.close();
  });

  const logIn = async (on: Page, password: string, name: string) => {
    await on.getByLabel('Your name').fill(name);
    await on.getByLabel('Password').fill(password);
    await on.getByRole('button', { name: 'Log in' }).click();
    await on.getByRole('heading', { name: 'Readers', exact: true }).waitFor();
  };
  const said = (on: Page = page) => on.locator('#said');
  const find = async (address: string, on: Page = page) => {
    await on.getByLabel('A reader’s address').fill(address);
    await on.getByRole('button', { name: 'Look up' }).click();
  };
  const found = async (address: string, on: Page = page) => {
    await find(address, on);
    await on.locator('#reader-title').getByText(address, { exact: true }).waitFor();
  };
  const suppression = () => page.locator('#suppression');
  const lift = async (reason: string) => {
    await suppression().getByLabel(/^Why/).fill(reason);
    await page.getByRole('button', { name: 'Lift the suppression' }).click();
  };

  it('is not shown before somebody asks for them', async () => {
    expect(await page.locator('main').innerText()).not.toContain('@');
  });

  it('is found by their address, with what they follow, why nobody writes to them, and what was sent', async () => {
    await found('ada@reader.example');
    await suppression().getByText('hard bounce').waitFor();
    await suppression().getByText('550 5.1.1 no such user').waitFor();
    await page.locator('#subscription-weekly').getByText('Space, Health').waitFor();
    await page.locator('#subscription-weekly b').getByText('active').waitFor();
    expect(await page.locator('.deliveries tbody tr').innerText()).toMatch(/No\. 1\s+accepted/);
  });

  it('gets mail again once an editor says why, and the page names who and why', async () => {
    await lift('wrote that the mailbox is mended');
    await said().getByText('ada@reader.example is suppressed no longer').waitFor();
    await suppression().getByText('Not suppressed.').waitFor();
    expect(await page.locator('#lifted').innerText()).toMatch(/by Grace: wrote that the mailbox is mended\s.*hard bounce \(550 5\.1\.1/s);
    expect(await room.press.store.liftedSuppressions('ada@reader.example')).toMatchObject([
      { reason: 'hard bounce', liftedReason: 'wrote that the mailbox is mended', liftedBy: 'Grace' },
    ]);
  });

  it('is written to no more once an editor suppresses them', async () => {
    await suppression().getByLabel(/^Why/).fill('asked by telephone');
    await page.getByRole('button', { name: 'Suppress: never write again' }).click();
    await said().getByText('ada@reader.example is suppressed: no newsletter writes there.').waitFor();
    await suppression().getByText('suppressed by the operator (Grace)').waitFor();
  });

  it('is not changed without a reason, not even by blanks', async () => {
    await lift('   ');
    await said().getByText('Nothing was done: no reason was given.').waitFor();
    expect((await room.press.store.suppressionOf('ada@reader.example')).kind).toBe('suppressed');
  });

  it('who reported spam gets mail again only where they asked for it', async () => {
    await found('cleo@reader.example');
    await suppression()
      .getByRole('checkbox', { name: /^They asked for it/ })
      .waitFor();
    // The browser itself asks for the tick; who gets past it is told.
    await page.evaluate(`document.querySelector('[name=theyAsked]').required = false`);
    await lift('a colleague thinks so');
    await said().getByText('reported a mail as spam, so the suppression stands').waitFor();
    expect((await room.press.store.suppressionOf('cleo@reader.example')).kind).toBe('suppressed');
    await suppression()
      .getByRole('checkbox', { name: /^They asked for it/ })
      .check();
    await lift('wrote to us on Monday');
    await said().getByText('cleo@reader.example is suppressed no longer').waitFor();
    expect((await room.press.store.suppressionOf('cleo@reader.example')).kind).toBe('none');
  });

  it('takes over nothing that was written or ticked for another', async () => {
    const both = ['gil@reader.example', 'hal@reader.example'];
    for (const address of both) await room.press.store.suppress(address, 'complaint', 'feedback report', new Date());
    await found(both[0] ?? '');
    await suppression().getByLabel(/^Why/).fill('about Gil alone');
    await suppression()
      .getByRole('checkbox', { name: /^They asked for it/ })
      .check();
    await found(both[1] ?? '');
    expect(await suppression().getByLabel(/^Why/).inputValue()).toBe('');
    expect(await suppression().getByRole('checkbox').isChecked()).toBe(false);
    expect(await suppression().locator('[name=address]').inputValue()).toBe(both[1]);
  });

  it('loses one subscription and keeps the other, one that the config no longer names', async () => {
    await found('bea@reader.example');
    await page.locator('#subscription-weekly summary', { hasText: 'End it' }).click();
    await page
      .locator('#subscription-weekly')
      .getByLabel(/telephone/)
      .fill('by letter');
    await page.getByRole('button', { name: 'End this subscription' }).click();
    await said().getByText('bea@reader.example gets weekly no longer.').waitFor();
    await page.locator('#subscription-weekly').getByText('unsubscribed by the operator (Grace): by letter').waitFor();
    const states = (await room.press.store.accountOf('bea@reader.example'))?.subscriptions.map(({ newsletter, state }) => [
      newsletter,
      state,
    ]);
    expect(Object.fromEntries(states ?? [])).toEqual({ weekly: 'unsubscribed', gone: 'active' });
    await page.locator('#subscription-gone summary', { hasText: 'End it' }).click();
    await page
      .locator('#subscription-gone')
      .getByLabel(/telephone/)
      .fill('by letter');
    await page.locator('#subscription-gone').getByRole('button', { name: 'End this subscription' }).click();
    await said().getByText('bea@reader.example gets gone no longer.').waitFor();
  });

  it('may be nobody, and a suppressed nobody can be let in', async () => {
    await found('nobody@reader.example');
    await page.getByText('Nobody of this address is known.').waitFor();
    expect(await page.locator('#subscriptions').count()).toBe(0);
    await found('stranger@reader.example');
    await page.getByText('Nobody of this address is known.').waitFor();
    await lift('the letter was about somebody else');
    await said().getByText('stranger@reader.example is suppressed no longer').waitFor();
    await page.locator('#lifted').getByText('the letter was about somebody else').waitFor();
  });

  it('was erased: nothing is known and nothing can be done', async () => {
    await found('eve@reader.example');
    await page.getByText('Erased at their wish').waitFor();
    expect(await page.locator('.reader form').count()).toBe(0);
    // From a page that was open before.
    for (const act of ['lift', 'suppress'] as const)
      await expect(room.source.actOnReader('eve@reader.example', { act, reason: 'x', theyAsked: true }, 'Grace')).rejects.toMatchObject({
        code: 'reader-erased',
      });
    expect((await room.press.store.suppressionOf('eve@reader.example')).kind).toBe('erased');
  });

  it('is named in no address of the desk, so that no log and no history names them', () => {
    expect(requested.length).toBeGreaterThan(10);
    expect(requested.filter((url) => /reader\.example|%40|@/.test(url))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each([
    `<script>top.hit=1</script>`,
    `"><img src=x onerror=top.hit=1>@reader.example`,
    `\u202Egnp.exe@reader.example`,
    'no address',
    'a@b',
    `${'x'.repeat(230)}@reader.example`,
  ])('typed as %j is told to be no address, or shown as text', async (typed) => {
    await find(typed);
    await expect.poll(() => page.getByLabel('A reader’s address').inputValue()).toBe(typed);
    await page.getByRole('alert').waitFor();
    expect(await page.evaluate(`[window.hit, document.querySelectorAll('#desk :is(img, script)').length]`)).toEqual([undefined, 0]);
  });

  it('is suppressed for a reason that is shown as it was written, whatever is in it', async () => {
    const evil = `</bdi><script>top.hit=1</script><img src=x onerror=top.hit=1>`;
    await found('dora@reader.example');
    await suppression().getByLabel(/^Why/).fill(evil);
    await page.getByRole('button', { name: 'Suppress: never write again' }).click();
    await suppression().locator('dd').getByText(evil).waitFor();
    await lift(evil);
    await page.locator('#lifted').getByText(evil).first().waitFor();
    expect(await page.evaluate(`[window.hit, document.querySelectorAll('#desk :is(img, script)').length]`)).toEqual([undefined, 0]);
  });

  it('is looked at by a viewer, who may do nothing', async () => {
    const { page: viewer } = await openPage(browser, room.server.url, '/login?to=/readers');
    await logIn(viewer, 'open sesame 1-viewer', 'Vi');
    await found('ada@reader.example', viewer);
    await viewer.getByText('asked by telephone').first().waitFor();
    expect(await viewer.locator('.reader form').count()).toBe(0);
    const token = await viewer.locator('form.search [name=token]').inputValue();
    for (const act of ['lift', 'suppress', 'end']) {
      const form = { token, act, address: 'ada@reader.example', reason: 'x', newsletter: 'weekly' };
      const answer = await viewer.request.post(`${room.server.url}/readers`, { form });
      expect([answer.status(), await answer.text()]).toEqual([403, 'You are logged in to look, not to change.\n']);
    }
    expect((await room.press.store.suppressionOf('ada@reader.example')).kind).toBe('suppressed');
    // Whose page it is, is known to the session that asked.
    const theirs = viewer.url();
    await viewer.context().close();
    await page.goto(theirs);
    await page.getByText('The desk no longer knows whom this page was about.').waitFor();
    expect(await page.locator('.reader').count()).toBe(0);
  });

  it('is changed by no form without its token, none from elsewhere and none that makes no sense', async () => {
    const token = await page.locator('form.search [name=token]').inputValue();
    const post = (form: Record<string, string>, headers: Record<string, string> = {}, path = '/readers') =>
      page.request.post(room.server.url + path, { form, headers, maxRedirects: 0 }).then((answer) => answer.status());
    const good = { token, act: 'suppress', address: 'fay@reader.example', reason: 'x' };
    expect(await post({ ...good, token: 'x' })).toBe(403);
    expect(await post({ ...good, token: 'x' }, {}, '/readers/find')).toBe(403);
    expect(await post(good, { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await post({ ...good, act: 'erase' })).toBe(400);
    expect(await post({ ...good, address: '' })).toBe(400);
    expect(await post({ ...good, reason: 'x'.repeat(501) })).toBe(400);
    expect((await room.press.store.suppressionOf('fay@reader.example')).kind).toBe('none');
  });

  it('is found and helped with keys alone, and without a script', async () => {
    const plain = await openPage(browser, room.server.url, '/login?to=/readers', { javaScriptEnabled: false });
    await logIn(plain.page, 'open sesame 1', 'Grace');
    plain.page.setDefaultTimeout(15_000);
    const keys = plain.page.keyboard;
    await plain.page.getByLabel('A reader’s address').focus();
    await keys.type('ada@reader.example');
    await keys.press('Enter');
    await plain.page.locator('#reader-title').waitFor();
    await plain.page.getByLabel('A reader’s address').focus();
    // The button beside it, what the next edition would bring, then the first field of the reader.
    for (let step = 0; step < 3; step++) await keys.press('Tab');
    await keys.type('they moved house');
    await keys.press('Enter');
    await said(plain.page).getByText('ada@reader.example is suppressed no longer').waitFor();
    await plain.page.locator('#subscription-weekly summary', { hasText: 'End it' }).focus();
    await keys.press('Enter');
    await keys.press('Tab');
    await keys.type('by letter');
    await keys.press('Tab');
    await keys.press('Enter');
    await said(plain.page).getByText('ada@reader.example gets weekly no longer.').waitFor();
    await plain.page.context().close();
  });

  it('is on a page for everybody: in light, in dark, and on a phone without a sideways scroll', async () => {
    await room.press.store.suppress('cleo@reader.example', 'complaint', 'feedback report of mail.example', new Date());
    const context = await browser.newContext({ bypassCSP: true });
    const looking = await context.newPage();
    await looking.goto(`${room.server.url}/login?to=/readers`);
    await logIn(looking, 'open sesame 1', 'Grace');
    for (const address of [
      null,
      'no address',
      'cleo@reader.example',
      'bea@reader.example',
      'nobody@reader.example',
      'eve@reader.example',
    ]) {
      await looking.emulateMedia({ colorScheme: 'light' });
      await looking.setViewportSize({ width: 1280, height: 860 });
      if (address === 'no address') await find(address, looking);
      else if (address !== null) await found(address, looking);
      await looking.getByRole('alert').waitFor({ state: address === 'no address' ? 'visible' : 'hidden' });
      await looking.goto(looking.url());
      await looking.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true; })`);
      for (const colorScheme of ['light', 'dark'] as const) {
        await looking.emulateMedia({ colorScheme });
        for (const width of [1280, 375]) {
          await looking.setViewportSize({ width, height: 860 });
          // The line that says something is a line, and what the name opens is on the page.
          expect((await said(looking).boundingBox())?.height ?? 0).toBeLessThan(100);
          expect((await looking.locator('#who > div').boundingBox())?.x).toBeGreaterThanOrEqual(0);
          await looking.evaluate(axe);
          const { violations } = await looking.evaluate<{ readonly violations: readonly Violation[] }>(
            `axe.run({ resultTypes: ['violations'] })`,
          );
          const faults = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
          expect(faults, `${address} ${colorScheme} ${width}`).toEqual([]);
          expect(await looking.evaluate('document.documentElement.scrollWidth'), `${address} ${width}`).toBe(width);
        }
      }
    }
    await context.close();
  });
});
