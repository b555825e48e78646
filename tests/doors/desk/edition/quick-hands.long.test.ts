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

  const poll = <Value>(value: () => Promise<Value> | Value) => expect.poll(value, { timeout: 60_000 });
  const said = (words: string) => page.locator('#said').getByText(words).waitFor();
  const open = (path: string) => page.goto(room.server.url + path);
  const mail = () => page.frameLocator('#frame');
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
    const others = setInterval(() => room.changed('article', 'articles/another.md'), 1_000);
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

  it('rewords in the mail itself: Enter keeps the words, Escape takes them back', async () => {
    await open('/edition');
    const before = Number(await version());
    const leading = page.locator('.story:has(.leads) .story-title a');
    const first = (await leading.textContent()) ?? '';
    // What was the palette's is the page's again at once.
    for (const key of ['Control+k', 'a', 'Escape', 'i']) await page.keyboard.press(key);
    const headline = mail().getByRole('textbox', { name: `Headline: ${first}` });
    await headline.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Not these');
    await page.keyboard.press('Escape');
    await poll(() => headline.textContent()).toBe(first);
    await headline.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Put plainly, xj');
    room.changed('article', 'articles/another.md');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('in the mail');
    await page.keyboard.press('Enter');
    await said('Reworded');
    await poll(version).toBe(String(before + 1));
    await poll(() => leading.textContent()).toBe('Put plainly, in the mail');
    const excerpt = mail().getByRole('textbox', { name: 'Excerpt: Put plainly, in the mail' });
    await excerpt.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Said in one short line.');
    await page.locator('#sections-title').click();
    await poll(version).toBe(String(before + 2));
    await mail().getByText('Said in one short line.').first().waitFor();
    await page.keyboard.press('i');
    await poll(() => mail().getByRole('textbox').count()).toBe(0);
  });

  it('chooses a picture by its thumbnail, and the place in it to keep in view', async () => {
    await open('/edition');
    const before = Number(await version());
    await page.locator('.story-title a').first().click();
    await page.locator('#chosen').waitFor();
    await page.locator('#picture summary').click();
    const thumb = page.locator('#picture .thumb img').first();
    await poll(() => thumb.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
    const place = page.locator('.focus-picture > img');
    const box = await place.boundingBox();
    await place.click({ position: { x: (box?.width ?? 0) * 0.34, y: (box?.height ?? 0) * 0.3 } });
    await page.getByLabel('the place marked').and(page.locator(':checked')).waitFor();
    await page.getByRole('button', { name: 'Show this picture' }).click();
    await said('The picture is chosen');
    await poll(version).toBe(String(before + 1));
    const { records } = await room.press.store.overrides('weekly', null);
    const chosen = records.at(-1)?.override;
    const [across, down] = (chosen?.kind === 'picture' && chosen.focus) || [0, 0];
    expect([Math.abs(across - 0.34) < 0.03, Math.abs(down - 0.3) < 0.05]).toEqual([true, true]);
    // Nobody has the desk fetch what is no picture of the story.
    expect((await page.request.get(`${room.server.url}/edition/picture?story=nobody&n=0`)).status()).toBe(404);
  });

  it('asked nobody but the desk, and heard no complaint of the browser', () => {
    expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });
  });
});
