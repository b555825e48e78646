/**
 * The desk's pictures for README and the editor's guide, of the seeds and of readers made up here: `npm run pictures`. A word names
 * what to make, as in `npm run pictures -- calendar`. Nothing leaves the machine.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { startBrowser } from '../browser.ts';
import { serveFolder } from '../doors/desk/serving.ts';
import { startSmtpSink } from '../io/mail/smtp-sink.ts';
import { newsletterInput, ownSettings, seededFolder } from '../project-folder.ts';

const images = fileURLToPath(new URL('../../docs/images', import.meta.url));
const bin = fileURLToPath(new URL('../../bin/courant.js', import.meta.url));
const words = process.argv.slice(2);
const wanted = (name: string): boolean => words.length === 0 || words.some((word) => name.includes(word));

const at = '2026-11-21T08:00:00.000Z';
const before = '2026-11-14T08:00:00.000Z';
/** Of the seeds, from before that edition's window. */
const pasted = 'https://kerbandcrossing.example/valmere-lifts-a-car-park-and-finds-the-river-it-buried-in-1934';
const readers = 240;
const { topics } = newsletterInput;

const folder = seededFolder({
  newsletters: [
    { ...newsletterInput, name: 'The Saturday Courant', approval: 'required', selection: { perTopic: 3, maxStories: 20 } },
    { ...newsletterInput, id: 'space', name: 'Space Daily', topics: ['Space'], schedule: { cron: '30 6 * * *', zone: 'Europe/London' } },
  ],
  testDomains: ['newsroom.example'],
});
const sink = await startSmtpSink();
const env = {
  SMTP_URL: sink.url,
  BASE_URL: 'https://news.courant.example',
  COURANT_SECRET: 'a secret for these pictures and nothing else',
};
const courant = (...args: readonly string[]) =>
  execFileSync(process.execPath, [bin, ...args], { cwd: folder.path, env: { ...ownSettings(), ...env }, encoding: 'utf8' });

/** Each follows one to five topics. */
const rows = Array.from({ length: readers }, (_, index) => {
  const followed = topics.filter((_topic, place) => place === index % topics.length || (index * 7 + place * 5) % 9 < 3);
  return `reader${index}@example.org,"${followed.join(', ')}"`;
});
folder.write('readers.csv', `email,topics\n${rows.join('\n')}\n`);
courant('subscribers', 'import', 'weekly', 'readers.csv', '--all-active');
mkdirSync(images, { recursive: true });

const browser = await startBrowser();
const desk = await serveFolder(folder.path, { env });
try {
  await takeAll(browser);
} finally {
  await desk.stop();
  await browser.close();
  await sink.close();
  folder.remove();
}

async function takeAll(chromium: Browser): Promise<void> {
  const page = await opened(chromium, '/edition', {});
  await sendLast(page);
  await edition(page);
  await review(page);
  await calendar(page);
  const dark = await opened(chromium, `/edition?at=${at}&look=findings`, { colorScheme: 'dark' });
  await dark.locator('#findings').waitFor();
  await take('desk-findings', dark);
}

type View = { readonly width?: number; readonly height?: number; readonly colorScheme?: 'dark' };

async function opened(chromium: Browser, path: string, { width = 1280, height = 800, colorScheme = undefined }: View): Promise<Page> {
  const context = await chromium.newContext({ viewport: { width, height }, ...(colorScheme && { colorScheme }), reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(desk.url + path);
  return page;
}

async function said(page: Page, what: string): Promise<void> {
  await page.locator('#said').getByText(what).waitFor();
}

/** The page, with what is counted behind it. */
async function settled(page: Page): Promise<void> {
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle').catch(() => undefined);
}

/** `clip`: only so much of the page. Few colours make small files, and a page of text needs few. */
async function take(name: string, page: Page, clip: Locator | null = null): Promise<void> {
  if (!wanted(name)) return;
  await page.mouse.move(0, 0);
  const shot = clip === null ? await page.screenshot() : await clip.screenshot();
  await sharp(shot)
    .png({ palette: true, colours: 192, effort: 10 })
    .toFile(join(images, `${name}.png`));
  process.stdout.write(`${name}.png\n`);
}

/** The edition before is out, so that there is one to look back on. */
async function sendLast(page: Page): Promise<void> {
  await page.goto(`${desk.url}/sign?at=${before}`);
  await page.locator('#ask-send').click();
  await page.locator('#ask').getByLabel(/late/).fill('late');
  await page.locator('#ask').getByRole('button').first().click();
  await page.locator('#edition-state[data-state=finished]').waitFor({ timeout: 120_000 });
}

async function edition(page: Page): Promise<void> {
  await page.goto(`${desk.url}/edition?at=${at}`);
  await settled(page);
  const left = page.locator('#left-section-full');
  await left.locator('summary').click();
  await left.locator('.why-link').first().click();
  await page.locator('#chosen').waitFor();
  await settled(page);
  await take('desk-edition', page);

  await page.goto(`${desk.url}/edition?at=${at}`);
  await settled(page);
  const row = page.locator('.topic').nth(1).locator('.story').nth(1);
  await row.hover();
  await row.getByRole('button', { name: /^Lead/ }).click();
  await said(page, 'It leads the edition');
  await settled(page);
  await take('editor-said', page);

  await page.goto(`${desk.url}/edition?at=${at}`);
  await settled(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('health left out');
  await page.locator('#palette .found:not([inert]) li').first().waitFor();
  await take('editor-palette', page);
  await page.keyboard.press('Escape');

  await page.keyboard.press('i');
  const headline = page.frameLocator('#frame').locator('[data-words^=title]').first();
  await headline.click();
  await take('editor-reword', page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('i');

  await page.locator('.story:has(.more) .story-title a').first().click();
  await page.locator('#picture summary').click();
  await page.locator('#picture img').first().waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>('#picture img')].every((one) => one.naturalWidth > 0));
  await take('editor-picture', page, page.locator('#picture'));

  await page.goto(`${desk.url}/edition?at=${at}&panel=words`);
  await settled(page);
  await take('editor-words', page);
  await added(page);
}

/** A page from before the window, pasted. */
async function added(page: Page): Promise<void> {
  await page.goto(`${desk.url}/edition/find?at=${at}&q=${encodeURIComponent(pasted)}`);
  await page.getByRole('button', { name: 'Look at this page, to add it' }).click();
  await page.locator('.found-picture').waitFor();
  await settled(page);
  await take('editor-add', page, page.locator('main'));
}

async function review(page: Page): Promise<void> {
  await page.goto(`${desk.url}/sign?at=${at}`);
  await settled(page);
  await page.locator('#ask-send').click();
  await page.locator('#ask').waitFor();
  await settled(page);
  await take('editor-ask', page);
}

async function calendar(page: Page): Promise<void> {
  await page.goto(`${desk.url}/calendar`);
  await page.locator('#dates-weekly ol > li').nth(1).locator('summary', { hasText: 'Move' }).click();
  await take('editor-calendar', page);
  await page.goto(`${desk.url}/`);
  await settled(page);
  await take('desk-overview', page);
}
