import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserSuite, chromiumPresent, startBrowser } from '../../../browser.ts';
import { type DeskNewsroomUnderTest, openNewsroom, openPage } from '../newsroom.ts';

const wait = { timeout: 15_000 };

// One story, told in its order.
describe.skipIf(!chromiumPresent)(browserSuite('two editors at the same edition'), { shuffle: false }, () => {
  let browser: Browser;
  let room: DeskNewsroomUnderTest;
  let ada: Page;
  let bea: Page;

  beforeAll(async () => {
    browser = await startBrowser();
    room = await openNewsroom();
    [ada, bea] = [await editor('ada'), await editor('bea')];
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await room?.close();
  });

  const editor = async (name: string): Promise<Page> => {
    const { page } = await openPage(browser, room.server.url, '/edition');
    page.setDefaultTimeout(wait.timeout);
    await page.locator('#who summary').click();
    await page.getByLabel('Your name, as the history has it').fill(name);
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await page.locator('#who summary').getByText(name).waitFor();
    await page.goto(`${room.server.url}/edition`);
    await page.locator('html[data-live=yes]').waitFor();
    return page;
  };
  const stories = (page: Page, topic: number) => page.locator('.topic').nth(topic).locator('.story');
  const titles = (page: Page, topic: number) => page.locator('.topic').nth(topic).locator('.story-title a').allTextContents();
  const drop = async (page: Page, topic: number): Promise<string> => {
    const [first = ''] = await titles(page, topic);
    await stories(page, topic).first().getByRole('button', { name: 'Drop' }).click();
    await page.locator('#said').getByText('Dropped').waitFor();
    return first;
  };

  it('the second sees what the first does, without a hand moved', async () => {
    const dropped = await drop(ada, 0);
    await expect.poll(async () => (await titles(bea, 0)).includes(dropped), wait).toBe(false);
    // And can go on from there: what she sees is the newest version.
    await drop(bea, 0);
    await expect.poll(async () => (await titles(ada, 0)).join(), wait).toBe((await titles(bea, 0)).join());
  });

  it('who is writing keeps every word while the other changes the edition, wherever the cursor is by then', async () => {
    await stories(bea, 1).first().locator('.story-title a').click();
    await bea.locator('#chosen').waitFor();
    await bea.getByLabel('Title', { exact: true }).fill('A title bea wrote');
    await bea.locator('#reword').getByLabel('Why').fill('shorter');
    const dropped = await drop(ada, 2);
    await bea.getByRole('status').getByText('This edition has changed').waitFor();
    expect(await bea.getByLabel('Title', { exact: true }).inputValue()).toBe('A title bea wrote');
    expect(await titles(bea, 2)).toContain(dropped);

    await bea.getByRole('button', { name: 'Keep these words' }).click();
    await bea.getByRole('alert').getByText(`“${dropped}” dropped by ada`).waitFor();
    await bea.locator('#refused').getByText('A title bea wrote').waitFor();
    await expect.poll(() => titles(bea, 2), wait).not.toContain(dropped);
    expect(await bea.locator('.story-title').allTextContents()).not.toContain('A title bea wrote');
  });

  it('and has it done all the same by one press, beside what the other did', async () => {
    await bea.getByRole('button', { name: 'Do it all the same' }).click();
    await bea.locator('#said').getByText('Reworded').waitFor();
    await bea.frameLocator('#frame').getByRole('link', { name: 'A title bea wrote' }).first().waitFor();
    await ada.frameLocator('#frame').getByRole('link', { name: 'A title bea wrote' }).first().waitFor();
    const { records } = await room.press.store.overrides('weekly', null);
    expect(records.map(({ author, override }) => `${author}: ${override.kind}`)).toEqual([
      'ada: drop',
      'bea: drop',
      'ada: drop',
      'bea: reword',
    ]);
    expect(records.at(-1)?.reason).toBe('shorter');
  });

  it('who sent their words follows again', async () => {
    const dropped = await drop(ada, 3);
    await expect.poll(() => titles(bea, 3), wait).not.toContain(dropped);
  });
});
