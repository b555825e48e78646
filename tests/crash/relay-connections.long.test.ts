import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startSmtpSink } from '../io/mail/smtp-sink.ts';
import { freshSchema, startPostgres } from '../io/store/database/postgres-server.ts';
import { audit, crashNewsroom, hardenedDelivery, manyReaders, noNamespaces, type Sender, until } from './crash-newsroom.ts';

const server = await startPostgres();
if (server.kind === 'running') afterAll(() => server.stop());

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

type Wanted = {
  readonly readers: number;
  readonly delivery: object;
  readonly databaseUrl?: string;
  readonly delayMs?: number | (() => number);
};

async function newsroom({ readers, delivery, databaseUrl, delayMs = 40 }: Wanted) {
  const delay = typeof delayMs === 'number' ? () => delayMs : delayMs;
  const sink = await startSmtpSink({ keepBytes: false, conduct: () => ({ do: 'accept', delayMs: delay() }) });
  const room = await crashNewsroom({
    readers: manyReaders(readers),
    smtpUrl: sink.url,
    delivery: { ...hardenedDelivery, ...delivery },
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  });
  open.push(sink.close, room.close);
  const started = (sender: Sender) => {
    open.push(async () => {
      sender.process.kill('SIGKILL');
      await sender.ended;
    });
    return sender;
  };
  return { sink, room, started };
}

const soundAndWhole = { doubled: [], lost: [], unaccounted: [], unknown: 0, breach: null, finished: true };
const waiting = /Waiting for a place: other processes hold .* to smtp:\/\/127\.0\.0\.1:\d+/;
const workersSending = async (room: Awaited<ReturnType<typeof newsroom>>['room'], editionId: number) =>
  (await room.store.submittingWorkers(editionId)).length;

