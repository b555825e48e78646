/** The composition root's workshop: adapters from `io/` put behind the ports of `press/`. */
import { join } from 'node:path';
import type { Config } from './config.ts';
import { progressBar } from './doors/cli/progress-bar.ts';
import { readContentFolders } from './io/content-folder.ts';
import { isWorkerAlive, workerName } from './io/worker-name.ts';
import type { Store, Transport } from './press/ports.ts';
import type { Press } from './press/press.ts';
import { foldersMeant } from './press/resolve-request.ts';

export const now = (): Date => new Date();

/** Closers of what was opened, in the order to close. */
export type Opened = { readonly close: (() => Promise<void>)[] };

/** What composing needs of the world, without store or transport. */
export async function composingTools(config: Config, contentFolders: readonly string[]) {
  const [{ openPictures }, { encodedHtmlSize }, { composeTemplate, personalise }] = await Promise.all([
    import('./io/pictures/open-pictures.ts'),
    import('./io/mail/encoded-body.ts'),
    import('./io/mail/message-template.ts'),
  ]);
  const messages: Press['messages'] = {
    encodedHtmlSize,
    compose(rendered, edition) {
      const template = composeTemplate(rendered, { ...edition, sender: null });
      return (reader) => personalise(template, { ...reader, headers: [] });
    },
  };
  const mediaFolder = join(config.stateFolder, 'media');
  const preparePictures = openPictures({ mode: 'hosted', mediaFolder, baseUrl: config.baseUrl, contentFolders, deadlineMs: 60_000, now });
  return { messages, preparePictures, progress: progressBar(), baseUrl: config.baseUrl };
}

/** Opens everything the use cases need; `opened` learns how to close it. */
export async function openPress(config: Config, opened: Opened): Promise<Press> {
  const folders = [...new Set(config.newsletters.flatMap((newsletter) => foldersMeant(config, newsletter, {})))];
  const tools = await composingTools(config, folders.length > 0 ? folders : config.content);
  const transport = await openTransport(config);
  opened.close.push(() => transport.close());
  const store = await openMigratedStore(config);
  opened.close.push(() => store.close());
  return {
    ...tools,
    now,
    readContent: readContentFolders,
    store,
    transport,
    secret: await secretOf(config),
    worker: workerName(),
    isAlive: isWorkerAlive,
    random: Math.random,
  };
}

async function openMigratedStore(config: Config): Promise<Store> {
  const { openStore } = await import('./io/store/open-store.ts');
  const store = await openStore(config.databaseUrl);
  await store.migrate();
  return store;
}

async function openTransport(config: Config): Promise<Transport> {
  if (config.smtpUrl !== null) {
    const { smtpTransport } = await import('./io/mail/smtp-transport.ts');
    return smtpTransport({ url: config.smtpUrl });
  }
  const { outboxTransport } = await import('./io/mail/outbox-transport.ts');
  return outboxTransport(join(config.stateFolder, 'outbox'));
}

async function secretOf(config: Config): Promise<Uint8Array> {
  if (config.secret !== null) return Buffer.from(config.secret, 'utf8');
  const { secretFromFile } = await import('./io/secret-file.ts');
  return secretFromFile(join(config.stateFolder, 'secret'));
}
