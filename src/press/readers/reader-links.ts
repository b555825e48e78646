import { readToken } from '../../audience/link-token.ts';
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
  /** Immediate and idempotent; of someone erased it is `already`. `how` goes to the consent log. */
  unsubscribe(token: string, how: string): Promise<'done' | 'already' | null>;
};

export function readerLinks(
  press: Pick<Press, 'store' | 'now' | 'secret' | 'olderSecrets' | 'baseUrl'>,
  config: () => { readonly newsletters: readonly Newsletter[] },
): ReaderLinks {
  const keys = readerKeys(press);
  return {
    async subscriptionOf(token) {
      const read = readToken(keys, 'unsubscribe', token);
      const found = read && (await press.store.subscription(read.a));
      if (!found) return null;
      const newsletter = config().newsletters.find(({ id }) => id === found.newsletter);
      const account = await press.store.account(found.subscriberId);
      return {
        newsletterName: newsletter?.name ?? found.newsletter,
        from: newsletter,
        addressMasked: masked(found.address),
        locale: account?.locale ?? newsletter?.locale ?? 'en',
        preferences: preferencesLink(press, found.subscriptionId),
      };
    },
    async unsubscribe(token, how) {
      const read = readToken(keys, 'unsubscribe', token);
      if (!read) return null;
      // No mail says so: whoever leaves is told on the page, and not written to once more.
      return (await press.store.unsubscribe(read.a, press.now(), how)) ? 'done' : 'already';
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
