/** Runs what it is given, a bounded number at once, first come first served. */
export type Lane = <Value>(work: () => Promise<Value>) => Promise<Value>;

export function openLane(width: number): Lane {
  const waiting: (() => void)[] = [];
  let free = width;
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((admit) => waiting.push(admit));
    try {
      return await work();
    } finally {
      // A place is handed on, not given back, so that a newcomer cannot slip in before those who wait.
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
}
