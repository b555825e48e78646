// `npm pack` and `npm publish`: built anew, and without what sources that are gone have left in dist/.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: ['ignore', 2, 2] });
process.exitCode = status ?? 1;
if (process.exitCode === 0)
  for (const folder of ['src', 'emails'])
    for (const file of filesIn(join(root, 'dist', folder))) {
      const source = join(root, folder, file).replace(/(?:\.d\.ts|\.js|\.js\.map)$/, '');
      if (!['.ts', '.tsx'].some((ending) => existsSync(`${source}${ending}`))) rmSync(join(root, 'dist', folder, file));
    }

function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name).slice(folder.length + 1)] : []));
}
