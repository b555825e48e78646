import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type PictureFormat = 'jpg' | 'png';

/** A file in the media folder. `bytes` tells a whole file from one that a full disk cut short. */
export type MediaFile = { readonly name: string; readonly bytes: number };

const namePattern = /^[0-9a-f]{32}\.(?:jpg|png)$/;

/** The path of a picture in the media folder, for whoever serves or attaches it; `null` for any name we did not make. */
export function mediaFile(mediaFolder: string, name: string): string | null {
  return namePattern.test(name) ? join(mediaFolder, name) : null;
}

/** A picture as it is served; `null` when there is none of that name. */
export async function readMedia(mediaFolder: string, name: string): Promise<{ readonly bytes: Uint8Array; readonly type: string } | null> {
  const path = mediaFile(mediaFolder, name);
  const bytes = path === null ? null : await readFile(path).catch(() => null);
  return bytes === null ? null : { bytes, type: name.endsWith('.png') ? 'image/png' : 'image/jpeg' };
}

/** Stores a picture under the hash of its content: the same bytes have the same name everywhere and are written once. */
export async function storeMedia(mediaFolder: string, bytes: Uint8Array, format: PictureFormat): Promise<MediaFile> {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  const file: MediaFile = { name: `${hash}.${format}`, bytes: bytes.byteLength };
  if (!(await holdsMedia(mediaFolder, file))) await writeWhole(join(mediaFolder, file.name), bytes);
  return file;
}

/** Whether the file is there, whole. */
export async function holdsMedia(mediaFolder: string, file: MediaFile): Promise<boolean> {
  const path = mediaFile(mediaFolder, file.name);
  if (path === null) return false;
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true && found.size === file.bytes;
}

/** Another process sees the old file or the new one, never a part. */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const draft = `${path}.${process.pid}-${randomUUID()}.tmp`;
  try {
    await writeFile(draft, content);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
