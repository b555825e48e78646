import { canonicalUrl } from '../addresses/canonical-url.ts';
import { type ReaderUrl, readerUrl } from '../addresses/reader-url.ts';
import type { ArticleImage, Focus, Telling } from '../article.ts';
import type { Field, TellingInput } from '../article-schema.ts';
import { showAround, showValue } from '../show-value.ts';
import type { Notes } from './fault-notes.ts';
import { publishedDate } from './published-date.ts';
import { readFocus, readImages } from './read-images.ts';
import { readProvider } from './read-provider.ts';
import { readText } from './read-text.ts';

const longest = { title: 300, excerpt: 2_000, type: 40, date: 80 };

/**
 * What an article and a `related` entry have in common. Null, with an error, when it has no title, no usable address or
 * no date: then nobody can be sent to it. Everything else is mended or left out with a warning.
 */
export function readTelling(input: TellingInput, notes: Notes): Telling | null {
  const title = readText('title', input.title, longest.title, notes);
  if (title === null) notes.error('title', 'missing-title', 'no title', 'write the headline');
  const excerpt = readText('excerpt', input.excerpt, longest.excerpt, notes);
  if (excerpt === null)
    notes.warn('excerpt', 'missing-excerpt', 'no excerpt', 'write a sentence or two, or the story stands with its title alone');
  const date = readDate(input.publishedDateTime, notes);
  const url = readUrl(input, notes);
  const type = readType(input.type, notes);
  const quality = readQuality(input.quality, notes);
  const images = focused(readImages(input.images, notes), readFocus(input.focus, notes));
  // Without an address nothing can be said about a missing outlet.
  const provider = url === null ? null : readProvider(input.provider, url, notes);
  if (title === null || date === null || url === null || provider === null) return null;
  return {
    url,
    canonicalUrl: canonicalUrl(url),
    title,
    excerpt,
    publishedAt: date.publishedAt,
    type,
    quality: quality ?? 0,
    provider,
    images,
    ...(date.day === undefined ? {} : { day: date.day }),
    ...(date.withoutZone ? { withoutZone: true } : {}),
    ...(quality === null ? { unrated: true } : {}),
  };
}

/** The article's focus is that of its first picture. */
function focused([first, ...others]: readonly ArticleImage[], focus: Focus | null): readonly ArticleImage[] {
  if (first === undefined) return [];
  return [focus === null ? first : { ...first, focus }, ...others];
}

type Dated = Pick<Telling, 'publishedAt' | 'day' | 'withoutZone'>;

function readDate(field: Field<string | number>, notes: Notes): Dated | null {
  const name = 'publishedDateTime';
  const advice = 'write the date and time in UTC, such as 2026-03-01T08:30:00Z';
  if (field.kind === 'absent') {
    notes.error(name, 'missing-date', 'no date', advice);
    return null;
  }
  const given = field.kind === 'given' ? field.value : field.found;
  const text = typeof given === 'string' && given.length <= longest.date ? given : '';
  const date = publishedDate(text);
  if (date.kind !== 'date') {
    const impossible = date.kind === 'impossible-date';
    notes.error(name, date.kind, `${showValue(given)} ${impossible ? 'does not exist' : 'is not a date'}`, advice);
    return null;
  }
  if (date.time && !date.zone) {
    notes.warn(
      name,
      'date-without-zone',
      `${showValue(given)} has no zone`,
      'read in `contentZone` of the config; end it with Z or +01:00',
    );
  }
  if (!date.time) return { publishedAt: date.at, day: date.at.toISOString().slice(0, 10) };
  return date.zone ? { publishedAt: date.at } : { publishedAt: date.at, withoutZone: true };
}

/** The publisher's own address when it is usable, else the one it was found at. */
function readUrl({ originalUrl, webUrl }: TellingInput, notes: Notes): string | null {
  const sameTwice = originalUrl.kind === 'given' && webUrl.kind === 'given' && originalUrl.value === webUrl.value;
  const original = readAddress(originalUrl);
  const web = sameTwice ? null : readAddress(webUrl);
  if (original === null && web === null) notes.error('webUrl', 'missing-url', 'no address', 'write the address of the article');
  const usable = [original, web].some((address) => address !== null && address.kind !== 'refused');
  noteAddress('originalUrl', original, usable, notes);
  noteAddress('webUrl', web, usable, notes);
  for (const address of [original, web]) {
    if (address !== null && address.kind !== 'refused') return address.url;
  }
  return null;
}

type Address = ReaderUrl & { readonly found: unknown };

function readAddress(field: Field<string>): Address | null {
  if (field.kind === 'absent') return null;
  if (field.kind === 'given') return { ...readerUrl(field.value), found: field.value };
  return { kind: 'refused', reason: 'is not a web address', found: field.found };
}

function noteAddress(name: 'originalUrl' | 'webUrl', address: Address | null, usable: boolean, notes: Notes): void {
  if (address === null || address.kind === 'clean') return;
  if (address.kind === 'mended') {
    const found = `${showAround(String(address.found), address.at)} ${address.mending}`;
    notes.warn(name, 'mended-url', found, 'mended for the readers; correct the address');
    return;
  }
  const found = `${showValue(address.found)} ${address.reason}`;
  const advice = 'write an address that begins with https://';
  if (usable) notes.warn(name, 'bad-url', found, `${advice}; until then the other address is used`);
  else notes.error(name, 'bad-url', found, advice);
}

const readType = (field: Field<string | number>, notes: Notes): string =>
  readText('type', field, longest.type, notes)?.toLowerCase() ?? 'article';

/** Negative quality is kept: selection counts it as 0. `null`: none is given, which is no fault of the article's. */
function readQuality(field: Field<string | number>, notes: Notes): number | null {
  const name = 'quality';
  if (field.kind === 'given' && typeof field.value === 'number') return field.value;
  const found = field.kind === 'misfit' ? field.found : field.kind === 'given' ? field.value : undefined;
  if (typeof found === 'string' && /^\s{0,9}[+-]?\d{1,15}(?:\.\d{1,15})?\s{0,9}$/.test(found)) {
    notes.warn(name, 'quoted-number', `${showValue(found)} is text`, 'read as a number; take the quotes away');
    return Number(found);
  }
  if (found !== undefined) notes.warn(name, 'bad-quality', `${showValue(found)} is not a number`, 'left to a neutral one; write a number');
  return null;
}
