import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { closedAddress } from './address-guard.ts';

/** All numeric addresses of a host name; rejects when there is none. The operator's own resolver by default. */
export type ResolveHost = (hostname: string) => Promise<readonly string[]>;

/** Where one request may go: a checked URL and the addresses its connection is pinned to. */
type Target =
  | { readonly kind: 'open'; readonly url: URL; readonly addresses: readonly string[] }
  | Refused
  | { readonly kind: 'unresolved'; readonly detail: string };

export type Refused = {
  readonly kind: 'refused';
  readonly reason: RefusalReason;
  readonly detail: string;
  /** The host asked for, as `allow` would name it, where that would have let it in. */
  readonly host?: string;
};

export type RefusalReason = 'url' | 'scheme' | 'credentials' | 'port' | 'address' | 'too-many-redirects' | 'too-big';

export const resolveBySystem: ResolveHost = async (hostname) => {
  const found = await lookup(hostname, { all: true, order: 'verbatim' });
  return found.map(({ address }) => address);
};

/**
 * Checks an address on the web before anything is sent there, resolving its name once. `allow` names hosts
 * (`127.0.0.1:3045`, as `URL.host` writes them) that are exempt from the port and address rules.
 * A name with both public and inside addresses keeps only the public ones.
 */
export async function openTarget(text: string, base: string | null, allow: readonly string[], resolve: ResolveHost): Promise<Target> {
  // WHATWG parsing turns 0x7f.1, 017700000001 and 2130706433 into 127.0.0.1, so the spelling cannot matter below.
  const url = URL.parse(text.trim(), base ?? undefined);
  if (url === null) return { kind: 'refused', reason: 'url', detail: 'it is not a valid web address' };
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return refused('scheme', `only http and https are fetched, not ${url.protocol}`);
  if (url.username !== '' || url.password !== '') return refused('credentials', 'it carries a user name or password');
  url.hash = '';
  const allowed = allow.includes(url.host);
  if (url.port !== '' && !allowed) return refused('port', `port ${url.port} is not a web server's usual one`, url.host);

  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0) return pinned(url, [literal], allowed);
  try {
    return pinned(url, await resolve(url.hostname), allowed);
  } catch {
    return { kind: 'unresolved', detail: `the host ${url.hostname} was not found` };
  }
}

function pinned(url: URL, addresses: readonly string[], allowed: boolean): Target {
  const open = allowed
    ? addresses.filter((address) => isIP(address) !== 0)
    : addresses.filter((address) => closedAddress(address) === null);
  if (open.length > 0) return { kind: 'open', url, addresses: open };
  const [first] = addresses;
  if (first === undefined) return { kind: 'unresolved', detail: `the host ${url.hostname} has no address` };
  const fault = closedAddress(first) ?? 'not a plain address';
  const literal = url.hostname.includes(first);
  return refused('address', literal ? `${first} is ${fault}` : `${url.hostname} leads to ${first}, ${fault}`, url.host);
}

function refused(reason: RefusalReason, detail: string, host?: string): Target {
  return { kind: 'refused', reason, detail, ...(host === undefined ? {} : { host }) };
}
