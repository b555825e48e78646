import { createHash } from 'node:crypto';
import type { Defect } from '../judging/defects.ts';
import { type Breach, judgeOf } from '../judging/judge.ts';
import { newsletterOf } from '../outside/newsroom.ts';
import { type Act, calmBegins, type Plan, slots, worldBegins, worldEnds } from '../outside/plan.ts';
import { jobBoard } from '../outside/queue.ts';
import { type FateOfAttempt, relay, type Weather } from '../outside/relay.ts';
import { quiet, sealedOff } from '../running/ambient.ts';
import { chanceOf } from '../running/chance.ts';
import { DeliverySettings } from '../running/engine.ts';
import { end, type Machine, type Process, scheduler } from '../running/scheduler.ts';
import { type StoreFault, storeHost } from '../running/store-driver.ts';
import { actOf, lookAfter } from './people.ts';
import { boot, startProcess, wordsOf } from './processes.ts';
import type { World } from './world.ts';

export type WorldReport = {
  readonly breaches: readonly Breach[];
  readonly history: readonly string[];
  /** Of everything that happened, in its order: the same plan, the same trace. */
  readonly trace: string;
  readonly steps: number;
  readonly statements: number;
  readonly messages: number;
  readonly unknown: number;
  readonly nobodyHas: number;
  readonly avoidable: number;
  /** Defects of the program, as an operator would be told: none is expected. */
  readonly failures: readonly string[];
};

/** Lives a plan through, from its first minute until everything has come to its end, or something is not as promised. */
export const runWorld = (plan: Plan, options: { readonly defect?: Defect | null; readonly verbose?: boolean } = {}): Promise<WorldReport> =>
  sealedOff(() => lived(plan, options.defect ?? null, options.verbose ?? false));

async function lived(plan: Plan, defect: Defect | null, verbose: boolean): Promise<WorldReport> {
  const history: string[] = [];
  const trace = createHash('sha256');
  const failures: string[] = [];
  const world = await worldOf(plan, defect, {
    tell(words) {
      const line = `${clockOf(world.scheduler.now())}  ${words()}`;
      trace.update(line);
      if (verbose) history.push(line);
    },
    onFailure(error) {
      const { code } = error as { readonly code?: unknown };
      if (typeof code !== 'string' || !/^[a-z]+(?:-[a-z]+)+$/u.test(code))
        failures.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    },
  });
  const { scheduler: clock, judge } = world;
  const broken = () => judge.breaches.length > 0 || failures.length > 0;
  await seeded(world);
  for (const act of plan.acts) clock.at(worldBegins + act.at, null, () => begin(world, act));
  looksNowAndThen(world);
  for (const machine of world.machines.values()) boot(world, machine);
  await clock.run(broken, calmBegins);
  if (!broken()) {
    becalm(world);
    await clock.run(() => broken() || isOver(world), worldEnds);
  }
  if (!broken()) judge.atTheEnd();
  world.over = true;
  for (const process of world.processes.values()) end(process);
  await quiet();
  for (const { invariant, words, at } of judge.breaches) world.tell(() => `BREACH of "${invariant}" at ${clockOf(at)}: ${words}`);
  return {
    breaches: judge.breaches,
    history,
    trace: trace.digest('hex').slice(0, 16),
    steps: clock.steps(),
    statements: world.host.statements,
    messages: judge.taken,
    ...judge.unknowns(),
    failures,
  };
}

const clockOf = (at: number): string => new Date(at).toISOString().slice(11, 23);

