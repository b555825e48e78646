import { quiet } from './ambient.ts';
import type { Chance } from './chance.ts';

/** A machine: its own idea of the time, and a namespace in which process numbers mean something. */
export type Machine = {
  readonly name: string;
  readonly namespace: string;
  skewMs: number;
  /** In virtual ms; nothing of it runs before. */
  frozenUntil: number;
  up: boolean;
};

export type Process = {
  readonly worker: string;
  readonly machine: Machine;
  alive: boolean;
  /** Called once when it ends, however it does. */
  readonly ends: Set<() => void>;
  /** Its first statements, messages and so on are counted from here. */
  asked: number;
  readonly stopListeners: Set<(asked: number) => void>;
};

type Task = { readonly at: number; readonly tie: number; readonly who: Process | null; readonly work: () => void };

/** The virtual clock and whose turn it is: everything a process waits for passes through here. */
export type Scheduler = {
  /** Virtual ms since 1970, by nobody's clock but the world's. */
  now(): number;
  /** Steps taken so far. */
  steps(): number;
  /** Resolves after about `delayMs`; never, once the process has ended. */
  step(who: Process | null, delayMs: number): Promise<void>;
  at(when: number, who: Process | null, work: () => void): void;
  /** Goes on until `done` says so or nothing is left to happen before `until`. */
  run(done: () => boolean, until: number): Promise<void>;
};

/** The order of what is ready at one moment is the seed's. */
export function scheduler(chance: Chance, start: number): Scheduler {
  const heap: Task[] = [];
  let now = start;
  let steps = 0;
  const before = (a: Task, b: Task) => a.at < b.at || (a.at === b.at && a.tie < b.tie);
  const push = (task: Task) => {
    let at = heap.push(task) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(task, heap[parent] as Task)) break;
      heap[at] = heap[parent] as Task;
      at = parent;
    }
    heap[at] = task;
  };
  const pop = (): Task | undefined => {
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Task, heap[child] as Task)) child += 1;
      if (!before(heap[child] as Task, last)) break;
      heap[at] = heap[child] as Task;
      at = child;
    }
    heap[at] = last;
    return first;
  };
  const add = (when: number, who: Process | null, work: () => void) => push({ at: Math.max(now, when), tie: chance.next(), who, work });
  return {
    now: () => now,
    steps: () => steps,
    step: (who, delayMs) => new Promise((resolve) => add(now + delayMs, who, resolve)),
    at: add,
    async run(done, until) {
      await quiet();
      while (!done()) {
        const task = pop();
        if (task === undefined || task.at > until) {
          if (task) push(task);
          now = Math.max(now, until);
          return;
        }
        const { who } = task;
        if (who !== null && !who.alive) continue;
        now = Math.max(now, task.at);
        if (who !== null && who.machine.frozenUntil > now) {
          push({ ...task, at: who.machine.frozenUntil });
          continue;
        }
        steps += 1;
        task.work();
        await quiet();
      }
    },
  };
}

/** It ends at once, in the middle of whatever it does: what it waits for never comes. */
export function end(process: Process): void {
  if (!process.alive) return;
  process.alive = false;
  for (const heard of [...process.ends]) heard();
  process.ends.clear();
}
