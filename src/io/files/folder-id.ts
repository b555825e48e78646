import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writeOnce } from './write-folder.ts';

const name = '.folder-id';

/** What a folder is known by wherever it is mounted, made the first time; a copy of the folder has the same. */
export function folderId(folder: string): string {
  makeFolder(folder);
  const path = join(folder, name);
  writeOnce(path, `${randomUUID()}\n`, 0o644);
  return readFileSync(path, 'utf8').trim();
}
