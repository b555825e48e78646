import { posix } from 'node:path';
import { safeHref } from '../text/neutral-text.ts';
import { attribute, type Element, elementsIn, type Walk } from './walk.ts';

/** Longer ones are cut by programs and proxies, and take the place of words. */
const longest = 2_048;

/** Where a link of the text leads; `null` where no reader could follow it, or should. */
export function linkIn(href: string, { places, notes }: Walk): string | null {
  const given = href.trim();
  // A place in the text itself: in the mail it is a scroll away.
  if (given === '' || given.startsWith('#')) return null;
  const url = URL.parse(given, places.base);
  const address = url === null || url.username !== '' || url.password !== '' ? null : safeHref(url.href);
  if (address !== null && address.length <= longest) return address;
  const why = address !== null ? `it is longer than ${longest} characters` : 'readers are led to http, https and mailto alone';
  const scheme = url !== null && address === null && !/^https?:$/.test(url.protocol) ? url.protocol.slice(0, 20) : null;
  notes.add(
    scheme === null ? 'a link that leads nowhere' : `a link to ${scheme}`,
    `${why}; its words are kept`,
    scheme ?? given.slice(0, 40),
  );
  return null;
}

/** Where a picture is: on the web, or beside the file. Pages that load pictures late keep the address elsewhere. */
export function pictureAddress(node: Element, { places, notes }: Walk): string | null {
  const names = ['src', 'data-src', 'data-lazy-src', 'data-original'];
  const given = [...names.map((name) => attribute(node, name).trim()), attribute(node, 'srcset').trim().split(/[\s,]/)[0] ?? ''];
  const usable = given.filter((address) => address !== '' && !/^data:/i.test(address));
  const [address] = usable;
  if (address === undefined) {
    const embedded = given.some((one) => /^data:/i.test(one));
    notes.add(
      embedded ? 'a picture written into the text (data:)' : 'a picture without an address',
      embedded ? 'Gmail and Outlook show none; keep it in a file beside the article' : 'there is nothing to show',
      embedded ? 'data:' : '<img',
    );
    return null;
  }
  if (/\.svgz?(?:$|[?#])/i.test(address)) {
    notes.add('an SVG picture', 'Gmail and Outlook show none; a PNG would do', '.svg');
    return null;
  }
  const found = fileBeside(address, places.folder) ?? webAddress(address, places.base, notes);
  if (found === null || !ofTheFeed.test(found)) return found;
  notes.add('a picture its feed put there', 'it advertises, or counts readers', address.slice(0, 40));
  return null;
}

/** What services write below each entry of a feed: buttons, advertisements, and what only counts who reads. */
const ofTheFeed =
  /^https?:\/\/(?:feeds\d?\.feedburner\.com\/~|[\w.-]*\.doubleclick\.net\/|(?:stats|pixel)\.(?:wordpress|wp)\.com\/|feeds\.wordpress\.com\/1\.0\/|[\w.-]*\.feedsportal\.com\/|b\.scorecardresearch\.com\/)/i;

/** A path without a scheme is a file beside the article, where articles are files. */
function fileBeside(address: string, folder: string | null): string | null {
  if (folder === null || /^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(address)) return null;
  return posix.join(folder, address.replace(/[?#].*$/s, ''));
}

function webAddress(address: string, base: string, notes: Walk['notes']): string | null {
  const url = URL.parse(address, base);
  if (url !== null && /^https?:$/.test(url.protocol) && url.href.length <= longest) return url.href;
  notes.add('a picture that is not on the web', 'its address must begin with http or https', address.slice(0, 40));
  return null;
}

/** Where something that plays is to be seen. */
export function mediaAddress(node: Element, { places }: Walk): string | null {
  const source = elementsIn(node).find(({ tagName }) => tagName === 'source');
  const given =
    attribute(node, 'src') || attribute(node, 'data') || attribute(node, 'data-src') || (source ? attribute(source, 'src') : '');
  const url = given.trim() === '' ? null : URL.parse(given.trim(), places.base);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.href.length > longest) return null;
  return safeHref(watchable(url).href);
}

/** The player's address is for pages; people watch elsewhere. */
function watchable(url: URL): URL {
  const [, video] = /^\/embed\/([\w-]{6,20})/.exec(url.pathname) ?? [];
  if (video !== undefined && /(?:^|\.)youtube(?:-nocookie)?\.com$/.test(url.hostname))
    return new URL(`https://www.youtube.com/watch?v=${video}`);
  const [, film] = /^\/video\/(\d+)/.exec(url.pathname) ?? [];
  return film !== undefined && url.hostname === 'player.vimeo.com' ? new URL(`https://vimeo.com/${film}`) : url;
}
