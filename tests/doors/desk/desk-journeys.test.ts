import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserSuite, chromiumPresent, startBrowser } from '../../browser.ts';
import { articleText } from '../../project-folder.ts';
import { type DeskNewsroomUnderTest, openNewsroom, openPage } from './newsroom.ts';

// One story, told in its order.
describe.skipIf(!chromiumPresent)(browserSuite('an editor at the desk'), { shuffle: false }, () => {
  let browser: Browser;
  let room: DeskNewsroomUnderTest;
  let page: Page;
  let complaints: string[];
  let strangers: string[];
  const heard = { drop: false };

  beforeAll(async () => {
    browser = await startBrowser();
    room = await openNewsroom({
      newsletter: { approval: 'required' },
      sink: {
        conduct: ({ to }) =>
          heard.drop && to.startsWith('lost')
            ? { do: 'drop-after-dot', kept: false }
            : { do: 'accept', delayMs: to.startsWith('slow') ? 150 : 0 },
      },
    });
    ({ page, complaints, strangers } = await openPage(browser, room.server.url, '/'));
    // How long to wait for something to show, not how long it may take: that is the bench's.
    page.setDefaultTimeout(15_000);
  });
  afterAll(async () => {
    await browser.close();
    await room.close();
  });

  const said = () => page.locator('#said');
  const titles = (topic = 0) => page.locator('.topic').nth(topic).locator('.story-title a').allTextContents();
  const open = (path: string) => page.goto(room.server.url + path);

  it('sees the newsletters with their next slots, and opens the next edition', async () => {
    await page.locator('.countdown').first().waitFor();
    await page.getByRole('link', { name: 'Open the edition' }).click();
    await page.frameLocator('#frame').locator('h1').first().waitFor();
    expect(await page.locator('.story').count()).toBeGreaterThan(5);
  });

  it('moves a story down with its button, and the mail follows', async () => {
    const [first = '', second = ''] = await titles();
    await page.locator('.topic').first().locator('.story').first().getByRole('button', { name: 'Move down' }).click();
    await said().getByText('Reordered').waitFor();
    await expect.poll(async () => (await titles()).slice(0, 2)).toEqual([second, first]);
  });

  it('drags a story to another place', async () => {
    const [first = ''] = await titles();
    const version = () => page.locator('#drag-order [name=version]').first().inputValue();
    const before = await version();
    const rows = page.locator('.topic').first().locator('.story-title');
    await rows.nth(0).hover();
    await page.mouse.down();
    const below = await rows.nth(1).boundingBox();
    await page.mouse.move((below?.x ?? 0) + 20, (below?.y ?? 0) + 10, { steps: 8 });
    await page.mouse.move((below?.x ?? 0) + 20, (below?.y ?? 0) + 60, { steps: 8 });
    await page.mouse.up();
    // The row is in its place at once; the page is the newsroom's again when its version is.
    await expect.poll(version, { timeout: 15_000 }).not.toBe(before);
    await expect.poll(async () => (await titles()).indexOf(first)).toBe(1);
  });

  it('drops a story: it is gone, named among those left out, and comes back when undone', async () => {
    const [first = ''] = await titles();
    await page.locator('.topic').first().locator('.story').first().getByRole('button', { name: 'Drop' }).click();
    await said().getByText('Dropped').waitFor();
    await expect.poll(async () => (await titles()).includes(first)).toBe(false);
    await page.locator('#left-dropped-by-editor summary').click();
    await page.locator('#left-dropped-by-editor').getByText(first).waitFor();
    await said().getByRole('button', { name: 'Undo' }).click();
    await said().getByText('Undone').waitFor();
    await expect.poll(async () => (await titles()).includes(first)).toBe(true);
  });

  it('rewords a story with a reason, and the mail says it so', async () => {
    await page.locator('.topic').first().locator('.story-title a').first().click();
    await page.locator('#chosen').waitFor();
    await page.getByLabel('Title', { exact: true }).fill('A title of our own');
    await page.locator('#reword').getByLabel('Why').fill('shorter');
    await page.getByRole('button', { name: 'Keep these words' }).click();
    await said().getByText('Reworded').waitFor();
    await page.frameLocator('#frame').getByText('A title of our own').filter({ visible: true }).first().waitFor();
    await page.locator('.note').getByText('reworded by ada: shorter').first().waitFor();
  });

  it('sees why a story is out and what would bring it in, and pins it', async () => {
    await open('/edition');
    await page.locator('#left-section-full summary').click();
    const row = page.locator('#left-section-full li').first();
    const title = (await row.locator('bdi').first().textContent()) ?? '';
    await row.getByRole('link', { name: /^Why/ }).click();
    await page.locator('#chosen').getByText('To be in:').waitFor();
    await page.getByRole('button', { name: 'Pin into the digest' }).click();
    await said().getByText('Pinned').waitFor();
    await expect.poll(async () => (await page.locator('.story-title').allTextContents()).some((text) => text.includes(title))).toBe(true);
  });

  it('writes the subject with a guide beside it', async () => {
    await page.locator('#panel-words').click();
    await page.getByLabel('Subject', { exact: true }).fill('Short');
    await page.locator('#subject-guide').getByText('5 characters; short').waitFor();
    await page.getByLabel('Subject', { exact: true }).fill('A subject that says what is in the mail');
    await page.getByRole('button', { name: 'Keep these words' }).click();
    await page.locator('.envelope .subject').getByText('A subject that says what is in the mail').waitFor();
  });

  it('tries other settings and sees the difference before changing anything', async () => {
    await page.locator('#more-panels > summary').click();
    await page.locator('#panel-what-if').click();
    await page.locator('#try-perTopic').fill('6');
    await page.locator('#what-if-diff').getByText('would enter').first().waitFor();
    await page.locator('#what-if-diff').getByText('perTopic: 6').waitFor();
  });

  it.each([
    ['Gmail without styles', 'client=gmail-bare'],
    ['Outlook (Word)', 'client=outlook-word'],
    ['Inverted, partly', 'scheme=inverted-partial'],
    ['Inverted, fully', 'scheme=inverted-full'],
  ])('looks at the mail as %s makes it', async (name, part) => {
    await open('/edition');
    await page.locator('#view summary').click();
    await page.getByRole('link', { name, exact: true }).click();
    await expect.poll(() => page.locator('#frame').getAttribute('src'), { timeout: 5_000 }).toContain(part);
    await page.frameLocator('#frame').locator('h1').first().waitFor();
  });

  it('reads the raw message, the inbox rows and the findings, and finds each in the mail', async () => {
    await open('/edition?look=raw');
    await page.locator('.text-part').getByText('List-Unsubscribe').first().waitFor();
    await page.getByRole('link', { name: 'Inbox', exact: true }).click();
    await page.locator('.inbox-row').first().waitFor();
    await page.getByRole('link', { name: 'Findings', exact: true }).click();
    await page.getByText('checked on the finished message').waitFor();
  });

  it('sends a test to an allowed address, and it arrives', async () => {
    await open('/sign');
    await page.getByRole('button', { name: 'Send a test' }).click();
    await said().getByText('Sent a test to tester@courant.example').waitFor();
    expect(room.sink.accepted.map(({ to }) => to)).toContain('tester@courant.example');
  });

  it('has no way to send what nobody approved but by approving it', async () => {
    await page.locator('#ask-send').click();
    await page.locator('#ask').getByText('There is nobody to send it to').waitFor();
    await page.getByRole('link', { name: 'Not now' }).click();
  });

  it('approves; a change voids it and is named; approves again', async () => {
    await page.getByRole('button', { name: 'Approve this edition' }).click();
    await page.getByText('Approved by ada').waitFor();
    await open('/edition');
    const [first = ''] = await titles(1);
    await page.locator('.topic').nth(1).locator('.story').first().getByRole('button', { name: 'Drop' }).click();
    await said().getByText('Dropped').waitFor();
    await open('/sign');
    await page.locator('#voided').getByText(`“${first}” left`).waitFor();
    await page.getByRole('button', { name: 'Approve this edition' }).click();
    await page.getByText('Approved by ada').waitFor();
  });

  it('sends, watches it go on without reloading, pauses, resumes', async () => {
    const now = new Date();
    const topics = ['Space', 'Health', 'Climate', 'Technology'];
    for (let i = 0; i < 120; i++)
      await room.press.store.subscribe({ address: `slow${i}@reader.example`, newsletter: 'weekly', topics, now, how: 'test' });
    await room.press.store.subscribe({ address: 'lost@reader.example', newsletter: 'weekly', topics, now, how: 'test' });
    heard.drop = true;
    await page.reload();
    await page.locator('#ask-send').click();
    await page.locator('#ask').getByText('Send it to 121 readers?').waitFor();
    if (await page.locator('#is-late').count()) await page.locator('#ask [name=word]').fill('late');
    await page.locator('#act-send').click();
    await said().getByText('The send has begun').waitFor();
    const settled = () => page.locator('#progress').getAttribute('value').then(Number);
    await expect.poll(settled, { timeout: 10_000 }).toBeGreaterThan(5);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await expect.poll(() => page.locator('#edition-state').getAttribute('data-state'), { timeout: 10_000 }).toBe('sending');
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(() => page.locator('#edition-state').getAttribute('data-state'), { timeout: 20_000 }).toBe('finished');
    expect(room.sink.duplicates()).toEqual([]);
  });

  it('resolves the unknown one with its evidence', async () => {
    await page.locator('#unknown').getByText('lost@reader.example').waitFor();
    await page.getByLabel('How do you know?').fill('not in the relay log');
    await page.getByRole('button', { name: 'They failed' }).click();
    await said().getByText('1 of 1 set to failed').waitFor();
    await expect.poll(() => page.locator('#unknown').count()).toBe(0);
    await open('/');
    await page.locator('.editions').getByText('sent').first().waitFor();
  });

  it('searches the content and sees what is in it', async () => {
    await open('/content?search=the');
    await page.getByRole('heading', { name: /^Found/ }).waitFor();
    await page.getByRole('heading', { name: /^Topics/ }).waitFor();
    await page.getByRole('heading', { name: /^Outlets’ health/ }).waitFor();
    expect(await page.locator('.outlet').count()).toBeGreaterThan(5);
    await page
      .getByRole('link', { name: /^Find it in the edition/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Find a story' }).waitFor();
    await page.locator('#found').getByRole('status').waitFor();
  });

  it('tells on the overview that what was approved has changed since, and leads to what did', async () => {
    const next = (await room.source.overview()).newsletters[0]?.next as Date;
    const query = { newsletter: 'weekly', at: next };
    const { approval } = await room.source.signing(query);
    await room.source.sign(query, { act: 'approve', seen: approval.fingerprint }, 'grace');
    await open('/');
    await page.locator('.badge-fine').getByText('approved').waitFor();
    const publishedDateTime = new Date(next.getTime() - 3_600_000).toISOString();
    room.folder.write(
      'articles/late.md',
      articleText({ title: '"A comet at noon"', publishedDateTime, topics: '[Space]', quality: '150' }),
    );
    room.changed('article', 'articles/late.md');
    await page.locator('.badge-waits').getByText('changed since it was approved').waitFor();
    const waiting = page.locator('.waiting li').filter({ hasText: 'has changed since grace approved it' });
    await waiting.getByText('“A comet at noon” joined Space').waitFor();
    await waiting.getByRole('link').click();
    await page.locator('#voided').getByText('“A comet at noon” joined Space').waitFor();
  });

  it('asked nobody but the desk, and heard no complaint of the browser', () => {
    expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });
  });
});
