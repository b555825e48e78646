import { afterEach, describe, expect, it } from 'vitest';
import { audit, type CrashNewsroom, crashNewsroom, manyReaders } from '../../crash/crash-newsroom.ts';
import { type SinkConduct, type SinkOptions, type SmtpSink, startSmtpSink } from '../../io/mail/smtp-sink.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

type Given = { readonly readers: readonly string[]; readonly sink: SinkOptions; readonly delivery?: object; readonly login?: string };

async function newsroom({ readers, sink: options, delivery = {}, login }: Given) {
  const sink = await startSmtpSink({ keepBytes: false, ...options });
  const smtpUrl = login === undefined ? sink.url : sink.url.replace('//', `//${login}@`);
  const room = await crashNewsroom({ readers, smtpUrl, delivery });
  open.push(sink.close, room.close);
  return { sink, room };
}

const refuse = (line: string, at: 'mail' | 'rcpt' = 'rcpt'): SinkConduct => ({ do: 'reply', at, line });
const sent = async (room: CrashNewsroom) => JSON.parse((await room.send()).out);
const heard = (sink: SmtpSink, verb: string) => sink.commands.filter((line) => line.startsWith(verb)).length;
const suppressed = async (room: CrashNewsroom) =>
  (await room.store.subscribers({ newsletter: 'weekly', afterId: 0, limit: 2_000 })).filter((row) => row.suppressed).length;
const rowsAt = async (room: CrashNewsroom, domain: string) => (await room.rows()).filter(({ address }) => address.endsWith(`@${domain}`));

describe('a mail domain that refuses the sender', () => {
  it('costs nobody but its own readers: 10 of 1,000 are failed with the server’s words, the other 990 get their mail in one go', async () => {
    const domains = Array.from({ length: 100 }, (_, index) => `d${index}.example`);
    const readers = domains.flatMap((domain) => manyReaders(10, domain));
    const no = refuse('550 5.7.1 this company takes newsletters from nobody');
    const { sink, room } = await newsroom({
      readers,
      sink: { conduct: ({ to }) => (to.endsWith('@d7.example') ? no : { do: 'accept' }) },
    });
    expect(await sent(room)).toMatchObject({ result: 'delivered', accounting: { accepted: 990, failed: 10 } });
    expect(sink.accepted).toHaveLength(990);
    const failed = (await room.run('deliveries', 'weekly:1', '--state', 'failed', '--json')).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(failed.map(({ address }) => address)).toEqual(manyReaders(10, 'd7.example'));
    for (const { response } of failed) expect(response).toContain('this company takes newsletters from nobody');
    expect(await suppressed(room)).toBe(0);
    expect(await audit(room, sink)).toMatchObject({ doubled: [], lost: [], unaccounted: [], breach: null, finished: true });
  }, 240_000);

  it('stops the edition when many readers are there, most of whom keep their turn; resumed, the same words stop nobody again', async () => {
    const readers = [...manyReaders(60, 'big.example'), ...Array.from({ length: 40 }, (_, index) => `r@d${index}.example`)];
    const no = refuse('550 5.7.26 this message is not authenticated');
    const { sink, room } = await newsroom({
      readers,
      sink: { conduct: ({ to }) => (to.endsWith('@big.example') ? no : { do: 'accept' }) },
      delivery: { retry: { linger: '1s' } },
    });
    const first = await sent(room);
    expect(first).toMatchObject({
      result: 'paused',
      reason: expect.stringMatching(/big\.example, where 60 % of the readers are.*5\.7\.26/),
    });
    expect(first.reason).toContain('courant resend weekly:1 --state failed');
    expect((await rowsAt(room, 'big.example')).filter(({ state }) => state === 'failed').length).toBeLessThan(15);
    expect((await room.run('resume', 'weekly:1')).code).toBe(0);
    const second = await sent(room);
    expect(second).toMatchObject({ result: 'waiting', reason: expect.stringContaining('big.example takes nothing for now') });
    expect(sink.accepted).toHaveLength(40);
    expect((await rowsAt(room, 'big.example')).filter(({ state }) => state === 'queued').length).toBeGreaterThan(30);
  }, 120_000);

  it('is not alone when several do: the edition stops after a handful of messages', async () => {
    const readers = Array.from({ length: 120 }, (_, index) => `r@d${index}.example`);
    const { sink, room } = await newsroom({ readers, sink: { conduct: () => refuse('554 5.7.1 your address is on a blocklist') } });
    expect(await sent(room)).toMatchObject({ result: 'paused', reason: expect.stringContaining('by 5 mail domains: 554 5.7.1') });
    expect(heard(sink, 'RCPT')).toBeLessThanOrEqual(20);
    expect(await suppressed(room)).toBe(0);
  }, 120_000);
});

