import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Accounting } from '../../src/delivery/ledger/state-machine.ts';
import type { DeliveryRow } from '../../src/press/ports/store/ledger.ts';
import { type SmtpSink, startSmtpSink } from '../io/mail/smtp-sink.ts';
import { freshSchema, startPostgres } from '../io/store/database/postgres-server.ts';
import { chance, seed } from './chance.ts';
import { type CrashNewsroom, crashNewsroom, hardenedDelivery, manyReaders } from './crash-newsroom.ts';
import { killAtRandom } from './killing.ts';

// `npm run test:crash` is the whole of it; within `npm test` a short run watches that nothing has come loose.
const full = process.env.COURANT_CRASH === 'full';
const size = full ? { readers: 2_000, kills: 200, meanBetween: 4 } : { readers: 160, kills: 4, meanBetween: 12 };
/** More would mean that processes end before they can be killed. */
const mailingsAtMost = 5;
const timeout = full ? 1_800_000 : 180_000;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const server = await startPostgres();
if (server.kind === 'running') afterAll(() => server.stop());

const wellBehaved = { doubled: [], lost: [], unaccounted: [], breach: null, breaches: [], finished: true };

type Mailing = {
  readonly found: Awaited<ReturnType<typeof killAtRandom>>;
  readonly books: Accounting | null;
  readonly unknown: number;
  /** Readers the server never had a message for. */
  readonly missing: readonly DeliveryRow[];
};

/** One mailing after the other until there were as many kills as there should be: what a killed process sent is not sent again. */
async function rampage(databaseUrl: () => Promise<string | null>, workers: number): Promise<readonly Mailing[]> {
  const began = performance.now();
  const mailings: Mailing[] = [];
  const killed = () => mailings.reduce((sum, { found }) => sum + found.killed, 0);
  while (killed() < size.kills && mailings.length < mailingsAtMost)
    mailings.push(await oneMailing(await databaseUrl(), workers, size.kills - killed()));
  if (full) console.log(`${killed()} kills in ${mailings.length} mailings, ${Math.round((performance.now() - began) / 1000)} s`);
  return mailings;
}

async function oneMailing(databaseUrl: string | null, workers: number, kills: number): Promise<Mailing> {
  const sink: SmtpSink = await startSmtpSink({ keepBytes: false, conduct: () => ({ do: 'accept', delayMs: chance() * 8 }) });
  const room: CrashNewsroom = await crashNewsroom({
    readers: manyReaders(size.readers),
    smtpUrl: sink.url,
    // Few at once, so that 2,000 readers last for many kills.
    delivery: { ...hardenedDelivery, connections: 4 },
    ...(databaseUrl === null ? {} : { databaseUrl }),
  });
  open.push(room, sink);
  const found = await killAtRandom(room, sink, { ...size, kills, workers });
  const books = await room.books();
  const rows = await room.rows();
  const unknown = rows.filter((row) => row.state === 'unknown').length;
  const taken = new Set(sink.accepted.map(({ messageId }) => messageId));
  const missing = rows.filter((row) => !taken.has(row.messageId ?? ''));
  if (full) console.log(`${found.killed} kills: ${JSON.stringify(books)}; ${missing.length} never arrived, ${unknown} unknown`);
  return { found, books, unknown, missing };
}

function expectSound(mailings: readonly Mailing[]): void {
  expect(mailings.reduce((sum, { found }) => sum + found.killed, 0)).toBeGreaterThanOrEqual(size.kills);
  for (const { found, books, unknown, missing } of mailings) {
    expect(found).toMatchObject(wellBehaved);
    expect(missing.filter((row) => row.state !== 'unknown')).toEqual([]);
    expect(books).toMatchObject({ frozen: size.readers, accepted: size.readers - unknown, unknown });
  }
}

describe(`a sender killed at random instants (COURANT_SEED=${seed})`, () => {
  it(
    'loses and doubles nothing on SQLite, and names every uncertain reader',
    async () => expectSound(await rampage(async () => null, 1)),
    timeout,
  );

  it.skipIf(server.kind !== 'running')(
    `loses and doubles nothing on PostgreSQL with two workers${server.kind === 'running' ? '' : `: ${server.why}`}`,
    async () => {
      if (server.kind !== 'running') return;
      expectSound(await rampage(() => freshSchema(server.url), 2));
    },
    timeout,
  );
});
