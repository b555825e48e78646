import { statSync } from 'node:fs';
import type { ArticleRead } from '../../content/read-article.ts';
import type { ContentRead, ReadContent } from '../../press/ports/content.ts';
import { readContentFile, readListed } from '../content/content-folder.ts';

type Remembered = { readonly stamp: string; readonly read: ArticleRead };

/**
 * Reads content folders like `readContentFolders`, but each file only when its size or time has changed since: for a
 * process that reads the same folders over and over. While nothing changed at all, the very same object comes back, so
 * that what was made of it can be kept by it.
 */
export function contentMemory(): ReadContent {
  const files = new Map<string, Remembered>();
  const folders = new Map<string, { readonly stamps: string; readonly content: ContentRead }>();
  return async (paths) => {
    const stamps: string[] = [];
    const content = await readListed(paths, (file) => {
      const stamp = stampOf(file);
      stamps.push(`${file} ${stamp}`);
      const known = files.get(file);
      if (known?.stamp === stamp) return known.read;
      const read = readContentFile(file);
      files.set(file, { stamp, read });
      return read;
    });
    const key = paths.join('\n');
    const before = folders.get(key);
    // Faults of the listing itself (links, unreadable folders) have no file of their own to tell a change by.
    const now = [...stamps, ...content.faults.map(({ file, code }) => `${file} ${code}`)].join('\n');
    if (before?.stamps === now) return before.content;
    folders.set(key, { stamps: now, content });
    return content;
  };
}

function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stats ? `${stats.mtimeNs} ${stats.size} ${stats.ino}` : 'gone';
}
