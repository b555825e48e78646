import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Names the code of a stage, so that what another code worked out is never taken for this one's. `stage` is a folder of
 * `src/`, such as `content`; `writers` are files of `src/io/`, without extension, that decide how it is written down.
 */
export function sourceFingerprint(stage: string, writers: readonly string[] = []): string {
  const hash = createHash('sha256');
  for (const file of [...sourcesIn(stage), ...sourcesIn('io').filter((file) => writers.includes(parse(file).name))])
    hash.update(`${basename(file)}\n`).update(readFileSync(file));
  return hash.digest('hex').slice(0, 32);
}

function sourcesIn(stage: string): string[] {
  const folder = fileURLToPath(new URL(`../${stage}/`, import.meta.url));
  const names = readdirSync(folder).filter((name) => /\.[jt]s$/.test(name) && !name.endsWith('.d.ts'));
  return names.sort().map((name) => join(folder, name));
}
