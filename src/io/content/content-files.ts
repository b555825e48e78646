import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import type { Fault } from '../../content/fault.ts';
import { besideOf } from '../../content/feeds/keeping/beside.ts';
import { CourantError } from '../../errors/courant-error.ts';

export type ContentFiles = {
  /** Sorted by code unit, each file once: the folder as given, `/`, the path inside it. */
  readonly files: readonly string[];
  /** Links out of the folder and folders that cannot be read. */
  readonly faults: readonly Fault[];
};

type Listing = {
  readonly root: string;
  readonly files: string[];
  /** Where the files found so far really are; `null` for a single folder, in which none is found twice. */
  readonly seen: Set<string> | null;
  readonly faults: Fault[];
};

/**
 * Finds the article files of the folders and of the folders inside: `*.md`, `*.markdown` and `*.mdx`, but no README, no dot file,
 * no `node_modules`. Links are not followed: one that leads inside is found by its own name, one that leads outside is a
 * warning. A file in two of the folders counts once. Throws CourantError `content-folder-missing`.
 */
export function listContentFiles(folders: readonly string[]): ContentFiles {
  const files: string[] = [];
  const seen = folders.length > 1 ? new Set<string>() : null;
  const faults: Fault[] = [];
  for (const folder of folders) {
    const root = realFolder(folder);
    walk({ root, files, seen, faults }, folder.replace(/\/+$/, '') || '/', root);
  }
  return { files: files.sort(), faults };
}

function realFolder(folder: string): string {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) return realpathSync(folder);
  throw new CourantError(
    'content-folder-missing',
    `The content folder "${folder}" ${stats === undefined ? 'does not exist' : 'is not a folder'}.`,
    {
      help: 'Create it, or name the folder that holds the articles with --articles or in courant.config.ts.',
    },
  );
}

/** `name` is the folder as faults name it, `path` where it really is. */
function walk(listing: Listing, name: string, path: string): void {
  const [below, inside] = [name.endsWith('/') ? name : `${name}/`, `${path}${sep}`];
  for (const entry of entries(listing, name, path)) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    if (entry.isFile()) noteFile(listing, below, inside, entry.name);
    else if (entry.isDirectory()) noteFolder(listing, `${below}${entry.name}`, `${inside}${entry.name}`, entry.name);
    else if (entry.isSymbolicLink()) noteLink(listing, `${below}${entry.name}`, `${inside}${entry.name}`);
  }
}

function noteFile({ files, seen, faults }: Listing, below: string, inside: string, name: string): void {
  if (name.endsWith(besideOf('.md'))) return void faults.push(changedByPublisher(`${below}${name.slice(0, 3 - besideOf('.md').length)}`));
  if (!isArticleFile(name) || seen?.has(`${inside}${name}`) === true) return;
  if (isMisread(name, `${inside}${name}`)) return void faults.push(misnamed(`${below}${name}`, 'file'));
  seen?.add(`${inside}${name}`);
  files.push(`${below}${name}`);
}

/** What `courant pull` put beside a file an editor had changed. */
const changedByPublisher = (file: string): Fault => ({
  file,
  line: null,
  field: null,
  severity: 'warning',
  code: 'publisher-changed',
  found: `the publisher has changed it since you did: see ${besideOf(file)}`,
  advice: 'take over what you want, and delete that file',
});

function noteFolder(listing: Listing, name: string, path: string, own: string): void {
  if (isMisread(own, path)) listing.faults.push(misnamed(name, 'folder'));
  else walk(listing, name, path);
}

/** A name of bytes that are not UTF-8 is read with U+FFFD in it, and by that name there is nothing. */
const isMisread = (name: string, path: string): boolean =>
  name.includes('\ufffd') && statSync(path, { throwIfNoEntry: false }) === undefined;

const misnamed = (file: string, kind: 'file' | 'folder'): Fault => ({
  file,
  line: null,
  field: null,
  severity: 'error',
  code: 'name-not-utf8',
  found: `the name of the ${kind} is not UTF-8; what is not is shown as \ufffd`,
  advice: `rename the ${kind}, in plain letters`,
});

function entries(listing: Listing, name: string, path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    const found = `the folder cannot be read (${errorCode(error)})`;
    listing.faults.push({
      file: name,
      line: null,
      field: null,
      severity: 'error',
      code: 'unreadable-folder',
      found,
      advice: 'give the folder read permission',
    });
    return [];
  }
}

function noteLink(listing: Listing, name: string, path: string): void {
  const target = realTarget(path);
  if (target?.startsWith(listing.root + sep) === true) return;
  const matters = isArticleFile(name) || (target !== null && statSync(target, { throwIfNoEntry: false })?.isDirectory() === true);
  if (!matters) return;
  const [found, advice] = linkWords(target, listing.root);
  listing.faults.push({ file: name, line: null, field: null, severity: 'warning', code: 'link-not-followed', found, advice });
}

function linkWords(target: string | null, root: string): readonly [found: string, advice: string] {
  if (target === null) return ['a link that leads nowhere', 'links are not followed; take it out'];
  const round = 'links are not followed, and everything in the folder is read already; take it out';
  if (target === root) return ['a link that leads back to the content folder itself', round];
  if (root.startsWith(target === sep ? sep : target + sep)) return ['a link that leads to a folder around the content folder', round];
  const elsewhere = 'links are not followed; copy what it leads to, or name its folder as a content folder too';
  return ['a link that leads out of the content folder', elsewhere];
}

function realTarget(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

const isArticleFile = (name: string) => /\.(?:md|markdown|mdx)$/i.test(name) && !/(?:^|\/)readme\.[^/]*$/i.test(name);

/** Node's word for a file system error, such as `EACCES`. */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
