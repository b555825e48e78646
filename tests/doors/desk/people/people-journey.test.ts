import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invite } from '../../../../src/press/people/accounts.ts';
import { browserSuite, chromiumPresent, startBrowser } from '../../../browser.ts';
import { type DeskNewsroomUnderTest, openNewsroom, openPage } from '../newsroom.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const at = '2026-11-21T08:00:00.000Z';

// One story, told in its order: the keyboard does what a hand would.
describe.skipIf(!chromiumPresent)(browserSuite('people who make an edition together'), { shuffle: false }, () => {
  let browser: Browser;
  let room: DeskNewsroomUnderTest;
  let admin: Page;
  let grace: Page;
  let bea: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await startBrowser();
    room = await openNewsroom({
      password: 'open sesame 1',
      newsletter: { approval: 'required', approver: 'another', greeting: 'Dear reader,' },
    });
    admin = await joined('Ada Admin', 'admin');
    bea = await joined('Bea Publisher', 'publisher');
  });
  afterAll(async () => {
    await browser.close();
    await room.close();
  });

  const opened = async (path: string): Promise<Page> => {
    // Axe is put into the page, which its policy forbids.
    const { page, complaints: of } = await openPage(browser, room.server.url, path, { bypassCSP: true });
    page.setDefaultTimeout(15_000);
    page.on('close', () => complaints.push(...of));
    return page;
  };
  const joined = async (name: string, role: 'admin' | 'publisher'): Promise<Page> => {
    const token = `token-of-${role}`;
    await invite(room.press.store, { address: `${role}@courant.example`, role, by: 'test', token, now: new Date() });
    return join(await opened(`/join/${token}`), name);
  };
  const join = async (page: Page, name: string): Promise<Page> => {
    await page.getByLabel('Your name').fill(name);
    await page.getByLabel('A password').fill('a long enough word');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${room.server.url}/`);
    return page;
  };
  const mailsTo = (address: string) =>
    Promise.all(room.sink.accepted.filter(({ to }) => to === address).map(({ bytes }) => PostalMime.parse(bytes)));
  /** The one link of the desk in it, as it leads to this one. */
  const linkIn = (text = ''): string => /https:\/\/news\.courant\.example(\/\S+)/.exec(text)?.[1] ?? '';
  const violations = async (page: Page): Promise<readonly string[]> => {
    await page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true; })`);
    await page.evaluate(axe);
    const found = await page.evaluate<{ readonly violations: readonly { id: string; nodes: readonly { html: string }[] }[] }>(
      `axe.run({ exclude: ['#frame'] }, { iframes: false, resultTypes: ['violations'] })`,
    );
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  };

  it('an admin invites somebody by mail, and she follows the link', async () => {
    for (const path of ['/account', '/login', '/forgotten', '/people']) {
      await admin.goto(room.server.url + path);
      expect([path, await violations(admin)]).toEqual([path, []]);
    }
    await admin.getByLabel('Address', { exact: true }).fill('grace@courant.example');
    await admin.getByRole('radio', { name: 'publisher' }).check();
    await admin.getByRole('button', { name: 'Mail an invitation' }).press('Enter');
    await admin.getByText('Mailed to grace@courant.example.').waitFor();
    const [mail] = await mailsTo('grace@courant.example');
    expect([mail?.subject, mail?.from?.address]).toEqual([
      'Ada Admin invites you to the desk of The Weekly Test',
      'confirm@courant.example',
    ]);
    // She is none.
    expect(mail?.text).not.toContain('Dear reader');
    grace = await opened(linkIn(mail?.text));
    expect(await violations(grace)).toEqual([]);
    await join(grace, 'Grace Hopper');
  });

  it('she pins and rewords, and comments on a story with a mention, by the keyboard', async () => {
    await grace.goto(`${room.server.url}/edition?at=${at}`);
    const row = grace.locator('.story').first();
    const title = (await row.locator('.story-title a').textContent()) ?? '';
    await row.getByRole('button', { name: /^Pin: / }).press('Enter');
    await grace.getByText('Pinned.').waitFor();
    await row.locator('.story-title a').press('Enter');
    await grace.locator('#reword [name=title]').fill(`${title}, again`);
    await grace.locator('#reword [name=title]').press('Enter');
    await grace.getByText('Reworded.').waitFor();
    await grace.getByRole('link', { name: 'Comment on it' }).press('Enter');
    const words = grace.getByLabel('Comment', { exact: true });
    await words.fill('@bea is <b>this</b> right?\n@nobody knows.');
    await grace.getByRole('button', { name: 'Comment', exact: true }).press('Enter');
    await grace.getByText('Kept. Mailed to Bea Publisher. Nobody here answers to @nobody.').waitFor();
    expect(await grace.locator('.thread .about').textContent()).toBe(`${title}, again`);
    expect(await grace.locator('.thread .words').innerText()).toBe('@bea is <b>this</b> right?\n@nobody knows.');
    expect(await grace.getByRole('link', { name: 'Comments (1)' }).count()).toBe(1);
    expect(await violations(grace)).toEqual([]);
  });

  it('who is mentioned gets a mail, follows it to that place, answers and resolves; the other page follows', async () => {
    const [mail] = await mailsTo('publisher@courant.example');
    expect(mail?.subject).toMatch(/^Grace Hopper mentions you: “/);
    expect(mail?.text).toContain('@bea is <b>this</b> right? @nobody knows.');
    await bea.goto(room.server.url);
    expect(await bea.getByRole('link', { name: '1 open comment' }).count()).toBe(0);
    await bea.goto(room.server.url + linkIn(mail?.text));
    await bea.locator('.thread:target').waitFor();
    await bea.locator('summary', { hasText: 'Answer' }).press('Enter');
    await bea.getByRole('textbox', { name: 'Answer' }).fill('It is.');
    await bea.getByLabel('Mail it to').last().fill('grace');
    await bea.getByRole('button', { name: 'Send the answer' }).press('Enter');
    await bea.getByText('Kept. Mailed to Grace Hopper.').waitFor();
    await grace.getByText('It is.').waitFor();
    await bea.goto(`${room.server.url}/sign?at=${at}`);
    await bea.getByRole('link', { name: '1 open comment' }).press('Enter');
    await bea.getByRole('button', { name: /^Resolve/ }).press('Enter');
    await bea.getByText('Resolved.').waitFor();
    await grace.getByText(/resolved by Bea Publisher/).waitFor();
    expect(await grace.getByRole('button', { name: /^Delete/ }).count()).toBe(1);
    await grace.getByRole('button', { name: /^Delete/ }).press('Enter');
    await grace.getByText('deleted', { exact: true }).waitFor();
    expect(JSON.stringify(await room.press.store.comments('weekly', new Date(at)))).not.toContain('nobody knows');
  });

  it('who changed it cannot approve it, and is told who may; who did not approves it', async () => {
    await grace.goto(`${room.server.url}/sign?at=${at}`);
    await grace.getByText('You changed it, so somebody else has to approve it. Ada Admin or Bea Publisher may.').waitFor();
    expect(await grace.locator('#hands li').allTextContents()).toEqual(['pinned by Grace Hopper', 'reworded by Grace Hopper']);
    expect(await grace.locator('#act-approve, #ask-send').count()).toBe(0);
    expect(await violations(grace)).toEqual([]);
    await bea.goto(`${room.server.url}/sign?at=${at}`);
    await bea.getByRole('button', { name: 'Approve this edition' }).press('Enter');
    await bea.getByText(/^Approved by Bea Publisher/).waitFor();
    for (const page of [admin, grace, bea]) await page.close();
    expect(complaints).toEqual([]);
  });
});
