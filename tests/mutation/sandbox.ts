import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutant } from './find-mutants.ts';

export type Verdict = 'killed' | 'timeout' | 'survived';

/** A copy of the project in which sources may be wrong for a while. */
export type Sandbox = {
  /** Runs the tests on the project as it stands: the milliseconds they took, `null` when any failed. */
  measure(tests: readonly string[]): Promise<number | null>;
  judge(mutant: Mutant, tests: readonly string[], limitMs: number): Promise<Verdict>;
  remove(): void;
};

const copied = ['src', 'emails', 'tests', 'seeds', 'dist', 'bin', 'docs', 'bench'];
const files = [
  'package.json',
  'package-lock.json',
  'vitest.config.ts',
  'tsconfig.json',
  'tsconfig.build.json',
  'courant.config.ts',
  'README.md',
  '.env.example',
];

export function openSandbox(root: string): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'courant-mutants-'));
  for (const name of [...copied, ...files]) cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    async measure(tests) {
      const began = performance.now();
      return (await vitest(folder, tests, 600_000)) === 'survived' ? performance.now() - began : null;
    },
    async judge(mutant, tests, limitMs) {
      const source = readFileSync(join(folder, mutant.file), 'utf8');
      const builtFile = join(folder, mutant.file.replace(/^src\//u, 'dist/src/').replace(/\.ts$/u, '.js'));
      const built = readFileSync(builtFile, 'utf8');
      const mutated = source.slice(0, mutant.start) + mutant.replacement + source.slice(mutant.end);
      try {
        writeFileSync(join(folder, mutant.file), mutated);
        writeFileSync(builtFile, compiled(mutated));
        return await vitest(folder, tests, limitMs);
      } finally {
        writeFileSync(join(folder, mutant.file), source);
        writeFileSync(builtFile, built);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What `tsc` makes of it, but for the line breaks: sources hold erasable syntax only. */
const compiled = (source: string) => stripTypeScriptTypes(source).replace(/(from|import)(\s*\(?\s*)'(\.[^']*)\.tsx?'/gu, "$1$2'$3.js'");

function vitest(folder: string, tests: readonly string[], limitMs: number): Promise<Verdict> {
  const script = join(folder, 'node_modules/vitest/vitest.mjs');
  const args = ['run', '--bail', '1', '--maxWorkers', '1', '--reporter', 'dot', '--testTimeout', '30000', ...tests];
  const child = spawn(process.execPath, [script, ...args], { cwd: folder, stdio: 'ignore', detached: true });
  return new Promise((resolve) => {
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      // With all that the tests have started.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, limitMs);
    child.once('exit', (code) => {
      clearTimeout(limit);
      resolve(late ? 'timeout' : code === 0 ? 'survived' : 'killed');
    });
  });
}
