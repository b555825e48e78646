/** This machine's own git, run so that nothing a repository holds can run anything or reach further than its address. */
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export type GitSettings = {
  /** What of the environment git needs to be found and to use a key of ssh: PATH, HOME, SSH_AUTH_SOCK. */
  readonly environment: Readonly<Record<string, string>>;
  /** `name:password` by host. */
  readonly credentials: Readonly<Record<string, string>>;
};

export type GitRun = {
  readonly settings: GitSettings;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly patience: number;
  /** Bytes its store may grow to meanwhile. */
  readonly mostBytes: number;
  /** Protocol of the address, and what pins its connection; `null`: nothing is asked of another machine. */
  readonly remote: { readonly protocol: string; readonly pinned: string | null; readonly address: string } | null;
};

/** `failed`: what git said last. */
export type GitOutcome =
  | { readonly kind: 'done'; readonly out: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'failed'; readonly said: string };

const lookEveryMs = 250;
const mostOutput = 8_000_000;

/** No hooks, filters, submodules, links, prompts or settings of this machine's; protocols other than the address's own are closed. */
const always = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.symlinks=false',
  'core.attributesFile=/dev/null',
  'core.autocrlf=false',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'transfer.fsckObjects=true',
  'protocol.allow=never',
  'credential.helper=',
  'http.followRedirects=false',
  'gc.auto=0',
  'maintenance.auto=false',
] as const;

export function git(args: readonly string[], run: GitRun): Promise<GitOutcome> {
  const { folder, remote, signal, patience, mostBytes } = run;
  const settings = [
    ...always,
    ...(remote === null ? [] : [`protocol.${remote.protocol}.allow=always`]),
    ...(remote?.pinned == null ? [] : [`http.curloptResolve=${remote.pinned}`]),
  ];
  return new Promise((resolve) => {
    const program = spawn('git', ['-C', folder, ...settings.flatMap((setting) => ['-c', setting]), ...args], {
      env: environmentOf(run),
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: what it starts ends with it.
      detached: true,
    });
    let [out, said, verdict] = ['', '', null as 'too-slow' | 'too-large' | null];
    const kill = (why: typeof verdict) => {
      verdict ??= why;
      try {
        process.kill(-(program.pid ?? 0), 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    };
    const stop = () => kill('too-slow');
    const clock = setTimeout(stop, patience);
    const look = setInterval(() => bytesBelow(join(folder, '.git', 'objects')) > mostBytes && kill('too-large'), lookEveryMs);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const end = (outcome: GitOutcome) => {
      clearTimeout(clock);
      clearInterval(look);
      signal.removeEventListener('abort', stop);
      resolve(outcome);
    };
    program.stdout.on('data', (bytes: Buffer) => {
      out += bytes.toString('utf8');
      if (out.length > mostOutput) kill('too-large');
    });
    program.stderr.on('data', (bytes: Buffer) => {
      said = (said + bytes.toString('utf8')).slice(-2_000);
    });
    program.on('error', (error: NodeJS.ErrnoException) =>
      end(error.code === 'ENOENT' ? { kind: 'missing' } : { kind: 'failed', said: error.message }),
    );
    program.on('close', (code) => {
      if (verdict !== null) end({ kind: verdict });
      else end(code === 0 ? { kind: 'done', out } : { kind: 'failed', said: lastWords(said) });
    });
  });
}

/** Credentials go by the environment: arguments can be read by everybody on the machine. */
function environmentOf({ settings, remote }: GitRun): Record<string, string> {
  const url = remote === null ? null : URL.parse(remote.address);
  const credentials = url === null ? undefined : settings.credentials[url.host];
  const header = credentials && `Authorization: Basic ${Buffer.from(credentials).toString('base64')}`;
  return {
    ...settings.environment,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '/bin/false',
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes',
    GIT_LFS_SKIP_SMUDGE: '1',
    ...(header ? { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: `http.${url?.origin}/.extraHeader`, GIT_CONFIG_VALUE_0: header } : {}),
  };
}

function bytesBelow(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).reduce(
      (sum, entry) => sum + (entry.isFile() ? (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0) : 0),
      0,
    );
  } catch {
    return 0;
  }
}

/** The line that says what is wrong, else the last one, without what a server may have written for the terminal. */
function lastWords(said: string): string {
  const lines = said
    .split(/[\r\n]+/)
    .map((line) => line.replace(/[^\P{C}\t]/gu, '').trim())
    .filter((line) => line !== '');
  const words = lines.find((line) => line.startsWith('fatal: ')) ?? lines.at(-1) ?? 'git ended without a word';
  return words.replace(/^fatal: /, '').slice(0, 300);
}
