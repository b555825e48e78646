import { inspect } from 'node:util';
import type { ReadOptions } from '../../content/read-article.ts';
import type { ContentRead, ReadContent } from '../../press/ports/content.ts';
import { readListed } from '../content/content-folder.ts';
import type { Mappings } from '../content/foreign-folders.ts';
import { type CacheReading, type FileReading, readAndStamp, throughContentCache } from './content-cache.ts';
import { noteSource } from './content-key.ts';
import { stampOf } from './file-stamp.ts';
import { usualReaders } from './readers.ts';

const noMappings = (): Mappings => ({});

type Remembered = { readonly stamps: readonly string[]; readonly content: ContentRead };

/**
 * Reads content folders like `readContentFolders`, each file only when it has changed: since a process before read it, the first
 * time, since this one did, from then on. While nothing changed at all, the very same object comes back, so that what was made of
 * it can be kept by it. One reading at a time: whoever asks meanwhile gets the folders as they are when theirs begins.
 * @param cacheOf path of the file that keeps the readings of these folders from one process to the next
 * @param readers the threads that read where much is new; what they find is the same for any number
 * @param mappingsNow how files of other programs are read, asked at each reading; `cacheOf` must name another cache where they are others
 */
export function contentMemory(
  cacheOf: (folders: readonly string[]) => string,
  readers = usualReaders,
  mappingsNow: () => Mappings = noMappings,
): ReadContent {
  let readBy = '';
  const files = new Map<string, FileReading>();
  const folders = new Map<string, Remembered>();
  const readAgain = (file: string, options: ReadOptions): FileReading => {
    const known = files.get(file);
    return known !== undefined && known.stamp !== null && known.stamp === stampOf(file) ? known : readAndStamp(file, options);
  };
  const read = async (paths: readonly string[]): Promise<ContentRead> => {
    const mappings = mappingsNow();
    const mappingWords = Object.keys(mappings).length === 0 ? '' : inspect(mappings, { depth: null });
    // What was read in another way says nothing of how it is read now.
    if (mappingWords !== readBy) {
      files.clear();
      folders.clear();
    }
    readBy = mappingWords;
    const before = folders.get(paths.join('\n'));
    // The same files read in another way are other articles.
    const stamps: string[] = mappingWords === '' ? [] : [mappingWords];
    const listed = ({ readFile, expect }: Omit<CacheReading, 'expect'> & Partial<CacheReading>) =>
      readListed(
        paths,
        (file, options) => {
          const reading = readFile(file, options);
          files.set(file, reading);
          stamps.push(file, reading.stamp ?? '');
          return reading.read;
        },
        { expect, mappings },
      );
    const content =
      before === undefined ? await throughContentCache(cacheOf(paths), readers, listed) : await listed({ readFile: readAgain });
    // Faults of the listing itself (links, unreadable folders) have no file of their own to tell a change by.
    for (const { file, code } of content.faults) stamps.push(`${file} ${code}`);
    if (before !== undefined && same(before.stamps, stamps)) return before.content;
    folders.set(paths.join('\n'), { stamps, content });
    noteSource(content.articles, stamps);
    return content;
  };
  let turn: Promise<unknown> = Promise.resolve();
  return (paths) => {
    const reading = turn.then(() => read(paths));
    turn = reading.catch(() => undefined);
    return reading;
  };
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((text, index) => text === other[index]);
