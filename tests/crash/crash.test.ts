import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type SmtpSink, startSmtpSink } from '../io/mail/smtp-sink.ts';
import { freshSchema, startPostgres } from '../io/store/postgres-server.ts';
import { type CrashNewsroom, crashNewsroom, hardenedDelivery, manyReaders } from './crash-newsroom.ts';
import { killAtRandom } from './killing.ts';

// `npm run test:crash` is the whole of it; within `npm test` a short run watches that nothing has come loose.
const full = process.env.COURANT_CRASH === 'full';
const size = full ? { readers: 2_000, kills: 200, meanBetween: 4 } : { readers: 160, kills: 4, meanBetween: 12 };
const timeout = full ? 1_800_000 : 180_000;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const server = await startPostgres();
if (server.kind === 'running') afterAll(() => server.stop());

const wellBehaved = { doubled: [], lost: [], unaccounted: [], breach: null, breaches: [], finished: true };

async function rampage(databaseUrl: string | null, workers: number) {
  const sink: SmtpSink = await startSmtpSink({ keepBytes: false, conduct: () => ({ do: 'accept', delayMs: Math.random() * 8 }) });
  const room: CrashNewsroom = await crashNewsroom({
    readers: manyReaders(size.readers),
    smtpUrl: sink.url,
    // Few at once, so that 2,000 readers last for 200 kills.
    delivery: { ...hardenedDelivery, connections: 4 },
    ...(databaseUrl === null ? {} : { databaseUrl }),
  });
  open.push(room, sink);
  const found = await killAtRandom(room, sink, { ...size, workers });
  const books = await room.books();
  const unknown = (await room.rows()).filter((row) => row.state === 'unknown');
  const taken = new Set(sink.accepted.map(({ messageId }) => messageId));
  const missing = (await room.rows()).filter((row) => !taken.has(row.messageId ?? ''));
  if (full)
    console.log(
      `${found.killed} kills: ${JSON.stringify(books)}; ${missing.length} missing, all of them unknown; ${unknown.length - missing.length} unknown arrived`,
    );
  return { found, books, unknown, missing };
}

describe('a sender killed at random instants', () => {
  it(
    'loses and doubles nothing on SQLite, and names every uncertain reader',
    async () => {
      const { found, books, unknown, missing } = await rampage(null, 1);
      expect(found).toMatchObject(wellBehaved);
      expect(missing.filter((row) => row.state !== 'unknown')).toEqual([]);
      expect(books).toMatchObject({ frozen: size.readers, accepted: size.readers - unknown.length, unknown: unknown.length });
    },
    timeout,
  );

  it.skipIf(server.kind !== 'running')(
    `loses and doubles nothing on PostgreSQL with two workers${server.kind === 'running' ? '' : `: ${server.why}`}`,
    async () => {
      if (server.kind !== 'running') return;
      const { found, books, unknown, missing } = await rampage(await freshSchema(server.url), 2);
      expect(found).toMatchObject(wellBehaved);
      expect(missing.filter((row) => row.state !== 'unknown')).toEqual([]);
      expect(books).toMatchObject({ frozen: size.readers, accepted: size.readers - unknown.length, unknown: unknown.length });
    },
    timeout,
  );
});
