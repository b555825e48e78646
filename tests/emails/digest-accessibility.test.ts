import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';
import { type Browser, chromium } from 'playwright-core';
import { createElement } from 'react';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Digest } from '../../emails/digest.tsx';
import { renderPage } from '../../emails/kit.ts';
import { assemble } from '../../src/composition/assemble.ts';
import type { Imprint } from '../../src/composition/edition.ts';
import { layoutOf } from '../../src/composition/layout.ts';
import { compileEdition } from '../../src/composition/render-edition.tsx';
import type { Digest as SelectedDigest } from '../../src/selection/digest.ts';
import { digestOf, headingWith, picturesFor, storiesOf } from '../composition/made-up-digest.ts';
import { richDigest, withoutPicture } from '../composition/rich-digest.ts';

const html = async (digest: SelectedDigest, imprint: Partial<Imprint> = {}) => {
  const heading = headingWith({ intro: 'Good morning.\n\nA short note.' }, imprint);
  const compiled = await compileEdition(heading, storiesOf(digest), picturesFor(digest, withoutPicture));
  return assemble(compiled, layoutOf(digest)).html;
};

const hostileDigest = digestOf({
  '<b>Topic</b> & "more"': [
    { id: 'h1', title: '<img src=x onerror=alert(1)> & "quotes"', excerpt: '<script>alert(1)</script>', others: ['<i>Outlet</i>', '"O"'] },
    {
      id: 'h2',
      title: 'خبر عاجل من الميناء القديم',
      excerpt: 'وصلت العبارة بعد أحد عشر عامًا.',
      outlet: 'جريدة الميناء',
      others: ['Coast Wire', 'صحيفة'],
    },
    { id: 'h3', title: `${'Donaudampfschifffahrtsgesellschaft'.repeat(4)} 日本語`, url: 'javascript:alert(1)', update: true },
  ],
});

const shortDigest: SelectedDigest = { ...richDigest, sections: richDigest.sections.slice(0, 2) };

const pages = {
  'a full digest': () => html(richDigest),
  'a digest of one story': () => html(digestOf({ Culture: [{ id: 'library', title: 'The library that lends silence' }] })),
  'a hostile digest': () => html(hostileDigest),
  'the preview of the template': () => renderPage(createElement(Digest, Digest.PreviewProps)),
  'an Arabic digest': () => html(shortDigest, { locale: 'ar', name: 'بريد الصباح' }),
  'a Japanese digest': () => html(shortDigest, { locale: 'ja' }),
};

/** What mail needs and web pages should not have: layout attributes, inline styles, a void slash that XHTML clients expect. */
const mailRules = {
  'no-inline-style': 'off',
  'no-deprecated-attr': 'off',
  'void-style': 'off',
  'attr-case': 'error',
  'prefer-native-element': 'off',
  // The library writes the charset as http-equiv, which some clients alone understand.
  'meta-refresh': 'off',
} as const;

describe.each(Object.entries(pages))('%s', (_, page) => {
  it('is valid HTML by the standard and accessibility rules', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
      rules: mailRules,
    });
    const report = await validator.validateString(await page());
    expect(
      report.results.flatMap(({ messages }) => messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} ${selector}`)),
    ).toEqual([]);
  });

  it('keeps its conditional comments balanced and its language on every element of the body', async () => {
    const markup = await page();
    expect(markup.match(/<!--\[if mso\]>/g)).toHaveLength(markup.match(/<!\[endif\]-->/g)?.length ?? 0);
    expect(markup).toMatch(/<body[^>]*><div [^>]*lang="[\w-]+" dir="(ltr|rtl)"/);
  });
});

const chromiumPath = '/usr/bin/chromium';
const hasChromium = existsSync(chromiumPath);

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

  describe.each(Object.entries(pages))('%s', (_, markup) => {
    it('has no axe violation in the light and dark schemes', async () => {
      const page = await open(await markup(), 700);
      await page.evaluate(axe);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const violations = await page.evaluate(
          `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
        );
        expect(violations, colorScheme).toEqual([]);
      }
      await page.close();
    });

    it('fits a phone of 320 px without scrolling sideways, thumbnails beside the text', async () => {
      const page = await open(await markup(), 320);
      const found = (await page.evaluate(`({
        width: document.documentElement.scrollWidth,
        thumbnails: [...document.querySelectorAll('td.tc')].map((cell) => {
          const words = cell.previousElementSibling.getBoundingClientRect();
          return words.top === cell.getBoundingClientRect().top && words.width >= 150;
        }),
      })`)) as { width: number; thumbnails: boolean[] };
      await page.close();
      expect(found.width).toBe(320);
      expect(found.thumbnails).not.toContain(false);
    });
  });
});
