import { afterEach, describe, expect, it } from 'vitest';
import { audit, crashNewsroom, hardenedDelivery, manyReaders, type Sender } from '../../crash/crash-newsroom.ts';
import { type SinkConduct, type SmtpSink, startSmtpSink } from '../../io/mail/smtp-sink.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Longer than any of these tests. */
const forEver = 3_600_000;
const hangs: Readonly<Record<'rcpt' | 'dot', SinkConduct>> = {
  rcpt: { do: 'reply', at: 'rcpt', line: '250 2.1.5 ok', delayMs: forEver },
  dot: { do: 'accept', delayMs: forEver },
};
const atOnce = 4;

/** A send to ten readers who are taken and then to others at whom the server falls silent, four of them at a time. */
async function stuckSend(at: 'rcpt' | 'dot', stopWithin: string) {
  let stuck = 0;
  const sink = await startSmtpSink({
    // One command at a time, so that silence after RCPT is heard before DATA.
    extensions: ['8BITMIME'],
    conduct: ({ to }) => {
      if (to === '' || /^r\d@/.test(to)) return { do: 'accept' };
      stuck += 1;
      return hangs[at];
    },
  });
  const room = await crashNewsroom({
    readers: manyReaders(40),
    smtpUrl: sink.url,
    delivery: { ...hardenedDelivery, connections: atOnce, stopWithin },
  });
  const sender = room.startSender();
  open.push(sink.close, room.close, () => ended(sender));
  await Promise.race([sender.ended, until(() => stuck >= atOnce && (at === 'rcpt' || sink.accepted.length >= 10 + atOnce))]);
  return { sink, room, sender };
}

async function ended(sender: Sender): Promise<void> {
  sender.process.kill('SIGKILL');
  await sender.ended;
}

async function until(met: () => boolean): Promise<void> {
  while (!met()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const uncertain = (sink: SmtpSink) => sink.accepted.length - 10;

describe('a send whose mail server falls silent', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const)(
    'drops on %s at once what has not left: nobody is unknown, everyone keeps their turn',
    async (signal) => {
      const { sink, room, sender } = await stuckSend('rcpt', '10m');
      sender.process.kill(signal);
      const { code, out } = await sender.ended;
      expect(code).not.toBeNull();
      expect(JSON.parse(out)).toMatchObject({ result: 'stopped', accounting: { accepted: 10, submitting: 0, unknown: 0, failed: 0 } });
      expect(await audit(room, sink)).toMatchObject({ doubled: [], lost: [], unaccounted: [], breach: null });
      // Nothing was held against them: they are due at once.
      expect((await room.rows()).every(({ deferrals }) => deferrals === 0)).toBe(true);
    },
    120_000,
  );

  it('waits for the answers about what has left, for as long as it is told and no longer, and says so', async () => {
    const { sink, room, sender } = await stuckSend('dot', '2s');
    sender.process.kill('SIGTERM');
    const { code, out, err } = await sender.ended;
    expect(code).not.toBeNull();
    expect(err).toContain(`Stopping: ${atOnce} messages on the way, waited for 2 s at most`);
    expect(err).toContain('booked as unknown');
    expect(JSON.parse(out)).toMatchObject({ result: 'stopped', accounting: { submitting: 0, unknown: atOnce, accepted: 10 } });
    expect(uncertain(sink)).toBe(atOnce);
    expect(await audit(room, sink)).toMatchObject({ doubled: [], lost: [], unaccounted: [], breach: null });
  }, 120_000);

  it('waits for nothing when it is asked twice', async () => {
    const { room, sender } = await stuckSend('dot', '10m');
    sender.process.kill('SIGINT');
    await Promise.race([sender.ended, until(() => sender.err().includes('Stopping'))]);
    sender.process.kill('SIGINT');
    const { code, out } = await sender.ended;
    expect(code).not.toBeNull();
    expect(JSON.parse(out)).toMatchObject({ result: 'stopped', accounting: { submitting: 0, unknown: atOnce } });
    expect((await room.books())?.accepted).toBe(10);
  }, 120_000);
});
