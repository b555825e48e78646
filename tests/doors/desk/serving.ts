/** `courant serve` in a process of its own, as an editor runs it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownSettings } from '../../project-folder.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export type ServingDesk = {
  readonly url: string;
  readonly pid: number;
  /** Everything the process wrote to its error output. */
  readonly errors: () => string;
  readonly running: () => boolean;
  stop(): Promise<void>;
};

/** Serves the newsroom in `folder`, by the program in `program`, `under` a command that runs another, without sending unless `ticking`; rejects with what it said when it does not come up. */
export async function serveFolder(
  folder: string,
  {
    program = root,
    args = [],
    env = {},
    ticking = false,
    under = [],
  }: {
    program?: string;
    args?: readonly string[];
    env?: Readonly<Record<string, string>>;
    ticking?: boolean;
    under?: readonly string[];
  } = {},
): Promise<ServingDesk> {
  const serve = [process.execPath, join(program, 'bin/courant.js'), 'serve', ...(ticking ? [] : ['--no-tick']), ...args];
  const [command = '', ...words] = [...under, ...serve];
  const child = spawn(command, words, {
    cwd: folder,
    env: { ...ownSettings(), DESK_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (data: Buffer) => {
    errors += String(data);
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await Promise.race([
    addressOf(child),
    ended.then(() => {
      throw new Error(`courant serve ended: ${errors}`);
    }),
  ]);
  return {
    url,
    errors: () => errors,
    running: () => child.exitCode === null && child.signalCode === null,
    pid: child.pid ?? 0,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

function addressOf({ stdout }: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve) => {
    stdout?.on('data', (data: Buffer) => {
      said += String(data);
      const url = /^Desk: (\S+)$/m.exec(said)?.[1];
      if (url) resolve(url);
    });
  });
}

/** A copy of this checkout whose templates may be changed: what was built, `emails/`, and the packages by a link. */
export function checkoutCopy(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'courant-checkout-'));
  for (const part of ['bin', 'dist', 'emails', 'seeds', 'src', 'courant.config.ts', 'package.json'])
    cpSync(join(root, part), join(path, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Saves a file the way most editors do: written beside, then put in its place. */
export function saveByRename(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}~`, content);
  renameSync(`${path}~`, path);
}
