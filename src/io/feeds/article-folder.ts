import { linkSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readKept } from '../../content/feeds/keeping/article-text.ts';
import { besideOf } from '../../content/feeds/keeping/beside.ts';
import { largestFile } from '../../content/read-article.ts';
import type { ArticleFolder } from '../../press/ports/sources.ts';
import { makeFolder } from '../files/write-folder.ts';

/** Article files on disk, each written whole or not at all; one that is there is never written over but by `replace`. */
export function articleFolder(): ArticleFolder {
  const made = new Set<string>();
  return {
    read: readIfThere,
    create(folder, name, text) {
      if (!made.has(folder)) makeFolder(folder);
      made.add(folder);
      return createFile(folder, name, text);
    },
    replace: (file, text) => replaceFile(file, text),
    putBeside(file, text) {
      const beside = besideOf(file);
      replaceFile(beside, text);
      return beside;
    },
    *all(folder) {
      if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return;
      for (const name of readdirSync(folder).sort()) {
        const text = name.endsWith('.md') ? readIfThere(`${folder}/${name}`) : null;
        if (text !== null) yield [`${folder}/${name}`, text];
      }
    },
  };
}

function readIfThere(file: string): string | null {
  try {
    if (statSync(file).size > largestFile) return null;
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

const unfinished = (file: string): string => join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);

/** Of `name.md`, `name-2.md` and so on, the first that is free, or that an earlier run wrote for the very same item. */
function createFile(folder: string, name: string, text: string): string {
  const own = readKept(text)?.source;
  for (let number = 1; ; number += 1) {
    const file = `${folder}/${name}${number === 1 ? '' : `-${number}`}.md`;
    if (writeIfFree(file, text)) return file;
    const there = readKept(readIfThere(file) ?? '')?.source;
    if (own !== undefined && there?.feed === own.feed && there.id === own.id) return file;
  }
}

/** False: there is such a file. */
function writeIfFree(file: string, text: string): boolean {
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) return false;
  const temporary = unfinished(file);
  try {
    writeFileSync(temporary, text);
    linkSync(temporary, file);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP') throw error;
    // A file system without links.
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } finally {
    rmSync(temporary, { force: true });
  }
}

function replaceFile(file: string, text: string): void {
  const temporary = unfinished(file);
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}
