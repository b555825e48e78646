/** DNS, asked of the machine's resolver or of those named, within seconds. */
import { Resolver } from 'node:dns/promises';
import type { Looked, Outside, SpfVerdict } from '../../press/ports/outside.ts';

const patience = { timeout: 3_000, tries: 2 };
const absent = new Set(['ENOTFOUND', 'ENODATA']);

/** @param servers `ip` or `ip:port`; empty: the machine's own */
export function askDns(servers: readonly string[]): Pick<Outside, 'texts' | 'mailServers' | 'addresses' | 'names' | 'spf'> {
  const resolver = new Resolver(patience);
  if (servers.length > 0) resolver.setServers(servers);
  return {
    texts: (name) => looked(async () => (await resolver.resolveTxt(name)).map((parts) => parts.join(''))),
    mailServers: (domain) =>
      looked(async () => (await resolver.resolveMx(domain)).sort((a, b) => a.priority - b.priority).map(({ exchange }) => exchange)),
    addresses: (host) => addressesOf(resolver, host),
    names: (address) => looked(() => resolver.reverse(address)),
    spf: (domain, address) => spfOf(resolver, domain, address),
  };
}

async function looked<Value>(ask: () => Promise<readonly Value[]>): Promise<Looked<readonly Value[]>> {
  try {
    const value = await ask();
    return value.length === 0 ? { kind: 'none' } : { kind: 'found', value };
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    return absent.has(code) ? { kind: 'none' } : { kind: 'unknown', why: message };
  }
}

async function addressesOf(resolver: Resolver, host: string): Promise<Looked<readonly string[]>> {
  if (/^[\d.]+$|:/.test(host)) return { kind: 'found', value: [host] };
  const [four, six] = await Promise.all([looked(() => resolver.resolve4(host)), looked(() => resolver.resolve6(host))]);
  const value = [four, six].flatMap((one) => (one.kind === 'found' ? one.value : []));
  if (value.length > 0) return { kind: 'found', value };
  return four.kind === 'unknown' ? four : six.kind === 'unknown' ? six : { kind: 'none' };
}

/** By mailauth, which counts look-ups and follows includes, redirects and macros as RFC 7208 has them. */
async function spfOf(resolver: Resolver, domain: string, ip: string): Promise<SpfVerdict> {
  const { spf } = await import('mailauth/lib/spf/index.js');
  const found = await spf({
    sender: `doctor@${domain}`,
    ip,
    helo: domain,
    resolver: (name: string, type: string) => resolver.resolve(name, type as 'TXT'),
  });
  const { result = 'none', comment = '' } = found.status;
  return { result, words: comment, lookups: found.lookups?.count ?? 0 };
}
