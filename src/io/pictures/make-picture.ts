import { createHash } from 'node:crypto';
import type { Focus } from '../../content/article.ts';
import { type Fetched, guardedFetch } from '../fetch/guarded-fetch.ts';
import type { ResolveHost } from '../fetch/target.ts';
import { cropPicture, type EncodedPicture } from './crops/crop-picture.ts';
import { makeMark } from './crops/make-mark.ts';
import { makeThumb } from './crops/make-thumb.ts';
import { wholePicture } from './crops/whole-picture.ts';
import type { Lane } from './lane.ts';
import { type MediaFile, storeMedia } from './media-file.ts';
import { type PictureRecord, recallPicture, recipe, rememberPicture } from './picture-index.ts';
import { type PictureSource, readLocalPicture } from './picture-source.ts';

export type PictureFetch = {
  /** Most bytes of one picture. */
  readonly maxBytes: number;
  /** For one picture, all redirects included. */
  readonly timeoutMs: number;
  /** See `GuardedFetchOptions`. */
  readonly allow?: readonly string[];
  readonly resolve?: ResolveHost;
};

/** What every picture of one run shares. */
export type PictureRun = {
  readonly mediaFolder: string;
  readonly fetch: PictureFetch;
  /** How long an answer is believed without asking again, and how long a failure is. */
  readonly freshForMs: number;
  readonly retryAfterMs: number;
  readonly now: Date;
  /** Aborted when the edition's time for pictures is up. */
  readonly deadline: AbortSignal;
  readonly decoding: Lane;
  readonly network: (host: string) => Lane;
  /** Hosts that ran into the time limit in this run, and how often. */
  readonly timeouts: Map<string, number>;
};

/**
 * What is to be made of a file: a story's crops, around a focus where one is named, a picture of its text, an outlet's mark, or the
 * whole picture, small.
 */
export type Making =
  | { readonly kind: 'crops'; readonly focus: Focus | null }
  | { readonly kind: 'text' }
  | { readonly kind: 'mark' }
  | { readonly kind: 'thumb' };

type Job = { readonly run: PictureRun; readonly making: Making };

/** After so many timeouts a host's other pictures of the run are not waited for. */
const patience = 2;

/**
 * What is made of one picture, from the index where it still holds, else made now and remembered. Rejects only for faults of
 * our own disk; everything wrong with the picture is its record's `problem`.
 */
export async function makePicture(source: PictureSource, making: Making, run: PictureRun): Promise<PictureRecord> {
  const job = { run, making };
  switch (source.kind) {
    case 'remote':
      return makeRemote(source, job);
    case 'local':
      return makeLocal(source, job);
    case 'unusable':
      return { ...unknown('', run), problem: source.problem };
  }
}

/** Another focus makes another picture of the same file. */
function keyOf(address: string, making: Making): string {
  if (making.kind !== 'crops') return `${making.kind}:${address}`;
  return making.focus === null ? address : `${address} at ${making.focus.join()}`;
}

async function makeLocal(source: PictureSource & { kind: 'local' }, job: Job): Promise<PictureRecord> {
  const { run, making } = job;
  const key = keyOf(`file:${source.path}`, making);
  const known = await recallPicture(run.mediaFolder, key);
  if (known?.etag === source.version) return known;
  const blank = { ...unknown(key, run), etag: source.version };
  if (source.bytes > run.fetch.maxBytes) return { ...blank, problem: `it is larger than ${run.fetch.maxBytes / 1_000_000} MB` };
  return run.network('')(async () => {
    const bytes = await readLocalPicture(source.path, run.fetch.maxBytes).catch((error: Error) => error);
    if (bytes instanceof Error) return { ...blank, problem: `its file cannot be read: ${bytes.message}` };
    return makeAndRemember(bytes, blank, known, job);
  });
}

async function makeRemote(source: PictureSource & { kind: 'remote' }, job: Job): Promise<PictureRecord> {
  const { run, making } = job;
  const key = keyOf(source.url, making);
  const known = await recallPicture(run.mediaFolder, key);
  if (known !== null && run.now.toISOString() < known.freshUntil) return known;
  return run.network(source.host)(async () => {
    const blank = unknown(key, run);
    if (run.deadline.aborted) return known ?? outOfTime(blank);
    if ((run.timeouts.get(source.host) ?? 0) >= patience) return known ?? { ...blank, problem: `${source.host} is too slow today` };
    const fetched = await guardedFetch(source.url, {
      ...run.fetch,
      accept: 'image/jpeg, image/png;q=0.9, image/gif;q=0.8, image/webp;q=0.8, image/avif;q=0.5',
      ifNoneMatch: known?.etag ?? null,
      ifModifiedSince: known?.lastModified ?? null,
      signal: run.deadline,
    });
    if (fetched.kind === 'failed' && fetched.reason === 'timeout') run.timeouts.set(source.host, (run.timeouts.get(source.host) ?? 0) + 1);
    return settle(fetched, known, blank, job);
  });
}

