import PQueue from 'p-queue';

/** Runs what it is given, a bounded number at once, first come first served. */
export type Lane = <Value>(work: () => Promise<Value>) => Promise<Value>;

export function openLane(width: number): Lane {
  const line = new PQueue({ concurrency: width });
  return (work) => line.add(work);
}
