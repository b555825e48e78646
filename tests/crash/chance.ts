/** The seed of this run's kills and delays; told when it starts, so that a run that failed can be had again with the same ones. */
export const seed = process.env.COURANT_SEED === undefined ? Date.now() % 2 ** 31 : Number(process.env.COURANT_SEED);

let state = seed;

/** 0 <= r < 1, as Math.random, but after the seed (mulberry32). */
export function chance(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
