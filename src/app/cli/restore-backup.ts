import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Restored } from '../../doors/cli/contract/operations-app.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { backupFiles } from '../../io/files/backup-folder.ts';
import { secretFingerprint, secretIfThere } from '../../io/files/secret-file.ts';
import { sendingLog } from '../../io/files/sending-log.ts';
import { closeSqlite, restorePostgres, withoutPassword } from '../../io/store/database/backup.ts';
import { schemaOf } from '../../io/store/database/migrate.ts';
import { sqlitePath } from '../../io/store/database/sqlite-path.ts';
import { openPostgres, openStore } from '../../io/store/open-store.ts';
import type { BackupManifest } from '../../press/operations/backup-manifest.ts';
import { holdRestored, type RestoreNotice } from '../../press/operations/hold-restored.ts';
import { assertKnownSecret } from '../../press/operations/known-secret.ts';
import { verifyBackup } from '../../press/operations/verify-backup.ts';
import type { Progress } from '../../press/ports/progress.ts';
import { now } from '../open/opened.ts';
import { secretFile, secretsThere } from '../open/secrets.ts';

/**
 * Puts a backup in place: checks it whole first, sets aside what is there, and holds what may have gone out since in the copy before it
 * takes the store's place, so that no process can send from it unheld.
 * @throws CourantError `backup-*`, `restore-newer-store`, `restore-another-store`, `store-in-use`
 */
export async function restoreBackup(config: Config, folder: string, yes: boolean, progress: Progress): Promise<Restored> {
  const manifest = await verifyBackup(folder, backupFiles, progress);
  if (manifest.secret === 'environment' && config.secrets.length === 0)
    throw new CourantError('secret-missing', 'COURANT_SECRET was set where this backup was made, and is not here.', {
      help: 'Set it as it was, then run this again: links in mails already sent depend on it.',
    });
  const path = sqlitePath(config.databaseUrl);
  if ((path === null ? 'postgres' : 'sqlite') !== manifest.store.kind)
    throw new CourantError('restore-another-store', `The backup is of a ${manifest.store.kind} store, and DATABASE_URL is none.`, {
      help: 'Set DATABASE_URL as it was when the backup was made.',
    });
  const aside = join(config.stateFolder, `before-restore-${now().toISOString().replaceAll(':', '-')}`);
  return path === null
    ? await intoPostgres(config, folder, manifest, aside)
    : await intoSqlite(config, { folder, manifest, aside, path, yes });
}

type SqliteRestore = {
  readonly folder: string;
  readonly manifest: BackupManifest;
  readonly aside: string;
  readonly path: string;
  readonly yes: boolean;
};

async function intoSqlite(config: Config, { folder, manifest, aside, path, yes }: SqliteRestore): Promise<Restored> {
  if (!yes && existsSync(path)) await mustNotBeNewer(path, manifest);
  if (existsSync(path)) closeSqlite(path);
  const draft = `${path}.restoring`;
  for (const file of [draft, `${draft}-wal`, `${draft}-shm`]) rmSync(file, { force: true });
  await backupFiles.copy(join(folder, manifest.store.file ?? ''), draft, () => undefined);
  const moved = [putAside(path, aside), await putSecret(config, folder, manifest, aside)].some(Boolean);
  await putPictures(config, folder, manifest);
  const notice = await held(config, manifest, `sqlite:${draft}`);
  closeSqlite(draft);
  renameSync(draft, path);
  await logOf(config, manifest).setAside(now());
  return { manifest, notice, setAside: moved ? aside : null };
}

async function intoPostgres(config: Config, folder: string, manifest: BackupManifest, aside: string): Promise<Restored> {
  await fillPostgres(config, folder, manifest);
  const moved = await putSecret(config, folder, manifest, aside);
  await putPictures(config, folder, manifest);
  const notice = await held(config, manifest, config.databaseUrl);
  await logOf(config, manifest).setAside(now());
  return { manifest, notice, setAside: moved ? aside : null };
}

