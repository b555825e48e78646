import { readerUrl, trimBlanks } from '../addresses/reader-url.ts';
import type { ArticleImage, Focus } from '../article.ts';
import type { Field, ImageInput, TellingInput } from '../article-schema.ts';
import { showAround, showValue } from '../show-value.ts';
import { entryNotes, type Notes } from './fault-notes.ts';
import { readText } from './read-text.ts';

const longest = { title: 300, alt: 300, caption: 300, credit: 120 };

/** The usable images of a telling, each address once. A bad one costs only itself. */
export function readImages(field: TellingInput['images'], notes: Notes): readonly ArticleImage[] {
  if (field.kind === 'absent') return [];
  if (field.kind === 'misfit') {
    notes.warn(
      'images',
      'bad-images',
      `${showValue(field.found)} where a list of images is meant`,
      'write "images:" and under it "- url: ..."',
    );
    return [];
  }
  const images = new Map<string, ArticleImage>();
  for (const [at, entry] of field.value.entries()) {
    const image = readImage(entry, entryNotes(notes, `images[${at}]`));
    if (image !== null && !images.has(image.url)) images.set(image.url, image);
  }
  return [...images.values()];
}

function readImage(entry: Field<ImageInput>, notes: Notes): ArticleImage | null {
  if (entry.kind !== 'given') {
    const found = entry.kind === 'misfit' ? showValue(entry.found) : 'nothing';
    notes.error(null, 'bad-image', `${found} where an image is meant`, 'write "url:", "width:" and "height:"');
    return null;
  }
  const { value } = entry;
  const url = readImageUrl(value.url, notes);
  if (url === null) return null;
  return {
    url,
    width: readPixels('width', value.width, notes),
    height: readPixels('height', value.height, notes),
    title: readText('title', value.title, longest.title, notes),
    ...given({
      alt: readText('alt', value.alt, longest.alt, notes),
      caption: readText('caption', value.caption, longest.caption, notes),
      credit: readText('credit', value.credit, longest.credit, notes),
      focus: readFocus(value.focus, notes),
    }),
  };
}

const given = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as {
    readonly [Name in keyof Fields]?: NonNullable<Fields[Name]>;
  };

/** A picture's subject: two shares of its sides. */
export function readFocus(field: Field<readonly unknown[]>, notes: Notes): Focus | null {
  if (field.kind === 'absent') return null;
  if (field.kind === 'given') {
    const [x, y, more] = field.value;
    if (isShare(x) && isShare(y) && more === undefined) return [x, y];
  }
  const found = showValue(field.kind === 'given' ? field.value : field.found);
  const advice = 'write the shares of width and height where the subject is, from the upper left, as in [0.5, 0.2]';
  notes.warn('focus', 'bad-focus', `${found} where two numbers from 0 to 1 are meant`, advice);
  return null;
}

const isShare = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1;

function readImageUrl(field: Field<string>, notes: Notes): string | null {
  if (field.kind !== 'given') {
    const found = field.kind === 'misfit' ? showValue(field.found) : 'no address';
    notes.error('url', 'bad-image-url', found, 'give the address of the picture');
    return null;
  }
  const given = trimBlanks(field.value);
  if (isFileBeside(given)) return given;
  const address = readerUrl(field.value);
  if (address.kind === 'refused') {
    notes.error(
      'url',
      'bad-image-url',
      `${showValue(field.value)} ${address.reason}`,
      'give an https address or a path beside the article',
    );
    return null;
  }
  if (address.kind === 'mended') {
    notes.warn(
      'url',
      'mended-url',
      `${showAround(field.value, address.at)} ${address.mending}`,
      'mended for the readers; correct the address',
    );
  }
  if (address.url.startsWith('http:')) {
    notes.warn('url', 'http-image', `${showValue(address.url)} is not https`, 'use the https address if the host has one');
  }
  const format = /\.(gif|webp|svg|avif)(?:[?#]|$)/i.exec(address.url)?.[1];
  if (format !== undefined) notes.warn('url', 'image-format', ...formatWords(format.toUpperCase()));
  return address.url;
}

/** A drawing may hold scripts and fonts of its own, so that nothing here draws it. */
const formatWords = (format: string): readonly [found: string, advice: string] =>
  format === 'SVG'
    ? ['an SVG drawing, which mail programs do not show', 'it is left out; give a JPEG or PNG of it']
    : [
        `a ${format} picture, which some mail programs do not show well`,
        'a still copy is made of it; give a JPEG or PNG to choose the picture yourself',
      ];

/** `images/x.jpg`: no scheme, no host, no way out of the folder. */
function isFileBeside(path: string): boolean {
  if (path === '' || path.length > 1024 || /[\u0000-\u001f\u007f\\:?#<>"|*]/.test(path) || /^(?:\/|www\.)/i.test(path)) return false;
  const segments = path.split('/').map((segment) => segment.replace(/%2e/gi, '.'));
  return segments.every((segment) => segment !== '..' && !/%(?:2f|5c|00)/i.test(segment));
}

function readPixels(name: 'width' | 'height', field: Field<number>, notes: Notes): number | null {
  if (field.kind === 'absent') return null;
  if (field.kind === 'given' && Number.isSafeInteger(field.value) && field.value > 0) return field.value;
  const found = showValue(field.kind === 'given' ? field.value : field.found);
  notes.warn(name, 'bad-image-size', `${found} where a number of pixels is meant`, 'write a whole number above 0, or leave it out');
  return null;
}
