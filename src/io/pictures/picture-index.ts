import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CourantError } from '../../errors/courant-error.ts';
import { makeFolder } from '../files/write-folder.ts';
import { holdsMedia, writeWhole } from './media-file.ts';

/** Raised whenever crops or tiles change, so that files made by an older recipe are made again. */
export const recipe = 2;

const StoredFile = z.object({ name: z.string(), bytes: z.number() });

/** What is known of one picture. `problem` says why it has no crops; `original` is missing when no bytes ever came. */
export type PictureRecord = z.infer<typeof PictureRecord>;
export const PictureRecord = z.object({
  recipe: z.literal(recipe),
  /** The address or `file:` and a path, with what is made of it before and its focus behind; `tile:` and a topic. */
  source: z.string(),
  /** Until then nobody is asked again. A file is looked at every time. */
  freshUntil: z.iso.datetime(),
  /** The server's validators; for a file its time and size stand in `etag`. */
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  original: z.object({ sha256: z.string(), bytes: z.number(), width: z.number(), height: z.number(), format: z.string() }).nullable(),
  /** What was made of it, by the box it is for. */
  files: z.record(z.string(), StoredFile),
  /** What tells the same picture under another address; `null` where nobody asks. */
  print: z.string().nullable(),
  problem: z.string().nullable(),
});

/** Makes the media folder and its index. Throws CourantError `media-folder-unusable`. */
export async function openMediaFolder(mediaFolder: string): Promise<void> {
  try {
    makeFolder(indexFolder(mediaFolder));
  } catch (cause) {
    throw new CourantError('media-folder-unusable', `The folder for pictures, ${mediaFolder}, cannot be made.`, {
      help: 'Check that the folder above it exists, is a folder, and may be written to.',
      cause,
    });
  }
}

/** What was learned of a source before, if its files are still there; anything unreadable counts as not known. */
export async function recallPicture(mediaFolder: string, source: string): Promise<PictureRecord | null> {
  const text = await readFile(recordPath(mediaFolder, source), 'utf8').catch(() => null);
  if (text === null) return null;
  const record = PictureRecord.safeParse(parsed(text)).data ?? null;
  if (record === null || record.source !== source) return null;
  for (const file of Object.values(record.files)) {
    if (!(await holdsMedia(mediaFolder, file))) return null;
  }
  return record;
}

export async function rememberPicture(mediaFolder: string, record: PictureRecord): Promise<void> {
  await writeWhole(recordPath(mediaFolder, record.source), `${JSON.stringify(record)}\n`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function recordPath(mediaFolder: string, source: string): string {
  return join(indexFolder(mediaFolder), `${createHash('sha256').update(source).digest('hex')}.json`);
}

function indexFolder(mediaFolder: string): string {
  return join(mediaFolder, 'index');
}
