import pg from 'pg';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startSmtpSink } from '../io/mail/smtp-sink.ts';
import { freshSchema, startPostgres } from '../io/store/database/postgres-server.ts';
import { audit, crashNewsroom, hardenedDelivery, manyReaders, type Sender, until } from './crash-newsroom.ts';

const server = await startPostgres();
if (server.kind === 'running') afterAll(() => server.stop());

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

describe.skipIf(server.kind !== 'running')(`what workers leave${server.kind === 'running' ? '' : ` (${server.why})`}`, () => {
  it('is sent again by order, though every chunk is done', async () => {
    const { room, sink } = await newsroomWithWorker(({ to }) =>
      to.startsWith('r3@') && !sink.accepted.some((message) => message.to.startsWith('r3@'))
        ? { do: 'drop-after-dot', kept: true }
        : { do: 'accept' },
    );
    await room.startSender().ended;
    expect(await audit(room, sink)).toMatchObject({ doubled: [], unknown: 1, finished: true });
    expect(await room.run('resend', 'weekly:1', '--state', 'unknown', '--to', 'r3@reader.example', '--yes')).toMatchObject({ code: 0 });
    const sent = await room.startSender().ended;
    expect(sent, sent.err).toMatchObject({ code: 0 });
    expect(await audit(room, sink)).toMatchObject({ lost: [], unknown: 0, breach: null, finished: true });
    expect(sink.accepted.filter(({ to }) => to.startsWith('r3@'))).toHaveLength(2);
  }, 120_000);

  it('is handed out anew when a chunk got lost', async () => {
    const { room, sink, jobs } = await newsroomWithWorker(() => ({ do: 'accept', delayMs: 40 }));
    const sender = room.startSender();
    await until(() => sink.accepted.length > 0);
    const lost = await jobs("delete from JOB where state < 'active'");
    expect(lost).toBeGreaterThan(0);
    const { code, err } = await sender.ended;
    expect(code, err).toBe(0);
    expect(await audit(room, sink)).toMatchObject({ doubled: [], lost: [], unaccounted: [], unknown: 0, breach: null, finished: true });
    expect(sink.accepted).toHaveLength(60);
  }, 120_000);

  it('will not be done once the edition is cancelled, and then it has ended', async () => {
    const { room, sink } = await newsroomWithWorker(() => ({ do: 'accept', delayMs: 60 }));
    const sender = room.startSender();
    await until(() => sink.accepted.length > 0);
    expect(await room.run('cancel', 'weekly:1', '--reason', 'a wrong headline')).toMatchObject({ code: 0 });
    await sender.ended;
    const found = await audit(room, sink);
    expect(found).toMatchObject({ doubled: [], lost: [], unaccounted: [], breach: null, finished: true });
    expect((await room.edition())?.state).toBe('finished');
    expect(sink.accepted.length).toBeLessThan(60);
    expect((await room.rows()).filter(({ state }) => state === 'suppressed')).toHaveLength(60 - sink.accepted.length);
  }, 120_000);
});

type Conduct = NonNullable<NonNullable<Parameters<typeof startSmtpSink>[0]>['conduct']>;

/** 60 readers in chunks of ten, and one worker that waits for them. */
async function newsroomWithWorker(conduct: Conduct) {
  if (server.kind !== 'running') throw new Error(server.why);
  const databaseUrl = await freshSchema(server.url);
  const sink = await startSmtpSink({ keepBytes: false, conduct });
  const room = await crashNewsroom({
    readers: manyReaders(60),
    smtpUrl: sink.url,
    databaseUrl,
    delivery: { ...hardenedDelivery, connections: 1, chunk: 10 },
  });
  open.push(sink.close, room.close);
  const worker: Sender = room.start(['worker']);
  open.push(async () => {
    worker.process.kill('SIGTERM');
    await worker.ended;
  });
  await until(() => worker.err().includes('Waiting for chunks'));
  const jobs = async (statement: string) => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      const { rows } = await client.query<{ schema: string }>('select current_schema() as schema');
      const { rowCount } = await client.query(statement.replace('JOB', `"${rows[0]?.schema}_queue".job`));
      return rowCount ?? 0;
    } finally {
      await client.end();
    }
  };
  return { room, sink, jobs };
}