async function settle(fetched: Fetched, known: PictureRecord | null, blank: PictureRecord, job: Job): Promise<PictureRecord> {
  const { run } = job;
  switch (fetched.kind) {
    case 'ok':
      return makeAndRemember(fetched.bytes, { ...blank, etag: fetched.etag, lastModified: fetched.lastModified }, known, job);
    case 'not-modified':
      if (known === null) return { ...blank, problem: 'its server says it has not changed, but it was never fetched' };
      return remembered({ ...known, freshUntil: blank.freshUntil }, run);
    case 'refused':
    case 'failed': {
      // What our own deadline cut off was never tried properly: the next run tries again.
      if (fetched.kind === 'failed' && fetched.reason === 'aborted') return known ?? outOfTime(blank);
      // A server that is down does not take back a picture we have; one that says it is gone does.
      const takenBack = fetched.kind === 'failed' && [404, 410, 451].includes(fetched.status ?? 0);
      const record = known !== null && known.problem === null && !takenBack ? known : { ...blank, problem: fetched.detail };
      return remembered({ ...record, freshUntil: after(run.retryAfterMs, run) }, run);
    }
  }
}

async function makeAndRemember(bytes: Uint8Array, blank: PictureRecord, known: PictureRecord | null, job: Job): Promise<PictureRecord> {
  const { run, making } = job;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { etag, lastModified, freshUntil } = blank;
  if (known?.original?.sha256 === sha256) return remembered({ ...known, etag, lastModified, freshUntil }, run);
  const made = await run.decoding(async () => (run.deadline.aborted ? null : await make(bytes, making)));
  if (made === null) return known ?? outOfTime(blank);
  const { original, print, problem, pictures } = made;
  const files: Record<string, MediaFile> = {};
  for (const [name, picture] of Object.entries(pictures)) {
    if (picture) files[name] = await storeMedia(run.mediaFolder, picture.bytes, picture.format);
  }
  return remembered(
    { ...blank, original: { sha256, bytes: bytes.byteLength, width: 0, height: 0, format: 'unknown', ...original }, print, problem, files },
    run,
  );
}

type Made = Pick<PictureRecord, 'print' | 'problem'> & {
  readonly original: { readonly width: number; readonly height: number; readonly format: string } | null;
  readonly pictures: Readonly<Record<string, EncodedPicture | null>>;
};

async function make(bytes: Uint8Array, making: Making): Promise<Made> {
  if (making.kind === 'mark') {
    const made = await makeMark(bytes);
    if (made.kind === 'unfit') return { original: null, print: null, problem: made.problem, pictures: {} };
    return { original: null, print: null, problem: null, pictures: { mark: made.mark, card: made.card } };
  }
  if (making.kind === 'text') {
    const whole = await wholePicture(bytes);
    const { original } = whole;
    if (whole.kind === 'unfit') return { original, print: null, problem: whole.problem, pictures: {} };
    return { original, print: whole.print, problem: null, pictures: { text: whole.picture } };
  }
  if (making.kind === 'thumb') {
    const made = await makeThumb(bytes);
    if (made.kind === 'unfit') return { original: null, print: null, problem: made.problem, pictures: {} };
    return { original: null, print: null, problem: null, pictures: { thumb: made.thumb } };
  }
  const cropped = await cropPicture(bytes, making.focus);
  const { original } = cropped;
  if (cropped.kind === 'unfit') return { original, print: null, problem: cropped.problem, pictures: {} };
  return { original, print: cropped.print, problem: null, pictures: cropped.crops };
}

async function remembered(record: PictureRecord, run: PictureRun): Promise<PictureRecord> {
  await rememberPicture(run.mediaFolder, record);
  return record;
}

function outOfTime(blank: PictureRecord): PictureRecord {
  return { ...blank, problem: 'there was no time left for it' };
}

function unknown(source: string, run: PictureRun): PictureRecord {
  const nothing = { etag: null, lastModified: null, original: null, files: {}, print: null, problem: null };
  return { recipe, source, freshUntil: after(run.freshForMs, run), ...nothing };
}

function after(ms: number, run: PictureRun): string {
  return new Date(run.now.getTime() + ms).toISOString();
}
