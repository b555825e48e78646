import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserSuite, chromiumPresent, startBrowser } from '../../../browser.ts';
import { type DeskNewsroomUnderTest, openNewsroom, openPage } from '../newsroom.ts';

const wait = { timeout: 15_000 };
const lastSlot = '2026-11-21T08:00:00Z';

// One story, told in its order.
describe.skipIf(!chromiumPresent)(browserSuite('signing an edition'), { shuffle: false }, () => {
  let browser: Browser;
  let room: DeskNewsroomUnderTest;
  let page: Page;
  const relay = { losing: true, delayMs: 0 };

  beforeAll(async () => {
    browser = await startBrowser();
    room = await openNewsroom({
      sink: {
        conduct: ({ to }) =>
          relay.losing && to.startsWith('lost')
            ? { do: 'drop-after-dot', kept: false }
            : { do: 'accept', delayMs: to.startsWith('slow') ? relay.delayMs : 0 },
      },
    });
    ({ page } = await openPage(browser, room.server.url, `/sign?at=${lastSlot}`));
    page.setDefaultTimeout(wait.timeout);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await room?.close();
  });

  const said = () => page.locator('#said');
  const press = (name: string) => page.getByRole('button', { name, exact: true });
  const open = (at: string) => page.goto(`${room.server.url}/sign?at=${at}`);
  const subscribe = (address: string) =>
    room.press.store.subscribe({ address, newsletter: 'weekly', topics: ['Space', 'Health', 'Climate'], now: new Date(), how: 'test' });

  it('holds an edition with a reason, which keeps it from being sent until it is released', async () => {
    await page
      .locator('form', { has: press('Hold') })
      .getByLabel('Why')
      .fill('the lead is wrong');
    await press('Hold').click();
    await said().getByText('Held').waitFor();
    await page.locator('#sending').getByText('held by ada: the lead is wrong').waitFor();
    expect(await press('Send now').count()).toBe(0);
    await expect(room.source.sign({ newsletter: 'weekly', at: new Date(lastSlot) }, { act: 'send' }, 'bea')).rejects.toMatchObject({
      code: 'edition-held',
    });
    await press('Release').click();
    await said().getByText('Released').waitFor();
    await press('Send now').waitFor();
    await page.locator('#late').getByText('Saturday, 21 November 2026').waitFor();
  });

  it('takes an approval back', async () => {
    await press('Approve this edition').click();
    await page.getByText('Approved by ada').waitFor();
    await press('Withdraw the approval').click();
    await page.getByText('Not approved.').waitFor();
  });

  it('refuses a test to an address the configuration does not allow, and says which it does', async () => {
    // In one go: the page that follows what others do would put back what it offers.
    const asStranger = "it.innerHTML = '<option>stranger@elsewhere.example</option>'; it.form.requestSubmit()";
    await page.locator('#test select').evaluate(new Function('it', asStranger) as (it: unknown) => void);
    await said().getByText('Tests may not be sent to stranger@elsewhere.example. Allowed: tester@courant.example').waitFor();
    expect(room.sink.accepted).toEqual([]);
  });

  it('counts the audience without writing to anyone', async () => {
    await Promise.all(['lost@reader.example', 'kept@reader.example'].map(subscribe));
    await page.reload();
    await page.locator('#audience').getByText('2 readers of 2 subscriptions would get 1 digest').waitFor();
    expect(room.sink.accepted).toEqual([]);
  });

  it('leaves a slot that has not come to the schedule', async () => {
    await open('2099-01-03T08:00:00Z');
    await page.locator('#sending').getByText('It is scheduled').waitFor();
    // A form kept from elsewhere asks the source without that page.
    const early = room.source.sign({ newsletter: 'weekly', at: new Date('2099-01-03T08:00:00Z') }, { act: 'send' }, 'bea');
    await expect(early).rejects.toMatchObject({ code: 'slot-early' });
    expect(await room.press.store.findEdition('weekly', new Date('2099-01-03T08:00:00Z'))).toBeNull();
    expect(await press('Send now').count()).toBe(0);
    await press('Hold').waitFor();
  });

  it('sends again, under the same Message-ID, what may have been lost, when somebody says so', async () => {
    await open(lastSlot);
    await press('Send now').click();
    await page.locator('#unknown').getByText('lost@reader.example').waitFor();
    expect(room.sink.accepted.map(({ to }) => to)).toEqual(['kept@reader.example']);
    const id = await page.locator('#unknown .file').textContent();
    relay.losing = false;
    await press('Send all of these again').click();
    await said().getByText('1 queued again, under the same Message-ID').waitFor();
    await expect.poll(() => room.sink.accepted.map(({ to }) => to), wait).toContain('lost@reader.example');
    await expect.poll(() => page.locator('#edition-state').textContent(), wait).toBe('finished');
    expect(await page.locator('#unknown').count()).toBe(0);
    const [edition] = await room.press.store.editions('weekly', 1);
    const rows = await room.press.store.deliveries(edition?.id ?? 0, 'accepted', 0, 10);
    expect(rows.find(({ address }) => address === 'lost@reader.example')?.messageId).toBe(id);
  });

  it('cancels the rest of an edition that is on its way, for good', async () => {
    for (let reader = 0; reader < 60; reader++) await subscribe(`slow${reader}@reader.example`);
    relay.delayMs = 400;
    await open('2026-11-14T08:00:00Z');
    await press('Send now').click();
    await said().getByText('The send has begun').waitFor();
    await page.locator('#cancelling summary').click();
    await page.locator('#cancelling').getByLabel('Why').fill('wrong date');
    await press('Cancel for good').click();
    await said().getByText('Cancelled').waitFor();
    await expect.poll(() => page.locator('#edition-state').textContent(), wait).toBe('finished');
    await page.locator('#sending').getByText('wrong date').first().waitFor();
    expect(room.sink.accepted.filter(({ to }) => to.startsWith('slow')).length).toBeLessThan(60);
    expect(room.sink.duplicates()).toEqual([]);
  });
});
