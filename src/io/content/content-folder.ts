import { readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pagesApart } from '../../content/addresses/pages-apart.ts';
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
  readListed(folders, readContentFile, { mappings });

export type Listing = {
  /** Hears beforehand which files are going to be read as they stand, without a mapping, in their order. */
  readonly expect?: ((files: readonly string[]) => Promise<void>) | undefined;
  readonly mappings?: Mappings;
};

/** The same with another way to read a file, such as one that remembers. */
export async function readListed(
  folders: readonly string[],
  readFile: (file: string, options: ReadOptions) => ArticleRead,
  { expect = async () => {}, mappings = {} }: Listing = {},
): Promise<ContentRead> {
  const listing = listContentFiles(folders);
  const plain = Object.keys(mappings).length === 0 ? listing.files : listing.files.filter((file) => isPlain(file, mappings));
  await expect(plain);
  const articles: Article[] = [];
  const faults: Fault[] = [...listing.faults];
  const folderOf = folderFinder(folders);
  for (const [at, file] of listing.files.entries()) {
    if (at > 0 && at % filesPerTurn === 0) await nextTurn();
    const options = readOptionsOf(file, mappings);
    if (options === null) continue;
    const read = readFile(file, options);
    faults.push(...read.faults);
    if (read.article === null) continue;
    articles.push(withPicturePaths(read.article, folderOf(file)));
  }
  const told = pagesApart(articles);
  for (const [file, twin] of told.twins) faults.push(twin.apart ? apartFault(file, twin) : duplicateFault(file, twin));
  faults.push(...foreignFaults(folders, faults, mappings));
  return { files: listing.files.length, articles: told.articles, faults: faults.sort(byPlace) };
}

const isPlain = (file: string, mappings: Mappings): boolean => {
  const options = readOptionsOf(file, mappings);
  return options !== null && options.mapping === undefined;
};

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
  if (article.body === undefined && !hasPictures(article) && !article.related.some(hasPictures)) return article;
  const below = posix.dirname(article.file.slice(folder.length + 1));
  if (below === '.') return article;
  const placed = (address: string) => (URL.canParse(address) ? address : posix.join(below, address));
  const moved = <Pictured extends Telling>(telling: Pictured): Pictured => ({
    ...telling,
    provider: telling.provider.mark === undefined ? telling.provider : { ...telling.provider, mark: placed(telling.provider.mark) },
    images: telling.images.map((image) => ({ ...image, url: placed(image.url) })),
  });
  const body = article.body && { ...article.body, folder: below };
  return { ...moved(article), related: article.related.map(moved), ...(body === undefined ? {} : { body }) };
}

const hasPictures = ({ images, provider }: Telling): boolean => images.length > 0 || provider.mark !== undefined;

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
