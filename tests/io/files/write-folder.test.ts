import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const module = fileURLToPath(new URL('../../../src/io/files/write-folder.ts', import.meta.url));

it('making a folder comes to an end even when the working folder is removed under the process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'courant-gone-'));
  const script = `
    import { rmdirSync } from 'node:fs';
    import { makeFolder } from ${JSON.stringify(module)};
    rmdirSync(process.cwd());
    try { makeFolder('.courant/cache'); } catch {}
    console.log('over');`;
  const run = () =>
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  expect(run()).toBe('over\n');
});
