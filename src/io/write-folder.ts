import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';

/** Writes files into a folder, each whole or not at all: a reader never sees half a file. Makes the folder when missing. */
export function writeFolder(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  makeFolder(folder);
  for (const [name, content] of Object.entries(files)) {
    const temporary = join(folder, `.${name}.${process.pid}.tmp`);
    try {
      writeFileSync(temporary, content, { flush: true });
      renameSync(temporary, join(folder, name));
    } finally {
      rmSync(temporary, { force: true });
    }
  }
}
