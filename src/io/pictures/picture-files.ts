import sharp from 'sharp';
import type { PictureFile } from '../../composition/lint/linted-mail.ts';
import { mediaFile } from './media-file.ts';

/** Pictures looked into at once; each is a header of a small file. */
const atOnce = 16;

/**
 * Pixel sizes of the pictures a page shows that lie in the media folder, by their address. Others, and files that cannot be
 * read, are left out: they are the reader's program's to fetch.
 */
export async function measurePictures(mediaFolder: string, html: string): Promise<ReadonlyMap<string, PictureFile>> {
  const sources = [...new Set([...html.matchAll(/<img\b[^>]*?\ssrc="([^"]+)"/g)].map((match) => match[1] ?? ''))];
  const found = new Map<string, PictureFile>();
  for (let from = 0; from < sources.length; from += atOnce) {
    const measured = await Promise.all(
      sources.slice(from, from + atOnce).map(async (src) => [src, await fileOf(mediaFolder, src)] as const),
    );
    for (const [src, file] of measured) if (file) found.set(src, file);
  }
  return found;
}

async function fileOf(mediaFolder: string, src: string): Promise<PictureFile | null> {
  const path = mediaFile(mediaFolder, src.slice(src.lastIndexOf('/') + 1));
  if (path === null) return null;
  const { width, height, format } = await sharp(path)
    .metadata()
    .catch(() => ({ width: 0, height: 0, format: undefined }));
  return width > 0 && height > 0 && format ? { width, height, format } : null;
}
