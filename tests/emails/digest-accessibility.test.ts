import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assemble } from '../../src/composition/assemble.ts';
import { layoutOf } from '../../src/composition/layout.ts';
import { compileEdition } from '../../src/composition/render-edition.tsx';
import { renderTransactional } from '../../src/composition/render-transactional.tsx';
import type { BuiltInTheme } from '../../src/composition/theme-names.ts';
import type { Digest } from '../../src/selection/digest.ts';
import { hostileDigest } from '../composition/hostile-digest.ts';
import { headingWith, picturesFor, storiesOf } from '../composition/made-up-digest.ts';
import { richDigest, withoutPicture } from '../composition/rich-digest.ts';
import { inTheme, themes } from '../composition/themes.ts';
import { contrast, inverted } from './contrast.ts';
import { letterValues } from './letters.ts';

const digestIn = async (theme: BuiltInTheme, locale: string, digest: Digest) => {
  const sponsor = { title: 'Lanterns', text: 'Free delivery.', url: 'https://lanterns.example/' };
  const heading = headingWith({ intro: 'Good **morning**, [all](https://courant.example/).\n\n- one' }, { locale, sponsor, share: true });
  const compiled = await compileEdition(await inTheme(theme, heading), storiesOf(digest), picturesFor(digest, withoutPicture));
  return assemble(compiled, layoutOf(digest)).html;
};

const letterIn = async (theme: BuiltInTheme, kind: 'confirm' | 'digest-held') =>
  (await renderTransactional(kind, letterValues[kind] as never, headingWith({}, { theme }).imprint)).html;

const fewStories: Digest = { ...richDigest, sections: richDigest.sections.slice(0, 2) };
const hostileFew: Digest = { ...hostileDigest, sections: hostileDigest.sections.slice(0, 2) };

const pages = themes.flatMap((theme) => [
  ...['en-GB', 'ar', 'ja'].map((locale) => ({ theme, what: locale, page: () => digestIn(theme, locale, fewStories) })),
  { theme, what: 'hostile', page: () => digestIn(theme, 'en-GB', hostileFew) },
  { theme, what: 'a confirmation', page: () => letterIn(theme, 'confirm') },
  { theme, what: 'a notice to editors', page: () => letterIn(theme, 'digest-held') },
]);

const chromiumPath = '/usr/bin/chromium';
const hasChromium = existsSync(chromiumPath);

/** Colour and ground of every stretch of words that is shown, as a browser computes them. */
const pairsShown = `[...new Set([...document.querySelectorAll('body *')].flatMap((element) => {
  const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
  if (!words || element.offsetParent === null) return [];
  const style = getComputedStyle(element);
  let ground = element;
  while (ground && /rgba\\(0, 0, 0, 0\\)/.test(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
  return [style.color + '|' + (ground ? getComputedStyle(ground).backgroundColor : 'rgb(255, 255, 255)')];
}))]`;

const hex = (rgb: string) => `#${(rgb.match(/\d+/g) ?? []).map((channel) => Number(channel).toString(16).padStart(2, '0')).join('')}`;

describe.skipIf(!hasChromium)(`in a browser${hasChromium ? '' : ' (skipped: no Chromium)'}`, () => {
  let browser: Browser;
  let axe: string;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  });
  afterAll(() => browser?.close());

  const open = async (markup: string, width: number) => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.route('**/*', (route) => route.abort());
    await page.setContent(markup, { waitUntil: 'domcontentloaded' });
    return page;
  };

  describe.each(pages)('$theme, $what', ({ page: markup }) => {
    it('has no axe violation, and 4.5 of contrast in the light, dark and inverted schemes', async () => {
      const page = await open(await markup(), 700);
      await page.evaluate(axe);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const violations = await page.evaluate(
          `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
        );
        expect(violations, colorScheme).toEqual([]);
        const pairs = ((await page.evaluate(pairsShown)) as string[]).map((pair) => pair.split('|').map(hex));
        expect(pairs.length).toBeGreaterThan(3);
        for (const [text = '', ground = ''] of pairs) {
          expect(contrast(text, ground), `${text} on ${ground}, ${colorScheme}`).toBeGreaterThanOrEqual(4.5);
          if (colorScheme === 'light')
            expect(contrast(inverted(text), inverted(ground)), `${text} on ${ground}, inverted`).toBeGreaterThanOrEqual(4.5);
        }
      }
      await page.close();
    });

    it('fits a phone of 320 px without scrolling sideways, thumbnails beside the text on the reader’s side', async () => {
      const page = await open(await markup(), 320);
      const found = (await page.evaluate(`({
        width: document.documentElement.scrollWidth,
        rtl: document.documentElement.dir === 'rtl',
        thumbnails: [...document.querySelectorAll('td.tc')].map((cell) => {
          const [words, picture] = [(cell.previousElementSibling ?? cell.nextElementSibling).getBoundingClientRect(), cell.getBoundingClientRect()];
          return {
            beside: words.top === picture.top && words.width >= 140,
            first: cell.previousElementSibling === null,
            left: picture.left < words.left,
          };
        }),
      })`)) as { width: number; rtl: boolean; thumbnails: { beside: boolean; first: boolean; left: boolean }[] };
      await page.close();
      expect(found.width).toBe(320);
      for (const { beside, first, left } of found.thumbnails) {
        expect(beside).toBe(true);
        expect(left).toBe(first !== found.rtl);
      }
    });
  });
});
