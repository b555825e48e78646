import { join } from 'node:path';
import type { BackupFiles, StoreCopier, StoreCopy } from '../ports/backup.ts';
import type { Progress } from '../ports/progress.ts';
import { type BackupManifest, manifestName } from './backup-manifest.ts';

export type BackedUp = {
  readonly folder: string;
  readonly manifest: BackupManifest;
  /** Why the store itself is not in it, and what to do; `null`: it is. */
  readonly storeMissing: string | null;
};

export type BackupOrder = {
  /** Where it shall lie; must not be there yet. */
  readonly folder: string;
  readonly version: string;
  readonly secretFile: string;
  readonly mediaFolder: string;
  /** COURANT_SECRET is set. */
  readonly secretGiven: boolean;
};

/**
 * Saves what cannot be made again: the store with readers, editions and overrides, the secret, the pictures old mails show. The store
 * as it stands at one moment, whatever is being sent; pictures after it, so that none it knows of is missing.
 * @throws CourantError `backup-exists`, `store-damaged`
 */
export async function backUp(
  order: BackupOrder,
  store: StoreCopier,
  files: BackupFiles,
  { progress, now }: { readonly progress: Progress; readonly now: () => Date },
): Promise<BackedUp> {
  const { folder, secretFile } = order;
  return await files.makeWhole(folder, async (draft) => {
    const pictures = await files.list(order.mediaFolder);
    const total = 2 * store.size() + pictures.reduce((sum, { bytes }) => sum + bytes, 0);
    progress.start('backup', total);
    let done = 0;
    const step = (bytes: number) => {
      done += bytes;
      progress.step(Math.min(total, done));
    };
    const createdAt = now().toISOString();
    const copy = await store.copy(draft, (bytes) => progress.step(bytes));
    done = store.size();
    const records: BackupManifest['files'] = [];
    if (copy.file !== null) records.push({ path: copy.file, ...(await files.sum(join(draft, copy.file), step)) });
    const hasSecret = files.exists(secretFile);
    if (hasSecret) records.push({ path: 'secret', ...(await files.copy(secretFile, join(draft, 'secret'), step)) });
    for (const { path } of await files.list(order.mediaFolder))
      records.push({ path: `media/${path}`, ...(await files.copy(join(order.mediaFolder, path), join(draft, 'media', path), step)) });
    const secret = hasSecret ? 'file' : order.secretGiven ? 'environment' : 'none';
    const manifest = manifestOf(order, store, copy, { createdAt, secret, files: records });
    await files.write(join(draft, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
    progress.finish();
    return { folder, manifest, storeMissing: copy.missing };
  });
}

const manifestOf = (
  { version }: BackupOrder,
  { kind }: StoreCopier,
  { id, schema, file }: StoreCopy,
  rest: Pick<BackupManifest, 'createdAt' | 'secret' | 'files'>,
): BackupManifest => ({
  format: 1,
  version,
  createdAt: rest.createdAt,
  store: { kind, id, schema, file },
  secret: rest.secret,
  files: rest.files,
});
