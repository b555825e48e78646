/** The composition root's workshop: adapters from `io/` put behind the ports of `press/`. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from './config.ts';
import { progressBar } from './doors/cli/progress-bar.ts';
import { cachedGrouping } from './io/grouping-cache.ts';
import { whereaboutsOf, workerName } from './io/worker-name.ts';
import type { PreparePictures, Progress, ReadContent, Store, Transport } from './press/ports.ts';
import type { ChunkQueue } from './press/ports-queue.ts';
import type { Press } from './press/press.ts';
import { secretsIn } from './press/reader-keys.ts';
import { foldersMeant } from './press/resolve-request.ts';
import { gatherStories } from './selection/gather-stories.ts';
import { version } from './version.ts';

export const now = (): Date => new Date();

/** Closers of what was opened, in the order to close. */
export type Opened = { readonly close: (() => Promise<void>)[]; store?: Promise<Store>; readonly progress?: Progress };

/** What composing needs of the world, without store or transport. */
export async function composingTools(config: Config, contentFolders: readonly string[]) {
  const [{ openPictures }, { measurePictures }, { readTheme }, { encodedHtmlSize }, { composeTemplate, personalise }] = await Promise.all([
    import('./io/pictures/open-pictures.ts'),
    import('./io/pictures/picture-files.ts'),
    import('./io/theme-files.ts'),
    import('./io/mail/encoded-body.ts'),
    import('./io/mail/message-template.ts'),
  ]);
  const messages: Press['messages'] = {
    encodedHtmlSize,
    compose(rendered, edition) {
      const template = composeTemplate(rendered, { ...edition, sender: null });
      return (reader, into) => personalise(template, { ...reader, headers: [] }, into);
    },
    async read(message) {
      const { parseMessage } = await import('./io/mail/parse-message.ts');
      return await parseMessage(message);
    },
  };
  const mediaFolder = join(config.stateFolder, 'media');
  const { baseUrl, media } = config;
  const hosted = openPictures({ mode: 'hosted', mediaFolder, baseUrl, contentFolders, deadlineMs: 60_000, now });
  return {
    messages,
    preparePictures: media === null ? hosted : await uploadedTo(media, hosted, { mediaFolder, baseUrl }),
    readTheme,
    measurePictures: (html: string) => measurePictures(mediaFolder, html),
    progress: progressBar(),
    baseUrl: config.baseUrl,
  };
}

async function uploadedTo(
  media: NonNullable<Config['media']>,
  prepare: PreparePictures,
  { mediaFolder, baseUrl }: { readonly mediaFolder: string; readonly baseUrl: string },
): Promise<PreparePictures> {
  const { uploadedPictures } = await import('./io/pictures/upload-pictures.ts');
  return uploadedPictures(prepare, { bucket: media, publicUrl: media.publicUrl, mediaFolder, baseUrl, deadlineMs: 60_000 });
}

/** Reads content folders the way this newsroom does: what has not changed since the last time is not read again. */
export const readContentOf =
  (config: Config): ReadContent =>
  async (folders) => {
    const { readContentFoldersCached } = await import('./io/content-cache.ts');
    const name = createHash('sha256').update(folders.join('\n')).digest('hex').slice(0, 12);
    return await readContentFoldersCached(folders, join(config.stateFolder, 'cache', `articles-${name}.db`));
  };

/** Gathers stories the way this newsroom does: coverages grouped before are not grouped again. */
export const gatherOf =
  (config: Config): typeof gatherStories =>
  (articles, options) =>
    gatherStories(articles, { ...options, group: cachedGrouping(join(config.stateFolder, 'cache', 'groupings.db')) });

/** Opens everything the use cases need; `opened` learns how to close it. */
export async function openPress(config: Config, opened: Opened): Promise<Press> {
  const folders = [...new Set(config.newsletters.flatMap((newsletter) => foldersMeant(config, newsletter, {})))];
  const tools = await composingTools(config, folders.length > 0 ? folders : config.content);
  const transport = await openTransport(config);
  opened.close.push(() => transport.close());
  const store = await openMigratedStore(config, opened);
  return {
    ...tools,
    ...(opened.progress ? { progress: opened.progress } : {}),
    now,
    readContent: readContentOf(config),
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
  const { pgBossQueue } = await import('./io/queue/pg-boss-queue.ts');
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

/** Opened once, by whoever asks first. */
export async function openMigratedStore(config: Config, opened: Opened): Promise<Store> {
  opened.store ??= migratedStore(config, opened);
  return await opened.store;
}

async function migratedStore(config: Config, opened: Opened): Promise<Store> {
  const { openStore } = await import('./io/store/open-store.ts');
  const { tellingPassingTrouble } = await import('./io/store/passing-trouble.ts');
  const store = tellingPassingTrouble(await openStore(config.databaseUrl, { erasureKeys: secretsIn(await secretsOf(config)) }));
  opened.close.push(() => store.close());
  await store.migrate();
  return store;
}

/** The store when there is one: looking at a plan makes none. */
export async function storeIfThere(config: Config, opened: Opened): Promise<Store | null> {
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(config.databaseUrl)?.[1];
  return path !== undefined && !existsSync(path) ? null : await openMigratedStore(config, opened);
}

async function openTransport(config: Config): Promise<Transport> {
  const connections = Math.max(config.delivery.connections, ...config.newsletters.map(({ delivery }) => delivery?.connections ?? 1));
  if (config.smtpUrl !== null) {
    const { smtpTransport } = await import('./io/mail/smtp-transport.ts');
    return await signing(config, smtpTransport({ url: config.smtpUrl, connections }));
  }
  if (config.sendmail !== null) {
    const { sendmailTransport } = await import('./io/mail/sendmail-transport.ts');
    return await signing(config, sendmailTransport({ path: config.sendmail, connections }));
  }
  if (config.ses !== null) {
    const { sesTransport } = await import('./io/mail/ses-transport.ts');
    return await signing(config, sesTransport({ ...config.ses, connections }));
  }
  const { outboxTransport } = await import('./io/mail/outbox-transport.ts');
  return await signing(config, outboxTransport(join(config.stateFolder, 'outbox')));
}

async function signing(config: Config, transport: Transport): Promise<Transport> {
  if (config.dkim.length === 0) return transport;
  const { signedTransport } = await import('./io/mail/signed-transport.ts');
  return signedTransport(transport, config.dkim);
}

async function secretsOf(config: Config): Promise<Pick<Press, 'secret' | 'olderSecrets'>> {
  const [secret, ...olderSecrets] = config.secrets.map((text) => Buffer.from(text, 'utf8'));
  const { secretFromFile, secretIfThere } = await import('./io/secret-file.ts');
  const file = join(config.stateFolder, 'secret');
  if (secret === undefined) return { secret: secretFromFile(file) };
  // Mails may have gone out before COURANT_SECRET was set; their links must go on working.
  const before = secretIfThere(file);
  return { secret, olderSecrets: before === null ? olderSecrets : [...olderSecrets, before] };
}
