import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserSuite, chromiumPresent, startBrowser } from '../../../browser.ts';
import { type DeskNewsroomUnderTest, openNewsroom, openPage, sendFromDesk } from '../newsroom.ts';

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
    // Before anybody looks: what took long to count is not counted again at once.
    await Promise.all(['lost@reader.example', 'kept@reader.example'].map(subscribe));
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
  /** To whom real mails went. */
  const readers = () => room.sink.accepted.map(({ to }) => to).filter((to) => !to.endsWith('@newsroom.example'));
  const sendNow = async (at: string) => {
    await open(at);
    await page.locator('#ask-send').click();
    await page.locator('#ask [name=word]').fill('late');
    await page.locator('#act-send').click();
  };
  const subscribe = (address: string) =>
    room.press.store.subscribe({ address, newsletter: 'weekly', topics: ['Space', 'Health', 'Climate'], now: new Date(), how: 'test' });

  it('holds an edition with a reason, which keeps it from being sent until it is released', async () => {
    await page.locator('#holding summary').click();
    await page.locator('#holding').getByLabel('Why').fill('the lead is wrong');
    await press('Hold').click();
    await said().getByText('Held').waitFor();
    await page.locator('#sending').getByText('held by ada: the lead is wrong').waitFor();
    expect(await page.locator('#ask-send').count()).toBe(0);
    await expect(sendFromDesk(room, { newsletter: 'weekly', at: new Date(lastSlot) }, 'bea')).rejects.toMatchObject({
      code: 'edition-held',
    });
    await press('Release').click();
    await said().getByText('Released').waitFor();
    await page.locator('#ask-send').waitFor();
    await page.locator('#late').getByText('Saturday, 21 November 2026').waitFor();
  });

  it('takes an approval back', async () => {
    await press('Approve this edition').click();
    await page.getByText('Approved by ada').waitFor();
    await press('Withdraw the approval').click();
    await page.getByText('Not approved.').waitFor();
  });

  it('refuses a test to an address the configuration does not allow, and says which it does', async () => {
    await page.locator('#test [name=to]').fill('stranger@elsewhere.example');
    await press('Send a test').click();
    await said().getByText('Allowed: tester@courant.example, any address @newsroom.example').waitFor();
    expect(room.sink.accepted).toEqual([]);
  });

  it('tests to an address somebody types, the mails of several kinds of readers, each marked as a test', async () => {
    await page.locator('#test [name=to]').fill('new.editor@newsroom.example');
    await page.locator('#test-as summary').click();
    await page.locator('#test').getByLabel('a new reader').check();
    await page.locator('#test').getByLabel('who follows Oceans alone').check();
    await press('Send a test').click();
    await said().getByText('Sent 3 tests to new.editor@newsroom.example').waitFor();
    const heads = room.sink.accepted.map(({ bytes }) => /^Subject: .*$/m.exec(Buffer.from(bytes).toString('latin1'))?.[0]);
    expect(heads).toHaveLength(3);
    for (const head of heads) expect(head).toMatch(/^Subject: \[Test\] \S/);
    expect(new Set(heads).size).toBe(2);
  });

  it('counts the audience without writing to anyone', async () => {
    await page.reload();
    await page.locator('#audience').getByText('2 of 2 subscriptions would get the same mail').waitFor();
    expect(readers()).toEqual([]);
  });

  it('leaves a slot that has not come to the schedule', async () => {
    await open('2099-01-03T08:00:00Z');
    await page.locator('#sending').getByText('It goes out by itself on Saturday 3 January 2099').waitFor();
    // A form kept from elsewhere asks the source without that page.
    const early = sendFromDesk(room, { newsletter: 'weekly', at: new Date('2099-01-03T08:00:00Z') }, 'bea');
    await expect(early).rejects.toMatchObject({ code: 'slot-early' });
    expect(await room.press.store.findEdition('weekly', new Date('2099-01-03T08:00:00Z'))).toBeNull();
    await page.locator('#holding').waitFor();
  });

  it('asks before it sends: to how many, with which subject, since when, and wants a word for a date long past', async () => {
    await open(lastSlot);
    await page.locator('#ask-send').click();
    await page.locator('#ask').getByText('Send it to 2 readers?').waitFor();
    await page.locator('#ask').getByText('none: this is the first to be sent').waitFor();
    await page.locator('#ask').getByText('nothing has changed').waitFor();
    await page.locator('#is-late').waitFor();
    // Without the word the browser does not even ask.
    await page.locator('#act-send').click();
    expect(await room.press.store.findEdition('weekly', new Date(lastSlot))).toBeNull();
    // A form written by hand does, and is refused.
    const { approval } = await room.source.signing({ newsletter: 'weekly', at: new Date(lastSlot) });
    const unasked = { act: 'send', seen: approval.fingerprint, word: '' } as const;
    await expect(room.source.sign({ newsletter: 'weekly', at: new Date(lastSlot) }, unasked, 'bea')).rejects.toMatchObject({
      code: 'slot-late',
    });
    const another = room.source.sign({ newsletter: 'weekly', at: new Date(lastSlot) }, { ...unasked, seen: 'other', word: 'late' }, 'bea');
    await expect(another).rejects.toMatchObject({ code: 'edition-changed' });
  });

  it('says on the question what has changed since the page was looked at', async () => {
    await open(lastSlot);
    const asked = await page.locator('#ask-send').getAttribute('href');
    const plan = await room.source.preview({ newsletter: 'weekly', at: new Date(lastSlot) });
    const story = plan.digest.sections[0]?.stories[0]?.story;
    const words = { kind: 'reword', story: story?.id ?? '', title: 'Another title by then' } as const;
    const done = await room.source.override({ newsletter: 'weekly', at: new Date(lastSlot) }, words, {
      author: 'bea',
      reason: '',
      expectedVersion: plan.overrides.version,
    });
    await page.goto(room.server.url + asked);
    await page.locator('#changed').getByText(`“${story?.lead.title}” is now “Another title by then”`).waitFor();
    await room.source.undo('weekly', { id: done.id, by: 'bea', expectedVersion: done.version });
  });

  it('sends again, under the same Message-ID, what may have been lost, when somebody says so', async () => {
    await sendNow(lastSlot);
    await page.locator('#unknown').getByText('lost@reader.example').waitFor();
    expect(readers()).toEqual(['kept@reader.example']);
    const id = await page.locator('#unknown .file').textContent();
    relay.losing = false;
    await page.locator('#ask-resend').click();
    await page.locator('#ask').getByText('Send it again to 1 reader?').waitFor();
    await page.locator('#act-resend').click();
    await said().getByText('1 queued again, under the same Message-ID').waitFor();
    await expect.poll(() => room.sink.accepted.map(({ to }) => to), wait).toContain('lost@reader.example');
    await expect.poll(() => page.locator('#edition-state').getAttribute('data-state'), wait).toBe('finished');
    expect(await page.locator('#unknown').count()).toBe(0);
    const [edition] = await room.press.store.editions('weekly', 1);
    const rows = await room.press.store.deliveries(edition?.id ?? 0, 'accepted', 0, 10);
    expect(rows.find(({ address }) => address === 'lost@reader.example')?.messageId).toBe(id);
  });

  it('cancels the rest of an edition that is on its way, for good', async () => {
    for (let reader = 0; reader < 60; reader++) await subscribe(`slow${reader}@reader.example`);
    relay.delayMs = 400;
    await open('2026-11-14T08:00:00Z');
    await page.locator('#ask-send').click();
    await page.locator('#is-older').getByText('A newer one has gone out: No. 1, Saturday 21 November 2026').waitFor();
    await sendNow('2026-11-14T08:00:00Z');
    await said().getByText('The send has begun').waitFor();
    await page.locator('#cancelling summary').click();
    await page.locator('#cancelling').getByLabel('Why').fill('wrong date');
    await press('Cancel for good').click();
    await said().getByText('Cancelled').waitFor();
    await expect.poll(() => page.locator('#edition-state').getAttribute('data-state'), wait).toBe('finished');
    await page.locator('#sending').getByText('wrong date').first().waitFor();
    expect(room.sink.accepted.filter(({ to }) => to.startsWith('slow')).length).toBeLessThan(60);
    expect(room.sink.duplicates()).toEqual([]);
    // Numbers go by what was begun, not by the newest date.
    expect((await room.source.preview({ newsletter: 'weekly', at: new Date('2026-11-28T08:00:00Z') })).number).toBe(3);
  });
});