async function worldOf(plan: Plan, defect: Defect | null, ears: Pick<World, 'tell' | 'onFailure'>): Promise<World> {
  const chance = chanceOf(`order ${plan.seed}`);
  const clock = scheduler(chance, worldBegins);
  const machines = new Map<string, Machine>(
    plan.machines.map(({ name, namespace, skewMs }) => [name, { name, namespace, skewMs, frozenUntil: 0, up: false }]),
  );
  const processes = new Map<string, Process>();
  const lastFrozen = new Map<string, number>();
  const faults = plan.acts.flatMap((act): StoreFault[] =>
    act.kind === 'store-fault' ? [{ machine: act.machine, from: act.from, kind: act.fault, ms: act.ms }] : [],
  );
  const host = await storeHost({
    world: clock,
    latency: () => (plan.swift ? chance.next() * 0.2 : chance.whole(0, chance.roll(0.05) ? 400 : 4)),
    waits: plan.shape === 'postgres',
    faults,
    onFault: (process, fault, inTransaction) => {
      // Whoever sleeps with the store locked keeps the others from their signs of life.
      if (fault.kind === 'freeze')
        for (const name of inTransaction ? machines.keys() : [process.machine.name]) lastFrozen.set(name, clock.now() + fault.ms);
      if (fault.kind.startsWith('crash')) back(world, process.machine, fault.ms);
      ears.tell(() => `${process.worker} meets ${fault.kind} of the store`);
    },
    onCommit: (process, changes) => {
      for (const { kind, id, edition, before, after } of changes)
        ears.tell(() => `${process.worker}: ${kind} ${id} (edition ${edition}) ${before ?? ''} -> ${after}`);
      judge.onCommit(process, changes);
    },
    rewrite: defect?.statement,
  });
  const newsletters = plan.newsletters.map((one) => newsletterOf({ ...one, delivery: null }));
  const mustBeApproved = new Set(newsletters.filter(({ approval }) => approval === 'required').map(({ id }) => id));
  const judge = judgeOf({ host, world: clock, processes, lastFrozen, mustBeApproved });
  const inbox = new Map<string, string[]>();
  const weather = plan.acts.flatMap((act): Weather[] =>
    act.kind === 'weather'
      ? [{ from: worldBegins + act.at, to: worldBegins + act.at + act.ms, domain: act.domain, fate: act.fate, share: act.share }]
      : [],
  );
  const world: World = {
    plan,
    chance,
    scheduler: clock,
    host,
    judge,
    relay: relay({
      world: clock,
      chance,
      travel: () => (plan.swift ? chance.next() * 0.6 : chance.whole(1, chance.roll(0.2) ? 4_000 : 400)),
      weather,
      fates: plan.acts.filter((act) => act.kind === 'fate') satisfies FateOfAttempt[],
      tell: ears.tell,
      onHandOver: judge.onHandOver,
      onTaken: (process, message) => {
        ears.tell(() => `the relay has ${message.messageId} for ${message.envelope.to}`);
        judge.onTaken(process, message);
        const link = confirmLink(message.bytes);
        if (link !== null) inbox.set(message.envelope.to, [...(inbox.get(message.envelope.to) ?? []), link]);
      },
      onOutcome: judge.onOutcome,
      misheard: defect?.misheard,
    }),
    jobs: plan.shape === 'postgres' ? jobBoard(clock, host, 3) : null,
    defect,
    newsletters,
    delivery: DeliverySettings.parse(plan.delivery),
    machines,
    processes,
    presses: new Map(),
    articles: new Map(
      plan.articles.map(({ article, quality, age }) => [article, { publishedAt: worldBegins - age, quality, revision: 0 }]),
    ),
    inbox,
    ...ears,
    calm: false,
    over: false,
    busy: 0,
  };
  frozenOf.set(world, lastFrozen);
  return world;
}

const frozenOf = new WeakMap<World, Map<string, number>>();

function confirmLink(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes).toString('latin1').replaceAll('=\r\n', '');
  return /\/confirm\/([\w-]{40})/u.exec(text)?.[1] ?? null;
}

/** The readers it begins with, before anything can go wrong. */
async function seeded(world: World): Promise<void> {
  const { plan, scheduler: clock } = world;
  const { press, process } = startProcess(world, { name: 'first', namespace: 'first', skewMs: 0, frozenUntil: 0, up: true });
  let done = false;
  const adding = (async () => {
    for (const { id } of world.newsletters) await press.store.firstSeen(id, press.now());
    for (const { address, newsletters, topics } of plan.readers)
      for (const newsletter of newsletters) await press.store.subscribe({ address, newsletter, topics, now: press.now(), how: 'seeded' });
    done = true;
  })();
  await clock.run(() => done, calmBegins);
  await adding;
  end(process);
}

