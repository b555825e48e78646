import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { startBrowser } from '../browser.ts';
import { contrast, inverted } from './contrast.ts';

export type OpenMail = (markup: string) => Promise<Page>;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One browser and one page for all mails of a test file, closed after it. No picture and no address is ever fetched. */
export function mailBrowser(): OpenMail {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await startBrowser();
    page = await browser.newPage();
    await page.route('**/*', (route) => route.abort());
  });
  afterAll(() => browser?.close());
  return async (markup) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 700, height: 900 });
    await page.setContent(markup, { waitUntil: 'domcontentloaded' });
    return page;
  };
}

/** Fails unless a mail can be read by everyone: axe, contrast in every scheme, and a phone of 320 px. */
export async function expectReadable(open: OpenMail, markup: string): Promise<void> {
  const page = await open(markup);
  // A page keeps what it has loaded when its content is set anew.
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe);
  expect(await violations(page), 'light').toEqual([]);
  const light = await colourPairs(page);
  expect(light.length).toBeGreaterThan(1);
  expectContrast(light, 'light');
  expectContrast(
    light.map((pair) => pair.map(inverted)),
    'inverted',
  );
  await page.emulateMedia({ colorScheme: 'dark' });
  // Of axe's rules colours alone depend on the scheme.
  expect(await violations(page, ['color-contrast']), 'dark').toEqual([]);
  const dark = await colourPairs(page);
  expect(dark, 'the dark scheme changes something').not.toEqual(light);
  expectContrast(dark, 'dark');
  await page.setViewportSize({ width: 320, height: 900 });
  await expectPhone(page);
}

const violations = (page: Page, rules?: readonly string[]): Promise<unknown> =>
  page.evaluate(
    `axe.run(document, ${JSON.stringify(rules ? { runOnly: rules, resultTypes: ['violations'] } : { resultTypes: ['violations'] })})` +
      `.then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
  );

/** Colour and ground of every stretch of words that is shown, as the browser computes them. */
const pairsShown = `[...new Set([...document.querySelectorAll('body *')].flatMap((element) => {
  const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
  if (!words || element.offsetParent === null) return [];
  const style = getComputedStyle(element);
  let ground = element;
  while (ground && /rgba\\(0, 0, 0, 0\\)/.test(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
  return [style.color + '|' + (ground ? getComputedStyle(ground).backgroundColor : 'rgb(255, 255, 255)')];
}))]`;

const hex = (rgb: string) => `#${(rgb.match(/\d+/g) ?? []).map((channel) => Number(channel).toString(16).padStart(2, '0')).join('')}`;

const colourPairs = async (page: Page): Promise<readonly string[][]> =>
  ((await page.evaluate(pairsShown)) as string[]).map((pair) => pair.split('|').map(hex));

function expectContrast(pairs: readonly string[][], scheme: string): void {
  for (const [text = '', ground = ''] of pairs)
    expect(contrast(text, ground), `${text} on ${ground}, ${scheme}`).toBeGreaterThanOrEqual(4.5);
}

/** No scrolling sideways; every link in a line of 24 px or more; thumbnails beside the text, on the reader's side. */
async function expectPhone(page: Page): Promise<void> {
  const found = (await page.evaluate(`({
    width: document.documentElement.scrollWidth,
    rtl: document.documentElement.dir === 'rtl',
    small: [...document.querySelectorAll('a')].flatMap((link) => {
      if (link.offsetParent === null || link.querySelector('img')) return [];
      const line = Number.parseFloat(getComputedStyle(link).lineHeight) || 0;
      const high = Math.max(line, ...[...link.getClientRects()].map((box) => box.height));
      return high < 24 ? [link.textContent.trim().slice(0, 40) + ': ' + high] : [];
    }),
    thumbnails: [...document.querySelectorAll('td.tc')].map((cell) => {
      const [words, picture] = [(cell.previousElementSibling ?? cell.nextElementSibling).getBoundingClientRect(), cell.getBoundingClientRect()];
      return {
        beside: words.top === picture.top && words.width >= 140,
        first: cell.previousElementSibling === null,
        left: picture.left < words.left,
      };
    }),
  })`)) as { width: number; rtl: boolean; small: string[]; thumbnails: { beside: boolean; first: boolean; left: boolean }[] };
  expect(found.width).toBe(320);
  expect(found.small, 'links in lines too low for a finger').toEqual([]);
  for (const { beside, first, left } of found.thumbnails) {
    expect(beside).toBe(true);
    expect(left).toBe(first !== found.rtl);
  }
}
