import { readToken, signToken } from '../../audience/link-token.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import { preferencesLink } from './preferences.ts';
import { readerKeys } from './reader-keys.ts';

export type ReaderSubscription = {
  readonly newsletterName: string;
  readonly from: Newsletter | undefined;
  readonly addressMasked: string;
  readonly locale: string;
  readonly preferences: string;
};

/** What the links in mails do, by token. An unknown or forged token is `null`, whatever is wrong with it. */
export type ReaderLinks = {
  subscriptionOf(token: string): Promise<ReaderSubscription | null>;
  /** Immediate and idempotent; of someone erased it is `already`. `how` goes to the consent log. `stay`: the token that takes it back for an hour. */
  unsubscribe(token: string, how: string): Promise<Left | null>;
  /** What a `stay` token was given for; `null`: forged or mangled. */
  leavingOf(stayToken: string): Promise<Leaving | null>;
  /** Takes a leaving back: the subscription goes on by its old consent. `too-late`: an hour has gone, or something else has happened since. */
  stay(stayToken: string, ip: string | null): Promise<'stays' | 'too-late' | null>;
};

/** `archive`: the newsletter's id, where anyone may read its editions. */
export type Leaving = Pick<ReaderSubscription, 'newsletterName' | 'from' | 'locale'> & {
  readonly standing: 'left' | 'stays' | 'too-late';
  readonly archive: string | null;
};

export type Left = { readonly kind: 'done'; readonly stay: string } | { readonly kind: 'already' };

const stayWithinMs = 3_600_000;

export function readerLinks(
  press: Pick<Press, 'store' | 'now' | 'secret' | 'olderSecrets' | 'baseUrl'>,
  config: () => { readonly newsletters: readonly Newsletter[]; readonly keepIp?: boolean },
): ReaderLinks {
  const keys = readerKeys(press);
  const found = async (subscriptionId: number): Promise<ReaderSubscription | null> => {
    const row = await press.store.subscription(subscriptionId);
    if (row === null) return null;
    const newsletter = config().newsletters.find(({ id }) => id === row.newsletter);
    const account = await press.store.account(row.subscriberId);
    return {
      newsletterName: newsletter?.name ?? row.newsletter,
      from: newsletter,
      addressMasked: masked(row.address),
      locale: account?.locale ?? newsletter?.locale ?? 'en',
      preferences: preferencesLink(press, row.subscriptionId),
    };
  };
  return {
    async subscriptionOf(token) {
      const read = readToken(keys, 'unsubscribe', token);
      return read && (await found(read.a));
    },
    async unsubscribe(token, how) {
      const read = readToken(keys, 'unsubscribe', token);
      if (!read) return null;
      const now = press.now();
      // No mail says so: whoever leaves is told on the page, and not written to once more.
      const ended = await press.store.unsubscribe(read.a, now, how);
      return ended ? { kind: 'done', stay: signToken(keys, 'stay', read.a, now.getTime()) } : { kind: 'already' };
    },
    async leavingOf(token) {
      const read = readToken(keys, 'stay', token);
      const [row, leaving] = read ? [await press.store.subscription(read.a), await found(read.a)] : [null, null];
      if (!read || !row || !leaving) return null;
      const late = press.now().getTime() > read.b + stayWithinMs;
      const archive = leaving.from?.archive ? leaving.from.id : null;
      return { ...leaving, archive, standing: row.state === 'active' ? 'stays' : late ? 'too-late' : 'left' };
    },
    async stay(token, ip) {
      const read = readToken(keys, 'stay', token);
      if (!read) return null;
      const now = press.now();
      if (now.getTime() > read.b + stayWithinMs) return 'too-late';
      const source = { how: 'taken back on the page after leaving', ip: config().keepIp ? ip : null };
      return (await press.store.stay(read.a, new Date(read.b), source, now)) ? 'stays' : 'too-late';
    },
  };
}

/** Enough for its owner to know it, too little for anyone who was forwarded the mail: `a…@r….example`. */
function masked(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  const dot = domain.lastIndexOf('.');
  return `${[...address][0] ?? ''}…@${[...domain][0] ?? ''}…${dot > 0 ? domain.slice(dot) : ''}`;
}
