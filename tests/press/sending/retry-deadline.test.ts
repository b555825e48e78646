import { afterEach, describe, expect, it } from 'vitest';
import { openPress } from '../../../src/app/open/open-press.ts';
import type { Opened } from '../../../src/app/open/opened.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { deliverEdition } from '../../../src/press/mailing/deliver-edition.ts';
import { orderHold } from '../../../src/press/oversight/hold-edition.ts';
import type { Press } from '../../../src/press/ports/press.ts';
import { manyReaders } from '../../crash/crash-newsroom.ts';
import { type SmtpSink, startSmtpSink } from '../../io/mail/smtp-sink.ts';
import { articleText, newsletterInput, projectFolder } from '../../project-folder.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const slot = new Date('2026-11-21T08:00:00Z');
const hour = 3_600_000;
const readers = 6;

/** A newsroom in this process with a real store and a real server, whose clock is set by hand. */
async function newsroom() {
  let greylisting = true;
  const sink: SmtpSink = await startSmtpSink({
    conduct: ({ to }) => (to !== '' && greylisting ? { do: 'reply', at: 'rcpt', line: '450 4.2.0 greylisted' } : { do: 'accept' }),
  });
  const folder = projectFolder({
    newsletters: [{ ...newsletterInput, topics: ['Climate'], window: '9d', selection: { minStories: 1 } }],
    delivery: { retry: { linger: '1s' } },
  });
  folder.write('articles/one.md', articleText({ publishedDateTime: '2026-11-18T09:00:00Z' }));
  const before = process.cwd();
  process.chdir(folder.path);
  // Vitest has its own idea of it.
  Object.assign(process.env, { SMTP_URL: sink.url, BASE_URL: 'http://127.0.0.1:4400' });
  const opened: Opened = { close: [] };
  const config = await loadConfig({ file: 'courant.config.js' });
  process.env.SMTP_URL = '';
  const [newsletter] = config.newsletters;
  if (!newsletter) throw new Error('a newsletter is configured');
  let now = slot;
  const press: Press = { ...(await openPress(config, opened)), now: () => now };
  open.push(sink.close, async () => {
    for (const close of opened.close) await close();
    process.chdir(before);
    folder.remove();
  });
  for (const address of manyReaders(readers))
    await press.store.subscribe({ address, newsletter: 'weekly', topics: ['Climate'], now, how: 'test' });
  const edition = async () => {
    const found = await press.store.findEdition('weekly', slot);
    if (!found) throw new Error('the edition was opened');
    return found;
  };
  return {
    sink,
    /** Sends what is due so many hours after the slot. */
    async sendAt(hours: number) {
      now = new Date(slot.getTime() + hours * hour);
      return await deliverEdition(press, newsletter, slot, () => press.readContent(['articles']));
    },
    async order(what: 'pause' | 'resume', hours: number) {
      now = new Date(slot.getTime() + hours * hour);
      await orderHold(press, await edition(), what, 'a test');
    },
    greylist(on: boolean) {
      greylisting = on;
    },
    rows: async () => await press.store.deliveries((await edition()).id, null, 0, 100),
  };
}

describe('the deadline of a deferred delivery', () => {
  it('counts from its own first deferral: an edition begun a day ago greylisted today is tried again', async () => {
    const room = await newsroom();
    await room.sink.refuse();
    expect((await room.sendAt(0)).accounting).toMatchObject({ deferred: readers });
    await room.sink.listen();
    expect((await room.sendAt(26)).accounting).toMatchObject({ deferred: readers, failed: 0 });
    room.greylist(false);
    expect((await room.sendAt(30)).accounting).toMatchObject({ accepted: readers, failed: 0 });
  }, 60_000);

  it('does not count the time an edition was paused', async () => {
    const room = await newsroom();
    await room.sendAt(0);
    await room.sendAt(0.25);
    await room.order('pause', 0.5);
    await room.order('resume', 60);
    for (const hours of [60.5, 61]) expect((await room.sendAt(hours)).accounting).toMatchObject({ deferred: readers, failed: 0 });
    const [row] = await room.rows();
    // First deferred at the slot, paused for 59.5 hours.
    expect(row?.deferredSince).toEqual(new Date(slot.getTime() + 59.5 * hour));
    expect((await room.sendAt(84)).accounting).toMatchObject({ deferred: 0, failed: readers });
    expect((await room.rows())[0]?.response).toBe('gave up after 5 attempts: 450 4.2.0 greylisted');
  }, 60_000);

  it('is not reached before the third deferral, however long nobody tried', async () => {
    const room = await newsroom();
    await room.sendAt(0);
    expect((await room.sendAt(30)).accounting).toMatchObject({ deferred: readers, failed: 0 });
    expect((await room.sendAt(33)).accounting).toMatchObject({ deferred: 0, failed: readers });
  }, 60_000);
});
