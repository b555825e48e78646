import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserSuite, chromiumPresent, startBrowser } from '../../../browser.ts';
import { type DeskNewsroomUnderTest, openNewsroom } from '../newsroom.ts';

describe.skipIf(!chromiumPresent)(browserSuite('one story or two, at the desk'), () => {
  let browser: Browser;
  let room: DeskNewsroomUnderTest;
  let page: Page;

  beforeAll(async () => {
    browser = await startBrowser();
    room = await openNewsroom();
    page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await room.close();
  });

  it('is a link beside each coverage, and answers sign by sign, without a script', async () => {
    const preview = await room.source.preview({});
    const story = preview.stories.find(({ coverages }) => coverages.length > 1);
    await page.goto(`${room.server.url}/edition?story=${story?.id}`);
    await page.locator('#pair summary').click();
    await page.locator('#pair li a').first().click();
    expect(await page.locator('h1').textContent()).toBe('One story or two?');
    expect(await page.locator('#pair-title').textContent()).toMatch(/^One story/);
    expect(await page.locator('#pair h3').first().textContent()).toBe('For it');
    expect(await page.locator('#pair').textContent()).toContain('Words both pages have:');
  });

  it('answers about any two pages that are typed in, and says of one nobody knows what to give instead', async () => {
    const [first, second] = (await room.source.preview({})).stories;
    await page.goto(`${room.server.url}/pair`);
    await page.locator('[name=a]').fill(first?.lead.file ?? '');
    await page.locator('[name=b]').fill(second?.lead.url ?? '');
    await page.getByRole('button', { name: 'Ask' }).click();
    expect(await page.locator('#pair-title').textContent()).toMatch(/^Two stories/);
    await page.locator('[name=b]').fill('<script>alert(1)</script>');
    await page.getByRole('button', { name: 'Ask' }).click();
    expect(await page.locator('[role=alert]').textContent()).toContain('No page of this window answers to "<script>alert(1)</script>"');
    expect(await page.locator('[name=a]').inputValue()).toBe(first?.lead.file);
  });
});
