import type { ArticleImage } from '../../content/article.ts';

/** What is known of a picture once it was looked at; `print` tells the same picture under another address. */
export type PictureFacts = { readonly usable: boolean; readonly print: string | null };

export type PicturesAsked = {
  readonly storyId: string;
  /** Those it may show, best first. */
  readonly images: readonly ArticleImage[];
  /** An editor's choice is shown even where another story shows the same. */
  readonly chosen: boolean;
};

export type PictureChoice = {
  /** By story id; a story that shows none is not among them. */
  readonly shown: ReadonlyMap<string, ArticleImage>;
  /** Pictures that would have been shown but for looking like one shown with another story. */
  readonly repeated: ReadonlyMap<string, readonly ArticleImage[]>;
  /** What must be looked at before more can be said; when there is nothing, the choice is made. */
  readonly wanting: readonly ArticleImage[];
};

/**
 * Which picture each story shows: its first usable one that no story before it shows. Pure: the same stories, facts and prints
 * give the same choice.
 * @param asked stories in the order in which they choose
 * @param factsOf `null`: not looked at so far
 * @param taken prints of pictures shown already
 */
export function choosePictures(
  asked: readonly PicturesAsked[],
  factsOf: (image: ArticleImage) => PictureFacts | null,
  taken: readonly string[] = [],
): PictureChoice {
  const shown = new Map<string, ArticleImage>();
  const repeated = new Map<string, readonly ArticleImage[]>();
  const wanting: ArticleImage[] = [];
  const prints = [...taken];
  // What an editor chose is no other story's, however many points that has.
  for (const { storyId, images, chosen } of [...asked.filter((one) => one.chosen), ...asked.filter((one) => !one.chosen)]) {
    for (const image of images) {
      const facts = factsOf(image);
      if (facts === null) {
        wanting.push(image);
        break;
      }
      if (!facts.usable) continue;
      const { print } = facts;
      if (!chosen && print !== null && prints.some((other) => sameLook(print, other))) {
        repeated.set(storyId, [...(repeated.get(storyId) ?? []), image]);
        continue;
      }
      if (print !== null) prints.push(print);
      shown.set(storyId, image);
      break;
    }
  }
  return { shown, repeated, wanting };
}

/** Of some 240 bits so many may differ: another size, another compression, a thin frame. */
const sameBits = 14;

/** Whether two prints are of what is one picture to the eye. */
export function sameLook(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let different = 0;
  for (let at = 0; at < one.length && different <= sameBits; at++) {
    different += bits(Number.parseInt(one.charAt(at), 16) ^ Number.parseInt(other.charAt(at), 16));
  }
  return different <= sameBits;
}

const bits = (nibble: number): number => (nibble & 1) + ((nibble >> 1) & 1) + ((nibble >> 2) & 1) + ((nibble >> 3) & 1);
