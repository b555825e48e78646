import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../../config/config.ts';
import { whereaboutsOf, workerName } from '../../io/process/worker-name.ts';
import { contentFoldersOf } from '../../press/planning/resolve-request.ts';
import type { Press } from '../../press/ports/press.ts';
import type { ChunkQueue } from '../../press/ports/queue.ts';
import { version } from '../version.ts';
import { composingTools } from './composing-tools.ts';
import { contentReader, gatherOf } from './content.ts';
import type { Opened } from './opened.ts';
import { now } from './opened.ts';
import { openMigratedStore, secretsOf } from './store.ts';
import { openTransport } from './transport.ts';

/** Opens everything the use cases need; `opened` learns how to close it. */
export async function openPress(config: Config, opened: Opened): Promise<Press> {
  const folders = [...new Set(config.newsletters.flatMap((newsletter) => contentFoldersOf(config, newsletter, {})))];
  const tools = await composingTools(config, folders.length > 0 ? folders : config.content);
  const transport = await openTransport(config);
  opened.close.push(() => transport.close());
  const store = await openMigratedStore(config, opened);
  return {
    ...tools,
    ...(opened.progress ? { progress: opened.progress } : {}),
    now,
    readContent: contentReader(config, opened),
    gather: gatherOf(config),
    store,
    transport,
    ...(await secretsOf(config)),
    worker: workerName(),
    whereabouts: whereaboutsOf,
    delivery: config.delivery,
    wait: (ms) => pause(ms),
    queue: await openQueue(config, opened),
    onStop,
    random: Math.random,
    version: version(),
  };
}

async function openQueue(config: Config, opened: Opened): Promise<ChunkQueue | null> {
  if (!/^postgres(?:ql)?:/.test(config.databaseUrl)) return null;
  const { pgBossQueue } = await import('../../io/queue/pg-boss-queue.ts');
  const queue = await pgBossQueue(config.databaseUrl, workerName());
  opened.close.unshift(() => queue.close());
  return queue;
}

function onStop(listener: () => void): () => void {
  const signals = ['SIGTERM', 'SIGINT'] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}
