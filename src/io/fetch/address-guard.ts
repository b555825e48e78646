import { BlockList, isIP } from 'node:net';

/** Special-purpose IPv4 ranges of the IANA registry (RFC 6890 and later), with the words a refusal uses. */
const closedIpv4: readonly (readonly [network: string, prefix: number, words: string])[] = [
  ['0.0.0.0', 8, 'an unspecified address'],
  ['10.0.0.0', 8, 'a private address'],
  ['100.64.0.0', 10, 'a carrier-internal address'],
  ['127.0.0.0', 8, 'a loopback address'],
  ['169.254.0.0', 16, 'a link-local address'],
  ['172.16.0.0', 12, 'a private address'],
  ['192.0.0.0', 24, 'a reserved address'],
  ['192.0.2.0', 24, 'a documentation address'],
  ['192.88.99.0', 24, 'a translated address'],
  ['192.168.0.0', 16, 'a private address'],
  ['198.18.0.0', 15, 'a benchmarking address'],
  ['198.51.100.0', 24, 'a documentation address'],
  ['203.0.113.0', 24, 'a documentation address'],
  ['224.0.0.0', 4, 'a multicast address'],
  ['240.0.0.0', 4, 'a reserved address'],
];

/** Parts of 2000::/3 that are not plain global unicast. Everything outside 2000::/3 is closed anyway. */
const closedIpv6: readonly (readonly [network: string, prefix: number, words: string])[] = [
  ['2001::', 23, 'a translated or reserved address'],
  ['2001:db8::', 32, 'a documentation address'],
  ['2002::', 16, 'a translated address'],
  ['3fff::', 20, 'a documentation address'],
];

const closed = {
  ipv4: closedIpv4.map(([network, prefix, words]) => ({ range: rangeOf(network, prefix, 'ipv4'), words })),
  ipv6: closedIpv6.map(([network, prefix, words]) => ({ range: rangeOf(network, prefix, 'ipv6'), words })),
};
const globalUnicastIpv6 = rangeOf('2000::', 3, 'ipv6');

/**
 * Why a numeric address must not be connected to on someone else's say-so, in words (`a loopback address`), or `null` for
 * a public one. IPv4-mapped, NAT64, 6to4, Teredo, unique-local and site-local IPv6 are all refused: they are ways to
 * spell, or to reach, an address of the inside.
 */
export function closedAddress(address: string): string | null {
  // BlockList answers false for what it cannot parse, such as `fe80::1%eth0`: what is not plainly an address is refused.
  const version = isIP(address);
  if (version === 4) return closed.ipv4.find(({ range }) => range.check(address, 'ipv4'))?.words ?? null;
  if (version !== 6 || address.includes('%')) return 'not a plain address';
  if (!globalUnicastIpv6.check(address, 'ipv6')) return 'not a public address';
  return closed.ipv6.find(({ range }) => range.check(address, 'ipv6'))?.words ?? null;
}

/** One BlockList a family: a shared one would match every IPv4 address against `::ffff:0:0/96`. */
function rangeOf(network: string, prefix: number, family: 'ipv4' | 'ipv6'): BlockList {
  const range = new BlockList();
  range.addSubnet(network, prefix, family);
  return range;
}
