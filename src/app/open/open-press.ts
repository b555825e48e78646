import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../../config/config.ts';
import { noticeText } from '../../doors/cli/commands/operations/restore.ts';
import { tell } from '../../doors/cli/output/terminal.ts';
import { whereaboutsOf, workerName } from '../../io/process/worker-name.ts';
import { noticeOlderCopy } from '../../press/operations/hold-restored.ts';
import { contentFoldersOf } from '../../press/planning/resolve-request.ts';
import type { Press } from '../../press/ports/press.ts';
import type { ChunkQueue } from '../../press/ports/queue.ts';
import type { Store } from '../../press/ports/store/store.ts';
import { silent } from '../../press/ports/watch/log.ts';
import { untraced } from '../../press/ports/watch/tracing.ts';
import { relayPlaces } from '../../press/sending/relay-places.ts';
import { version } from '../version.ts';
import { composingTools } from './composing-tools.ts';
import { contentReader, gatherOf } from './content.ts';
import { servedPictures } from './media-place.ts';
import { observedTransport } from './observed-transport.ts';
import type { Opened } from './opened.ts';
import { now } from './opened.ts';
import { secretsOf, secretsToLookOn } from './secrets.ts';
import { forgetStop, stopSignals } from './stop-signals.ts';
import { openMigratedStore } from './store.ts';
import { keepMemorySmall, tidyMemory } from './tidy-memory.ts';
import { openTransport } from './transport.ts';

/**
 * Opens everything the use cases need; `opened` learns how to close it.
 * @throws CourantError `secret-foreign`, `secret-missing` and what opening a store and a mail server throw
 */
export async function openPress(config: Config, opened: Opened): Promise<Press> {
  keepMemorySmall();
  const store = await openMigratedStore(config, opened);
  const secrets = await secretsOf(config, store);
  const press = await pressWith(config, opened, store, secrets);
  await holdOlderCopy(config, opened, press);
  opened.close.unshift(() => store.forgetWorker(press.worker).catch(() => undefined));
  return { ...press, preparePictures: servedPictures(config, press), queue: await openQueue(config, opened) };
}

/** The same for commands that look and change nothing: no secret is made, nobody is asked whose it is. */
export const openPressToLookOn = async (config: Config, opened: Opened): Promise<Press> =>
  await pressWith(config, opened, await openMigratedStore(config, opened), secretsToLookOn(config));

async function pressWith(config: Config, opened: Opened, store: Store, secrets: Pick<Press, 'secret' | 'olderSecrets'>): Promise<Press> {
  const folders = [...new Set(config.newsletters.flatMap((newsletter) => contentFoldersOf(config, newsletter, {})))];
  const tools = await composingTools(config, folders.length > 0 ? folders : config.content);
  const log = opened.log ?? silent;
  const transport = observedTransport(await openTransport(config), {
    log,
    metrics: opened.metrics ?? null,
    tracing: opened.tracing ?? untraced,
    store,
    now,
  });
  opened.close.unshift(() => transport.close());
  opened.close.push(async () => forgetStop());
  const wired = {
    ...tools,
    ...(opened.progress ? { progress: opened.progress } : {}),
    now,
    readContent: contentReader(config, opened),
    gather: gatherOf(config),
    store,
    transport,
    log,
    ...(opened.tracing ? { tracing: opened.tracing } : {}),
    ...secrets,
    worker: workerName(),
    whereabouts: whereaboutsOf,
    delivery: config.delivery,
    wait: (ms: number) => pause(ms),
    queue: null,
    onStop: stopSignals(longestStop(config)),
    random: Math.random,
    tidyMemory,
    newId: randomUUID,
    version: version(),
  };
  return { ...wired, places: relayPlaces(wired) };
}

/** On SQLite this machine alone sends, so its log has all that went out. */
async function holdOlderCopy(config: Config, opened: Opened, press: Press): Promise<void> {
  if (!opened.sendingLog) return;
  const notice = await noticeOlderCopy(press, config.newsletters, opened.sendingLog, !isPostgres(config));
  if (notice !== null) tell(...noticeText(notice));
}

const isPostgres = ({ databaseUrl }: Config): boolean => /^postgres(?:ql)?:/.test(databaseUrl);

async function openQueue(config: Config, opened: Opened): Promise<ChunkQueue | null> {
  if (!isPostgres(config)) return null;
  const { pgBossQueue } = await import('../../io/queue/pg-boss-queue.ts');
  const { namingTransientErrors } = await import('../../io/store/database/transient-errors.ts');
  const queue = namingTransientErrors(await pgBossQueue(config.databaseUrl, workerName()));
  opened.close.unshift(() => queue.close());
  return queue;
}

const longestStop = ({ delivery, newsletters }: Config): number =>
  Math.max(delivery.stopWithin, ...newsletters.map((newsletter) => newsletter.delivery?.stopWithin ?? 0));
