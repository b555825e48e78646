import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The version of this Courant, as its package says. */
export function version(): string {
  // src/app/ and dist/src/app/ lie two and three folders below package.json.
  for (const up of ['../../package.json', '../../../package.json']) {
    try {
      const found = JSON.parse(readFileSync(fileURLToPath(new URL(up, import.meta.url)), 'utf8')) as { name?: string; version?: string };
      if (found.name === 'courant' && found.version) return found.version;
    } catch {
      // Not there: look one folder further up.
    }
  }
  return 'unknown';
}
