import { type LinkKeyring, readToken } from '../audience/link-token.ts';
import type { Newsletter } from './newsletter.ts';
import type { Press } from './press.ts';

export type ReaderSubscription = { readonly newsletterName: string; readonly addressMasked: string };

/** What the links in mails do, by token. An unknown or forged token is `null`, whatever is wrong with it. */
export type ReaderLinks = {
  subscriptionOf(token: string): Promise<ReaderSubscription | null>;
  /** Immediate and idempotent. `how` goes to the consent log. */
  unsubscribe(token: string, how: string): Promise<'done' | 'already' | null>;
};

export function readerLinks(
  press: Pick<Press, 'store' | 'now'>,
  keys: LinkKeyring,
  config: () => { readonly newsletters: readonly Newsletter[] },
): ReaderLinks {
  const subscription = async (token: string) => {
    const read = readToken(keys, 'unsubscribe', token);
    return read && (await press.store.subscription(read.a));
  };
  return {
    async subscriptionOf(token) {
      const found = await subscription(token);
      if (!found) return null;
      const newsletter = config().newsletters.find(({ id }) => id === found.newsletter);
      return { newsletterName: newsletter?.name ?? found.newsletter, addressMasked: masked(found.address) };
    },
    async unsubscribe(token, how) {
      const found = await subscription(token);
      if (!found) return null;
      return (await press.store.unsubscribe(found.subscriptionId, press.now(), how)) ? 'done' : 'already';
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
