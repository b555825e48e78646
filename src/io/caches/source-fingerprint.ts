import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = new URL('../../', import.meta.url);

/**
 * Names the code of a stage, so that what another code worked out is never taken for this one's. `stage` is a folder of
 * `src/`, such as `content`, hashed with all its sub-folders; `writers` are files anywhere in `src/io/`, without extension,
 * that decide how it is written down. `root` is where the folders of `src/` lie, as source or as compiled.
 */
export function sourceFingerprint(stage: string, writers: readonly string[] = [], root: URL = sources): string {
  const hash = createHash('sha256');
  const written = sourcesIn(new URL('io/', root)).filter((file) => writers.includes(parse(file.path).name));
  for (const { path, url } of [...sourcesIn(new URL(`${stage}/`, root)), ...written]) hash.update(`${path}\n`).update(readFileSync(url));
  return hash.digest('hex').slice(0, 32);
}

/** Every source below a folder by its path there, in an order that no file system decides. */
function sourcesIn(folder: URL): readonly { readonly path: string; readonly url: URL }[] {
  const paths = readdirSync(fileURLToPath(folder), { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  const sources = paths.filter((path) => /\.[jt]sx?$/.test(path) && !path.endsWith('.d.ts')).sort();
  return sources.map((path) => ({ path, url: new URL(path.split('/').map(encodeURIComponent).join('/'), folder) }));
}
