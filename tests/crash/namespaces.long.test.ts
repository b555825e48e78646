import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type SmtpSink, startSmtpSink } from '../io/mail/smtp-sink.ts';
import { executeOnPostgres, freshSchema, startPostgres } from '../io/store/database/postgres-server.ts';
import { chance } from './chance.ts';
import { audit, type CrashNewsroom, crashNewsroom, hardenedDelivery, manyReaders, noNamespaces, type Sender } from './crash-newsroom.ts';

// `npm run test:crash` kills forty times; within `npm test` a few kills watch that nothing has come loose.
const full = process.env.COURANT_CRASH === 'full';
const size = full ? { readers: 4_000, kills: 40, meanBetween: 60 } : { readers: 300, kills: 3, meanBetween: 40 };

const server = await startPostgres();
if (server.kind === 'running') afterAll(() => server.stop());
const why = server.kind === 'running' ? noNamespaces() : server.why;

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const found = { doubled: [], lost: [], unaccounted: [], breach: null, finished: true };

describe.skipIf(why !== null)(`processes of one host name that do not see each other${why === null ? '' : ` (${why})`}`, () => {
  it('do not take each other for dead: nothing is unknown while nobody dies', async () => {
    const { room, sink } = await newsroom(300);
    const workers = await startWorkers(room, 2);
    await room.start(room.sending, 'apart').ended;
    await untilFinished(room, sink);
    await Promise.all(workers.map(stopped));
    expect(await audit(room, sink)).toMatchObject({ ...found, unknown: 0 });
    expect(await room.books()).toMatchObject({ accepted: 300 });
  }, 240_000);

  it(
    'lose, double and give up nothing of one that lives, whoever is killed',
    async () => {
      const { room, sink } = await newsroom(size.readers);
      const killed = new Set<string>();
      let kills = 0;
      const lane = async (args: readonly string[]) => {
        while (kills < size.kills && !(await audit(room, sink)).finished) {
          const one = room.start(args, 'apart');
          const enough = sink.accepted.length + 1 + Math.floor(chance() * 2 * size.meanBetween);
          let over = false;
          void one.ended.then(() => {
            over = true;
          });
          const until = Date.now() + 30_000;
          while (!over && kills < size.kills && sink.accepted.length < enough && Date.now() < until) await pause(1);
          if (over) continue;
          const space = await namespaceOf(one);
          if (space !== null) killed.add(space);
          kills += 1;
          one.process.kill('SIGKILL');
          await one.ended;
        }
      };
      await Promise.all([lane(['worker']), lane(['worker']), lane(room.sending)]);
      const workers = await startWorkers(room, 2);
      await longSilent(room, killed);
      await untilFinished(room, sink);
      await Promise.all(workers.map(stopped));
      const books = await room.books();
      if (full) console.log(`${kills} kills: ${JSON.stringify(books)}`);
      expect(kills).toBeGreaterThanOrEqual(full ? 40 : 1);
      expect(await audit(room, sink)).toMatchObject(found);
      // What is unknown was in the hands of one that was killed.
      const unknown = await executeOnPostgres(room.url, `select worker from deliveries where state = 'unknown'`);
      expect(unknown.filter(({ worker }) => !killed.has(spaceIn(String(worker))))).toEqual([]);
      const taken = new Set(sink.accepted.map(({ messageId }) => messageId));
      const missing = (await room.rows()).filter((row) => !taken.has(row.messageId ?? ''));
      expect(missing.filter(({ state }) => state !== 'unknown')).toEqual([]);
    },
    full ? 1_800_000 : 240_000,
  );
});

async function newsroom(readers: number): Promise<{ room: CrashNewsroom; sink: SmtpSink }> {
  if (server.kind !== 'running') throw new Error(server.why);
  const sink = await startSmtpSink({ keepBytes: false, conduct: () => ({ do: 'accept', delayMs: 10 + chance() * 30 }) });
  const room = await crashNewsroom({
    readers: manyReaders(readers),
    smtpUrl: sink.url,
    databaseUrl: await freshSchema(server.url),
    delivery: { ...hardenedDelivery, connections: 4, chunk: 50 },
  });
  open.push(sink.close, room.close);
  return { room, sink };
}

async function startWorkers(room: CrashNewsroom, count: number): Promise<readonly Sender[]> {
  const workers = Array.from({ length: count }, () => room.start(['worker'], 'apart'));
  open.push(async () => void workers.map((worker) => worker.process.kill('SIGKILL')));
  for (const worker of workers) while (!worker.err().includes('Waiting for chunks')) await pause(20);
  return workers;
}

async function untilFinished(room: CrashNewsroom, sink: SmtpSink): Promise<void> {
  for (let tries = 0; tries < 8 && !(await audit(room, sink)).finished; tries++) await room.start(room.sending, 'apart').ended;
}

/** As if five minutes had gone by since the killed ones were last heard of; the living go on beating. */
async function longSilent(room: CrashNewsroom, killed: ReadonlySet<string>): Promise<void> {
  const workers = await executeOnPostgres(room.url, 'select name from workers');
  const dead = workers.map(({ name }) => String(name)).filter((name) => killed.has(spaceIn(name)));
  for (const name of dead) await executeOnPostgres(room.url, `update workers set seen_at = seen_at - 600000 where name = '${name}'`);
}

/** The PID namespace in a worker's name. */
const spaceIn = (worker: string): string => worker.replace(/^queue\//, '').split('/')[3] ?? '';

const childOf = (pid: number | undefined): number | null => {
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    return child === undefined ? null : Number(child);
  } catch {
    return null;
  }
};

async function namespaceOf({ process: unshare }: Sender): Promise<string | null> {
  const child = childOf(unshare.pid);
  return child === null || !readdirSync('/proc').includes(String(child))
    ? null
    : (/\d+/.exec(readlinkSync(`/proc/${child}/ns/pid`))?.[0] ?? null);
}

async function stopped(worker: Sender): Promise<void> {
  const child = childOf(worker.process.pid);
  if (child !== null) process.kill(child, 'SIGTERM');
  await worker.ended;
}
