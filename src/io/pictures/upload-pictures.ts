import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Picture, StoryPictures } from '../../composition/edition.ts';
import type { HostedLogo } from '../../press/newsletter/brand-settings.ts';
import type { PictureProblem, PreparedPictures, PreparePictures } from '../../press/ports/composing.ts';
import type { Progress } from '../../press/ports/progress.ts';
import { openLane } from './lane.ts';
import { type MediaBucket, type OpenBucket, openBucket } from './media-bucket.ts';
import { mediaFile, writeWhole } from './media-file.ts';

export type UploadOptions = {
  readonly bucket: MediaBucket;
  /** Where readers' programs get what the bucket keeps: an address without a trailing slash, before the name. */
  readonly publicUrl: string;
  readonly mediaFolder: string;
  /** Origin the pictures come with, and keep where they could not be uploaded. */
  readonly baseUrl: string;
  /** The longest an edition waits for its uploads, in ms. */
  readonly deadlineMs: number;
};

/** Pictures on their way at once; a store takes more, a newsroom's line may not. */
const atOnce = 8;

/**
 * Pictures kept in a bucket: made as `prepare` makes them, uploaded where that is still to do, and shown from the bucket's
 * public address. One that cannot be uploaded costs nothing but itself: Courant serves it, and its story is among the problems.
 */
export function uploadedPictures(prepare: PreparePictures, options: UploadOptions): PreparePictures {
  const bucket = openBucket(options.bucket);
  const lane = openLane(atOnce);
  return async (wanted, progress, taken) => {
    const prepared = await prepare(wanted, progress, taken);
    const hosted = `${options.baseUrl}/media/`;
    const names = [...new Set(shown(prepared).flatMap(({ src }) => (src.startsWith(hosted) ? [src.slice(hosted.length)] : [])))];
    const failed = await upload(names, { bucket, lane, progress, options });
    const moved = (picture: Picture | null): Picture | null => {
      const name = picture?.src.startsWith(hosted) ? picture.src.slice(hosted.length) : null;
      return picture === null || name === null || failed.has(name) ? picture : { ...picture, src: `${options.publicUrl}/${name}` };
    };
    const pictures = new Map(
      [...prepared.pictures].map(([id, { card, lead, feature = null, mark = null, inText }]): [string, StoryPictures] => {
        const own = { card: moved(card), lead: moved(lead), feature: moved(feature), mark: moved(mark) };
        return [id, inText === undefined ? own : { ...own, inText: inText.map(([url, picture]) => [url, moved(picture) ?? picture]) }];
      }),
    );
    return { ...prepared, pictures, problems: [...prepared.problems, ...problemsOf(prepared, hosted, failed)] };
  };
}

/**
 * A logo kept in the bucket, like the pictures: asked for once, and then known to be there. What cannot be uploaded stays where
 * Courant serves it; `problem` says why.
 */
export async function uploadedLogos(logos: HostedPair, options: UploadOptions): Promise<HostedPair & { readonly problem: string | null }> {
  const pair = [logos.logo, logos.logoDark].filter((one) => one !== null);
  const { moved, problem } = await uploadedFiles(
    pair.map(({ src }) => src),
    options,
  );
  const shown = (logo: HostedLogo): HostedLogo => ({ ...logo, src: moved(logo.src) });
  return { logo: shown(logos.logo), logoDark: logos.logoDark && shown(logos.logoDark), problem };
}

/** Pictures Courant serves, by their addresses there, kept in the bucket: `moved` gives the address of each from then on. */
export async function uploadedFiles(
  addresses: readonly string[],
  options: UploadOptions,
): Promise<{ readonly moved: (address: string) => string; readonly problem: string | null }> {
  const hosted = `${options.baseUrl}/media/`;
  const names = addresses.flatMap((src) => (src.startsWith(hosted) ? [src.slice(hosted.length)] : []));
  const uploading = { bucket: openBucket(options.bucket), lane: openLane(atOnce), progress: silent, options };
  const failed = await upload([...new Set(names)], uploading);
  const [problem = null] = failed.values();
  return {
    problem,
    moved(src) {
      const name = src.startsWith(hosted) ? src.slice(hosted.length) : null;
      return name === null || failed.has(name) ? src : `${options.publicUrl}/${name}`;
    },
  };
}

type HostedPair = { readonly logo: HostedLogo; readonly logoDark: HostedLogo | null };

const silent: Progress = { start: () => undefined, step: () => undefined, finish: () => undefined };

const shown = ({ pictures }: PreparedPictures): readonly Picture[] => [...pictures.values()].flatMap(allOf);

const allOf = ({ card, lead, feature, mark, inText = [] }: StoryPictures): readonly Picture[] =>
  [card, lead, feature, mark, ...inText.map(([, picture]) => picture)].filter((picture) => picture !== null && picture !== undefined);

/** Of each file that could not be uploaded, the first story that shows it. */
function problemsOf({ pictures }: PreparedPictures, hosted: string, failed: ReadonlyMap<string, string>): readonly PictureProblem[] {
  return [...failed].flatMap(([name, reason]) => {
    const url = `${hosted}${name}`;
    const story = [...pictures].find(([, own]) => allOf(own).some(({ src }) => src === url));
    return story
      ? [{ storyId: story[0], url, reason: `it could not be uploaded: ${reason}`, instead: 'the picture served from here' }]
      : [];
  });
}

type Uploading = {
  readonly bucket: OpenBucket;
  readonly lane: ReturnType<typeof openLane>;
  readonly progress: Progress;
  readonly options: UploadOptions;
};

/** Uploads what is not known to be there; by name, why the others could not be. */
async function upload(names: readonly string[], { bucket, lane, progress, options }: Uploading): Promise<ReadonlyMap<string, string>> {
  const record = recordPath(options);
  const known = await recordedNames(record);
  const missing = names.filter((name) => !known.has(name));
  const failed = new Map<string, string>();
  if (missing.length === 0) return failed;
  const time = AbortSignal.timeout(options.deadlineMs);
  let done = 0;
  progress.start('Uploads', missing.length);
  await Promise.all(
    missing.map((name) =>
      lane(async () => {
        try {
          time.throwIfAborted();
          await bucket.keep({ name, bytes: await readFile(mediaFile(options.mediaFolder, name) ?? '') }, time);
          known.add(name);
        } catch (error) {
          failed.set(name, time.aborted ? 'there was no time left for it' : error instanceof Error ? error.message : String(error));
        }
        progress.step(++done);
      }),
    ),
  );
  progress.finish();
  if (failed.size < missing.length) await remember(record, known);
  return failed;
}

// --- what is known to be in the bucket: another process's record lost costs a question, never a picture -------------------

const Record = z.array(z.string());

/** One record a bucket: another bucket has nothing of what this one has. */
function recordPath({ mediaFolder, bucket: { endpoint, bucket, prefix } }: UploadOptions): string {
  const name = createHash('sha256').update([endpoint, bucket, prefix].join('\n')).digest('hex').slice(0, 16);
  return join(mediaFolder, 'index', `uploaded-${name}.json`);
}

async function recordedNames(path: string): Promise<Set<string>> {
  try {
    return new Set(Record.safeParse(JSON.parse(await readFile(path, 'utf8'))).data ?? []);
  } catch {
    return new Set();
  }
}

/** Without a record everything is asked for again: slower, and no reason to fail. */
async function remember(path: string, names: ReadonlySet<string>): Promise<void> {
  await writeWhole(path, `${JSON.stringify([...names].toSorted())}\n`).catch(() => undefined);
}
