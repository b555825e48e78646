import { join } from 'node:path';
import { CourantError } from '../../errors/courant-error.ts';
import type { BackupFiles } from '../ports/backup.ts';
import type { Progress } from '../ports/progress.ts';
import { type BackupManifest, manifestName, parseManifest } from './backup-manifest.ts';

/**
 * Reads a backup's manifest and every file it names.
 * @throws CourantError `backup-missing`, `backup-unreadable`, `backup-damaged` naming each file that is missing or changed
 */
export async function verifyBackup(folder: string, files: BackupFiles, progress: Progress): Promise<BackupManifest> {
  const text = await files.read(join(folder, manifestName));
  if (text === null)
    throw new CourantError('backup-missing', `${folder} is no backup: it holds no ${manifestName}.`, {
      help: 'Name a folder that `courant backup` made.',
    });
  const manifest = parseManifest(text, folder);
  progress.start(
    'checking',
    manifest.files.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  let done = 0;
  const step = (bytes: number) => {
    done += bytes;
    progress.step(done);
  };
  const damaged: string[] = [];
  for (const { path, bytes, sha256 } of manifest.files) {
    const file = join(folder, path);
    const found = files.exists(file) ? await files.sum(file, step) : null;
    if (found === null) damaged.push(`${path}: missing`);
    else if (found.bytes !== bytes) damaged.push(`${path}: ${found.bytes} bytes instead of ${bytes}`);
    else if (found.sha256 !== sha256) damaged.push(`${path}: its content has changed`);
  }
  progress.finish();
  if (damaged.length === 0) return manifest;
  throw new CourantError(
    'backup-damaged',
    `The backup is not as it was written:\n${damaged.map((line) => `  ${line}`).join('\n')}\nNothing was restored.`,
    { help: 'Take another backup.' },
  );
}
