import { startSmtpSink } from '../tests/io/mail/smtp-sink.ts';
import { freshSchema, startPostgres } from '../tests/io/store/postgres-server.ts';
import { preparedMailing, sealedSample } from './engine/mailing.ts';
import { load, runSender, say } from './engine/run-sender.ts';

export const name = 'scaling: 1, 2 and 4 sending processes on one PostgreSQL, against an SMTP server that takes 50 ms to reply';

/** Few, so that a process waits for the server and not for a processor: else two cores tell nothing about four processes. */
const connections = 4;

/** `BENCH_READERS` sets how many messages each process sends. */
export async function run(): Promise<void> {
  const each = Number(process.env.BENCH_READERS ?? 1_000);
  const server = await startPostgres();
  if (server.kind === 'skipped') return say(server.why);
  const seal = await sealedSample();
  for (const processes of [1, 2, 4]) {
    const sink = await startSmtpSink({ keepBytes: false, conduct: () => ({ do: 'accept', delayMs: 50 }) });
    const url = await freshSchema(server.url);
    await preparedMailing(url, seal, each * processes);
    const ranges = Array.from({ length: processes }, (_, index) => `${index * each}-${(index + 1) * each}`);
    const took = await Promise.all(ranges.map((range) => runSender(url, sink.url, String(connections), range)));
    const slowest = Math.max(...took.map(({ ms }) => ms));
    const cpu = took.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / (each * processes);
    say(
      `${processes} process(es) of ${connections} connections: ${Math.round((each * processes * 1000) / slowest)} messages/s, ${cpu.toFixed(2)} ms CPU each; ` +
        `${sink.duplicates().length} doubled, ${each * processes - sink.accepted.length} missing (${load()})`,
    );
    await sink.close();
  }
  await server.stop();
}
