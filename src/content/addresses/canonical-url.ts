import { getDomain } from 'tldts';
import { trimBlanks } from './reader-url.ts';
import { isTracking } from './tracking-parameters.ts';

/** Longer texts are no addresses; some patterns below are quadratic. */
const longest = 8192;

/**
 * Identity of a page: two addresses with the same result show the same page. Always `https`, host in lower case and
 * punycode without `www.`, `m.` or `amp.`, no AMP wrapper or path, no tracking parameter, no fragment (but the path of a page that routes by it, `#/` and `#!`), no
 * trailing slash or index page, parameters in order, one percent-encoding. It is for comparing, not for visiting.
 * Idempotent; never throws: what is not a web address comes back trimmed.
 */
export function canonicalUrl(url: string): string {
  let page = tidied(trimBlanks(url));
  // A tidy path can be the wrapper that the untidy one hid; every inner address is shorter than its wrapper, so this ends.
  while (mayWrap.test(page)) {
    const inner = tidied(page);
    if (inner === page) break;
    page = inner;
  }
  return page;
}

const mayWrap = /^https:\/\/[^/]*(?:ampproject\.org|google\.|bing\.com)/;

function tidied(given: string): string {
  const parsed = given.length > longest ? null : URL.parse(given);
  if (parsed === null || !isWeb(parsed)) return given;
  const page = unwrapped(parsed);
  const host = sameHost(page.hostname);
  const port = page.port === '' || page.port === '80' || page.port === '443' ? '' : `:${page.port}`;
  const route = /^#!?\/+[^/]|^#![^/]/.test(page.hash) ? page.hash.replace(/\/+$/, '') : '';
  return `https://${host}${port}${canonicalPath(page.pathname)}${canonicalQuery(host, page.search)}${route}`;
}

const isWeb = (url: URL) => url.protocol === 'https:' || url.protocol === 'http:';

/** AMP caches and Google's redirect hold the real address inside their own. */
function unwrapped(wrapper: URL): URL {
  let url = wrapper;
  for (let depth = 0; depth < 5; depth += 1) {
    const inner = innerAddress(url);
    const next = inner === null ? null : URL.parse(inner);
    if (next === null || !isWeb(next) || !next.hostname.includes('.')) return url;
    url = next;
  }
  return url;
}

function innerAddress(url: URL): string | null {
  const host = url.hostname;
  if (host === 'cdn.ampproject.org' || host.endsWith('.cdn.ampproject.org')) {
    const inner = /^\/(?:[a-z]{1,2}\/)(?:s\/)?(.+)$/.exec(url.pathname)?.[1];
    return inner === undefined ? null : `https://${inner}${url.search}`;
  }
  const search = /^(?:www\.)?(?:google(?:\.[a-z]{2,3}){1,2}|bing\.com)$/.test(host);
  if (!search) return null;
  const inner = /^\/amp\/(?:s\/)?([^/]+\..+)$/.exec(url.pathname)?.[1];
  if (inner !== undefined) return `https://${inner}${url.search}`;
  return url.pathname === '/url' ? (url.searchParams.get('url') ?? url.searchParams.get('q')) : null;
}

/** What is left of a host may be another spelling of one: `0x100.` without its dot is an IPv4 address. Each turn is shorter or the last. */
function sameHost(hostname: string): string {
  const host = canonicalHost(hostname);
  const read = URL.parse(`https://${host}`)?.hostname ?? host;
  return read === host ? host : canonicalHost(read);
}

function canonicalHost(hostname: string): string {
  let host = hostname.replace(/(?<!\.)\.+$/, '') || hostname;
  for (;;) {
    const rest = host.replace(/^(?:www\d?|m|mobile|amp|wap)\./, '').replace(/^([a-z]{2,3})\.m\.(?=[^.]+\.[^.])/, '$1.');
    if (rest === host || !isWholeHost(rest, host)) return host;
    host = rest;
  }
}

/** `www.gov.uk` may lose its `www.`; `m.co.uk` is a name of its own. */
const isWholeHost = (rest: string, host: string) => (host.startsWith('www') ? /[^.]\.[^.]/.test(rest) : getDomain(rest) !== null);

function canonicalPath(pathname: string): string {
  const segments = pathname
    .split('/')
    // Twice: a session may hide an encoding that is not valid, and be hidden by one.
    .map((segment) => withoutSession(sameEncoding(withoutSession(segment), pathSafe)))
    .map((segment) => segment.replace(/(?:\.amp)+(\.html?)?$/i, '$1').replace(/^amp_(?=articleshow$)|(?<=^article)-amp$/i, ''))
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
  const pages = withoutAmp(segments);
  while (/^(?:index\.(?:html?|shtml|php\d?|aspx?|jsp)|default\.(?:html?|aspx?))$/i.test(pages.at(-1) ?? '')) pages.pop();
  return pages.map((segment) => `/${segment}`).join('');
}

const withoutSession = (segment: string) => segment.replace(/;jsessionid=.*$/i, '');

/** Outlets put `amp` first, last or after a section; as the only segment it is the page itself. */
function withoutAmp(segments: readonly string[]): string[] {
  const isAmp = (segment: string | undefined) => segment !== undefined && /^(?:google-)?amp$/i.test(segment);
  const pages = segments.filter((segment, at) => !isAmp(segment) && !(segment === 'platform' && isAmp(segments[at + 1])));
  return pages.length > 0 ? pages : segments.slice(-1);
}

function canonicalQuery(host: string, search: string): string {
  const pairs = search
    .slice(1)
    .replace(/&(?:amp;)+/g, '&')
    .split('&')
    .map((pair) => {
      const [name = '', ...rest] = pair.replaceAll('+', '%20').split('=');
      return { name: sameEncoding(name, querySafe), value: sameEncoding(rest.join('='), querySafe) };
    })
    .filter(({ name, value }) => (name !== '' || value !== '') && !isTracking(host, name, value));
  if (pairs.length === 0) return '';
  pairs.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return `?${pairs.map(({ name, value }) => (value === '' ? name : `${name}=${value}`)).join('&')}`;
}

const pathSafe = /%(?:3A|40|24|26|2B|2C|3B|3D)/g;
const unreserved = /^[\w.~-]*$/;
const querySafe = /%(?:2F|3A|2C|40)/g;

/** One spelling of a percent-encoded text; what is not valid UTF-8 inside keeps its bytes. */
function sameEncoding(text: string, safe: RegExp): string {
  if (unreserved.test(text)) return text;
  try {
    return encodeURIComponent(decodeURIComponent(text)).replace(safe, decodeURIComponent);
  } catch {
    return text.replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase());
  }
}
