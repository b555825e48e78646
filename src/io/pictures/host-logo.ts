import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { HostedLogo } from '../../press/newsletter/brand-settings.ts';
import type { Size } from './crops/picture-bytes.ts';
import { storeMedia } from './media-file.ts';
import { openMediaFolder, type PictureRecord, recallPicture, recipe, rememberPicture } from './picture-index.ts';

/** Largest file of a logo, in bytes. */
const mostBytes = 4_000_000;

/** A logo made, hosted, and its twin for dark paper; or why not, in words. */
export type HostedLogos = { readonly logo: HostedLogo; readonly logoDark: HostedLogo | null } | { readonly problem: string };

type Files = { readonly logo: string; readonly logoDark: string | null };

/**
 * Makes a newsletter's logo out of the operator's files, once as long as they stay as they are. Rejects only with CourantError
 * `media-folder-unusable` and for faults of our own disk.
 * @param publicUrl where the media folder is served, without a trailing slash
 */
export async function hostLogo({ logo, logoDark }: Files, mediaFolder: string, publicUrl: string): Promise<HostedLogos> {
  await openMediaFolder(mediaFolder);
  const first = await recordOf(logo, null, mediaFolder);
  if (first.problem !== null) return { problem: `${logo}: ${first.problem}` };
  const shown = (record: PictureRecord, name: 'logo' | 'dark'): HostedLogo | null => {
    const file = record.files[name];
    return file && first.original ? { src: `${publicUrl}/${file.name}`, width: first.original.width, height: first.original.height } : null;
  };
  const own = shown(first, 'logo');
  if (own === null) return { problem: `${logo}: nothing was made of it` };
  if (logoDark === null) return { logo: own, logoDark: shown(first, 'dark') };
  const second = await recordOf(logoDark, first.original, mediaFolder);
  return second.problem === null ? { logo: own, logoDark: shown(second, 'logo') } : { problem: `${logoDark}: ${second.problem}` };
}

/** `original` says in what size the logo is shown, in CSS px. */
async function recordOf(path: string, size: Size | null, mediaFolder: string): Promise<PictureRecord> {
  const source = `logo:${path}${size === null ? '' : ` in ${size.width} x ${size.height}`}`;
  const blank: PictureRecord = {
    recipe,
    source,
    freshUntil: new Date(0).toISOString(),
    etag: null,
    lastModified: null,
    original: null,
    files: {},
    print: null,
    problem: null,
  };
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) return { ...blank, problem: 'there is no such file' };
  if (found.size > mostBytes) return { ...blank, problem: `it is larger than ${mostBytes / 1_000_000} MB` };
  const etag = `${found.mtimeMs}-${found.size}`;
  const known = await recallPicture(mediaFolder, source);
  if (known?.etag === etag) return known;
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return { ...blank, problem: 'it cannot be read' };
  // Only where one is to be made: reading the config waits for no decoder.
  const { makeLogo } = await import('./crops/make-logo.ts');
  const made = await makeLogo(bytes, size);
  if (made.kind === 'unfit') return await remembered({ ...blank, etag, problem: made.problem }, mediaFolder);
  const files: Record<string, { readonly name: string; readonly bytes: number }> = {
    logo: await storeMedia(mediaFolder, made.logo.bytes, made.logo.format),
  };
  if (made.dark !== null) files.dark = await storeMedia(mediaFolder, made.dark.bytes, made.dark.format);
  const original = { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.byteLength, ...made.size, format: 'logo' };
  return await remembered({ ...blank, etag, original, files }, mediaFolder);
}

async function remembered(record: PictureRecord, mediaFolder: string): Promise<PictureRecord> {
  await rememberPicture(mediaFolder, record);
  return record;
}
