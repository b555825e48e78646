import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
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
    room = await openNewsroom({ newsletter: { approval: 'required' } });
    // Charts, accounts and what waits for somebody want an edition that went out and one that is held.
    await room.press.store.subscribe({
      address: 'ada@reader.example',
      newsletter: 'weekly',
      topics: ['Space'],
      now: new Date(),
      how: 'test',
    });
    const [last, next] = [new Date('2026-11-21T08:00:00Z'), (await room.source.overview()).newsletters[0]?.next ?? new Date()];
    const { approval } = await room.source.signing({ newsletter: 'weekly', at: last });
    await room.source.sign({ newsletter: 'weekly', at: last }, { act: 'approve', seen: approval.fingerprint }, 'ada');
    await room.source.sign({ newsletter: 'weekly', at: last }, { act: 'send' }, 'ada');
    await vi.waitUntil(async () => (await room.source.overview()).editions[0]?.edition.state === 'finished', { timeout: 15_000 });
    await room.source.sign({ newsletter: 'weekly', at: next }, { act: 'hold', reason: 'the mayor may resign' }, 'ada');
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
    '/edition?look=text',
    '/edition?look=source',
    '/edition?look=headers',
    '/edition?look=raw',
    '/edition?look=inbox',
    '/edition?look=findings',
    '/sign',
    '/content?search=the',
    '/phone',
    '/shortcuts',
    '/edition?at=2030-01-05T08:00:00Z',
    '/sign?at=2026-11-21T08:00:00Z',
    '/no-such-page',
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

  it('the overview leads to the next edition, says what waits, and draws what became of the last ones', async () => {
    await page.goto(`${room.server.url}/`);
    await page.getByRole('link', { name: 'Open the edition' }).waitFor();
    await page.locator('.waiting').getByText('is held by ada: the mayor may resign').waitFor();
    await page.locator('.waiting').getByText('waits for approval').waitFor();
    await page.locator('#newsletter-weekly .zone').getByText('Europe/London').waitFor();
    const row = page.locator('.editions tbody tr').first();
    expect(await row.locator('td.count').allTextContents()).toEqual(['1', '1', '0', '0', '0', '0', '0']);
    const chart = page.getByRole('img', { name: /^Deliveries by state No. 1: 1 accepted/ });
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

  it.each(pages)('%s needs no sideways scroll on a phone', async (path) => {
    await page.setViewportSize({ width: 375, height: 812 });
    await page.goto(room.server.url + path);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
  });
});
