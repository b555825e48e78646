import { type Picture, pictureBoxes, type StoryPictures } from '../../composition/edition.ts';
import type { PictureProblem, PictureWanted, PreparedPictures, PreparePictures } from '../../press/ports/composing.ts';
import type { Progress } from '../../press/ports/progress.ts';
import { drawTile, tileVariant } from './fallback-tile.ts';
import { type Lane, openLane } from './lane.ts';
import { makePicture, type PictureFetch, type PictureRun } from './make-picture.ts';
import { storeMedia } from './media-file.ts';
import { openMediaFolder, type PictureRecord, recallPicture, recipe, rememberPicture } from './picture-index.ts';
import { findPictureSource, type PictureSource } from './picture-source.ts';

/**
 * How a mail refers to a picture. `hosted`: our crop, at `<baseUrl>/media/<name>`. `inline`: our crop, as `cid:<name>`,
 * which whoever makes the message attaches. `remote`: the publisher's own file where it is fit for mail, else our crop.
 */
type PictureMode = 'hosted' | 'inline' | 'remote';

export type PictureOptions = {
  readonly mode: PictureMode;
  /** Where crops are kept, `.courant/media`: never cleaned, since mails already sent refer to them. */
  readonly mediaFolder: string;
  /** Origin of reader pages, without a trailing slash. */
  readonly baseUrl: string;
  /** Where relative addresses of pictures lead. */
  readonly contentFolders: readonly string[];
  /** The longest an edition waits for all its pictures, in ms. */
  readonly deadlineMs: number;
  /** Pictures on their way at once, in all and from one host. Decoding has two places of its own. */
  readonly concurrency?: { readonly all: number; readonly host: number };
  readonly fetch?: Partial<PictureFetch>;
  /** How long an answer is believed without asking its server again: default an hour. */
  readonly freshForMs?: number;
  /** How long a failure to fetch is: default ten minutes. */
  readonly retryAfterMs?: number;
  readonly now: () => Date;
};

/** What became of one address: its record, and how a story is to refer to it. */
type Settled = { readonly source: PictureSource; readonly record: PictureRecord };

/**
 * The picture service. Its result has every story wanted: a `card` always (a tile where there is no good picture), a `lead`
 * where the picture is large enough. Rejects only with CourantError `media-folder-unusable`.
 */
export function openPictures(options: PictureOptions): PreparePictures {
  const { all, host } = options.concurrency ?? { all: 16, host: 6 };
  // Shared by all calls, so that two editions made at once do not double the memory.
  const network = openLane(all);
  const decoding = openLane(2);
  return async (wanted, progress) => {
    await openMediaFolder(options.mediaFolder);
    const clock = startClock(options.deadlineMs);
    try {
      const run = startRun(options, { network: lanesByHost(host, network), decoding }, clock.closing);
      const settled = await settleAll(wanted, options.contentFolders, run, clock.over, progress);
      return await tell(wanted, settled, options, run);
    } finally {
      clock.stop();
    }
  };
}

/** `closing` leaves pictures under way a moment to fall back on an older crop before time is `over` and they are left. */
function startClock(deadlineMs: number): { readonly closing: AbortSignal; readonly over: AbortSignal; readonly stop: () => void } {
  const closing = new AbortController();
  const over = new AbortController();
  const timers = [
    setTimeout(() => closing.abort(), Math.max(deadlineMs * 0.9, deadlineMs - 1000)),
    setTimeout(() => over.abort(), deadlineMs),
  ];
  const stop = () => {
    timers.forEach(clearTimeout);
    closing.abort();
  };
  return { closing: closing.signal, over: over.signal, stop };
}

/** First the host's own queue, then the common one: a slow host's queue must not fill the common one. */
function lanesByHost(width: number, common: Lane): (host: string) => Lane {
  const hosts = new Map<string, Lane>();
  return (host) => {
    const own = hosts.get(host) ?? openLane(width);
    hosts.set(host, own);
    return (work) => own(() => common(work));
  };
}

function startRun(options: PictureOptions, lanes: Pick<PictureRun, 'decoding' | 'network'>, deadline: AbortSignal): PictureRun {
  return {
    ...lanes,
    mediaFolder: options.mediaFolder,
    fetch: { maxBytes: 12_000_000, timeoutMs: 8000, ...options.fetch },
    freshForMs: options.freshForMs ?? 3_600_000,
    retryAfterMs: options.retryAfterMs ?? 600_000,
    now: options.now(),
    deadline,
    timeouts: new Map(),
  };
}

