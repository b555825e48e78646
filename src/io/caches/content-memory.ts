import type { ContentRead, ReadContent } from '../../press/ports/content.ts';
import { readListed } from '../content/content-folder.ts';
import { type CacheReading, type FileReading, readAndStamp, throughContentCache } from './content-cache.ts';
import { noteSource } from './content-key.ts';
import { stampOf } from './file-stamp.ts';
import { usualReaders } from './readers.ts';

type Remembered = { readonly stamps: readonly string[]; readonly content: ContentRead };

/**
 * Reads content folders like `readContentFolders`, each file only when it has changed: since a process before read it, the first
 * time, since this one did, from then on. While nothing changed at all, the very same object comes back, so that what was made of
 * it can be kept by it. One reading at a time: whoever asks meanwhile gets the folders as they are when theirs begins.
 * @param cacheOf path of the file that keeps the readings of these folders from one process to the next
 * @param readers the threads that read where much is new; what they find is the same for any number
 */
export function contentMemory(cacheOf: (folders: readonly string[]) => string, readers = usualReaders): ReadContent {
  const files = new Map<string, FileReading>();
  const folders = new Map<string, Remembered>();
  const readAgain = (file: string): FileReading => {
    const known = files.get(file);
    return known !== undefined && known.stamp !== null && known.stamp === stampOf(file) ? known : readAndStamp(file);
  };
  const read = async (paths: readonly string[]): Promise<ContentRead> => {
    const before = folders.get(paths.join('\n'));
    const stamps: string[] = [];
    const listed = ({ readFile, expect }: Omit<CacheReading, 'expect'> & Partial<CacheReading>) =>
      readListed(
        paths,
        (file) => {
          const reading = readFile(file);
          files.set(file, reading);
          stamps.push(file, reading.stamp ?? '');
          return reading.read;
        },
        expect,
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
