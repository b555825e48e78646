import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (how: { readonly type: 'major'; readonly execution: 'sync'; readonly flavor: 'last-resort' }) => void;

/**
 * Making an edition loads themes, components and the gate's tables and leaves some 200 MB that V8 would keep for itself, since it does
 * not know that sending, which may take hours, needs a fifth of that. One thorough collection, a tenth of a second.
 */
export function tidyMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect | undefined;
  collect?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/** Garbage is looked for when what lives has grown by so much; V8 by itself may wait until it is four times as much. */
const growthPercent = 30;
const youngMb = 8;
const lookEveryMs = 50;

/**
 * A process that sends has some 70 MB that live, and makes garbage as fast as it sends: left alone V8 lets 300 MB of it lie, the more
 * the longer the send is. Both are settings V8 asks for each time; how large the young part may become it would ask for at the start of the
 * process only, so it is let grow until it is large enough.
 */
export function keepMemorySmall(): void {
  setFlagsFromString(`--heap-growing-percent=${growthPercent}`);
  const look = setInterval(() => {
    const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    if (young !== undefined && young.space_size < youngMb * 1_048_576) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(look);
  }, lookEveryMs);
  look.unref();
}
