import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserSuite, chromiumPresent, startBrowser } from '../../../browser.ts';
import { type DeskNewsroomUnderTest, openNewsroom, openPage, sendFromDesk } from '../newsroom.ts';

// One story, told in its order.
describe.skipIf(!chromiumPresent)(browserSuite('shaping an edition at the desk'), { shuffle: false }, () => {
  let browser: Browser;
  let room: DeskNewsroomUnderTest;
  let page: Page;
  let complaints: string[];
  let strangers: string[];

  beforeAll(async () => {
    browser = await startBrowser();
    room = await openNewsroom();
    ({ page, complaints, strangers } = await openPage(browser, room.server.url, '/edition'));
    page.setDefaultTimeout(15_000);
  });
  afterAll(async () => {
    await browser.close();
    await room.close();
  });

  const poll = <Value>(value: () => Promise<Value> | Value) => expect.poll(value, { timeout: 15_000 });
  const said = (words: string) => page.locator('#said').getByText(words).waitFor();
  const open = (path: string) => page.goto(room.server.url + path);
  const mail = () => page.frameLocator('#frame');
  const titles = (topic = 0) => page.locator('.topic').nth(topic).locator('.story-title a').allTextContents();
  /** A story of the plan with other outlets beside its own, chosen. */
  const chooseShared = async () => {
    await open('/edition');
    await page.locator('.story:has(.others) .story-title a').first().click();
    await page.locator('#chosen').waitFor();
  };
  const version = () => page.locator('#drag-order [name=version]').inputValue();

  it('lets another coverage lead, and the mail tells it in its words', async () => {
    await chooseShared();
    await page.locator('#coverages summary').click();
    const second = page.locator('#coverages li').nth(1);
    const title = (await second.locator('bdi').nth(1).textContent()) ?? '';
    await second.getByRole('radio').check();
    await page.locator('#coverages').getByLabel('Why').fill('they broke it');
    await page.getByRole('button', { name: 'Let it lead' }).click();
    await said('Another coverage leads');
    await mail().getByText(title).and(mail().locator('a, h2, h3, h2 *, h3 *')).first().waitFor();
    await page.locator('.note').getByText('they broke it').first().waitFor();
  });

  it('splits a coverage off into a story of its own', async () => {
    await chooseShared();
    const before = await page.locator('#coverages li').count();
    if ((await page.locator('#coverages').getAttribute('open')) === null) await page.locator('#coverages summary').click();
    await page.locator('#coverages li').last().getByRole('checkbox').check();
    await page.getByRole('button', { name: /^Split off/ }).click();
    await said('Split');
    await poll(() => page.locator('#coverages li').count()).toBeLessThan(before);
  });

  it('merges two stories into one', async () => {
    await open('/edition');
    const [first = ''] = await titles();
    const [gone = ''] = await titles(1);
    await page.locator('.story-title a').first().click();
    await page.locator('#merge summary').click();
    await page.getByLabel('The other story').selectOption({ label: `${gone} (Space)` });
    await page.getByRole('button', { name: 'Tell them as one' }).click();
    await said('Merged');
    await poll(async () => (await page.locator('.story-title a').allTextContents()).includes(gone)).toBe(false);
    expect((await page.locator('.story-title a').allTextContents()).includes(first)).toBe(true);
  });

  it('takes the last change back with Ctrl-Z, and gives a pin up where it was given', async () => {
    const [kept = ''] = await titles(1);
    await page.keyboard.press('Control+z');
    await said('Undone');
    await poll(version).toBe('4');
    const row = page.locator('.story', { hasText: kept }).first();
    await row.hover();
    await row.getByRole('button', { name: `Pin: ${kept}` }).click();
    await said('Pinned');
    await row.hover();
    await row.getByRole('button', { name: `Unpin: ${kept}` }).click();
    await said('Undone');
    await row.getByRole('button', { name: `Pin: ${kept}` }).waitFor();
  });

  it('does one thing to several stories, and tells what it did to each', async () => {
    await open('/edition');
    const [one = '', two = ''] = await titles(1);
    await page.getByLabel(`Choose: ${one}`).check();
    await page.getByLabel(`Choose: ${two}`).check();
    await page.locator('#many').getByRole('button', { name: 'Drop' }).click();
    await said('2 stories: Dropped.');
    await poll(async () => (await page.locator('.story-title a').allTextContents()).filter((title) => [one, two].includes(title))).toEqual(
      [],
    );
    await page.keyboard.press('Control+z');
    await said('Undone');
    await poll(version).toBe('9');
    await page.keyboard.press('Control+z');
    await poll(version).toBe('10');
  });

  it('finds a story that is left out by its words, from the keyboard, and places it', async () => {
    await open('/edition');
    const before = Number(await version());
    const group = page.locator('#left-section-full li').first();
    const title = (await group.locator('bdi').first().textContent()) ?? '';
    await page.keyboard.press('Control+k');
    await page
      .locator('#palette')
      .getByRole('searchbox')
      .fill(`${title.split(' ').slice(0, 3).join(' ')} left out`);
    // What the empty field found stays in sight until then, out of reach.
    await page.locator('#palette .found:not([inert]) li').first().filter({ hasText: title }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await said('Pinned');
    await poll(async () => (await page.locator('.story-title a').allTextContents()).includes(title)).toBe(true);
    await page.keyboard.press('Control+z');
    await said('Undone');
    await poll(version).toBe(String(before + 2));
  });

  it('drags a story into another section, and moves one there from the keyboard', async () => {
    await open('/edition');
    const before = Number(await version());
    const [first = ''] = await titles(0);
    const target = page.locator('.topic').nth(1).locator('.story').first();
    await page.locator('.topic').nth(0).locator('.story-title a').first().hover();
    await page.mouse.down();
    // On, as a hand does, until the row stands there: rows make way one after the other.
    await poll(async () => {
      const box = await target.boundingBox();
      await page.mouse.move((box?.x ?? 0) + 60, (box?.y ?? 0) + 4, { steps: 6 });
      await page.mouse.move((box?.x ?? 0) + 60, (box?.y ?? 0) + 8, { steps: 4 });
      return page.locator('.topic').nth(1).locator('.sortable-chosen').count();
    }).toBe(1);
    await page.mouse.up();
    await said('Pinned');
    await poll(version).toBe(String(before + 1));
    await poll(async () => (await titles(1)).includes(first)).toBe(true);
    await page.keyboard.press('Control+z');
    await poll(version).toBe(String(before + 2));
    const there = (await page.locator('.topic').nth(1).locator('h3 bdi').textContent()) ?? '';
    await page.locator('.story-title a').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('#place summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type(there);
    await page.keyboard.press('Tab');
    await page.keyboard.type('1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await poll(version).toBe(String(before + 3));
    await poll(async () => (await titles(1))[0]).toBe(first);
    await page.keyboard.press('Control+z');
    await poll(version).toBe(String(before + 4));
    await poll(async () => (await titles(0))[0]).toBe(first);
  });

  it('orders, pins and drops by keys alone', async () => {
    await open('/edition');
    const before = Number(await version());
    const [first = '', second = ''] = await titles(1);
    const at = (await titles(0)).length;
    await page.keyboard.press('j');
    await page.locator('.story.current').waitFor();
    for (let step = 1; step <= at; step++) {
      await page.keyboard.press('j');
      await poll(() => page.locator('.story').evaluateAll((rows) => rows.findIndex((row) => row.className.includes('current')))).toBe(step);
    }
    await page.keyboard.press('d');
    await poll(async () => (await titles(1)).slice(0, 2)).toEqual([second, first]);
    await poll(version).toBe(String(before + 1));
    await page.keyboard.press('u');
    await poll(async () => (await titles(1)).slice(0, 2)).toEqual([first, second]);
    await poll(version).toBe(String(before + 2));
    await page.keyboard.press('p');
    await said('Pinned');
    await poll(version).toBe(String(before + 3));
    await page.keyboard.press('x');
    await said('Dropped');
    await poll(async () => (await titles(1)).includes(first)).toBe(false);
  });

  it('rewords an excerpt away, and the mail has none', async () => {
    await open('/edition');
    await page.locator('.story-title a').first().click();
    const excerpt = await page.getByLabel('Excerpt (empty: none)').inputValue();
    expect(excerpt.length).toBeGreaterThan(10);
    await page.getByLabel('Excerpt (empty: none)').fill('');
    await page.getByRole('button', { name: 'Keep these words' }).click();
    await said('Reworded');
    await poll(() => mail().getByText(excerpt.slice(0, 40)).count()).toBe(0);
  });

  it('writes subject, preheader and note, each with its guide, and the mail opens with them', async () => {
    await open('/edition?panel=words');
    await page.getByLabel('Subject', { exact: true }).fill('x'.repeat(70));
    await page.locator('#subject-guide.off').getByText('70 characters; long').waitFor();
    await page.getByLabel('Subject', { exact: true }).fill('What the week brought, in twenty stories');
    await page.locator('#subject-guide').getByText('a good length').waitFor();
    await page.getByLabel('Preheader', { exact: true }).fill('Too short');
    await page.locator('#preheader-guide').getByText('9 characters; short').waitFor();
    await page.getByLabel('Preheader', { exact: true }).fill('A preheader that says something which the subject did not.');
    await page.getByLabel(/^Editor’s note/).fill('Good morning. *Two* things first:\n\n- the lock\n- the quay');
    await page.locator('#edition-words').getByLabel('Why').fill('a slow week');
    await page.getByRole('button', { name: 'Keep these words' }).click();
    await said('words are kept');
    await page.locator('.envelope').getByText('What the week brought').waitFor();
    await page.locator('.envelope').getByText('which the subject did not').waitFor();
    await mail().getByText('Two', { exact: true }).waitFor();
    await mail().getByText('the quay').waitFor();
  });

  it('adds the story of an address that is pasted: its card is filled in, or left to the editor', async () => {
    const article = (await room.source.content('weekly')).articles
      .toSorted((one, other) => one.publishedAt.getTime() - other.publishedAt.getTime())
      .find(({ images, publishedAt }) => images.length > 0 && publishedAt < new Date('2026-11-12T00:00:00Z'));
    await open('/edition');
    await page
      .locator('#find')
      .getByRole('searchbox')
      .fill(article?.url ?? '');
    await page.locator('#find').getByRole('button', { name: 'Find' }).click();
    await page.getByRole('button', { name: 'Look at this page, to add it' }).click();
    const card = page.locator('#add-story');
    await poll(() => card.getByLabel('Title').inputValue()).toBe(article?.title);
    expect(await card.getByLabel('Outlet').inputValue()).toBe(article?.provider.name);
    await poll(() => page.locator('.found-picture').evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBeGreaterThan(0);

    await open('/edition?panel=words');
    await page.locator('#look').getByLabel('Address of the page').fill('https://127.0.0.1/a-page-in-no-file');
    await page.locator('#look').getByRole('button').click();
    await page.getByText('The page could not be looked at.').waitFor();
    await card.getByLabel('Title').fill('A page that stands in no file');
    await card.getByLabel('Outlet').fill('Tidewater Post');
    await card.getByLabel(/^Place/).fill('1');
    await card.getByRole('button', { name: 'Add to this edition' }).click();
    await said('Added');
    await mail().getByText('A page that stands in no file').filter({ visible: true }).first().waitFor();
  });

  it('keeps a history of who, what and why, newest first, and takes each back', async () => {
    await open('/edition?panel=history');
    const rows = page.locator('.history li');
    expect(await rows.count()).toBeGreaterThan(10);
    await rows.first().getByText('ada').waitFor();
    await page.locator('.history').getByText('they broke it').waitFor();
    await page.locator('.history').getByText('a slow week').waitFor();
    await rows.first().getByRole('button', { name: /^Undo/ }).click();
    await said('Undone');
    await rows.first().getByText('undone by ada').waitFor();
    expect(await rows.first().getByRole('button').count()).toBe(0);
    await poll(() => mail().getByText('A page that stands in no file').count()).toBe(0);
  });

  it('looks at the edition as a reader gets it, by address', async () => {
    const how = 'test';
    await room.press.store.subscribe({ address: 'nell@reader.example', newsletter: 'weekly', topics: ['Space'], now: new Date(), how });
    await open('/edition');
    await page.locator('#as-reader summary').click();
    await page.getByLabel(/^Address of a reader/).fill('nell@reader.example');
    await page.getByRole('button', { name: 'Show their mail' }).click();
    await page.locator('#as-reader summary').getByText('nell@reader.example').waitFor();
    await poll(() => page.locator('.topic').count()).toBe(1);
    await page.locator('.topic h3').getByText('Space').waitFor();
  });

  it('says so when there is no such reader, and lives on', async () => {
    await open('/edition?reader=nobody%40reader.example');
    await page.getByRole('alert').getByText('nobody@reader.example').first().waitFor();
    complaints.splice(0);
    await open('/edition');
    await page.locator('.story').first().waitFor();
  });

  it('shows other topics, another language and another day, each by the form', async () => {
    await open('/edition');
    await page.locator('#topics summary').click();
    for (const topic of ['Climate', 'Space', 'Health', 'Cities', 'Technology', 'Culture'])
      await page.locator('#topics').getByRole('checkbox', { name: topic, exact: true }).uncheck();
    await page.getByLabel(/^Language/).fill('de-DE');
    await page.locator('#topics button').click();
    await poll(() => page.locator('.topic h3 bdi').allTextContents()).toEqual(['Oceans', 'Economy']);
    await poll(() => mail().locator('html').getAttribute('lang')).toContain('de');
    await page.locator('#date summary').click();
    await page.getByLabel('Date, Europe/London').fill('2026-11-14T08:00');
    await page.locator('#date button').click();
    await page.locator('#date summary').getByText('Sat 14 Nov 2026, 08:00').waitFor();
    expect(await page.locator('.topic h3 bdi').allTextContents()).toEqual(['Oceans', 'Economy']);
    await page.locator('#date summary').click();
    await page.locator('#date').getByRole('link', { name: 'Sat 21 Nov, 08:00' }).click();
    await page.locator('#date summary').getByText('Sat 21 Nov 2026, 08:00').waitFor();
  });

  it('shows the edition in another theme', async () => {
    await open('/edition');
    const ground = () => mail().locator('body').getAttribute('style');
    const before = await ground();
    await page.locator('#topics summary').click();
    const other = await page.locator('#themes option').evaluateAll((all) => all.map((one) => one.getAttribute('value') ?? ''));
    await page.getByLabel(/^Theme/).fill(other.find((name) => name !== 'broadsheet') ?? '');
    await page.locator('#topics button').click();
    await poll(async () => (await ground()) !== before).toBe(true);
  });

  it('tells what is new since the last edition, and what is gone', async () => {
    await sendFromDesk(room, { newsletter: 'weekly', at: new Date('2026-11-14T08:00:00Z') }, 'ada');
    await open('/edition?panel=diff&at=2026-11-21T08:00:00Z');
    await page.locator('#diff').getByText('No. 1, 14 Nov').waitFor();
    await page.locator('#diff .joined li').first().waitFor();
    await page.locator('#diff .left li').first().waitFor();
  });

  it('approves, withdraws, holds and releases', async () => {
    await open('/sign?at=2026-11-21T08:00:00Z');
    await page.getByRole('button', { name: 'Approve this edition' }).click();
    await page.getByText('Approved by ada').waitFor();
    await page.getByRole('button', { name: 'Withdraw the approval' }).click();
    await said('withdrawn');
    await page.getByText('Not approved.').waitFor();
    await page.locator('#holding summary').click();
    await page.locator('#sending').getByLabel('Why').fill('the mayor may resign');
    await page.getByRole('button', { name: 'Hold' }).click();
    await page.locator('#sending').getByText('held by ada: the mayor may resign').waitFor();
    await page.getByRole('button', { name: 'Release' }).click();
    await said('Released');
  });

  it('does all of this without a script, too', async () => {
    const plain = await openPage(browser, room.server.url, '/edition', { javaScriptEnabled: false });
    plain.page.setDefaultTimeout(15_000);
    const topic = plain.page.locator('.topic:has(button[value=reorder-down])').first();
    const shown = () => topic.locator('.story-title a').allTextContents();
    const [first = '', second = ''] = await shown();
    await topic.getByRole('button', { name: 'Move down' }).first().click();
    await plain.page.locator('#said').getByText('Reordered').waitFor();
    expect((await shown()).slice(0, 2)).toEqual([second, first]);
    expect(plain.strangers).toEqual([]);
  });

  it('asked nobody but the desk, and heard no complaint of the browser', () => {
    expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });
  });
});
