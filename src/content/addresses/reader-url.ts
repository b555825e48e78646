import { decodeHTMLStrict } from 'entities';
import { parse } from 'tldts';

/** `mending` and `reason` are words that follow the address; `at` is the index in it of the first character mended. */
export type ReaderUrl =
  | { readonly kind: 'clean'; readonly url: string }
  | { readonly kind: 'mended'; readonly url: string; readonly mending: string; readonly at: number }
  | { readonly kind: 'refused'; readonly reason: string };

/** Longer addresses are cut by mail clients and proxies. */
const longest = 4096;
const unsafe = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]/g;
const clean = /^https?:\/\/[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/;
/** Only the spellings of `&`: `&copy;` may be a parameter. */
const entity = /&(?:amp|#0{0,4}38|#x0{0,4}26);/gi;
const blank = /[\s\u200b\u2060\ufeff]/;

/**
 * An address a reader may be sent to: http or https, no blanks, only characters of RFC 3986, no user name. Blanks, quotes
 * and letters outside ASCII are percent-encoded (hosts become punycode), a missing scheme is added; everything else is
 * refused. A clean address is returned as given. Never throws.
 */
export function readerUrl(given: string): ReaderUrl {
  const trimmed = trimBlanks(given);
  if (trimmed === '') return { kind: 'refused', reason: 'is empty' };
  if (trimmed.length > longest) return { kind: 'refused', reason: `is longer than ${longest} characters` };
  const { text, added } = withScheme(withoutEntities(trimmed));
  const url = URL.parse(text);
  if (url === null) return { kind: 'refused', reason: 'is not a web address' };
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { kind: 'refused', reason: `is not a web address but ${url.protocol.slice(0, 20)}` };
  if (url.username !== '' || url.password !== '') return { kind: 'refused', reason: 'holds a user name or password' };
  if (given === text && clean.test(text)) return { kind: 'clean', url: text };
  const mended = clean.test(text) ? text : url.href.replace(unsafe, encodeURIComponent);
  if (mended.length > longest) return { kind: 'refused', reason: `is longer than ${longest} characters when it is encoded` };
  // Normal forms of letters can spell an entity that was none before: then it is mended once more.
  const again = withoutEntities(mended) === mended ? null : readerUrl(mended);
  return again?.kind === 'refused' ? again : { kind: 'mended', url: again?.url ?? mended, ...mending(given, trimmed, added) };
}

/** Without line ends and tabs, which no parser of addresses sees, and which an entity can be hidden by; and without an entity of an entity. */
function withoutEntities(text: string): string {
  for (let before = text.replace(/[\t\r\n]/g, ''); ; ) {
    const decoded = before.replace(entity, decodeHTMLStrict);
    if (decoded === before) return decoded;
    before = decoded;
  }
}

/** `text` without blanks and zero-width characters at either end; loops, because `\s+$` is quadratic. */
export function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text, start)) start += 1;
  while (end > start && isBlank(text, end - 1)) end -= 1;
  return text.slice(start, end);
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code <= 0x20 || (code > 0x7e && blank.test(text.charAt(at)));
}

function withScheme(text: string): { text: string; added: boolean } {
  if (text.startsWith('//')) return { text: `https:${text}`, added: true };
  if (/^www\./i.test(text)) return { text: `https://${text}`, added: true };
  if (/^[a-z0-9.-]+\.[a-z]{2,}(?:\/|$)/i.test(text) && parse(text).isIcann === true) return { text: `https://${text}`, added: true };
  return { text, added: false };
}

function mending(given: string, trimmed: string, added: boolean): { mending: string; at: number } {
  if (added) return { mending: 'has no https:// in front', at: 0 };
  const start = given.indexOf(trimmed);
  const faults: readonly (readonly [RegExp, string])[] = [
    [/\s/, 'has a blank in it'],
    [/[^\u0021-\u007e]/, 'has a character that is not allowed in an address'],
    [entity, 'has an HTML entity in it'],
  ];
  for (const [pattern, words] of faults) {
    const at = trimmed.search(pattern);
    if (at !== -1) return { mending: words, at: start + at };
  }
  if (start > 0 || given.length > trimmed.length) return { mending: 'has blanks around it', at: start > 0 ? 0 : trimmed.length };
  return { mending: 'is not written as an address should be', at: Math.max(0, trimmed.search(unsafe)) };
}

/** Whether an address is https, or http on this very machine, where an installation without a public address is tried out. */
export const isSafeAddress = (url: URL): boolean => url.protocol === 'https:' || isLoopback(url);

/** Names and addresses by which a machine means itself, as `URL` writes them: nobody else finds it under them. */
export const isLoopbackHost = (hostname: string): boolean =>
  /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/i.test(hostname);

export const isLoopback = (url: URL): boolean => url.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