describe('a relay that refuses us before a reader is named', () => {
  it('suppresses and fails nobody, whatever code it gives at MAIL; mended and resumed, every reader gets the edition', async () => {
    let mended = false;
    const no = refuse('550 5.1.1 sender unknown here', 'mail');
    const { sink, room } = await newsroom({ readers: manyReaders(60), sink: { conduct: () => (mended ? { do: 'accept' } : no) } });
    const first = await sent(room);
    expect(first).toMatchObject({ result: 'paused', accounting: { failed: 0 } });
    expect(first.reason).toMatch(/refuses us, not a reader: 550 5\.1\.1 sender unknown here.*mend the relay/);
    expect(heard(sink, 'MAIL')).toBeLessThanOrEqual(10);
    expect(await suppressed(room)).toBe(0);
    mended = true;
    expect((await room.run('resume', 'weekly:1')).code).toBe(0);
    expect(await sent(room)).toMatchObject({ result: 'delivered', accounting: { accepted: 60 } });
  }, 120_000);

  it('hears a wrong password once, and its words are what the pause says', async () => {
    const { sink, room } = await newsroom({
      readers: manyReaders(60),
      sink: { login: { user: 'ann', pass: 'right' } },
      login: 'ann:wrong',
    });
    expect(await sent(room)).toMatchObject({ result: 'paused', reason: expect.stringMatching(/535 5\.7\.8 .*SMTP_URL/) });
    expect(heard(sink, 'AUTH')).toBe(1);
    const books = await room.books();
    expect(books).toMatchObject({ failed: 0, unknown: 0, queued: 60 - (books?.deferred ?? 0) });
    expect((await room.run('editions')).out).toContain('courant resume weekly:1');
  }, 120_000);

  it('that will not talk to us at all is asked once', async () => {
    const { sink, room } = await newsroom({ readers: manyReaders(60), sink: { greeting: () => '554 5.7.1 no service for you' } });
    expect(await sent(room)).toMatchObject({ result: 'paused', reason: expect.stringContaining('554 5.7.1 no service for you') });
    expect(sink.connections).toBe(1);
    expect(await room.books()).toMatchObject({ failed: 0, unknown: 0 });
  }, 120_000);

  it('that offers no login where we have one gets no mail: the pause says so', async () => {
    const { sink, room } = await newsroom({ readers: manyReaders(20), sink: {}, login: 'ann:secret' });
    const report = await sent(room);
    expect(report).toMatchObject({ result: 'paused', reason: expect.stringContaining('offers none') });
    expect(sink.accepted).toHaveLength(0);
  }, 120_000);

  it('that takes smaller messages only gets none: the pause tells both sizes', async () => {
    const { sink, room } = await newsroom({ readers: manyReaders(20), sink: { extensions: ['PIPELINING', 'SIZE 5000'] } });
    expect(await sent(room)).toMatchObject({
      result: 'paused',
      reason: expect.stringMatching(/\d+ bytes and the relay takes 5000 at most/),
    });
    expect(heard(sink, 'DATA')).toBe(0);
  }, 120_000);
});
