import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Told = z.record(z.string(), z.number());

/**
 * Keeps from one run to the next what was told. One that cannot be read or written costs being told twice, never being told not at
 * all.
 */
export function toldFile(stateFolder: string): {
  read(): Readonly<Record<string, number>>;
  write(told: Readonly<Record<string, number>>): void;
} {
  const path = join(stateFolder, 'told.json');
  return {
    read() {
      try {
        return Told.parse(JSON.parse(readFileSync(path, 'utf8')));
      } catch {
        return {};
      }
    },
    write(told) {
      try {
        mkdirSync(stateFolder, { recursive: true });
        const unfinished = `${path}.${process.pid}.part`;
        writeFileSync(unfinished, `${JSON.stringify(told)}\n`);
        renameSync(unfinished, path);
      } catch {}
    },
  };
}
