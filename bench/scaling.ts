import { startSmtpSink } from '../tests/io/mail/smtp-sink.ts';
import { freshSchema, startPostgres } from '../tests/io/store/database/postgres-server.ts';
import { preparedMailing, type Seal, sealedSample } from './engine/mailing.ts';
import { load, runSender, say } from './engine/run-sender.ts';

export const name = 'scaling: 1, 2 and 4 sending processes on one PostgreSQL, against an SMTP server that takes 50 ms to reply';

/** Few, so that a process waits for the server and not for a processor: with more, two cores are busy and tell nothing about processes. */
const connections = 4;
const replyMs = 50;
const counts = [1, 2, 4];

type Measured = { readonly perSecond: number; readonly cpuMs: number; readonly doubled: number; readonly missing: number };

/** `BENCH_READERS` sets how many messages each process sends, `BENCH_TIMES` how often each count is measured, in turns. */
export async function run(): Promise<void> {
  const each = Number(process.env.BENCH_READERS ?? 600);
  const times = Number(process.env.BENCH_TIMES ?? 3);
  const server = await startPostgres();
  if (server.kind === 'skipped') return say(server.why);
  try {
    const seal = await sealedSample();
    const measured = new Map<number, Measured[]>(counts.map((processes) => [processes, []]));
    for (let time = 1; time <= times; time++)
      for (const processes of counts) {
        const took = await mailing(await freshSchema(server.url), seal, processes, each);
        measured.get(processes)?.push(took);
        say(
          `round ${time}, ${processes} process(es): ${took.perSecond.toFixed(0)} messages/s, ${took.cpuMs.toFixed(2)} ms CPU each (${load()})`,
        );
      }
    table(measured);
  } finally {
    await server.stop();
  }
}

async function mailing(url: string, seal: Seal, processes: number, each: number): Promise<Measured> {
  const all = each * processes;
  let first = 0;
  let last = 0;
  const sink = await startSmtpSink({
    keepBytes: false,
    conduct: ({ to }) => {
      if (to !== '') {
        last = performance.now();
        if (first === 0) first = last;
      }
      return { do: 'accept', delayMs: replyMs };
    },
  });
  try {
    await preparedMailing(url, seal, all);
    const ranges = Array.from({ length: processes }, (_, index) => `${index * each}-${(index + 1) * each}`);
    const took = await Promise.all(ranges.map((range) => runSender(url, sink.url, String(connections), range)));
    const cpuMs = took.reduce((sum, one) => sum + one.cpuMs, 0) / all;
    const ids = new Set(sink.accepted.map(({ messageId }) => messageId));
    // From the first message of whichever process to the last: that they do not begin at the same instant counts against them.
    return { perSecond: ((all - 1) * 1000) / (last - first), cpuMs, doubled: sink.accepted.length - ids.size, missing: all - ids.size };
  } finally {
    await sink.close();
  }
}

/** As docs/scaling.md has it. */
function table(measured: ReadonlyMap<number, readonly Measured[]>): void {
  const rate = (processes: number) => median((measured.get(processes) ?? []).map(({ perSecond }) => perSecond));
  say(`| processes of ${connections} connections | messages/s | over one | CPU a message | doubled, missing |`);
  say('|---|---|---|---|---|');
  for (const [processes, took] of measured) {
    const cpu = median(took.map(({ cpuMs }) => cpuMs));
    const sum = (of: 'doubled' | 'missing') => took.reduce((total, one) => total + one[of], 0);
    say(
      `| ${processes} | ${rate(processes).toFixed(0)} | ${(rate(processes) / rate(1)).toFixed(2)} | ${cpu.toFixed(2)} ms | ${sum('doubled')}, ${sum('missing')} |`,
    );
    if (sum('doubled') + sum('missing') > 0) process.exitCode = 1;
  }
  say(`(medians; ${load()})`);
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
