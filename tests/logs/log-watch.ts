/**
 * No secret and no address may get into a log, whatever is tested: every process of the program that a test starts writes its log, at
 * the level that tells most, into the folder of the run, and the run fails when one of its lines holds what none may. Secrets are those
 * the processes were given, those their newsrooms made for themselves, and some that stand in every environment and are for nothing.
 */
import childProcess from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, join } from 'node:path';

/** Name of the variable that holds the folder; not set outside of a test run. */
const logsAt = 'COURANT_TEST_LOGS';
const noted = 'secrets.txt';

/** Makes the folder in that of the run; processes of other users write there, too. */
export function keepLogs(folder: string): string {
  const path = join(folder, 'logs');
  mkdirSync(path);
  chmodSync(path, 0o1777);
  process.env[logsAt] = path;
  return path;
}

/** For nothing: no setting that uses them is there. */
const canaries = {
  S3_ACCESS_KEY_ID: 'canary-access-key-4711',
  S3_SECRET_ACCESS_KEY: 'canary-secret-access-key-4711',
  AWS_SESSION_TOKEN: 'canary-session-token-4711',
  GIT_CREDENTIALS: 'canary.example=canary-user:canary-git-password',
  OTEL_EXPORTER_OTLP_HEADERS: 'authorization=canary-collector-token',
};

let files = 0;

/** For a process of the program: where its log goes, and what must not be in it. A test about the log says otherwise in its own. */
export function watchedLog(): Readonly<Record<string, string>> {
  const folder = process.env[logsAt];
  if (folder === undefined) return { LOG_LEVEL: 'silent' };
  files += 1;
  const { filepath = 'run' } = (globalThis as { __vitest_worker__?: { filepath?: string } }).__vitest_worker__ ?? {};
  return { ...canaries, LOG_LEVEL: 'debug', LOG_FILE: join(folder, `${basename(filepath)}-${process.pid}-${files}.log`) };
}

const isSecret = /SECRET|PASSWORD|TOKEN|KEY|CREDENTIALS|HEADERS|_URL$|^WEBHOOK_/;

/** What a process was given in its environment. */
export function noteSecrets(env: Readonly<Record<string, string | undefined>>): void {
  const found = Object.entries(env).flatMap(([name, value = '']) => {
    // The machine's own are not ours to write down.
    if (!isSecret.test(name) || name.endsWith('_FILE') || process.env[name] === value) return [];
    if (URL.canParse(value)) return [new URL(value).password, decoded(new URL(value).password)];
    return value.split(/[\s,]+|(?<=^[\w.-]+)=/);
  });
  note(found);
}

function decoded(password: string): string {
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}

/** What a newsroom made for itself. */
export function noteOwnSecret(newsroom: string): void {
  const file = join(newsroom, '.courant/secret');
  if (!existsSync(file)) return;
  const bytes = readFileSync(file);
  note([bytes.toString('utf8').trim(), bytes.toString('base64'), bytes.toString('hex')]);
}

const known = new Set<string>();
function note(secrets: readonly string[]): void {
  const folder = process.env[logsAt];
  const fresh = secrets.filter((secret) => secret.length >= 8 && !/\s/.test(secret) && !known.has(secret));
  if (folder === undefined || fresh.length === 0) return;
  for (const secret of fresh) known.add(secret);
  appendFileSync(join(folder, noted), `${fresh.join('\n')}\n`, { mode: 0o666 });
}

const program = /(?:^|[/\\])(?:bin[/\\]courant\.js|dist[/\\]src[/\\][\w./-]+\.js)$/;

/** From now on every process of the program that this one starts is watched so. */
export function watchProcesses(): void {
  if (process.env[logsAt] === undefined) return;
  for (const name of ['spawn', 'spawnSync', 'execFile', 'execFileSync', 'fork'] as const) {
    const original = childProcess[name] as (...given: unknown[]) => unknown;
    const watched = (...given: unknown[]) => original(...withLog(given));
    Object.defineProperties(watched, Object.getOwnPropertyDescriptors(original));
    (childProcess as Record<string, unknown>)[name] = watched;
  }
  syncBuiltinESMExports();
}

type Options = { env?: Record<string, string | undefined> };

function withLog(given: readonly unknown[]): readonly unknown[] {
  const words = given.flatMap((one) => (typeof one === 'string' || Array.isArray(one) ? one : []));
  if (!words.some((word) => typeof word === 'string' && program.test(word))) return given;
  const at = given.findIndex((one) => typeof one === 'object' && one !== null && !Array.isArray(one));
  const options = (at < 0 ? {} : given[at]) as Options;
  const own = options.env ?? process.env;
  noteSecrets(own);
  // A test that wants a log of its own, or none, says so.
  const env = 'LOG_FILE' in own || 'LOG_LEVEL' in own ? own : { ...watchedLog(), ...own };
  const whole = { ...options, env };
  if (at >= 0) return given.with(at, whole);
  const callback = typeof given.at(-1) === 'function' ? given.length - 1 : given.length;
  return [...given.slice(0, callback), whole, ...given.slice(callback)];
}

const addresses = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const login = /:\/\/[^\s/"\\]*:[^\s/"\\]*@/;
const readersKey = /\/(?:u|p|v|confirm|data)\/[\w-]{20,}/;
const longWords = /[\w+/=.-]{16,}/g;

/** Lines of the run's logs that hold what none may, with where they are; empty where all is well. */
export function leaksIn(folder: string): readonly string[] {
  const all = existsSync(join(folder, noted)) ? readFileSync(join(folder, noted), 'utf8').split('\n').filter(Boolean) : [];
  const secrets = [...new Set([...all, ...Object.values(canaries), 'canary-git-password', 'canary-collector-token'])];
  const short = secrets.filter((secret) => secret.length < 16 || !/^[\w+/=.-]+$/.test(secret));
  const long = new Set(secrets);
  const leaks = (line: string) =>
    [addresses, login, readersKey].some((one) => one.test(line)) ||
    short.some((secret) => line.includes(secret)) ||
    (line.match(longWords) ?? []).some((word) => long.has(word));
  return readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .flatMap((name) =>
      readFileSync(join(folder, name), 'utf8')
        .split('\n')
        .flatMap((line, index) => (leaks(line) ? [`${name}:${index + 1}: ${line.slice(0, 600)}`] : [])),
    );
}

/** Of this run; `null`: it kept no logs. */
export const leaksOfRun = (): readonly string[] | null => (process.env[logsAt] === undefined ? null : leaksIn(process.env[logsAt]));
