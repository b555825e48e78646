import { createHash } from 'node:crypto';
import { type Fetched, guardedFetch } from '../fetch/guarded-fetch.ts';
import type { ResolveHost } from '../fetch/target.ts';
import { cropPicture } from './crop-picture.ts';
import type { Lane } from './lane.ts';
import { storeMedia } from './media-file.ts';
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

/** After so many timeouts a host's other pictures of the run are not waited for. */
const patience = 2;

/**
 * The crops of one picture, from the index where it still holds, else made now and remembered. Rejects only for faults of
 * our own disk; everything wrong with the picture is its record's `problem`.
 */
export async function makePicture(source: PictureSource, run: PictureRun): Promise<PictureRecord> {
  switch (source.kind) {
    case 'remote':
      return makeRemote(source, run);
    case 'local':
      return makeLocal(source, run);
    case 'unusable':
      return { ...unknown('', run), problem: source.problem };
  }
}

async function makeLocal(source: PictureSource & { kind: 'local' }, run: PictureRun): Promise<PictureRecord> {
  const key = `file:${source.path}`;
  const known = await recallPicture(run.mediaFolder, key);
  if (known?.etag === source.version) return known;
  const blank = { ...unknown(key, run), etag: source.version };
  if (source.bytes > run.fetch.maxBytes) return { ...blank, problem: `it is larger than ${run.fetch.maxBytes / 1_000_000} MB` };
  return run.network('')(async () => {
    const bytes = await readLocalPicture(source.path, run.fetch.maxBytes).catch((error: Error) => error);
    if (bytes instanceof Error) return { ...blank, problem: `its file cannot be read: ${bytes.message}` };
    return cropAndRemember(bytes, blank, known, run);
  });
}

async function makeRemote(source: PictureSource & { kind: 'remote' }, run: PictureRun): Promise<PictureRecord> {
  const known = await recallPicture(run.mediaFolder, source.url);
  if (known !== null && run.now.toISOString() < known.freshUntil) return known;
  return run.network(source.host)(async () => {
    const blank = unknown(source.url, run);
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
    return settle(fetched, known, blank, run);
  });
}

async function settle(fetched: Fetched, known: PictureRecord | null, blank: PictureRecord, run: PictureRun): Promise<PictureRecord> {
  switch (fetched.kind) {
    case 'ok':
      return cropAndRemember(fetched.bytes, { ...blank, etag: fetched.etag, lastModified: fetched.lastModified }, known, run);
    case 'not-modified':
      if (known === null) return { ...blank, problem: 'its server says it has not changed, but it was never fetched' };
      return remembered({ ...known, freshUntil: blank.freshUntil }, run);
    case 'refused':
    case 'failed': {
      // What our own deadline cut off was never tried properly: the next run tries again.
      if (fetched.kind === 'failed' && fetched.reason === 'aborted') return known ?? outOfTime(blank);
      // A server that is down does not take back a picture we have; one that says it is gone does.
      const takenBack = fetched.kind === 'failed' && [404, 410, 451].includes(fetched.status ?? 0);
      const record = known?.card && !takenBack ? known : { ...blank, problem: fetched.detail };
      return remembered({ ...record, freshUntil: after(run.retryAfterMs, run) }, run);
    }
  }
}

async function cropAndRemember(
  bytes: Uint8Array,
  blank: PictureRecord,
  known: PictureRecord | null,
  run: PictureRun,
): Promise<PictureRecord> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { etag, lastModified, freshUntil } = blank;
  if (known?.original?.sha256 === sha256) return remembered({ ...known, etag, lastModified, freshUntil }, run);
  const cropped = await run.decoding(async () => (run.deadline.aborted ? null : await cropPicture(bytes)));
  if (cropped === null) return known ?? outOfTime(blank);
  const original = { sha256, bytes: bytes.byteLength, width: 0, height: 0, format: 'unknown', ...cropped.original };
  if (cropped.kind === 'unfit') return remembered({ ...blank, original, problem: cropped.problem }, run);
  const card = await storeMedia(run.mediaFolder, cropped.card.bytes, cropped.card.format);
  const lead = cropped.lead === null ? null : await storeMedia(run.mediaFolder, cropped.lead.bytes, cropped.lead.format);
  return remembered({ ...blank, original, card, lead }, run);
}

async function remembered(record: PictureRecord, run: PictureRun): Promise<PictureRecord> {
  await rememberPicture(run.mediaFolder, record);
  return record;
}

function outOfTime(blank: PictureRecord): PictureRecord {
  return { ...blank, problem: 'there was no time left for it' };
}

function unknown(source: string, run: PictureRun): PictureRecord {
  const nothing = { etag: null, lastModified: null, original: null, card: null, lead: null, problem: null };
  return { recipe, source, freshUntil: after(run.freshForMs, run), ...nothing };
}

function after(ms: number, run: PictureRun): string {
  return new Date(run.now.getTime() + ms).toISOString();
}
