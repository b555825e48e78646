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

describe.skipIf(server.kind !== 'running')(`workers on one PostgreSQL${server.kind === 'running' ? '' : ` (${server.why})`}`, () => {
  it('share an edition that another process hands out; one killed in mid-chunk loses and doubles nothing', async () => {
    if (server.kind !== 'running') return;
    const sink = await startSmtpSink({ keepBytes: false, conduct: () => ({ do: 'accept', delayMs: 25 }) });
    const room = await crashNewsroom({
      readers: manyReaders(400),
      smtpUrl: sink.url,
      databaseUrl: await freshSchema(server.url),
      delivery: { ...hardenedDelivery, connections: 4, chunk: 50 },
    });
    open.push(sink.close, room.close);
    const workers: Sender[] = [room.start(['worker']), room.start(['worker'])];
    open.push(async () => void (await Promise.all(workers.map(stopped))));
    await Promise.all(workers.map((worker) => until(() => worker.err().includes('Waiting for chunks'))));
    const sender = room.startSender();
    await Promise.race([sender.ended, until(() => sink.accepted.length >= 40)]);
    workers[0]?.process.kill('SIGKILL');
    await sender.ended;
    for (let tries = 0; tries < 4 && !(await audit(room, sink)).finished; tries++) await room.startSender().ended;
    const found = await audit(room, sink);
    expect(found).toMatchObject({ doubled: [], lost: [], unaccounted: [], breach: null, finished: true });
    // What the killed worker had under way, at most.
    expect(found.unknown).toBeLessThanOrEqual(8);
  }, 240_000);
});

async function stopped(worker: Sender): Promise<void> {
  worker.process.kill('SIGTERM');
  await worker.ended;
}
