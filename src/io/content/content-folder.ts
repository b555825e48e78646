import { readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pagesApart } from '../../content/addresses/pages-apart.ts';
import type { Article, Telling } from '../../content/article.ts';
import type { Fault } from '../../content/fault.ts';
import { type ArticleRead, addressPlace, largestFile, readArticle, tooLarge } from '../../content/read-article.ts';
import { showValue } from '../../content/show-value.ts';
import type { ContentRead, ReadContent } from '../../press/ports/content.ts';
import { errorCode, listContentFiles } from './content-files.ts';

/** Files read between two turns of the event loop: a server that reloads its content goes on answering. */
const filesPerTurn = 200;

/**
 * Reads every article file of the folders. Files are read synchronously: three times as fast as many reads at once. A
 * page told by two files is a warning on the second, by file name.
 */
export const readContentFolders: ReadContent = (folders) => readListed(folders, readContentFile);

/** The same with another way to read a file, such as one that remembers; `expect` hears beforehand which are going to be read, in their order. */
export async function readListed(
  folders: readonly string[],
  readFile: (file: string) => ArticleRead,
  expect: (files: readonly string[]) => Promise<void> = async () => {},
): Promise<ContentRead> {
  const listing = listContentFiles(folders);
  await expect(listing.files);
  const articles: Article[] = [];
  const faults: Fault[] = [...listing.faults];
  const folderOf = folderFinder(folders);
  for (const [at, file] of listing.files.entries()) {
    if (at > 0 && at % filesPerTurn === 0) await nextTurn();
    const read = readFile(file);
    faults.push(...read.faults);
    if (read.article === null) continue;
    articles.push(withPicturePaths(read.article, folderOf(file)));
  }
  const told = pagesApart(articles);
  for (const [file, twin] of told.twins) faults.push(twin.apart ? apartFault(file, twin) : duplicateFault(file, twin));
  return { files: listing.files.length, articles: told.articles, faults: faults.sort(byPlace) };
}

/** Reads one file, named as `listContentFiles` names it. Never throws: a file that cannot be read is a fault. */
export function readContentFile(file: string): ArticleRead {
  try {
    const { size } = statSync(file);
    return size > largestFile ? { article: null, faults: [tooLarge(file, size)] } : readArticle(file, readFileSync(file));
  } catch (error) {
    const found = `the file cannot be read (${errorCode(error)})`;
    const advice = 'check that it still exists, and give it read permission';
    return { article: null, faults: [{ file, line: null, field: null, severity: 'error', code: 'unreadable-file', found, advice }] };
  }
}

/** The content folder a file was found in: the longest of those it could be, as folders may lie in each other. */
function folderFinder(folders: readonly string[]): (file: string) => string {
  const longestFirst = folders.map((folder) => folder.replace(/\/+$/, '')).sort((a, b) => b.length - a.length);
  return (file) => longestFirst.find((folder) => file.startsWith(`${folder}/`)) ?? '';
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

type Twin = { readonly url: string; readonly first: string };

function duplicateFault(file: string, { url, first }: Twin): Fault {
  const found = `${showValue(url)} is the page of ${first} too`;
  const advice = 'they count as one story; keep the better file';
  return { file, ...place(file), severity: 'warning', code: 'duplicate-url', found, advice };
}

function apartFault(file: string, { url, first }: Twin): Fault {
  const found = `${showValue(url)} is the page of ${first} too, and the two have no word in common`;
  const advice = 'they are told as two stories; give each the address of its own page';
  return { file, ...place(file), severity: 'warning', code: 'two-pages-one-address', found, advice };
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
