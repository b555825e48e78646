import type { Story } from '../../selection/stories/story.ts';
import { imagesOf, type StoryImages } from '../../selection/stories/story-images.ts';

/** One of the pictures an editor may choose for a story; `shown`: the one it has, or would have if it can be used. */
export type PictureChoice = {
  readonly url: string;
  readonly words: string;
  readonly shown: boolean;
  /** Where its subject is, as its article or an editor says: shares of width and height. */
  readonly focus: readonly [number, number] | null;
};

export function pictureChoices(story: Story, images: StoryImages | undefined): readonly PictureChoice[] {
  const first = images === undefined ? story.lead.images[0] : images.images[0];
  return imagesOf(story).map((image) => ({
    url: image.url,
    words: image.alt ?? image.title ?? image.caption ?? fileName(image.url),
    shown: image.url === first?.url,
    focus: (image.url === first?.url ? first.focus : image.focus) ?? null,
  }));
}

function fileName(url: string): string {
  const name =
    url
      .replace(/[?#].*$/s, '')
      .split('/')
      .at(-1) ?? url;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
