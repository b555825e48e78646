import { openLane } from './lane.ts';
import { makePicture, type PictureRun } from './make-picture.ts';
import { readMedia } from './media-file.ts';
import { openMediaFolder } from './picture-index.ts';
import { findPictureSource } from './picture-source.ts';

type ThumbnailOptions = {
  readonly mediaFolder: string;
  /** Where relative addresses of pictures lead. */
  readonly contentFolders: readonly string[];
  /** For one picture, in ms. */
  readonly timeoutMs: number;
  readonly now: () => Date;
};

/** A picture of an article whole and small, fetched and made once; `null`: there is none to be had there. */
export type Thumbnails = (url: string) => Promise<{ readonly bytes: Uint8Array; readonly type: string } | null>;

/**
 * Thumbnails for the desk: pictures come to editors from here, never from their publishers. Rejects only with CourantError
 * `media-folder-unusable` and for faults of our own disk.
 */
export function openThumbnails({ mediaFolder, contentFolders, timeoutMs, now }: ThumbnailOptions): Thumbnails {
  const [network, decoding] = [openLane(6), openLane(1)];
  return async (url) => {
    await openMediaFolder(mediaFolder);
    const run: PictureRun = {
      mediaFolder,
      network: () => network,
      decoding,
      fetch: { maxBytes: 12_000_000, timeoutMs },
      freshForMs: 24 * 3_600_000,
      retryAfterMs: 600_000,
      now: now(),
      deadline: AbortSignal.timeout(timeoutMs),
      timeouts: new Map(),
    };
    const { files } = await makePicture(await findPictureSource(url, contentFolders), { kind: 'thumb' }, run);
    return files.thumb === undefined ? null : await readMedia(mediaFolder, files.thumb.name);
  };
}
