import { mkdirSync } from 'node:fs';
import type { FeedFault } from '../../content/feeds/reading/feed-item.ts';
import type { GitSource } from '../../press/newsletter/source-settings.ts';
import type { SourceAnswer, Validators } from '../../press/ports/sources.ts';
import { openTarget, type ResolveHost, resolveBySystem } from '../fetch/target.ts';
import { type GitOutcome, type GitRun, type GitSettings, git } from './git-command.ts';

/** Brings the copy of a repository to what it is now. Never rejects: trouble is an answer, and the copy stays as it was. */
export type AskRepository = (source: GitSource, before: Validators, signal: AbortSignal) => Promise<SourceAnswer>;

export type RepositoryLimits = { readonly patience: number; readonly mostBytes: number; readonly mostFiles: number };

const usualLimits: RepositoryLimits = { patience: 5 * 60_000, mostBytes: 500_000_000, mostFiles: 100_000 };
/** What was fetched last, in the copy. */
const head = 'refs/courant/head';

export type RepositoryTools = {
  readonly settings: GitSettings;
  /** Hosts inside the own network that may be asked, as `URL.host` writes them. */
  readonly allow: readonly string[];
  readonly limits?: RepositoryLimits;
  readonly resolve?: ResolveHost;
};

export function gitRepositories({ settings, allow, limits = usualLimits, resolve = resolveBySystem }: RepositoryTools): AskRepository {
  return async (source, before, signal) => {
    const remote = await remoteOf(source.address, allow, resolve);
    if ('refused' in remote) return failed('source-address', remote.refused, 'if it is a machine of yours, name its host in FETCH_HOSTS');
    mkdirSync(source.folder, { recursive: true });
    const { patience, mostBytes } = limits;
    const here: GitRun = { settings, folder: source.folder, signal, patience, mostBytes, remote: null };
    const begun = await git(['init', '--quiet', '--template='], here);
    if (begun.kind !== 'done') return notPulled(begun, limits);
    const wanted = source.branch === null ? 'HEAD' : `refs/heads/${source.branch}`;
    const fetched = await git(
      ['fetch', '--quiet', '--depth=1', '--no-tags', '--no-recurse-submodules', '--force', '--', source.address, `${wanted}:${head}`],
      { ...here, remote },
    );
    if (fetched.kind !== 'done') return notPulled(fetched, limits);
    return await checkedOut(here, before, limits);
  };
}

/** What was fetched is looked over before any of it is written out. */
async function checkedOut(here: GitRun, before: Validators, limits: RepositoryLimits): Promise<SourceAnswer> {
  const named = await git(['rev-parse', '--verify', '--quiet', `${head}^{commit}`], here);
  const listed = await git(['ls-tree', '-r', '-l', '-z', head], here);
  if (named.kind !== 'done') return notPulled(named, limits);
  if (listed.kind !== 'done') return notPulled(listed, limits);
  const commit = named.out.trim();
  const files = listed.out.split('\0').filter((line) => /^100/.test(line));
  const bytes = files.reduce((sum, line) => sum + (Number(line.split(/\s+/)[3]) || 0), 0);
  if (bytes > limits.mostBytes || files.length > limits.mostFiles) return notPulled({ kind: 'too-large' }, limits);
  const validators: Validators = { etag: commit, lastModified: null, movedTo: null };
  // The copy may have been touched since: it is set right each time, which costs a look at its files.
  const set = await git(['reset', '--quiet', '--hard', head], here);
  if (set.kind !== 'done') return notPulled(set, limits);
  const cleaned = await git(['clean', '--quiet', '-ffdx'], here);
  if (cleaned.kind !== 'done') return notPulled(cleaned, limits);
  return before.etag === commit
    ? { kind: 'unchanged', validators, wishMs: null }
    : { kind: 'pulled', files: files.length, validators, wishMs: null };
}

/** Web addresses are held to the same rules as those of feeds, and their connection to the address that was checked. */
async function remoteOf(
  address: string,
  allow: readonly string[],
  resolve: ResolveHost,
): Promise<NonNullable<GitRun['remote']> | { readonly refused: string }> {
  const protocol = new URL(address).protocol.replace(':', '');
  if (protocol !== 'https' && protocol !== 'http') return { protocol, pinned: null, address };
  const target = await openTarget(address, null, allow, resolve);
  if (target.kind !== 'open') return { refused: target.detail };
  const { hostname, port } = target.url;
  const at = target.addresses.map((each) => (each.includes(':') ? `[${each}]` : each)).join(',');
  return { protocol, pinned: `${hostname}:${port || (protocol === 'https' ? '443' : '80')}:${at}`, address };
}

function notPulled(outcome: Exclude<GitOutcome, { kind: 'done' }>, { patience, mostBytes, mostFiles }: RepositoryLimits): SourceAnswer {
  switch (outcome.kind) {
    case 'missing':
      return failed('git-missing', 'git is not installed on this machine', 'install git, or give `content` a folder instead');
    case 'too-slow':
      return failed('source-too-slow', `git had not ended after ${Math.round(patience / 1_000)} s`, 'it is asked again later');
    case 'too-large':
      return failed(
        'source-too-big',
        `it holds more than ${Math.round(mostBytes / 1_000_000)} MB or ${mostFiles} files`,
        'pull a repository that holds the articles alone',
      );
    case 'failed':
      return failed('git-failed', `git said: ${outcome.said}`, adviceFor(outcome.said));
  }
}

function adviceFor(said: string): string {
  if (/authentication|could not read (?:username|password)|permission denied|40[13]/i.test(said))
    return 'it is not for everybody: set GIT_CREDENTIALS in the environment, or a key for ssh';
  if (/couldn't find remote ref|not found in upstream/i.test(said)) return 'check the name of the branch';
  if (/not found|does not (?:appear|exist)|no such/i.test(said)) return 'check its address';
  return 'it is asked again later, by and by less often';
}

const failed = (code: string, found: string, advice: string): SourceAnswer => ({
  kind: 'failed',
  fault: { item: null, severity: 'error', code, found, advice } satisfies FeedFault,
  retryAfterMs: null,
  gone: false,
});
