/**
 * What the product still takes from its surroundings, tamed for a simulated world: turns of the event loop are counted, so that the
 * world goes on only when nothing is left to run; chance and clocks that nobody handed in are a fault of the press line and told as one.
 * Loaded before any module of the product.
 */
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';

// As the product runs: React for development is several times slower.
process.env.NODE_ENV = 'production';

const realImmediate = setImmediate;
const realRandom = Math.random;
const realTimeout = setTimeout;
let waiting = 0;
let closed = false;

function countedImmediate<Args extends unknown[]>(work: (...given: Args) => void, ...given: Args): NodeJS.Immediate {
  waiting += 1;
  return realImmediate(() => {
    waiting -= 1;
    work(...given);
  });
}

const trap = (name: string) => {
  if (closed) throw new Error(`${name} was asked for in a simulated world: it has to be handed in`);
};

globalThis.setImmediate = Object.assign(countedImmediate, { __promisify__: realImmediate.__promisify__ }) as unknown as typeof setImmediate;
timers.setImmediate = globalThis.setImmediate;
timersPromises.setImmediate = (<Value>(value?: Value) =>
  new Promise<Value>((resolve) => void countedImmediate(() => resolve(value as Value)))) as typeof timersPromises.setImmediate;
Math.random = () => {
  trap('Math.random');
  return realRandom();
};
globalThis.setTimeout = ((...given: Parameters<typeof realTimeout>) => {
  trap('setTimeout');
  return realTimeout(...given);
}) as unknown as typeof setTimeout;
timersPromises.setTimeout = new Proxy(timersPromises.setTimeout, {
  apply: (pause, self, given) => {
    trap('a pause');
    return Reflect.apply(pause, self, given);
  },
});
syncBuiltinESMExports();

/** While `work` runs, chance and timers that were not handed in are refused. */
export async function sealedOff<Result>(work: () => Promise<Result>): Promise<Result> {
  closed = true;
  try {
    return await work();
  } finally {
    closed = false;
  }
}

/** Resolves when everything that can run without the world going on has run. */
export async function quiet(): Promise<void> {
  do await new Promise<void>((resolve) => void realImmediate(resolve));
  while (waiting > 0);
}
