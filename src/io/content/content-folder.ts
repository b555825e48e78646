import { readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Article, Telling } from '../../content/article.ts';
import type { Fault } from '../../content/fault.ts';
import { type ArticleRead, addressPlace, largestFile, type ReadOptions, readArticle, tooLarge } from '../../content/read-article.ts';
import { showValue } from '../../content/show-value.ts';
import type { ContentRead } from '../../press/ports/content.ts';
import { errorCode, listContentFiles } from './content-files.ts';
import { folderFinder, foreignFaults, type Mappings, readOptionsOf } from './foreign-folders.ts';

/** Files read between two turns of the event loop: a server that reloads its content goes on answering. */
const filesPerTurn = 200;

/**
 * Reads every article file of the folders. Files are read synchronously: three times as fast as many reads at once. A
 * page told by two files is a warning on the second, by file name.
 */
export const readContentFolders = (folders: readonly string[], mappings: Mappings = {}): Promise<ContentRead> =>
  readListed(folders, readContentFile, mappings);

/** The same with another way to read a file, such as one that remembers. */
export async function readListed(
  folders: readonly string[],
  readFile: (file: string, options: ReadOptions) => ArticleRead,
  mappings: Mappings = {},
): Promise<ContentRead> {
  const listing = listContentFiles(folders);
  const articles: Article[] = [];
  const faults: Fault[] = [...listing.faults];
  const firstFiles = new Map<string, string>();
  const folderOf = folderFinder(folders);
  for (const [at, file] of listing.files.entries()) {
    if (at > 0 && at % filesPerTurn === 0) await nextTurn();
    const options = readOptionsOf(file, mappings);
    if (options === null) continue;
    const read = readFile(file, options);
    faults.push(...read.faults);
    if (read.article === null) continue;
    articles.push(withPicturePaths(read.article, folderOf(file)));
    const first = firstFiles.get(read.article.canonicalUrl);
    if (first === undefined) firstFiles.set(read.article.canonicalUrl, file);
    else faults.push(duplicateFault(read.article, first));
  }
  faults.push(...foreignFaults(folders, faults, mappings));
  return { files: listing.files.length, articles, faults: faults.sort(byPlace) };
}

/** Reads one file, named as `listContentFiles` names it. Never throws: a file that cannot be read is a fault. */
export function readContentFile(file: string, options: ReadOptions = {}): ArticleRead {
  try {
    const { size } = statSync(file);
    return size > largestFile ? { article: null, faults: [tooLarge(file, size)] } : readArticle(file, readFileSync(file), options);
  } catch (error) {
    const found = `the file cannot be read (${errorCode(error)})`;
    const advice = 'check that it still exists, and give it read permission';
    return { article: null, faults: [{ file, line: null, field: null, severity: 'error', code: 'unreadable-file', found, advice }] };
  }
}

/** An article names its pictures from where it lies; from here on they are paths from the content folder. */
function withPicturePaths(article: Article, folder: string): Article {
  if (!hasPictures(article) && !article.related.some(hasPictures)) return article;
  const below = posix.dirname(article.file.slice(folder.length + 1));
  if (below === '.') return article;
  const moved = <Pictured extends Telling>(telling: Pictured): Pictured => ({
    ...telling,
    images: telling.images.map((image) => (URL.canParse(image.url) ? image : { ...image, url: posix.join(below, image.url) })),
  });
  return { ...moved(article), related: article.related.map(moved) };
}

const hasPictures = ({ images }: Telling): boolean => images.length > 0;

function duplicateFault(article: Article, firstFile: string): Fault {
  const { file } = article;
  const found = `${showValue(article.url)} is the page of ${firstFile} too`;
  const advice = 'they count as one story; keep the better file';
  return { file, ...place(file), severity: 'warning', code: 'duplicate-url', found, advice };
}

/** Read again: duplicates are rare, and keeping every file's lines would cost more than the articles. */
function place(file: string): { field: string | null; line: number | null } {
  try {
    return addressPlace(readFileSync(file));
  } catch {
    return { field: null, line: null };
  }
}

const byPlace = (a: Fault, b: Fault) => (a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file < b.file ? -1 : 1);