describe('a limit of connections for all processes together', () => {
  it('holds for two sends of one edition, which share it between them: every reader gets the edition once', async () => {
    let sharedBy = 0;
    // However long the second takes to start, the edition takes longer.
    const delayMs = () => (sharedBy < 2 ? 250 : 20);
    const { sink, room, started } = await newsroom({ readers: 700, delivery: { connections: 6, relayConnections: 6 }, delayMs });
    const senders = [started(room.startSender()), started(room.startSender())];
    let over = false;
    const ended = Promise.all(senders.map((sender) => sender.ended)).finally(() => {
      over = true;
    });
    await until(async () => {
      const edition = await room.edition();
      if (edition) sharedBy = Math.max(sharedBy, await workersSending(room, edition.id));
      return over;
    });
    await ended;
    for (let tries = 0; tries < 3 && !(await audit(room, sink)).finished; tries++) await room.send();
    expect(sink.mostAtOnce).toBeLessThanOrEqual(6);
    expect(sharedBy).toBe(2);
    expect(await audit(room, sink)).toMatchObject(soundAndWhole);
    expect(sink.accepted).toHaveLength(700);
  }, 180_000);

  it('has one who finds no place wait, say so, and go on when the other has ended', async () => {
    const { sink, room, started } = await newsroom({ readers: 120, delivery: { connections: 4, relayConnections: 1 }, delayMs: 100 });
    const first = started(room.startSender());
    await until(() => sink.accepted.length > 0);
    const second = started(room.startSender());
    await until(() => waiting.test(second.err()));
    await Promise.all([first.ended, second.ended]);
    expect(sink.mostAtOnce).toBe(1);
    expect(first.err()).toBe('');
    expect(second.err().match(/Waiting for a place/gu)).toHaveLength(1);
    expect(await audit(room, sink)).toMatchObject(soundAndWhole);
  }, 180_000);

  it('lets one who waits for a place end as soon as it is asked to, with nobody uncertain', async () => {
    const { sink, room, started } = await newsroom({ readers: 150, delivery: { connections: 4, relayConnections: 1 }, delayMs: 60 });
    const first = started(room.startSender());
    await until(() => sink.accepted.length > 0);
    const second = started(room.startSender());
    await until(() => waiting.test(second.err()));
    second.process.kill('SIGTERM');
    const { out } = await second.ended;
    expect(JSON.parse(out)).toMatchObject({ result: 'stopped', attempted: 0 });
    expect(sink.accepted.length).toBeLessThan(150);
    await first.ended;
    expect(await audit(room, sink)).toMatchObject(soundAndWhole);
  }, 180_000);

  it('is no business of a killed process any more: its places come free, here at once', async () => {
    const { sink, room, started } = await newsroom({ readers: 200, delivery: { connections: 4, relayConnections: 1 }, delayMs: 60 });
    const first = started(room.startSender());
    await until(() => sink.accepted.length > 0);
    const second = started(room.startSender());
    await until(() => waiting.test(second.err()));
    first.process.kill('SIGKILL');
    await first.ended;
    await second.ended;
    for (let tries = 0; tries < 3 && !(await audit(room, sink)).finished; tries++) await room.send();
    const found = await audit(room, sink);
    expect(sink.mostAtOnce).toBe(1);
    expect(found).toMatchObject({ doubled: [], lost: [], unaccounted: [], breach: null, finished: true });
    expect(found.unknown).toBeLessThanOrEqual(1);
  }, 180_000);

  it.skipIf(noNamespaces() !== null)(
    `lapses where nobody can see whether its holder lives ${noNamespaces() ?? ''}`,
    async () => {
      const { sink, room, started } = await newsroom({ readers: 60, delivery: { connections: 4, relayConnections: 2 }, delayMs: 100 });
      const first = started(room.start(room.sending, 'apart'));
      await until(() => sink.accepted.length > 0);
      first.process.kill('SIGKILL');
      await first.ended;
      const before = sink.accepted.length;
      const second = started(room.startSender());
      await until(() => waiting.test(second.err()));
      expect(sink.accepted.length).toBe(before);
      await second.ended;
      expect(sink.accepted.length).toBeGreaterThanOrEqual(58);
      expect(sink.mostAtOnce).toBeLessThanOrEqual(2);
      expect(sink.duplicates()).toEqual([]);
    },
    180_000,
  );

  it('keeps nobody from a canary, and lets readers named by a person go first', async () => {
    const canary = { share: 0.02, atMost: 200 };
    const { sink, room } = await newsroom({ readers: 520, delivery: { connections: 4, relayConnections: 2, canary }, delayMs: 2 });
    await room.run('send', 'weekly', '--at', '2026-11-21T08:00:00Z', '--to', 'r7@reader.example');
    expect(sink.accepted.map(({ to }) => to)).toEqual(['r7@reader.example']);
    await room.send();
    expect(await audit(room, sink)).toMatchObject(soundAndWhole);
    expect(sink.mostAtOnce).toBeLessThanOrEqual(2);
  }, 180_000);

  it.skipIf(server.kind !== 'running')(
    `holds for workers with two chunks each${server.kind === 'running' ? '' : ` (${server.why})`}`,
    async () => {
      if (server.kind !== 'running') return;
      const databaseUrl = await freshSchema(server.url);
      const { sink, room, started } = await newsroom({
        readers: 500,
        delivery: { connections: 4, relayConnections: 5, chunk: 50 },
        databaseUrl,
      });
      const workers = [0, 1].map(() => started(room.start(['worker'])));
      await Promise.all(workers.map((worker) => until(() => worker.err().includes('Waiting for chunks'))));
      await room.send();
      for (let tries = 0; tries < 3 && !(await audit(room, sink)).finished; tries++) await room.send();
      expect(sink.mostAtOnce).toBeLessThanOrEqual(5);
      expect(sink.mostAtOnce).toBeGreaterThan(2);
      expect(await audit(room, sink)).toMatchObject(soundAndWhole);
      for (const worker of workers) worker.process.kill('SIGTERM');
      for (const worker of workers) expect((await worker.ended).code).toBe(0);
    },
    240_000,
  );
});
