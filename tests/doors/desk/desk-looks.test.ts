import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src/composition/lint/gate.ts';
import { createDesk } from '../../../src/doors/desk/desk.ts';
import { type HttpServer, serveHttp } from '../../../src/doors/http/serve.ts';
import { browserSuite, chromiumPresent, startBrowser } from '../../browser.ts';
import { type FakeDeskSource, fakeDeskSource, openAccess, preview } from './fake-desk-source.ts';

/** What `expression` is in the page, `it` being the element. */
const ask = <Value>(element: Locator, expression: string): Promise<Value> =>
  element.evaluate(new Function('it', `return ${expression}`) as (it: unknown) => Value);

const finding = (line: number, column: number): Verdict['findings'][number] => ({
  check: 'contrast-dark',
  audience: 'theme author',
  severity: 'error',
  waived: false,
  found: 'a picture without words',
  why: 'Readers without pictures see nothing.',
  fix: 'Write an alternative text.',
  where: { part: 'html', line, column, selector: 'h2' },
});

describe.skipIf(!chromiumPresent)(browserSuite('the looks of the mail'), () => {
  let browser: Browser;
  let server: HttpServer;
  let page: Page;
  const source: FakeDeskSource = fakeDeskSource();
  const strangers: string[] = [];
  const complaints: string[] = [];
  const open = (path: string) => page.goto(server.url + path);
  const mail = () => page.frameLocator('#frame');
  /** Of what the menu of the view offers. */
  const choose = async (name: string) => {
    await page.locator('#view summary').click();
    await page.locator('#view').getByRole('link', { name, exact: true }).click();
  };

  beforeAll(async () => {
    browser = await startBrowser();
    const desk = createDesk(source, { access: openAccess, now: () => new Date(), projectRoot: '/' });
    server = await serveHttp({ desk, reader: null, host: '127.0.0.1', port: 0 });
    page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    page.setDefaultTimeout(15_000);
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url)) strangers.push(request.url());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  beforeEach(() => {
    source.next = preview();
  });
  afterEach(() => {
    expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });
  });

  const ground = () => ask<string>(mail().locator('.page'), 'getComputedStyle(it).backgroundColor');

  it('forces colours dark as apps do, wholly or where they are light', async () => {
    await open('/edition');
    expect(await ground()).toBe('rgb(255, 255, 255)');
    for (const name of ['Inverted, partly', 'Inverted, fully']) {
      await choose(name);
      await page.locator('#view summary').getByText(name).waitFor();
      await expect.poll(async () => /^rgb\((\d+)/.exec(await ground())?.[1]).toMatch(/^[1-5]?\d$/);
    }
  });

  it('takes the style sheet away as Gmail does', async () => {
    await open('/edition');
    await choose('Gmail without styles');
    await expect.poll(ground).toBe('rgba(0, 0, 0, 0)');
    expect(await mail().locator('style').first().textContent()).not.toContain('.page');
  });

  it('sets the mail as Word does: its own tables come, widths and paddings it does not know go', async () => {
    await open('/edition');
    await choose('Outlook (Word)');
    await mail().locator('table .page').waitFor();
    expect(await ask(mail().locator('.page'), 'getComputedStyle(it).maxWidth')).toBe('none');
  });

  it('leaves every picture out, in every client, and shows its words', async () => {
    for (const client of ['all', 'gmail-bare', 'outlook-word']) {
      await open(`/edition?pictures=off&client=${client}`);
      await mail().getByAltText('Night crews on the quay').waitFor();
      expect(await mail().locator('img[src]').count()).toBe(0);
    }
  });

  it('can be dragged to any width', async () => {
    await open('/edition?width=phone');
    const box = await page.locator('#sheet').boundingBox();
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) - 4, (box?.y ?? 0) + (box?.height ?? 0) - 4];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 90, y, { steps: 6 });
    await page.mouse.up();
    expect(await ask<number>(page.locator('#frame'), 'it.contentWindow.innerWidth')).toBeGreaterThan(400);
  });

  it('draws the line where Gmail cuts a long mail, and the meter says so', async () => {
    const standing = preview();
    const html =
      standing.mail?.rendered.html.replace('</body>', `<p id="late">${'word '.repeat(12_000)}</p>\n<p>too late</p></body>`) ?? '';
    const whole = `${html.replace('</body>', `<p>${'more '.repeat(11_000)}</p></body>`)}`;
    source.next = {
      ...standing,
      mail: standing.mail && { ...standing.mail, htmlBytes: 117_000, rendered: { ...standing.mail.rendered, html: whole } },
    };
    await open('/edition?look=source');
    expect(await page.locator('.source .cut').count()).toBe(1);
    expect(await ask(page.locator('.source .cut'), "getComputedStyle(it, '::after').content")).toContain('Gmail cuts here');
    await page.locator('.size-over').getByText('over the limit').waitFor();
    source.next = standing;
    await open('/edition?look=source');
    await page.locator('.cut-note').getByText('it ends before the cut').waitFor();
  });

  it('leads from a finding to the very place in the mail', async () => {
    const standing = preview();
    const lines = (standing.mail?.rendered.html ?? '').split('\n');
    const line = lines.findIndex((text) => text.includes('<h2>Energy')) + 1;
    const column = (lines[line - 1]?.indexOf('<h2>Energy') ?? 0) + 1;
    const verdict = { findings: [finding(line, column)], errors: 1, warnings: 0, waived: 0, blocked: true } as Verdict;
    source.next = { ...standing, mail: standing.mail && { ...standing.mail, lint: async () => verdict } };
    await open('/edition?look=findings');
    await page.getByText('a picture without words').waitFor();
    await page.getByText('Write an alternative text.').waitFor();
    await page.getByRole('link', { name: /h2: show/ }).click();
    await mail().locator('#courant-spot').getByText('Energy').waitFor();
    expect(await ask(mail().locator('#courant-spot'), 'getComputedStyle(it).outlineStyle')).toBe('dashed');
    await expect.poll(() => ask<number>(mail().locator('#courant-spot'), 'it.getBoundingClientRect().top')).toBeLessThan(860);
  });

  it('shows the inbox row at the widths of real inboxes, cut off where they cut', async () => {
    source.next = preview({}, `${'A subject that goes on and on '.repeat(5)}to the end`);
    await open('/edition?look=inbox');
    for (const [row, width] of [
      ['.row-narrow', 320],
      ['.row-phone', 375],
    ] as const) {
      expect((await page.locator(row).boundingBox())?.width).toBe(width);
      expect(await ask<boolean>(page.locator(`${row} .line`), 'it.scrollWidth > it.clientWidth')).toBe(true);
    }
    await page.locator('.row-wide .sender').getByText('The Harbour Weekly').waitFor();
  });

  it('hands the message over as a file', async () => {
    await open('/edition');
    const [download] = await Promise.all([page.waitForEvent('download'), choose('Download .eml')]);
    expect(download.suggestedFilename()).toBe('weekly-42.eml');
  });

  it('says why no phone can reach a desk of this machine alone', async () => {
    await open('/edition');
    await choose('On a phone');
    await page.getByText('open to this machine only').waitFor();
    await page.getByText('DESK_PASSWORD').waitFor();
  });

  it('shows a phone the way where there is one', async () => {
    const origin = 'http://192.0.2.7:4400';
    const desk = createDesk(source, { access: openAccess, now: () => new Date(), projectRoot: '/', phoneOrigin: origin });
    const reachable = await serveHttp({ desk, reader: null, host: '127.0.0.1', port: 0 });
    const other = await browser.newPage();
    await other.goto(`${reachable.url}/phone?newsletter=weekly`);
    await other.getByText(`${origin}/edition?newsletter=weekly`).waitFor();
    expect(await ask<number>(other.locator('img.qr'), 'it.naturalWidth')).toBeGreaterThan(0);
    await other.close();
    await reachable.close();
  });

  it('goes everywhere by keys, lists them, and leaves whoever writes alone', async () => {
    await open('/edition');
    for (const [key, look] of ['html', 'text', 'inbox', 'findings', 'source', 'headers', 'raw'].entries()) {
      await page.keyboard.press(String(key + 1));
      // The later ones stand in a menu, whose head then says which it is.
      await page.locator(`#look-${look}[aria-current]`).waitFor({ state: 'attached' });
      if (key > 3) await page.locator('#more-looks summary').getByText(look, { exact: false }).waitFor();
    }
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keys' }).waitFor();
    await page.keyboard.press('c');
    await page.getByRole('heading', { name: /^Content/ }).waitFor();
    const search = page.getByLabel(/^Search titles/);
    await search.focus();
    await page.keyboard.type('o?e1');
    expect(await search.inputValue()).toBe('o?e1');
    await page.getByRole('heading', { name: /^Content/ }).waitFor();
    await page.locator('h1').click();
    await page.keyboard.press('o');
    await page.getByRole('heading', { name: /^Next edition/ }).waitFor();
    await page.keyboard.press('e');
    await page.locator('.story').first().waitFor();
  });
});