function begin(world: World, act: Act): void {
  const { scheduler: clock, machines, articles } = world;
  if (act.kind !== 'weather' && act.kind !== 'fate' && act.kind !== 'store-fault')
    world.tell(() => `act ${act.id}: ${JSON.stringify({ ...act, id: undefined, at: undefined })}`);
  switch (act.kind) {
    case 'weather':
    case 'fate':
    case 'store-fault':
      return;
    case 'article':
      return void articles.set(act.article, { publishedAt: clock.now() - act.age, quality: act.quality, revision: 0 });
    case 'vanish':
      return void articles.delete(act.article);
    case 'correct': {
      const before = articles.get(act.article);
      if (before) articles.set(act.article, { ...before, revision: before.revision + 1 });
      return;
    }
    case 'die':
    case 'stop': {
      const machine = machines.get(act.machine);
      if (machine) downs(world, machine, act.kind, act.back);
      return;
    }
    case 'freeze': {
      const machine = machines.get(act.machine);
      if (!machine) return;
      machine.frozenUntil = Math.max(machine.frozenUntil, clock.now() + act.ms);
      frozenOf.get(world)?.set(machine.name, machine.frozenUntil);
      return;
    }
    case 'skew':
      for (const machine of machines.values())
        if (world.plan.shape !== 'postgres' || machine.name === act.machine) machine.skewMs += act.ms;
      return;
    default:
      world.busy += 1;
      void person(world, act);
  }
}

/** One person does one thing at a time. */
const chains = new WeakMap<World, Map<string, Promise<void>>>();

async function person(world: World, act: Act): Promise<void> {
  const own = chains.get(world) ?? new Map<string, Promise<void>>();
  chains.set(world, own);
  const who = 'address' in act ? act.address : 'an editor';
  const done = (own.get(who) ?? Promise.resolve())
    .then(() => actOf(world, act))
    .then(
      () => world.tell(() => `act ${act.id}: done`),
      (error: unknown) => {
        world.tell(() => `act ${act.id}: ${wordsOf(error)}`);
        world.onFailure(error);
      },
    );
  own.set(who, done);
  await done;
  world.busy -= 1;
}

function downs(world: World, machine: Machine, how: 'die' | 'stop', backMs: number): void {
  const own = [...world.processes.values()].filter((process) => process.alive && process.machine === machine);
  if (how === 'stop')
    for (const process of own) {
      process.asked += 1;
      for (const listener of [...process.stopListeners]) listener(process.asked);
      world.scheduler.at(world.scheduler.now() + 40_000, null, () => end(process));
    }
  else for (const process of own) end(process);
  back(world, machine, Math.max(backMs, how === 'stop' ? 41_000 : 0));
}

/** It comes back by itself, once. */
function back(world: World, machine: Machine, afterMs: number): void {
  const { scheduler: clock } = world;
  if (world.plan.machines.find(({ name }) => name === machine.name)?.role === 'cron') return;
  clock.at(clock.now() + afterMs, null, () => boot(world, machine));
}

function looksNowAndThen(world: World): void {
  const { scheduler: clock } = world;
  const look = () => {
    if (world.over) return;
    void lookAfter(world).then(() => clock.at(clock.now() + 9 * 60_000, null, look));
  };
  clock.at(worldBegins + 34 * 60_000, null, look);
}

function becalm(world: World): void {
  world.tell(() => 'nothing goes wrong any more');
  world.calm = true;
  world.relay.calm();
  world.host.faults.length = 0;
  for (const machine of world.machines.values()) {
    machine.frozenUntil = 0;
    boot(world, machine);
  }
}

function isOver({ host, busy, newsletters }: World): boolean {
  if (busy > 0) return false;
  const [open] = host.ask<{ open: number }>("select count(*) as open from editions where state != 'finished'");
  const [last] = host.ask<{ last: number }>('select count(*) as last from editions where slot = ?', slots.at(-1) ?? 0);
  return open?.open === 0 && last?.last === newsletters.length;
}
