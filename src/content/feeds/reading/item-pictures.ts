import type { MediaNs } from 'feedsmith';
import type { FoundPicture } from './feed-item.ts';

type Media = MediaNs.ItemOrFeed | undefined;
type Enclosure = { readonly url?: string | undefined; readonly type?: string | undefined };

const mostPictures = 3;
/** Smaller ones are buttons, avatars and the pixels that count readers. */
const leastPixels = 60;

/** The pictures of an item, the largest first, each once: those named as such, and where there are none, those in its text. */
export function picturesOf(
  named: {
    readonly media?: Media;
    readonly enclosures?: readonly Enclosure[] | undefined;
    readonly others?: readonly (string | undefined)[];
  },
  body: string | null,
  absolute: (url: string) => string | null,
): readonly FoundPicture[] {
  const found = [
    ...mediaPictures(named.media),
    ...(named.enclosures ?? []).filter(({ type }) => type?.startsWith('image/')).map(({ url }) => sizeless(url)),
    ...(named.others ?? []).map(sizeless),
  ];
  const usable = tidied(found, absolute);
  return usable.length > 0 ? usable : tidied(picturesIn(body), absolute).slice(0, 1);
}

const sizeless = (url: string | undefined) => ({ url: url ?? '', width: null, height: null });

function mediaPictures(media: Media): FoundPicture[] {
  if (media === undefined) return [];
  const groups = [media, ...(media.groups ?? [])];
  const contents = groups.flatMap(({ contents }) => contents ?? []);
  const inside = contents.flatMap(({ thumbnails }) => thumbnails ?? []);
  const pictures = contents.filter(
    ({ medium, type, url }) => medium === 'image' || type?.startsWith('image/') || (!medium && !type && isPicture(url)),
  );
  const thumbnails = [...groups.flatMap((one) => one.thumbnails ?? []), ...inside];
  return [...pictures, ...thumbnails].map(({ url, width, height }) => ({ url: url ?? '', width: pixels(width), height: pixels(height) }));
}

const isPicture = (url: string | undefined): boolean => /\.(?:jpe?g|png|webp|avif)(?:[?#]|$)/i.test(url ?? '');

const pixels = (value: number | undefined): number | null =>
  value !== undefined && Number.isSafeInteger(value) && value > 0 ? value : null;

function picturesIn(body: string | null): FoundPicture[] {
  if (body === null || !body.includes('<img')) return [];
  return [...body.slice(0, 100_000).matchAll(/<img\b([^<>]{1,4000})>/gi)].slice(0, 10).map(([, attributes = '']) => {
    const value = (name: string) => {
      const parts = new RegExp(`(?:^|\\s)${name}\\s{0,3}=\\s{0,3}(?:"([^"]{1,2000})"|'([^']{1,2000})')`, 'i').exec(attributes);
      return parts?.[1] ?? parts?.[2] ?? '';
    };
    return { url: value('src').replaceAll('&amp;', '&'), width: pixels(Number(value('width'))), height: pixels(Number(value('height'))) };
  });
}

function tidied(found: readonly FoundPicture[], absolute: (url: string) => string | null): readonly FoundPicture[] {
  const kept = new Map<string, FoundPicture>();
  for (const picture of found) {
    const url = picture.url.trim() === '' ? null : absolute(picture.url);
    const small = [picture.width, picture.height].some((side) => side !== null && side < leastPixels);
    if (url === null || small || kept.has(url)) continue;
    // One that says half of its size says nothing that could be relied on.
    kept.set(url, picture.width === null || picture.height === null ? { ...picture, url, height: null } : { ...picture, url });
  }
  return [...kept.values()].sort((a, b) => (b.width ?? 0) - (a.width ?? 0)).slice(0, mostPictures);
}
