import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserSuite, chromiumPresent, startBrowser } from '../../../browser.ts';
import { type DeskNewsroomUnderTest, openNewsroom, openPage, sendFromDesk } from '../newsroom.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const slot = new Date('2026-11-21T08:00:00Z');

describe.skipIf(!chromiumPresent)(browserSuite('how editions were read, on the desk'), { shuffle: false }, () => {
  let browser: Browser;
  let room: DeskNewsroomUnderTest;
  let page: Page;
  let complaints: string[];
  let story: string;

  beforeAll(async () => {
    browser = await startBrowser();
    room = await openNewsroom({ newsletter: { insight: { clicks: true } } });
    const { store } = room.press;
    for (const name of ['ada', 'bea', 'cleo'])
      await store.subscribe({
        address: `${name}@reader.example`,
        newsletter: 'weekly',
        topics: ['Space', 'Health'],
        now: new Date(),
        how: 'test',
      });
    await sendFromDesk(room, { newsletter: 'weekly', at: slot });
    const sent = async () => (await store.findEdition('weekly', slot))?.state === 'finished';
    while (!(await sent())) await new Promise((resolve) => setTimeout(resolve, 50));
    const edition = await store.findEdition('weekly', slot);
    const stories = (await store.sealedEdition(edition?.id ?? 0))?.told?.stories.map(({ storyId }) => storyId) ?? [];
    story = stories[0] ?? '';
    const row = { editionId: edition?.id ?? 0, arm: 0 as const, day: '2026-11-21' };
    await store.addClicks([
      { ...row, storyId: story, place: 'l', clicks: 40 },
      { ...row, storyId: story, place: 'f', clicks: 3, day: '2026-11-22' },
      { ...row, storyId: stories[1] ?? '', place: 'c', clicks: 7 },
      { ...row, storyId: stories[1] ?? '', place: 'o1', clicks: 2 },
    ]);
    ({ page, complaints } = await openPage(browser, room.server.url, '/'));
    page.setDefaultTimeout(15_000);
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await room?.close();
  });

  /** In light, in dark and on a phone: nothing amiss, and nothing wider than the screen. */
  const expectFine = async () => {
    await page.evaluate(axe);
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 860 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const found = (await page.evaluate(
          'axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].target))',
        )) as string[];
        expect([page.url(), width, colorScheme, found]).toEqual([page.url(), width, colorScheme, []]);
      }
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
    await page.setViewportSize({ width: 1280, height: 860 });
  };
  /** As who has no mouse: from one stop to the next until it is the one meant. */
  const tabTo = async (is: string) => {
    for (let stop = 0; stop < 200; stop++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(is)}) ?? false`)) return;
    }
    throw new Error(`no stop of the keyboard is ${is}`);
  };

  it('are reached by the keyboard from the overview, with charts, tables beside them, and nobody named', async () => {
    await tabTo('a[href="/insight"]');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'How The Weekly Test was read' }).waitFor();
    expect(await page.locator('#followed svg[role=img]').getAttribute('aria-label')).toContain('Clicks on 100 mails, 1 edition');
    expect(await page.locator('main').innerText()).not.toContain('@');
    await tabTo('#followed summary');
    await page.keyboard.press('Enter');
    await page.locator('#followed tbody tr').getByText('1733.3').waitFor();
    await expectFine();
    await tabTo('a[href="/insight/weekly/1"]');
    await page.keyboard.press('Enter');
    await page.locator('#totals').getByText('52').waitFor();
    expect(await page.locator('#by-place').innerText()).toContain('By place in the mail');
    expect(await page.locator('svg.plot').count()).toBe(4);
    expect((await page.locator('.stories-read > li').first().innerText()).includes('43 clicks')).toBe(true);
    await expectFine();
  });

  it('as files: one edition’s stories, and the editions', async () => {
    const one = await (await page.request.get(`${room.server.url}/insight/weekly/1/figures.csv`)).text();
    const [head = '', first = ''] = one.split('\r\n');
    expect(head).toBe('story,headline,section,clicks,lead,section-lead,card,brief,highlights,read-on,outlets,more,forwarded,correction');
    expect(first).toMatch(new RegExp(`^${story},.*,43,40,0,0,0,0,0,0,0,3,$`));
    const all = await page.request.get(`${room.server.url}/insight.csv?of=weekly`);
    expect(all.headers()['content-disposition']).toContain('weekly.csv');
    expect(await all.text()).toMatch(/weekly,1,2026-11-21T08:00:00\.000Z,.*,3,3,52,3,0,0,0\r\n/);
    expect((await page.request.get(`${room.server.url}/insight/weekly/99`)).status()).toBe(404);
  });

  it('take a correction, and take it back, by the keyboard alone', async () => {
    await tabTo(`#story-${story} summary`);
    await page.keyboard.press('Enter');
    await tabTo(`#story-${story} textarea`);
    await page.keyboard.type('It was <i>twelve</i>, not twenty-one.');
    await tabTo(`#story-${story} button[value=correct]`);
    await page.keyboard.press('Enter');
    await page.locator('#said').getByText('reads it from now on').waitFor();
    expect(await page.locator(`#story-${story} .stands`).innerText()).toContain('It was <i>twelve</i>, not twenty-one.');
    await expectFine();
    // What was opened stays open.
    await tabTo(`#story-${story} button[value=withdraw]`);
    await page.keyboard.press('Enter');
    await page.locator('#said').getByText('Taken back').waitFor();
    expect(await page.locator(`#story-${story} .history li`).count()).toBe(2);
    const edition = await room.press.store.findEdition('weekly', slot);
    expect((await room.press.store.errata(edition?.id ?? 0)).map(({ words, by }) => [words, by])).toEqual([
      ['It was <i>twelve</i>, not twenty-one.', 'ada'],
      [null, 'ada'],
    ]);
    expect(complaints).toEqual([]);
  });
});
