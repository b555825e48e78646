import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Press } from '../../press/ports/press.ts';
import type { Store } from '../../press/ports/store/store.ts';
import { secretsIn } from '../../press/readers/reader-keys.ts';
import type { Opened } from './opened.ts';

/** Opened once, by whoever asks first. */
export async function openMigratedStore(config: Config, opened: Opened): Promise<Store> {
  opened.store ??= migratedStore(config, opened);
  return await opened.store;
}

async function migratedStore(config: Config, opened: Opened): Promise<Store> {
  const { openStore } = await import('../../io/store/open-store.ts');
  const { namingTransientErrors } = await import('../../io/store/database/transient-errors.ts');
  const store = namingTransientErrors(await openStore(config.databaseUrl, { erasureKeys: secretsIn(await secretsOf(config)) }));
  opened.close.push(() => store.close());
  await store.migrate();
  return store;
}

/** The store when there is one: looking at a plan makes none. */
export async function storeIfThere(config: Config, opened: Opened): Promise<Store | null> {
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(config.databaseUrl)?.[1];
  return path !== undefined && !existsSync(path) ? null : await openMigratedStore(config, opened);
}

export async function secretsOf(config: Config): Promise<Pick<Press, 'secret' | 'olderSecrets'>> {
  const [secret, ...olderSecrets] = config.secrets.map((text) => Buffer.from(text, 'utf8'));
  const { secretFromFile, secretIfThere } = await import('../../io/files/secret-file.ts');
  const file = join(config.stateFolder, 'secret');
  if (secret === undefined) return { secret: secretFromFile(file) };
  // Mails may have gone out before COURANT_SECRET was set; their links must go on working.
  const before = secretIfThere(file);
  return { secret, olderSecrets: before === null ? olderSecrets : [...olderSecrets, before] };
}
