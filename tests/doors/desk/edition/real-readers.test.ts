import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { browserSuite, chromiumPresent, startBrowser } from '../../../browser.ts';
import { type DeskNewsroomUnderTest, openNewsroom, openPage, sendFromDesk } from '../newsroom.ts';

const first = { newsletter: 'weekly', at: new Date('2026-11-21T08:00:00Z') };
const second = '/edition?at=2026-11-28T08:00:00Z';

// One story, told in its order.
describe.skipIf(!chromiumPresent)(browserSuite('what readers really get'), { shuffle: false }, () => {
  let browser: Browser;
  let room: DeskNewsroomUnderTest;
  let page: Page;
  beforeAll(async () => {
    browser = await startBrowser();
    // The window of the second edition reaches back over the first.
    room = await openNewsroom({ newsletter: { window: '21d' } });
    const subscribe = (address: string, topics: readonly string[]) =>
      room.press.store.subscribe({ address, newsletter: 'weekly', topics, now: new Date(), how: 'test' });
    await subscribe('ada@reader.example', ['Climate', 'Space', 'Health', 'Cities', 'Technology', 'Culture', 'Oceans', 'Economy']);
    await subscribe('bo@reader.example', ['Space']);
    await sendFromDesk(room, first);
    const finished = async () => (await room.press.store.findEdition('weekly', first.at))?.state === 'finished';
    await vi.waitUntil(finished, { timeout: 30_000 });
    await subscribe('cy@reader.example', ['Space', 'Oceans']);
    ({ page } = await openPage(browser, room.server.url, second));
    page.setDefaultTimeout(15_000);
  });
  afterAll(async () => {
    await browser?.close();
    await room?.close();
  });

  const stories = () => page.locator('.story-title a').allTextContents();
  let told: readonly string[] = [];

  it('shows the mail of a reader who had the last edition, in which nothing was told before', async () => {
    const before = await room.source.preview(first);
    told = before.digest.sections.flatMap((section) => section.stories.map(({ story }) => story.id));
    const shown = await page.locator('.story').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-story')));
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.filter((id) => told.includes(id ?? ''))).toEqual([]);
    expect(await page.locator('#as-last').getAttribute('aria-current')).toBe('true');
  });

  it('names among those left out what was told, and in which edition', async () => {
    await page.locator('#left-already-told summary').click();
    await page.locator('#left-already-told .told').getByText('told in No. 1').first().waitFor();
  });

  it('shows a new reader’s mail at one press, and marks what others were told', async () => {
    const last = await stories();
    await page.locator('#as-new').click();
    await page.locator('#as-new[aria-current]').waitFor();
    await page.locator('.story .told').getByText('told in No. 1').first().waitFor();
    expect(await stories()).not.toEqual(last);
  });

  it('says how many readers have each story', async () => {
    await page.goto(room.server.url + second);
    await page.locator('.reach').getByText('3 readers get a mail').waitFor();
    const space = page.locator('.topic', { hasText: 'Space' }).locator('.story').first();
    await space.getByText(/([123] of|all) 3 readers/).waitFor();
  });

  it('tells who gets what: on top, by subject, by section, by story', async () => {
    await page.locator('#panel-readers').click();
    await page.locator('#readers').getByText('3 of 3 subscriptions').waitFor();
    const subjects = await page.locator('#readers .shares').nth(1).locator('b').allTextContents();
    expect(subjects.reduce((sum, words) => sum + Number.parseInt(words, 10), 0)).toBe(3);
    await page.locator('#readers .shares').nth(2).locator('li', { hasText: 'Space' }).getByText('3 of 3').waitFor();
  });

  it('looks with a named reader’s eyes, and with those of chosen topics, from the keyboard alone', async () => {
    await page.goto(room.server.url + second);
    await page.locator('#as-reader summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('bo@reader.example');
    await page.keyboard.press('Enter');
    await page.locator('#as-reader.current').getByText('bo@reader.example').waitFor();
    expect(await page.locator('.topic h3 bdi').allTextContents()).toEqual(['Space']);
    await page.locator('#topics summary').click();
    await page.locator('#topics').getByLabel('Oceans').check();
    for (const topic of ['Climate', 'Space', 'Health', 'Cities', 'Technology', 'Culture', 'Economy'])
      if (await page.locator('#topics').getByLabel(topic).isChecked()) await page.locator('#topics').getByLabel(topic).uncheck();
    await page.locator('#topics button').click();
    await page.locator('#topics.current').waitFor();
    expect(await page.locator('.topic h3 bdi').allTextContents()).toEqual(['Oceans']);
  });

  it('asks for a date on the newsletter’s own clocks', async () => {
    await page.goto(`${room.server.url}/edition?newsletter=weekly&local=2026-07-04T08:00`);
    expect(await page.locator('#date time').getAttribute('datetime')).toBe('2026-07-04T07:00:00.000Z');
  });
});
