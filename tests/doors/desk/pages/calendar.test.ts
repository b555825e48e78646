import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localField } from '../../../../src/doors/desk/frame/wording.ts';
import { browserSuite, chromiumPresent, startBrowser } from '../../../browser.ts';
import { type DeskNewsroomUnderTest, openNewsroom, openPage } from '../newsroom.ts';

// One story, told in its order.
describe.skipIf(!chromiumPresent)(browserSuite('the calendar'), { shuffle: false }, () => {
  let browser: Browser;
  let room: DeskNewsroomUnderTest;
  let page: Page;
  beforeAll(async () => {
    browser = await startBrowser();
    room = await openNewsroom();
    // Without a script: dates are looked at and held on any machine.
    ({ page } = await openPage(browser, room.server.url, '/calendar', { javaScriptEnabled: false }));
    page.setDefaultTimeout(15_000);
  });
  afterAll(async () => {
    await browser?.close();
    await room?.close();
  });

  const rows = () => page.locator('#dates-weekly ol > li');
  const dateOf = async (row: number) => new Date((await rows().nth(row).locator('time').getAttribute('datetime')) ?? '');

  it('has the coming dates on the newsletter’s clocks, and opens the edition after next', async () => {
    expect(await rows().count()).toBe(8);
    const after = await dateOf(1);
    expect(after.getTime() - (await dateOf(0)).getTime()).toBe(7 * 86_400_000);
    await rows().nth(1).getByRole('link').click();
    expect(await page.locator('#date time').getAttribute('datetime')).toBe(after.toISOString());
    await page.goBack();
  });

  it('leaves a date out, which keeps it from being sent, and takes it back', async () => {
    const at = await dateOf(2);
    await rows().nth(2).locator('summary', { hasText: 'Hold' }).click();
    await rows().nth(2).getByLabel('Why').last().fill('a holiday');
    await rows().nth(2).getByRole('button', { name: 'Leave this date out' }).click();
    await rows().nth(2).getByText('left out: a holiday by ada').waitFor();
    expect((await room.press.store.slotHold('weekly', at))?.reason).toBe('left out: a holiday');
    await rows()
      .nth(2)
      .getByRole('button', { name: /^Release/ })
      .click();
    await page.locator('#said').getByText('Released').waitFor();
    expect(await room.press.store.slotHold('weekly', at)).toBeNull();
  });

  it('moves a date to another moment, with what was done to it, and puts it back', async () => {
    const at = await dateOf(4);
    const by = { author: 'bea', reason: '', expectedVersion: 0 };
    await room.source.override({ newsletter: 'weekly', at }, { kind: 'sections', topics: ['Space', 'Climate'] }, by);
    const to = new Date(at.getTime() - 15 * 3_600_000);
    await rows().nth(4).locator('summary', { hasText: 'Move' }).click();
    await rows().nth(4).getByLabel('Goes out, Europe/London').fill(localField(to, 'Europe/London'));
    await rows().nth(4).getByLabel('Why').first().fill('a holiday');
    await rows().nth(4).getByRole('button', { name: 'Move it there' }).click();
    await rows().nth(4).getByText('by ada: a holiday · 1 change').waitFor();
    expect((await dateOf(4)).toISOString()).toBe(to.toISOString());
    await rows().nth(4).locator('summary', { hasText: 'Move' }).click();
    await rows().nth(4).getByRole('button', { name: 'Put it back' }).click();
    await page.locator('#said').getByText('Put back').waitFor();
    expect((await dateOf(4)).toISOString()).toBe(at.toISOString());
    const id = (await room.press.store.overrides('weekly', at)).records[0]?.id ?? 0;
    await room.source.undo('weekly', { id, by: 'bea', expectedVersion: 1 });
  });

  it('counts the changes made for a date', async () => {
    const at = await dateOf(3);
    const by = { author: 'bea', reason: '', expectedVersion: 2 };
    await room.source.override({ newsletter: 'weekly', at }, { kind: 'sections', topics: ['Space', 'Climate'] }, by);
    await page.goto(`${room.server.url}/calendar`);
    await rows().nth(3).getByText('1 change').waitFor();
    expect(await rows().nth(4).getByText('change').count()).toBe(0);
  });

  it('opens an edition beside the schedule, which goes out by hand alone', async () => {
    await page.locator('.one-off summary').click();
    await page.locator('.one-off').getByLabel('Date, Europe/London').fill('2099-07-01T09:30');
    await page.locator('.one-off').getByRole('button', { name: 'Open it' }).click();
    expect(await page.locator('#date time').getAttribute('datetime')).toBe('2099-07-01T08:30:00.000Z');
    await page.getByRole('link', { name: 'Review and send' }).click();
    await page.locator('#sending').getByText('it goes out when somebody sends it here').waitFor();
  });

  it('names on the overview a date that has come and whose edition was not made', async () => {
    const waiting = page.locator('.waiting li');
    await page.goto(room.server.url);
    expect(await waiting.filter({ hasText: 'date' }).count()).toBe(0);
    await room.press.store.firstSeen('weekly', new Date(Date.now() - 9 * 86_400_000));
    await page.goto(room.server.url);
    // Within twelve hours of its time it would still go out, were it not for the approval.
    await waiting.filter({ hasText: /its date is too long past|is overdue: it is a draft that waits for approval/ }).waitFor();
  });

  it('leads on the overview to the date after one that was sent before its time', async () => {
    const nextOf = async () => (await room.source.overview()).newsletters[0]?.next as Date;
    const next = await nextOf();
    const { edition } = await room.press.store.openEdition('weekly', next, new Date());
    await room.press.store.sealEdition(edition.id, { subject: 's', compiled: 'c', plan: 'p', digests: [] });
    expect((await nextOf()).getTime()).toBeGreaterThan(next.getTime());
  });
});
