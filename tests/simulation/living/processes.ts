import type { Press } from '../../../src/press/ports/press.ts';
import type { Store } from '../../../src/press/ports/store/store.ts';
import { articleOf, composing } from '../outside/newsroom.ts';
import { namingTransientErrors, relayPlaces, sqliteDialect, storeOn, tick, workChunk } from '../running/engine.ts';
import { end, type Machine, type Process } from '../running/scheduler.ts';
import type { World } from './world.ts';

export const secret = new Uint8Array(32).fill(7);

/** A new process on a machine, with everything the use cases need of the world. */
export function startProcess(world: World, machine: Machine): { readonly process: Process; readonly press: Press } {
  const number = world.processes.size + 1;
  const process: Process = {
    worker: `${machine.name}/${number}/0/${machine.namespace}/boot/${number}`,
    machine,
    alive: true,
    ends: new Set(),
    asked: 0,
    stopListeners: new Set(),
  };
  world.processes.set(process.worker, process);
  const press = pressOf(world, process);
  return { process, press };
}

const silent: Press['progress'] = { start: () => undefined, step: () => undefined, finish: () => undefined };

function pressOf(world: World, process: Process): Press {
  const { scheduler, chance } = world;
  const step = (ms: number) => scheduler.step(process, ms);
  const wired = {
    ...composing,
    now: () => new Date(Math.floor(scheduler.now() + process.machine.skewMs)),
    readContent: async () => {
      await step(chance.whole(5, 400));
      return { files: world.articles.size, articles: contentOf(world), faults: [] };
    },
    preparePictures: async (...given: Parameters<Press['preparePictures']>) => {
      await step(chance.whole(5, chance.roll(0.1) ? 20_000 : 300));
      return await composing.preparePictures(...given);
    },
    store: storeOf(world, process),
    transport: world.relay.transport(process),
    secret,
    baseUrl: 'https://news.example',
    worker: process.worker,
    whereabouts: (worker: string) => {
      const other = world.processes.get(worker);
      if (other === undefined || other.machine.namespace !== process.machine.namespace) return 'elsewhere' as const;
      return other.alive ? ('alive' as const) : ('dead' as const);
    },
    delivery: world.delivery,
    queue: queueOf(world, process),
    wait: (ms: number) => step(ms + chance.next() * 3),
    onStop: (listener: (asked: number) => void) => {
      process.stopListeners.add(listener);
      if (process.asked > 0) listener(process.asked);
      return () => void process.stopListeners.delete(listener);
    },
    random: chance.next,
    newId: () => `${Math.floor(chance.next() * 2 ** 50).toString(16)}-${Math.floor(chance.next() * 2 ** 50).toString(16)}`,
    progress: silent,
    version: 'simulated',
  };
  return { ...wired, places: relayPlaces(wired) };
}

function queueOf({ jobs, defect }: World, process: Process): Press['queue'] {
  const queue = jobs?.queueOf(process) ?? null;
  return queue && (defect?.queue?.(queue) ?? queue);
}

function storeOf(world: World, process: Process): Store {
  const { scheduler, chance, plan } = world;
  const store = namingTransientErrors(
    storeOn({
      db: world.host.database(process),
      dialect: sqliteDialect,
      erasureKeys: [secret],
      beforeAgain: (attempt) => scheduler.step(process, 1 + chance.next() * Math.min(50, 5 * attempt)),
    }),
  );
  const own = plan.shape === 'postgres' ? skippingLocked(world, store) : store;
  return world.defect?.store?.(own) ?? own;
}

/** Rows another transaction has locked are passed over (`for update skip locked`): which ones is chance here. */
const skippingLocked = ({ chance }: World, store: Store): Store => ({
  ...store,
  turn: (turn, ...rest) => store.turn({ ...turn, intents: turn.intents.filter(() => !chance.roll(0.1)) }, ...rest),
});

const contentOf = ({ articles }: World) =>
  [...articles]
    .map(([index, { publishedAt, quality, revision }]) => articleOf(index, publishedAt, quality, revision))
    .sort((a, b) => (a.file < b.file ? -1 : 1));

/** What is due, once; what a person would read of it goes into the history. */
async function tickOnce(world: World, process: Process, press: Press): Promise<void> {
  world.tell(() => `${process.worker} ticks`);
  try {
    for (const line of await tick(press, world.newsletters, () => press.readContent([]))) {
      if (line.kind === 'nothing') continue;
      const what =
        line.kind === 'sent' ? `${line.report.result} (No. ${line.report.number})` : line.kind === 'failed' ? wordsOf(line.error) : '';
      world.tell(() => `${process.worker} ticked ${line.newsletter}: ${line.kind} ${what}`);
      if (line.kind === 'failed') world.onFailure(line.error);
    }
  } catch (error) {
    world.tell(() => `${process.worker} could not tick: ${wordsOf(error)}`);
    world.onFailure(error);
  }
}

export const wordsOf = (error: unknown): string =>
  (error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)).slice(0, 200);

/** A machine is up: it does what its role is until it dies. */
export function boot(world: World, machine: Machine): void {
  const plan = world.plan.machines.find(({ name }) => name === machine.name);
  if (!plan || machine.up) return;
  machine.up = true;
  if (plan.role === 'cron') {
    cronBeats(world, machine, plan.beatMs);
    return;
  }
  const { process, press } = startProcess(world, machine);
  world.presses.set(process, press);
  process.ends.add(() => {
    world.presses.delete(process);
    machine.up = false;
  });
  if (plan.role === 'worker') void works(world, process, press);
  else serves(world, process, press, plan.beatMs);
}

const nextBeat = (now: number, everyMs: number): number => (Math.floor(now / everyMs) + 1) * everyMs;

function cronBeats(world: World, machine: Machine, everyMs: number): void {
  const { scheduler } = world;
  const beat = () => {
    if (!machine.up || world.over) return;
    scheduler.at(nextBeat(scheduler.now(), everyMs), null, beat);
    if (machine.frozenUntil > scheduler.now()) return;
    const { process, press } = startProcess(world, machine);
    void tickOnce(world, process, press).then(async () => {
      await press.store.forgetWorker(process.worker).catch(() => undefined);
      end(process);
    });
  };
  scheduler.at(nextBeat(scheduler.now(), everyMs), null, beat);
}

function serves(world: World, process: Process, press: Press, everyMs: number): void {
  const { scheduler } = world;
  let running: Promise<void> | null = null;
  const beat = () => {
    if (process.asked > 0 || world.over) return;
    scheduler.at(nextBeat(scheduler.now(), everyMs), process, beat);
    running ??= tickOnce(world, process, press).finally(() => {
      running = null;
    });
  };
  scheduler.at(scheduler.now() + world.chance.whole(1, 3_000), process, beat);
  process.stopListeners.add((asked) => {
    if (asked === 1) void leave(process, press, async () => void (await running));
  });
}

async function works(world: World, process: Process, press: Press): Promise<void> {
  const { queue } = press;
  if (!queue) return;
  const stop = await queue.work(async (chunk) => {
    const { sent } = await workChunk(press, world.newsletters, queue, chunk);
    world.tell(() => `${process.worker} worked ${chunk.newsletter} ${chunk.range.after}-${chunk.range.upTo}: ${sent.ending}`);
  });
  process.stopListeners.add((asked) => {
    if (asked === 1) void leave(process, press, stop);
  });
}

/** What is under way is finished first. */
async function leave(process: Process, press: Press, finished: () => Promise<void>): Promise<void> {
  await finished().catch(() => undefined);
  await press.store.forgetWorker(process.worker).catch(() => undefined);
  end(process);
}
