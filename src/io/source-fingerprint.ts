import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Names the code of a stage, so that what another code worked out is never taken for this one's. `stage` is a folder of
 * `src/`, such as `content`.
 */
export function sourceFingerprint(stage: string): string {
  const folder = fileURLToPath(new URL(`../${stage}/`, import.meta.url));
  const hash = createHash('sha256');
  const files = readdirSync(folder).filter((name) => /\.[jt]s$/.test(name) && !name.endsWith('.d.ts'));
  for (const name of files.sort()) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 32);
}
