import type { PictureFacts } from '../../composition/pictures/choose-pictures.ts';
import type { ArticleImage } from '../../content/article.ts';
import type { Progress } from '../../press/ports/progress.ts';
import { type Making, makePicture, type PictureRun } from './make-picture.ts';
import type { PictureRecord } from './picture-index.ts';
import { findPictureSource, type PictureSource } from './picture-source.ts';

/** An address and what is to be made of what is there. */
export type PictureJob = { readonly url: string; readonly making: Making };

export const cropsOf = ({ url, focus }: Pick<ArticleImage, 'url' | 'focus'>): PictureJob => ({
  url,
  making: { kind: 'crops', focus: focus ?? null },
});

export const pictureOfText = (url: string): PictureJob => ({ url, making: { kind: 'text' } });

/** What became of one: where it is, and its record; or why there is none. */
export type Settled = { readonly source: PictureSource; readonly record: PictureRecord } | Error;

export type SettledPictures = {
  /** Makes what is not made so far, each once, however many stories share it. */
  settle(jobs: readonly PictureJob[]): Promise<void>;
  found(job: PictureJob): Settled | null;
};

export function settledPictures(
  contentFolders: readonly string[],
  run: PictureRun,
  over: AbortSignal,
  progress: Progress,
): SettledPictures {
  const settled = new Map<string, Settled>();
  const late = new Promise<Error>((resolve) => {
    const told = () => resolve(new Error('it was not ready when the time for pictures was up'));
    if (over.aborted) told();
    else over.addEventListener('abort', told, { once: true });
  });
  return {
    found: (job) => settled.get(nameOf(job)) ?? null,
    async settle(jobs) {
      const missing = [...new Map(jobs.map((job) => [nameOf(job), job])).entries()].filter(([name]) => !settled.has(name));
      if (missing.length === 0) return;
      progress.start('Pictures', missing.length);
      let done = 0;
      await Promise.all(
        missing.map(async ([name, job]) => {
          settled.set(name, await Promise.race([settle(job, contentFolders, run), late]));
          progress.step(++done);
        }),
      );
      progress.finish();
    },
  };
}

const nameOf = ({ url, making }: PictureJob): string => JSON.stringify([making, url]);

async function settle({ url, making }: PictureJob, contentFolders: readonly string[], run: PictureRun): Promise<Settled> {
  try {
    const source = await findPictureSource(url, contentFolders);
    return { source, record: await makePicture(source, making, run) };
  } catch (error) {
    return new Error(`it could not be kept: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Why nothing was made; `null` when something was. */
export const problemOf = (settled: Settled | null): string | null =>
  settled === null ? null : settled instanceof Error ? settled.message : settled.record.problem;

/** `null`: not looked at so far. */
export const factsOf = (settled: Settled | null): PictureFacts | null => {
  if (settled === null) return null;
  return settled instanceof Error
    ? { usable: false, print: null }
    : { usable: settled.record.files.card !== undefined, print: settled.record.print };
};
