import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDesk } from '../../../src/doors/desk/desk.ts';
import { type HttpServer, serveHttp } from '../../../src/doors/http/serve.ts';
import { browserSuite, chromiumPresent, startBrowser } from '../../browser.ts';
import { coverage, type FakeDeskSource, fakeDeskSource, mailHtml, openAccess, points, preview, story } from './fake-desk-source.ts';

const projectRoot = new URL('../../../', import.meta.url).pathname;

/** What `expression` is in the page, `it` being the element. Text, since the browser's types are not those of this program. */
const ask = <Value>(element: Locator, expression: string): Promise<Value> =>
  element.evaluate(new Function('it', `return ${expression}`) as (it: unknown) => Value);

describe.skipIf(!chromiumPresent)(browserSuite('the desk in a browser'), () => {
  let browser: Browser;
  let server: HttpServer;
  let source: FakeDeskSource;
  let pages: Page[] = [];
  let strangers: string[] = [];
  let complaints: string[] = [];

  beforeAll(async () => {
    // One test of this file feeds its page what the policy must stop.
    browser = await startBrowser({ hostile: true });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    source = fakeDeskSource();
    const desk = createDesk(source, { access: openAccess, now: () => new Date(), projectRoot });
    server = await serveHttp({ desk, reader: null, host: '127.0.0.1', port: 0 });
    [pages, strangers, complaints] = [[], [], []];
  });
  afterEach(async () => {
    await Promise.all(pages.map((page) => page.context().close()));
    await server.close();
  });

  const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
    const page = await context.newPage();
    pages.push(page);
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url)) strangers.push(request.url());
    });
    // The browser tells of what its policy stopped, too; that never left the machine.
    page.on('requestfailed', (request) => {
      if (request.failure()?.errorText === 'csp') strangers.splice(strangers.indexOf(request.url()), 1);
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(server.url + path);
    return page;
  };
  /** Waits until the page hears of changes. */
  const live = (page: Page) => page.locator('html[data-live=yes]').waitFor();
  const mail = (page: Page) => page.frameLocator('#frame');
  const scrolled = (page: Page) => ask<number>(page.locator('#frame'), 'it.contentWindow.scrollY');
  const scrollMail = (page: Page, to: number) => ask(page.locator('#frame'), `it.contentWindow.scrollTo(0, ${to})`);
  const changed = (kind: 'article' | 'template' = 'article') => source.change({ kind, file: 'seeds/ferry.md', at: new Date() });
  const clean = () => expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });

  it.each([
    ['phone', 375],
    ['tablet', 768],
  ])('shows the mail at %s width, %i px', async (width, pixels) => {
    const page = await open(`/edition?width=${width}`);
    const mailWidth = () => ask<number>(page.locator('#frame'), 'it.contentWindow.innerWidth');
    expect(await mailWidth()).toBe(pixels);
    await page.locator('#width-desktop').click();
    await expect.poll(mailWidth).toBeGreaterThan(800);
    clean();
  });

  it('shows text, source and headers behind their tabs, each with an address of its own', async () => {
    const page = await open('/edition');
    await mail(page).getByText('Two of the old locks').first().waitFor();
    for (const [tab, words] of [
      ['Text', 'THE HARBOUR WEEKLY'],
      ['Source', '<!--[if mso]>'],
      ['Headers', 'List-Unsubscribe=One-Click'],
    ] as const) {
      if (tab !== 'Text') await page.locator('#more-looks summary').click();
      await page.getByRole('link', { name: tab, exact: true }).click();
      await page.locator('.reading').getByText(words).first().waitFor();
      expect(page.url()).toContain(`look=${tab.toLowerCase()}`);
      await page.reload();
      await page.locator('.reading').getByText(words).first().waitFor();
    }
    await page.goBack();
    await page.locator('.reading').getByText('<!--[if mso]>').first().waitFor();
    clean();
  });

  it('works whole without a script: tabs, widths, scheme, the form', async () => {
    const page = await open('/edition', { javaScriptEnabled: false });
    await page.getByRole('link', { name: 'Phone', exact: true }).click();
    await page.locator('#view summary').click();
    await page.getByRole('link', { name: 'Dark', exact: true }).click();
    expect(await page.locator('#frame').getAttribute('src')).toContain('scheme=dark');
    expect((await page.locator('#frame').boundingBox())?.width).toBe(375);
    await page.getByRole('link', { name: 'Text', exact: true }).click();
    await page.locator('.text-part').waitFor();
    await page.locator('#topics summary').click();
    await page.getByLabel('Shipping').uncheck();
    await page.locator('#topics button').click();
    await page.waitForURL(/topics=Energy/);
    expect(source.asked.at(-1)).toMatchObject({ topics: ['Energy', 'City & Streets'] });
    await page.locator('#date summary').click();
    await page.getByRole('combobox', { name: 'Newsletter' }).selectOption('brief');
    await page.getByLabel('Date, Europe/Amsterdam').fill('2026-05-10T07:30');
    await page.locator('#date button').click();
    await expect.poll(() => source.asked.at(-1)).toEqual({ newsletter: 'brief', local: '2026-05-10T07:30' });
    clean();
  });

  it('shows the mail dark or light as chosen, whatever the machine prefers', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open('/edition', { colorScheme });
      const ground = () => ask(mail(page).locator('body'), 'getComputedStyle(it).backgroundColor');
      expect(await ground()).toBe('rgb(244, 241, 234)');
      await page.locator('#view summary').click();
      await page.locator('#scheme-dark').click();
      await expect.poll(ground).toBe('rgb(17, 17, 17)');
    }
    clean();
  });

  it('shows alternative texts with pictures off, and its own pictures otherwise', async () => {
    const page = await open('/edition');
    const picture = mail(page).getByAltText('Night crews on the quay');
    await expect.poll(() => ask(picture, 'it.naturalWidth')).toBe(1);
    await page.locator('#view summary').click();
    await page.getByRole('link', { name: 'No pictures' }).click();
    await expect.poll(() => ask(picture, 'it.naturalWidth')).toBe(0);
    expect(await picture.getAttribute('src')).toBeNull();
    clean();
  });

  it('points at a story in the mail when it is chosen in the plan', async () => {
    const page = await open('/edition');
    await page.getByRole('link', { name: 'A square without cars, a year on: what the shopkeepers say' }).click();
    await page.locator('.story.current').waitFor();
    await expect.poll(() => scrolled(page)).toBeGreaterThan(300);
    expect(await page.evaluate(() => [document.documentElement.scrollHeight - innerHeight, scrollY])).toEqual([0, 0]);
    await mail(page).locator('#courant-story').getByText('A square without cars').waitFor();
    clean();
  });

  it('shows a change within a second, in place: scroll of mail and plan, selection and opened lists stay', async () => {
    const page = await open('/edition');
    await live(page);
    await mail(page).locator('h1').waitFor();
    await scrollMail(page, 420);
    await page.locator('#left-outside-window summary').click();
    await ask(page.locator('#plan'), 'it.scrollTop = 350');
    const before = await ask(page.locator('#plan'), 'it.scrollTop');
    await ask(page.locator('#frame'), 'it.untouched = true');
    await ask(page.locator('.story-title bdi').nth(2), 'getSelection().selectAllChildren(it)');

    source.next = preview({}, 'Late: the ferry turns back');
    changed();
    await page.locator('.envelope .subject').getByText('Late: the ferry turns back').waitFor();
    await expect.poll(() => mail(page).locator('title').textContent(), { interval: 10 }).toBe('Late: the ferry turns back');

    expect(await scrolled(page)).toBe(420);
    expect(await ask(page.locator('#plan'), 'it.scrollTop')).toBe(before);
    expect(await page.locator('#left-outside-window').getAttribute('open')).not.toBeNull();
    expect(await ask(page.locator('#frame'), 'it.untouched')).toBe(true);
    expect(await page.evaluate('String(getSelection())')).toContain('Two of the old locks');
    expect(await page.title()).toContain('Late: the ferry turns back');
    await page.getByRole('status').getByText('seeds/ferry.md changed; shown.').waitFor();
    clean();
  });

  it('keeps the place in the mail when the scheme changes', async () => {
    const page = await open('/edition');
    await mail(page).locator('h1').waitFor();
    await scrollMail(page, 300);
    await page.locator('#view summary').click();
    await page.locator('#scheme-dark').click();
    await expect.poll(() => page.locator('#frame').getAttribute('src')).toContain('scheme=dark');
    await expect.poll(() => scrolled(page)).toBe(300);
    clean();
  });

  it('lays a fault over the last good preview, and takes it away when it is mended', async () => {
    const page = await open('/edition');
    await live(page);
    const good = source.next;
    source.next = new TypeError('story.lead is undefined');
    changed('template');
    const overlay = page.getByRole('alert');
    await overlay.getByText('story.lead is undefined').waitFor();
    await overlay.getByText('tests/doors/desk/desk-browser.test.ts').waitFor();
    await page.getByRole('status').getByText('there is a fault').waitFor();
    await mail(page).getByText('Two of the old locks').first().waitFor();
    source.next = good;
    changed('template');
    await expect.poll(() => overlay.count()).toBe(0);
    expect(complaints.filter((complaint) => !complaint.includes('500'))).toEqual([]);
  });

  it('opened on a fault, comes to life when it is mended', async () => {
    source.next = new TypeError('story.lead is undefined');
    const page = await open('/edition');
    await live(page);
    await page.getByRole('alert').waitFor();
    source.next = preview();
    changed('template');
    await mail(page).getByText('Two of the old locks').first().waitFor();
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
  });

  it('finds the desk again after it was away', async () => {
    const page = await open('/edition');
    await live(page);
    const { port } = server;
    await server.close();
    await page.locator('html[data-live=no]').waitFor();
    source.next = preview({}, 'Back again');
    server = await serveHttp({
      desk: createDesk(source, { access: openAccess, now: () => new Date(), projectRoot }),
      reader: null,
      host: '127.0.0.1',
      port,
    });
    await page.locator('.envelope .subject').getByText('Back again').waitFor();
  });

  it('runs no script of a title, of the mail, or written into the page', async () => {
    const title = '<img src="https://elsewhere.example/t.gif" onerror="top.hit=1"><script>top.hit=1</script>';
    const lead = coverage('Bad <b>News</b>', title, 1, { url: 'javascript:top.hit=1' });
    const section = {
      topic: 'Energy',
      stories: [{ story: story(lead), topic: 'Energy', points: points(5, 0, 1), rank: 1, update: false }],
    };
    const standing = preview();
    const html = mailHtml([section], 'x').replace(
      '<h1>',
      '<img src="https://elsewhere.example/p.gif" onerror="top.hit=1"><script>top.hit=1</script><iframe src="https://elsewhere.example/"></iframe><h1 onclick="top.hit=1">',
    );
    const rendered = { subject: title, preheader: title, html, text: title };
    source.next = {
      ...standing,
      digest: { ...standing.digest, sections: [section] },
      mail: standing.mail && { ...standing.mail, rendered },
    };
    const page = await open('/edition');
    await live(page);
    await mail(page).locator('h1').click();
    await page.locator('.story').getByText(title).waitFor();
    changed();
    await page.getByRole('status').getByText('shown').waitFor();
    await page.evaluate(`document.body.append(Object.assign(document.createElement('script'), { textContent: 'top.hit = 1' }))`);
    expect(await page.evaluate('window.hit')).toBeUndefined();
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
    expect(strangers).toEqual([]);
    expect(complaints.some((complaint) => complaint.includes('Content Security Policy'))).toBe(true);
  });

  it('can be walked with the keyboard: skip link, tabs, plan', async () => {
    const page = await open('/edition');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Skip to the preview');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Mail');
    await page.keyboard.press('Tab');
    expect(await ask(page.locator(':focus'), 'getComputedStyle(it).outlineStyle')).toBe('solid');
    await page.keyboard.press('Enter');
    await page.locator('.text-part').waitFor();
    expect(await page.locator(':focus').textContent()).toBe('Text');
  });

  it('needs no sideways scroll on a phone', async () => {
    const page = await open('/edition', { viewport: { width: 375, height: 812 } });
    for (const look of ['html', 'text', 'source', 'headers']) {
      await page.goto(`${server.url}/edition?look=${look}`);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
    }
  });
});
