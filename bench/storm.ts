import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSmtpSink } from '../tests/io/mail/smtp-sink.ts';
import { preparedMailing, type Seal, sealedSample, stormyDomain } from './engine/mailing.ts';
import { load, runSender, say } from './engine/run-sender.ts';

export const name = 'storm: what the other readers lose while every other reader’s mail domain defers, slowly';

const acceptMs = 100;
const deferMs = 300;

/** `BENCH_READERS` sets how many others there are, `BENCH_TIMES` how often each is measured. */
export async function run(): Promise<void> {
  const others = Number(process.env.BENCH_READERS ?? 1_000);
  const times = Number(process.env.BENCH_TIMES ?? 3);
  process.env.BENCH_DELIVERY = JSON.stringify({ retry: { firstDelay: '1h', linger: '1s', deadline: '9999d' }, breaker: { deferrals: 1 } });
  const seal = await sealedSample();
  const calm: number[] = [];
  const stormy: number[] = [];
  for (let time = 0; time < times; time++) {
    calm.push(await othersTook(seal, others, false));
    stormy.push(await othersTook(seal, others, true));
  }
  delete process.env.BENCH_DELIVERY;
  const [without, within] = [median(calm), median(stormy)];
  say(
    `${others} others, server that takes ${acceptMs} ms to accept and ${deferMs} ms to defer: ${(without / 1000).toFixed(2)} s without the storm, ` +
      `${(within / 1000).toFixed(2)} s in it: ${((within / without - 1) * 100).toFixed(1)} % slower (median of ${times}, ${load()})`,
  );
}

/** Milliseconds from the first message of the others to the last. */
async function othersTook(seal: Seal, others: number, stormy: boolean): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'courant-bench-'));
  const url = `sqlite:${join(folder, 'bench.db')}`;
  await preparedMailing(url, seal, stormy ? 2 * others : others, stormy);
  let first = 0;
  let last = 0;
  const sink = await startSmtpSink({
    keepBytes: false,
    conduct: ({ to }) => {
      if (to.endsWith(`@${stormyDomain}`)) return { do: 'reply', at: 'rcpt', line: '451 4.7.0 too many', delayMs: deferMs };
      if (to !== '') {
        last = performance.now();
        if (first === 0) first = last;
      }
      return { do: 'accept', delayMs: acceptMs };
    },
  });
  await runSender(url, sink.url, '10');
  if (sink.accepted.length !== others) throw new Error(`${sink.accepted.length} of ${others} others were accepted`);
  await sink.close();
  rmSync(folder, { recursive: true, force: true });
  return last - first;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
