import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserSuite, chromiumPresent, startBrowser } from '../../../browser.ts';
import { type DeskNewsroomUnderTest, openNewsroom, openPage } from '../newsroom.ts';

// One story, told in its order: of an editor who does not wait, while others work beside.
describe.skipIf(!chromiumPresent)(browserSuite('hands quicker than the pages of the desk'), { shuffle: false }, () => {
  let browser: Browser;
  let room: DeskNewsroomUnderTest;
  let page: Page;
  let complaints: string[];
  let strangers: string[];

  beforeAll(async () => {
    browser = await startBrowser();
    room = await openNewsroom();
    ({ page, complaints, strangers } = await openPage(browser, room.server.url, '/edition'));
    page.setDefaultTimeout(30_000);
  });
  afterAll(async () => {
    await browser.close();
    await room.close();
  });

  const poll = <Value>(value: () => Promise<Value> | Value) => expect.poll(value, { timeout: 30_000 });
  const open = (path: string) => page.goto(room.server.url + path);
  const titles = (topic = 0) => page.locator('.topic').nth(topic).locator('.story-title a').allTextContents();
  const version = () => page.locator('#drag-order [name=version]').inputValue();

  it('loses no key while pages come in, however quickly they are pressed and whatever others do', async () => {
    await open('/edition');
    const before = Number(await version());
    const counts = await page.locator('.topic').evaluateAll((all) => all.map((one) => one.querySelectorAll('.story').length));
    const topic = counts.findIndex((count) => count >= 3);
    const was = await titles(topic);
    const left = (await page.locator('#left-section-full li bdi').first().textContent()) ?? '';
    const keys = async (...pressed: string[]) => {
      for (const key of pressed) await page.keyboard.press(key);
    };
    const slow = await page.context().newCDPSession(page);
    await slow.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const others = setInterval(() => room.changed('article', 'articles/another.md'), 400);
    try {
      await page.locator('.topic').nth(topic).locator('.story-title a').first().click();
      await keys('d', 'd');
      await poll(() => titles(topic)).toEqual([was[1], was[2], was[0], ...was.slice(3)]);
      await poll(version).toBe(String(before + 2));
      await keys('Control+z', 'Control+z', 'x', 'Control+z');
      await poll(version).toBe(String(before + 6));
      await poll(() => titles(topic)).toEqual(was);
      await page.keyboard.press('Control+k');
      await page.keyboard.type(`${left.split(' ').slice(0, 3).join(' ')} left out`);
      await keys('ArrowDown', 'Tab', 'Enter');
      await poll(version).toBe(String(before + 7));
      await poll(async () => (await page.locator('.story-title a').allTextContents()).includes(left)).toBe(true);
      await keys('Control+z', 'w');
      await page.keyboard.type('Quick hands');
      await poll(() => page.getByLabel('Subject', { exact: true }).inputValue()).toBe('Quick hands');
    } finally {
      clearInterval(others);
      await slow.detach();
    }
    await open('/edition');
    await poll(version).toBe(String(before + 8));
  });

  it('asked nobody but the desk, and heard no complaint of the browser', () => {
    expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });
  });
});