/** An empty database is filled from the dump; one that holds the very store was filled by hand. */
async function fillPostgres({ databaseUrl }: Config, folder: string, { store }: BackupManifest): Promise<void> {
  const found = await storeIn(databaseUrl);
  if (found === store.id) return;
  if (found !== null)
    throw new CourantError('restore-another-store', 'The database holds another store, which is not touched.', {
      help: 'Name an empty database in DATABASE_URL.',
    });
  const how = `pg_restore --no-owner --single-transaction --dbname='${withoutPassword(databaseUrl).address}' ${store.file === null ? '<your dump>' : join(folder, store.file)}`;
  const filled = store.file === null ? null : await restorePostgres(databaseUrl, join(folder, store.file));
  if (filled?.kind === 'done') return;
  throw new CourantError(
    'restore-store-first',
    `The database is empty, and ${filled === null ? 'this backup holds no dump of it' : `could not be filled: ${filled.why}`}.`,
    {
      help: `Fill it, then run this again, before anything else of Courant:\n  ${how}`,
    },
  );
}

async function storeIn(databaseUrl: string): Promise<string | null> {
  const { db, dialect } = await openPostgres(databaseUrl);
  try {
    if ((await schemaOf({ db, dialect })) === null) return null;
    return (await db.selectFrom('store_identity').select('id').executeTakeFirst())?.id ?? 'unnamed';
  } finally {
    await db.destroy();
  }
}

/** @throws CourantError `restore-newer-store` */
async function mustNotBeNewer(path: string, { createdAt, store }: BackupManifest): Promise<void> {
  const there = await openStore(`sqlite:${path}`);
  try {
    await there.migrate();
    const changed = await there.lastChange();
    const same = (await there.storeId()) === store.id;
    if (changed === null || (same && changed.getTime() <= Date.parse(createdAt))) return;
    const words = same
      ? `it was last changed at ${changed.toISOString()}, and the backup is of ${createdAt}`
      : 'it is another store than the one in the backup';
    throw new CourantError('restore-newer-store', `There is a store at ${path}: ${words}. Nothing was restored.`, {
      help: 'Look at it first (courant editions). To go back all the same: the same command with --yes; the store there is set aside, not deleted.',
    });
  } finally {
    await there.close();
  }
}

/** Whatever may have gone out since is held. Throws CourantError `store-migration` for the store of a newer version. */
async function held(config: Config, manifest: BackupManifest, url: string): Promise<RestoreNotice> {
  const store = await openStore(url, { erasureKeys: () => secretsThere(config) });
  try {
    await store.migrate();
    const [secret = Buffer.alloc(32), ...older] = secretsThere(config);
    if (manifest.secret !== 'none') await assertKnownSecret(store, [secret, ...older], secretFingerprint, now());
    const log = { ...logOf(config, manifest), setAside: async () => undefined };
    return await holdRestored({ store, secret, now }, config.newsletters, log, { copiedAt: new Date(manifest.createdAt), slots: true });
  } finally {
    await store.close();
  }
}

const logOf = (config: Config, { store }: BackupManifest) => sendingLog(join(config.stateFolder, 'sending'), () => store.id);

function putAside(path: string, aside: string): boolean {
  if (!existsSync(path)) return false;
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(path + suffix)) renameSync(path + suffix, join(aside, `courant.db${suffix}`));
  return true;
}

/** Returns whether another one was set aside for it. */
async function putSecret(config: Config, folder: string, manifest: BackupManifest, aside: string): Promise<boolean> {
  if (manifest.secret !== 'file') return false;
  const path = secretFile(config);
  const from = join(folder, 'secret');
  const there = secretIfThere(path);
  const same = there !== null && Buffer.from(there).equals(Buffer.from(secretIfThere(from) ?? []));
  if (same) return false;
  if (there !== null) {
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    renameSync(path, join(aside, 'secret'));
  }
  await backupFiles.copy(from, path, () => undefined);
  return there !== null;
}

/** Named by their content: one that is there is the same. */
async function putPictures(config: Config, folder: string, manifest: BackupManifest): Promise<void> {
  for (const { path } of manifest.files) {
    const target = join(config.stateFolder, path);
    if (!path.startsWith('media/') || existsSync(target)) continue;
    await backupFiles.copy(join(folder, path), target, () => undefined);
    // As the folder they are served from has them.
    chmodSync(target, 0o644);
  }
}
