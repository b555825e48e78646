import type { Article, ArticleImage, Telling } from '../../content/article.ts';
import type { Story } from './story.ts';

/** Seen with so many events, a picture says nothing about any of them: a share picture, a logo, a topic's stock photograph. */
const genericFrom = 3;
/** More are not tried: each costs a fetch. */
const mostTried = 4;

export type StoryImages = {
  /** Those a digest may show, best first. */
  readonly images: readonly ArticleImage[];
  /** Whether an editor chose: then `images` is that one, or none. */
  readonly chosen: boolean;
  /** Those left out, and with how many events each was seen. */
  readonly generic: readonly { readonly url: string; readonly events: number }[];
};

/**
 * The pictures each story may show: its lead's, but for those seen with three or more events among all articles, and for those
 * another story before it shows. Pure, and the same whoever reads the edition.
 * @param stories in the order in which they choose
 */
export function imagesOfStories(stories: readonly Story[], articles: readonly Article[]): ReadonlyMap<string, StoryImages> {
  const events = eventsByPicture(stories, articles);
  const seen = (image: ArticleImage) => events.get(pictureName(image.url))?.size ?? 0;
  const taken = new Set(stories.flatMap(({ lead }) => (lead.picture ? [pictureName(lead.picture.url)] : [])));
  return new Map(
    stories.map(({ id, lead }): [string, StoryImages] => {
      if (lead.picture !== undefined) return [id, { images: lead.picture === null ? [] : [lead.picture], chosen: true, generic: [] }];
      const own = lead.images.filter((image) => seen(image) < genericFrom);
      const images = own.filter(({ url }) => !taken.has(pictureName(url))).slice(0, mostTried);
      if (images[0] !== undefined) taken.add(pictureName(images[0].url));
      const generic = lead.images.filter((image) => !own.includes(image)).map((image) => ({ url: image.url, events: seen(image) }));
      return [id, { images, chosen: false, generic }];
    }),
  );
}

/** Every picture of a story, its lead's first, each once: what an editor may choose from. */
export const imagesOf = ({ lead, coverages }: Story): readonly ArticleImage[] =>
  [
    ...new Map([lead, ...coverages].flatMap(({ images }) => images.map((image) => [image.url, image] as const)).toReversed()).values(),
  ].toReversed();

/** With which events the stories' pictures are seen. Tellings of one story are one event: an outlet tells it twice, with one picture. */
function eventsByPicture(stories: readonly Story[], articles: readonly Article[]): ReadonlyMap<string, ReadonlySet<string>> {
  const events = new Map<string, Set<string>>();
  const storyOf = new Map<string, string>();
  for (const { id, lead, coverages } of stories) {
    for (const { url } of lead.images) events.set(pictureName(url), new Set());
    for (const { canonicalUrl } of coverages) storyOf.set(canonicalUrl, id);
  }
  const count = ({ canonicalUrl, images }: Telling) => {
    for (const { url } of images) events.get(pictureName(url))?.add(storyOf.get(canonicalUrl) ?? canonicalUrl);
  };
  for (const article of articles) {
    if (article.removed) continue;
    count(article);
    article.related.forEach(count);
  }
  return events;
}

/** Names a picture however it is asked for: what follows a file's name only says in which size. */
function pictureName(url: string): string {
  const address = url.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/#.*$/s, '');
  const query = address.indexOf('?');
  return query > 0 && /\.(?:jpe?g|png|gif|webp|avif)$/i.test(address.slice(0, query)) ? address.slice(0, query) : address;
}
