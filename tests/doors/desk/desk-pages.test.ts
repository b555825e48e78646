import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserSuite, chromiumPresent, startBrowser } from '../../browser.ts';
import { type DeskNewsroomUnderTest, openNewsroom } from './newsroom.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };

describe.skipIf(!chromiumPresent)(browserSuite('every page of the desk'), () => {
  let browser: Browser;
  let room: DeskNewsroomUnderTest;
  let page: Page;

  beforeAll(async () => {
    browser = await startBrowser();
    room = await openNewsroom();
    page = await browser.newPage({ bypassCSP: true });
  });
  afterAll(async () => {
    await browser.close();
    await room.close();
  });

  const pages = [
    '/',
    '/edition',
    '/edition?panel=words',
    '/edition?panel=what-if&perTopic=6',
    '/edition?panel=history',
    '/edition?panel=diff',
    '/edition?look=raw',
    '/edition?look=inbox',
    '/edition?look=findings',
    '/sign',
    '/content?search=the',
    '/phone',
    '/shortcuts',
  ];

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it.each(pages)('%s has no accessibility fault', async (path) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 1280, height: 860 });
      await page.goto(room.server.url + path);
      await page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true; })`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate<{ readonly violations: readonly Violation[] }>(
        `axe.run({ exclude: ['#frame'] }, { iframes: false, resultTypes: ['violations'] })`,
      );
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
    });
  });

  it.each(pages)('%s needs no sideways scroll on a phone', async (path) => {
    await page.setViewportSize({ width: 375, height: 812 });
    await page.goto(room.server.url + path);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
  });
});
