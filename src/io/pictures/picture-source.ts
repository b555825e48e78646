import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';

/** Where a story's picture is, as far as its address tells. `path` is real: no link is left in it. */
export type PictureSource =
  | { readonly kind: 'remote'; readonly url: string; readonly host: string }
  | { readonly kind: 'local'; readonly path: string; readonly bytes: number; readonly version: string }
  | { readonly kind: 'unusable'; readonly problem: string };

/**
 * Reads a picture's address: http(s), or a path inside one of the content folders, tried in their order. A path that leaves
 * its folder, by `..` or through a link, is not a picture of that folder, wherever it leads.
 */
export async function findPictureSource(address: string, contentFolders: readonly string[]): Promise<PictureSource> {
  const text = address.trim();
  const url = URL.parse(text.startsWith('//') ? `https:${text}` : text);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return { kind: 'remote', url: url.href, host: url.host };
  if (url !== null) return { kind: 'unusable', problem: `its address must start with http or https, not ${url.protocol}` };
  if (text === '' || text.includes('\0') || isAbsolute(text)) {
    return { kind: 'unusable', problem: 'its address is neither on the web nor a path inside the content folder' };
  }
  for (const folder of contentFolders) {
    for (const path of new Set([text, decodedPath(text)])) {
      const found = await findInside(folder, path);
      if (found !== null) return found;
    }
  }
  return { kind: 'unusable', problem: 'there is no such file in the content folder' };
}

/** The bytes of a file found before. Rejects when it has been swapped for a link or for a larger file since. */
export async function readLocalPicture(path: string, maxBytes: number): Promise<Uint8Array> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size } = await file.stat();
    if (size > maxBytes) throw new Error('it has grown too large');
    return await file.readFile();
  } finally {
    await file.close();
  }
}

async function findInside(folder: string, path: string): Promise<PictureSource | null> {
  try {
    const root = await realpath(folder);
    const real = await realpath(join(root, path));
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep))
      return { kind: 'unusable', problem: 'its path leads out of the content folder' };
    const { size, mtimeMs, ...found } = await stat(real).then((stats) => ({
      size: stats.size,
      mtimeMs: stats.mtimeMs,
      isFile: stats.isFile(),
    }));
    // A pipe would hold its reader for ever.
    if (!found.isFile) return { kind: 'unusable', problem: 'its path is not a file' };
    return { kind: 'local', path: real, bytes: size, version: `${mtimeMs}-${size}` };
  } catch {
    return null;
  }
}

/** `my%20picture.jpg`: a path written the way it would be in a page. */
function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
