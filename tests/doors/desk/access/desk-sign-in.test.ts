import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserSuite, chromiumPresent, startBrowser } from '../../../browser.ts';
import { type DeskNewsroomUnderTest, openNewsroom } from '../newsroom.ts';

const password = 'open sesame 1';

describe.skipIf(!chromiumPresent)(browserSuite('signing in to the desk'), () => {
  let browser: Browser;
  let room: DeskNewsroomUnderTest;
  let page: Page;
  const posted: string[] = [];

  beforeAll(async () => {
    browser = await startBrowser();
    room = await openNewsroom({ password });
    page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    page.setDefaultTimeout(15_000);
    page.on('request', (request) => {
      if (request.method() === 'POST') posted.push(new URL(request.url()).pathname);
    });
  });
  afterAll(async () => {
    await browser.close();
    await room.close();
  });

  const logIn = async (name: string, word: string) => {
    await page.getByLabel('Your name').fill(name);
    await page.getByLabel('Password').fill(word);
    await page.getByRole('button', { name: 'Log in' }).click();
  };

  it('shows a viewer everything, offers no act, and no key does one', async () => {
    await page.goto(`${room.server.url}/edition`);
    await logIn('Vera', `${password}-viewer`);
    await page.locator('.story').first().waitFor();
    await page.getByText('Vera (looking only)').waitFor();
    for (const path of ['/', '/edition', '/edition?panel=words', '/edition?panel=history', '/edition?look=findings', '/sign', '/content']) {
      await page.goto(room.server.url + path);
      await page.locator('#preview').waitFor();
      const actions = await page.evaluate<string[]>(
        `[...document.querySelectorAll('form[method=post]')].map((form) => form.getAttribute('action'))`,
      );
      expect(actions.toSorted()).toEqual(['/logout', '/name']);
    }
    await page.goto(`${room.server.url}/edition`);
    await page.locator('.story').first().waitFor();
    posted.length = 0;
    for (const key of ['j', 'p', 'x', 'u', 'd']) await page.keyboard.press(key);
    await page.locator('#chosen').waitFor();
    expect(posted).toEqual([]);
    expect(await page.locator('[data-sortable]').count()).toBe(0);
  });

  it('lets a viewer say another name and log out', async () => {
    await page.locator('#who summary').click();
    await page.getByLabel('Your name, as the history has it').fill('Vera Vane');
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await page.getByText('Vera Vane (looking only)').waitFor();
    if (!(await page.getByRole('button', { name: 'Log out' }).isVisible())) await page.locator('#who summary').click();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByLabel('Password').waitFor();
  });

  it('tells who guesses what to do: wrong, and after five of them to wait', async () => {
    for (let guess = 1; guess <= 5; guess++) {
      await logIn('Mallory', `guess ${guess}`);
      await page.getByRole('alert').getByText('not right').waitFor();
    }
    await logIn('Mallory', password);
    await page
      .getByRole('alert')
      .getByText(/Try again in \d+ seconds/)
      .waitFor();
  });
});
