import { choosePictures, type PictureChoice } from '../../composition/pictures/choose-pictures.ts';
import type { PictureWanted, PreparePictures } from '../../press/ports/composing.ts';
import { type Lane, openLane } from './lane.ts';
import type { PictureFetch, PictureRun } from './make-picture.ts';
import { openMediaFolder } from './picture-index.ts';
import { cropsOf, factsOf, pictureOfText, type SettledPictures, settledPictures } from './settled-pictures.ts';
import { type PictureAddresses, tellPictures } from './tell-pictures.ts';

export type PictureOptions = PictureAddresses & {
  /** Where crops are kept, `.courant/media`: never cleaned, since mails already sent refer to them. */
  readonly mediaFolder: string;
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

/**
 * The picture service. Its result has every story wanted: the crops of the picture it shows, as far as that is large enough, and its
 * outlet's mark. Rejects only with CourantError `media-folder-unusable`.
 */
export function openPictures(options: PictureOptions): PreparePictures {
  const { all, host } = options.concurrency ?? { all: 16, host: 6 };
  // Shared by all calls, so that two editions made at once do not double the memory.
  const network = openLane(all);
  const decoding = openLane(2);
  return async (wanted, progress, taken = []) => {
    await openMediaFolder(options.mediaFolder);
    const clock = startClock(options.deadlineMs);
    try {
      const run = startRun(options, { network: lanesByHost(host, network), decoding }, clock.closing);
      const settled = settledPictures(options.contentFolders, run, clock.over, progress);
      await settled.settle(wanted.flatMap(({ mark }) => (mark ? [{ url: mark, making: { kind: 'mark' } }] : [])));
      await settled.settle(wanted.flatMap(({ inText = [] }) => inText.map(pictureOfText)));
      const choice = await chosenPictures(wanted, settled, taken);
      return await tellPictures(wanted, { choice, settled, options, run });
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

/** Looks at pictures until it is known which of them each story shows: a second one only where the first is not to be shown. */
async function chosenPictures(
  wanted: readonly PictureWanted[],
  settled: SettledPictures,
  taken: readonly string[],
): Promise<PictureChoice> {
  const asked = wanted.map(({ storyId, images, chosen = false }) => ({ storyId, images, chosen }));
  const known = (image: PictureWanted['images'][number]) => factsOf(settled.found(cropsOf(image)));
  for (;;) {
    const choice = choosePictures(asked, known, taken);
    if (choice.wanting.length === 0) return choice;
    await settled.settle(choice.wanting.map(cropsOf));
  }
}
