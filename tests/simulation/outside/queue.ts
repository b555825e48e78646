import type { Chunk, ChunkQueue } from '../../../src/press/ports/queue.ts';
import type { Process, Scheduler } from '../running/scheduler.ts';
import type { StoreHost } from '../running/store-driver.ts';

type Job = {
  readonly chunk: Chunk;
  startAt: number;
  state: 'waiting' | 'active' | 'done';
  by: Process | null;
  seenAt: number;
  tries: number;
};

export type JobBoard = { readonly queueOf: (process: Process) => ChunkQueue };

const heartbeatMs = 10_000;
const pollMs = 2_000;
const chunksAtOnce = 2;

/** Jobs as pg-boss keeps them: a worker that misses its heartbeats loses its chunk to another, who may then do it a second time. */
export function jobBoard(world: Scheduler, host: StoreHost, readersAChunk: number): JobBoard {
  const jobs = new Map<string, Job>();
  const announced = new Map<Process, number>();
  const add = (name: string, chunk: Chunk, startAt: number) => {
    if (!jobs.has(name)) jobs.set(name, { chunk, startAt, state: 'waiting', by: null, seenAt: 0, tries: 0 });
  };
  const next = (process: Process): Job | null => {
    const now = world.now();
    for (const job of jobs.values()) {
      const lost = job.state === 'active' && now - job.seenAt > heartbeatMs;
      if (job.state === 'done' || (job.state === 'active' && !lost) || job.startAt > now) continue;
      Object.assign(job, { state: 'active', by: process, seenAt: now, tries: job.tries + 1 });
      return job;
    }
    return null;
  };
  const beat = async (process: Process, job: Job) => {
    while (job.state === 'active' && job.by === process) {
      job.seenAt = world.now();
      await world.step(process, heartbeatMs / 2);
    }
  };
  const work = async (process: Process, handle: (chunk: Chunk) => Promise<void>, going: () => boolean) => {
    while (going()) {
      announced.set(process, world.now());
      const job = next(process);
      if (job === null) {
        await world.step(process, pollMs);
        continue;
      }
      void beat(process, job);
      const failed = await handle(job.chunk).then(
        () => false,
        () => true,
      );
      if (job.by !== process) continue;
      const again = failed && job.tries < 10;
      Object.assign(job, { state: again ? 'waiting' : 'done', startAt: world.now() + 1_000, by: null });
    }
  };
  return {
    queueOf: (process) => ({
      share: async (edition) => {
        await world.step(process, 5);
        const ids = host.ask<{ id: number }>('select id from deliveries where edition_id = ? order by id', edition.editionId);
        let after = 0;
        for (let at = readersAChunk - 1; at < ids.length + readersAChunk - 1; at += readersAChunk) {
          const upTo = ids[Math.min(at, ids.length - 1)]?.id ?? 0;
          add(`${edition.editionId} ${after} ${upTo}`, { ...edition, range: { after, upTo } }, 0);
          after = upTo;
        }
        return ids.length;
      },
      again: async (chunk, afterMs) => {
        await world.step(process, 5);
        add(`again ${jobs.size}`, chunk, world.now() + afterMs);
      },
      anythingLeft: async (editionId) => {
        await world.step(process, 5);
        return [...jobs.values()].some(({ chunk, state }) => chunk.editionId === editionId && state !== 'done');
      },
      work: async (handle) => {
        let going = true;
        const loops = Array.from({ length: chunksAtOnce }, () => work(process, handle, () => going));
        return async () => {
          going = false;
          await Promise.all(loops);
          announced.delete(process);
        };
      },
      anyoneWorking: async () => {
        await world.step(process, 5);
        return [...announced.values()].some((at) => world.now() - at < 30_000);
      },
      close: async () => undefined,
    }),
  };
}
