import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CourantError } from '../../errors/courant-error.ts';
import type { BackupFiles, FoundFile, Summed } from '../../press/ports/backup.ts';
import { makeFolder } from './write-folder.ts';

export const backupFiles: BackupFiles = {
  makeWhole: makeWholeFolder,
  copy: copyFile,
  sum: sumFile,
  write: (path, text) => writeFile(path, text, { mode: 0o600, flag: 'wx', flush: true }),
  read: (path) => readFile(path, 'utf8').catch(() => null),
  list: listFolder,
  exists: existsSync,
};

/**
 * Makes a folder whole or not at all: `fill` writes into one beside it, which then takes the name.
 * @throws CourantError `backup-exists` when something is there already
 */
async function makeWholeFolder<Result>(folder: string, fill: (draft: string) => Promise<Result>): Promise<Result> {
  const target = resolve(folder);
  if (existsSync(target) && !isEmptyFolder(target))
    throw new CourantError('backup-exists', `${folder} is there already and is not overwritten.`, {
      help: 'Name a folder that does not exist.',
    });
  makeFolder(dirname(target));
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  rmSync(draft, { recursive: true, force: true });
  makeFolder(draft, 0o700);
  try {
    const result = await fill(draft);
    await syncFolder(draft);
    renameSync(draft, target);
    await syncFolder(dirname(target));
    return result;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

const isEmptyFolder = (path: string): boolean => statSync(path).isDirectory() && readdirSync(path).length === 0;

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  // Not every system syncs folders.
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

/** Copies one file, on the disk when it resolves, readable for its owner. `step` is told how many bytes more. */
async function copyFile(from: string, to: string, step: (bytes: number) => void): Promise<Summed> {
  makeFolder(dirname(to), 0o700);
  const sum = summing(step);
  await pipeline(createReadStream(from), sum.through, createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }));
  return sum.result();
}

async function sumFile(path: string, step: (bytes: number) => void): Promise<Summed> {
  const sum = summing(step);
  for await (const chunk of createReadStream(path)) sum.take(chunk as Buffer);
  return sum.result();
}

function summing(step: (bytes: number) => void) {
  const hash = createHash('sha256');
  let bytes = 0;
  const take = (chunk: Buffer) => {
    hash.update(chunk);
    bytes += chunk.byteLength;
    step(chunk.byteLength);
  };
  return {
    take,
    async *through(source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        take(chunk);
        yield chunk;
      }
    },
    result: (): Summed => ({ bytes, sha256: hash.digest('hex') }),
  };
}

async function listFolder(folder: string): Promise<readonly FoundFile[]> {
  const entries = existsSync(folder) ? await readdir(folder, { withFileTypes: true, recursive: true }) : [];
  const files = entries.filter(
    (entry) => entry.isFile() && !/(^|[/\\])\./.test(join(relative(folder, entry.parentPath), entry.name)) && !entry.name.endsWith('.tmp'),
  );
  const found = files.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    return { path: relative(folder, path).replaceAll('\\', '/'), bytes: (await stat(path)).size };
  });
  return (await Promise.all(found)).sort((one, other) => (one.path < other.path ? -1 : 1));
}
