import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noteOwnSecret, noteSecrets, watchedLog } from './logs/log-watch.ts';
import { sharedPart } from './shared-part.ts';

const bin = fileURLToPath(new URL('../bin/courant.js', import.meta.url));

export type CommandLine = { readonly cwd: string; readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> };
export type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** A newsroom of its own in a temporary folder, worked on through the real command line. */
export type ProjectFolder = {
  readonly path: string;
  /** In a process that ran commands before and will again; several at once are in processes apart. */
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
  /** Writes a file into the folder; folders on the way are made. */
  write(file: string, content: string): void;
  /** In the order they were written: names tell seconds, and editions made within one would change places. */
  outbox(): readonly string[];
  readOutbox(file: string): string;
  remove(): void;
};

export const newsletterInput = {
  id: 'weekly',
  name: 'The Weekly Test',
  sender: { name: 'The Weekly Test', address: 'editors@courant.example' },
  postalAddress: '1 Test Street, Testtown',
  topics: ['Climate', 'Space', 'Health', 'Cities', 'Technology', 'Culture', 'Oceans', 'Economy'],
  schedule: { cron: '0 8 * * 6', zone: 'Europe/London' },
};

export function projectFolder(config: object = {}): ProjectFolder {
  const path = mkdtempSync(join(tmpdir(), 'courant-test-'));
  const write = (file: string, content: string) => {
    mkdirSync(join(path, file, '..'), { recursive: true });
    writeFileSync(join(path, file), content);
  };
  write('package.json', '{"type":"module"}');
  write('courant.config.js', `export default ${JSON.stringify({ content: ['articles'], newsletters: [newsletterInput], ...config })}`);
  mkdirSync(join(path, 'articles'));
  return {
    path,
    write,
    run: async (given, env = {}) => {
      noteSecrets(env);
      const args = atAnyTime(given);
      return (
        (await sharedPart<Ran>('command', { cwd: path, args, env: { ...ownSettings(), ...env } })) ?? (await runCourant(path, args, env))
      );
    },
    outbox: () =>
      readdirSync(join(path, '.courant/outbox'))
        .filter((name) => name.endsWith('.eml'))
        .map((name) => ({ name, written: statSync(join(path, '.courant/outbox', name)).mtimeMs }))
        .sort((one, other) => one.written - other.written || (one.name < other.name ? -1 : 1))
        .map(({ name }) => name),
    readOutbox: (file) => readFileSync(join(path, '.courant/outbox', file), 'latin1'),
    remove() {
      noteOwnSecret(path);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** The same, with the project's seeds as its articles. */
export function seededFolder(config: object = {}): ProjectFolder {
  const folder = projectFolder(config);
  cpSync(fileURLToPath(new URL('../seeds', import.meta.url)), join(folder.path, 'articles'), { recursive: true });
  return folder;
}

/**
 * The machine's own settings do not reach a command. Most newsrooms of tests have readers and no relay: they say that the outbox
 * will do. A test about that very thing sets `OUTBOX` itself; one about the log `LOG_LEVEL`. What they log is watched over.
 */
export const ownSettings = (): Readonly<Record<string, string>> => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  NO_COLOR: '1',
  OUTBOX: 'yes',
  ...watchedLog(),
});

/** A slot named by a test is in the past, and ever longer so. */
const atAnyTime = (args: readonly string[]): readonly string[] =>
  args.includes('send') && args.includes('--at') && !args.includes('--dry-run') ? [...args, '--late'] : args;

/** Runs the command line in a folder, in a process of its own as a person's shell does. */
export function runCourant(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    // A child that outlives its test would slow down all that follow.
    const options = {
      cwd,
      env: { ...ownSettings(), ...env },
      maxBuffer: 64_000_000,
      timeout: 100_000,
      killSignal: 'SIGKILL' as const,
    };
    execFile(process.execPath, [bin, ...args], options, (error, out, err) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, out, err });
    });
  });
}

/** A small sound article; fields given replace or add to its front matter, one YAML line each. */
export function articleText(fields: Readonly<Record<string, string>>): string {
  const all = {
    title: '"A title"',
    excerpt: '"An excerpt."',
    publishedDateTime: '2026-11-18T09:00:00Z',
    webUrl: '"https://harbour.example/a"',
    type: 'article',
    category: 'news',
    quality: '60',
    heat: '60',
    published: 'true',
    provider: '{ name: Harbour Post, domain: harbour.example }',
    topics: '[Climate]',
    ...fields,
  };
  return `---\n${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')}\n---\n`;
}
