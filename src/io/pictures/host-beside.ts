import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { dirname, extname, join, relative, resolve } from 'node:path';
import type { Beside, BesideAsked, BesideHosted } from '../../../emails/contract/theme.ts';
import { storeMedia } from './media-file.ts';
import { openMediaFolder, type PictureRecord, recallPicture, recipe, rememberPicture } from './picture-index.ts';
import { findPictureSource, readLocalPicture } from './picture-source.ts';

export type BesidePlace = {
  readonly mediaFolder: string;
  /** Where the media folder is served, without a trailing slash. */
  readonly publicUrl: string;
};

/** Largest file of a picture, in bytes. */
const mostBytes = 12_000_000;

/**
 * Hosts the pictures beside a theme's file, each size of each once as long as its file stays as it is. A path that leads out of the
 * theme's folder, by `..` or through a link, is not a picture beside it.
 * @param theme path of the file
 */
export async function picturesBeside(theme: string, place: BesidePlace): Promise<Beside> {
  const folder = dirname(resolve(theme));
  return {
    state: await stateOf(folder),
    async host(asked) {
      if (asked.length === 0) return [];
      await openMediaFolder(place.mediaFolder);
      const hosted: BesideHosted[] = [];
      for (const one of asked) hosted.push(await hostOne(folder, one, place));
      return hosted;
    },
  };
}

async function hostOne(folder: string, asked: BesideAsked, { mediaFolder, publicUrl }: BesidePlace): Promise<BesideHosted> {
  const found = await findPictureSource(asked.src, [folder]);
  if (found.kind !== 'local')
    return {
      problem: found.kind === 'unusable' ? found.problem.replace('the content folder', "the theme's folder") : 'it is not beside the theme',
    };
  const source = `beside:${found.path} in ${asked.width ?? 'auto'} x ${asked.height ?? 'auto'}`;
  const known = await recallPicture(mediaFolder, source);
  const record = known?.etag === found.version ? known : await made(found, source, asked, mediaFolder);
  const file = record.files.beside;
  if (!file || !record.original) return { problem: record.problem ?? 'nothing was made of it' };
  return { src: `${publicUrl}/${file.name}`, width: record.original.width, height: record.original.height };
}

type Found = { readonly path: string; readonly bytes: number; readonly version: string };

async function made(found: Found, source: string, asked: BesideAsked, mediaFolder: string): Promise<PictureRecord> {
  const blank: PictureRecord = {
    recipe,
    source,
    freshUntil: new Date(0).toISOString(),
    etag: found.version,
    lastModified: null,
    original: null,
    files: {},
    print: null,
    problem: null,
  };
  if (found.bytes > mostBytes) return { ...blank, problem: `it is larger than ${mostBytes / 1_000_000} MB` };
  const bytes = await readLocalPicture(found.path, mostBytes).catch((error: Error) => error);
  if (bytes instanceof Error) return { ...blank, problem: `its file cannot be read: ${bytes.message}` };
  // Only where one is to be made: most themes have none.
  const { makeBeside } = await import('./crops/make-beside.ts');
  const picture = await makeBeside(bytes, asked);
  if (picture.kind === 'unfit') return { ...blank, problem: picture.problem };
  const original = { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.byteLength, ...picture.size, format: 'beside' };
  const record = { ...blank, original, files: { beside: await storeMedia(mediaFolder, picture.picture.bytes, picture.picture.format) } };
  await rememberPicture(mediaFolder, record);
  return record;
}

const pictureNames = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp', '.avif', '.svg']);
/** A theme's folder holds a few; one put into a folder of everything does not keep a tick waiting. */
const mostLooked = 500;

/** Of every picture beside the theme or one folder below: its name, time and size. */
async function stateOf(folder: string): Promise<string> {
  const pictures = [...(await picturesIn(folder, true))].sort().slice(0, mostLooked);
  const states = await Promise.all(
    pictures.map(async (path) => {
      const found = await stat(path).catch(() => null);
      return `${relative(folder, path)} ${found?.mtimeMs} ${found?.size}`;
    }),
  );
  return createHash('sha256').update(states.join('\n')).digest('hex').slice(0, 16);
}

async function picturesIn(folder: string, further: boolean): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && further && !/^(?:\.|node_modules$)/.test(entry.name)) found.push(...(await picturesIn(path, false)));
    else if (pictureNames.has(extname(entry.name).toLowerCase())) found.push(path);
  }
  return found;
}
