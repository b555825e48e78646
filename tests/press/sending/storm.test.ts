import { afterEach, describe, expect, it } from 'vitest';
import { crashNewsroom, hardenedDelivery, manyReaders } from '../../crash/crash-newsroom.ts';
import { startSmtpSink } from '../../io/mail/smtp-sink.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** How many messages of the stormy domain the sink had to refuse before everyone else had theirs. */
async function refusedBeforeOthersWereDone(): Promise<{ refused: number; others: number; out: string }> {
  let refused = 0;
  let refusedAtEnd = 0;
  const others = 150;
  const sink = await startSmtpSink({
    keepBytes: false,
    conduct: ({ to }) => {
      if (to.endsWith('@storm.example')) {
        refused += 1;
        return { do: 'reply', at: 'rcpt', line: '451 4.7.0 too many' };
      }
      if (to !== '') refusedAtEnd = refused;
      return { do: 'accept', delayMs: 10 };
    },
  });
  const room = await crashNewsroom({
    // More than a send reads ahead: the others stand behind them.
    readers: [...manyReaders(1_200, 'storm.example'), ...manyReaders(others)],
    smtpUrl: sink.url,
    delivery: { ...hardenedDelivery, retry: { firstDelay: '1h', linger: '1s' } },
  });
  open.push(sink.close, room.close);
  const { out } = await room.send();
  expect(sink.accepted).toHaveLength(others);
  return { refused: refusedAtEnd, others, out };
}

describe('a storm of deferrals from one mail domain', () => {
  it('costs the other readers no turn: the domain is left alone, and its readers keep their attempts', async () => {
    const { refused, others, out } = await refusedBeforeOthersWereDone();
    // Every refused message takes a turn on some connection: at most one to ten of the others.
    expect(refused).toBeLessThan(others / 10 + 5);
    const report = JSON.parse(out);
    expect(report).toMatchObject({ result: 'waiting', reason: expect.stringContaining('storm.example') });
    expect(report.accounting.queued).toBeGreaterThan(1_100);
  }, 120_000);
});