/** Each address once, however many stories share it. */
async function settleAll(
  wanted: readonly PictureWanted[],
  contentFolders: readonly string[],
  run: PictureRun,
  over: AbortSignal,
  progress: Progress,
): Promise<ReadonlyMap<string, Settled | Error>> {
  const addresses = [...new Set(wanted.flatMap(({ url }) => (url === null ? [] : [url])))];
  const settled = new Map<string, Settled | Error>();
  if (addresses.length === 0) return settled;
  progress.start('Pictures', addresses.length);
  const late = new Promise<Error>((resolve) => {
    over.addEventListener('abort', () => resolve(new Error('it was not ready when the time for pictures was up')), { once: true });
  });
  await Promise.all(
    addresses.map(async (address) => {
      settled.set(address, await Promise.race([settle(address, contentFolders, run), late]));
      progress.step(settled.size);
    }),
  );
  progress.finish();
  return settled;
}

async function settle(address: string, contentFolders: readonly string[], run: PictureRun): Promise<Settled | Error> {
  try {
    const source = await findPictureSource(address, contentFolders);
    return { source, record: await makePicture(source, run) };
  } catch (error) {
    return new Error(`it could not be kept: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function tell(
  wanted: readonly PictureWanted[],
  settled: ReadonlyMap<string, Settled | Error>,
  options: PictureOptions,
  run: PictureRun,
): Promise<PreparedPictures> {
  const pictures = new Map<string, StoryPictures>();
  const problems: PictureProblem[] = [];
  for (const story of wanted) {
    const found = story.url === null ? undefined : settled.get(story.url);
    const reason = found instanceof Error ? found.message : (found?.record.problem ?? null);
    if (story.url !== null && reason !== null) problems.push({ storyId: story.storyId, url: story.url, reason });
    const own = found === undefined || found instanceof Error ? null : picturesOf(found, story.title, options);
    pictures.set(story.storyId, own?.card ? own : { card: await tileOf(story, options, run), lead: null });
  }
  return { pictures, problems };
}

function picturesOf({ source, record }: Settled, title: string, options: PictureOptions): StoryPictures {
  const alt = title.replace(/\s+/gu, ' ').trim();
  const show = (box: 'card' | 'lead'): Picture | null => {
    const file = record[box];
    if (file === null) return null;
    return (
      (options.mode === 'remote' ? publishersOwn(source, record, box, alt) : null) ?? {
        src: addressOf(file.name, options),
        ...pictureBoxes[box],
        alt,
      }
    );
  };
  return { card: show('card'), lead: show('lead') };
}

/** Mail clients cannot crop: the publisher's file is shown whole, at the box's width, where that is not absurd. */
function publishersOwn(source: PictureSource, { original }: PictureRecord, box: 'card' | 'lead', alt: string): Picture | null {
  if (source.kind !== 'remote' || !source.url.startsWith('https:') || original === null) return null;
  const { width } = pictureBoxes[box];
  const height = Math.round((width * original.height) / original.width);
  const fits = original.width >= width * 2 && height >= pictureBoxes[box].height * 0.5 && height <= pictureBoxes[box].height * 1.5;
  const forMail = ['jpeg', 'png'].includes(original.format) && original.bytes <= 500_000;
  return fits && forMail ? { src: source.url, width, height, alt } : null;
}

/** A tile says nothing its headline does not, hence no alternative text. `null` when even that cannot be stored. */
async function tileOf({ storyId, topic }: PictureWanted, options: PictureOptions, run: PictureRun): Promise<Picture | null> {
  const variant = tileVariant(storyId);
  const source = `tile:${variant}:${topic}`;
  try {
    const known = await recallPicture(run.mediaFolder, source);
    const file = known?.card ?? (await makeTile(source, topic, variant, run));
    return { src: addressOf(file.name, options), ...pictureBoxes.card, alt: '' };
  } catch {
    return null;
  }
}

async function makeTile(source: string, topic: string, variant: number, run: PictureRun): Promise<{ readonly name: string }> {
  const { bytes, format } = await drawTile(topic, variant);
  const card = await storeMedia(run.mediaFolder, bytes, format);
  const nothing = { etag: null, lastModified: null, original: null, lead: null, problem: null };
  await rememberPicture(run.mediaFolder, { recipe, source, freshUntil: run.now.toISOString(), card, ...nothing });
  return card;
}

function addressOf(name: string, { mode, baseUrl }: PictureOptions): string {
  return mode === 'inline' ? `cid:${name}` : `${baseUrl}/media/${name}`;
}
