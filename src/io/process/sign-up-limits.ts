import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { SignUpLimits } from '../../press/readers/sign-up.ts';
import type { ProofRules } from '../../press/readers/sign-up-proof.ts';

type Rates = { readonly perIp: number; readonly perNetwork: number; readonly perInbox: number };

const hour = 3600;
const usual: Rates = { perIp: 20, perNetwork: 60, perInbox: 5 };

/**
 * Sign-ups an hour by IP address and by its network, and a day by inbox. Kept in this process: they spare the store
 * a flood, while the promise of one mail a day is kept by the store itself.
 */
export function signUpLimits(rates: Rates = usual): SignUpLimits {
  const ips = new RateLimiterMemory({ keyPrefix: 'ip', points: rates.perIp, duration: hour });
  const networks = new RateLimiterMemory({ keyPrefix: 'network', points: rates.perNetwork, duration: hour });
  const inboxes = new RateLimiterMemory({ keyPrefix: 'inbox', points: rates.perInbox, duration: 24 * hour });
  return {
    fromIp: async (ip) => ip === null || ((await passes(ips, ip)) && (await passes(networks, networkOf(ip)))),
    forInbox: (inbox) => passes(inboxes, inbox),
  };
}

/** Sign-ups an hour without a page's work, by IP address and by its network. */
export function waitLimits(rates: Pick<Rates, 'perIp' | 'perNetwork'> = { perIp: 4, perNetwork: 12 }): ProofRules['mayWait'] {
  const { fromIp } = signUpLimits({ ...usual, ...rates });
  return fromIp;
}

async function passes(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return false;
    throw refusal;
  }
}

/** /24 of an IPv4 address, /64 of an IPv6 one: what one household or one rented server has. */
export function networkOf(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain.split('.').slice(0, 3).join('.');
  const [head = '', tail] = plain.split('::');
  const first = head.split(':').filter(Boolean);
  const last = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const groups = tail === undefined ? first : [...first, ...Array.from({ length: 8 - first.length - last.length }, () => '0'), ...last];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
