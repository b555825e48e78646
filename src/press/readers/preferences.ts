import type { FieldChanges, FieldValues, ReaderField } from '../../audience/fields/reader-field.ts';
import { formToken, isOwnForm } from '../../audience/form-token.ts';
import { readToken, signToken } from '../../audience/link-token.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import type { ConsentSource, ReaderAccount } from '../ports/store/accounts.ts';
import type { Notify } from './notices.ts';
import { readerKeys, secretsIn } from './reader-keys.ts';

export type PreferencesNewsletter = {
  readonly newsletter: Newsletter;
  readonly followed: boolean;
  /** In the newsletter's order; all of them while it is not followed. */
  readonly topics: readonly string[];
  readonly pausedUntil: Date | null;
};

export type Preferences = {
  readonly address: string;
  /** The newsletter of the mail the link stood in. */
  readonly from: Newsletter;
  readonly locale: string | null;
  readonly newsletters: readonly PreferencesNewsletter[];
  /** The fields readers may see and change, and what they hold. */
  readonly fields: readonly ReaderField[];
  readonly values: FieldValues;
  readonly formToken: string;
};

export type PreferencesChange = {
  /** Newsletters to follow with their topics; one not named is left. */
  readonly follow: ReadonlyMap<string, readonly string[]>;
  /** Of all newsletters; `null`: no pause. */
  readonly pauseUntil: Date | null;
  readonly locale: string | null;
  /** Of those readers may change; left out, none changes. */
  readonly fields?: FieldChanges;
};

export type ReaderPreferences = {
  /** `null`: the link is forged, mangled, or of somebody erased. */
  read(token: string): Promise<Preferences | null>;
  /** `false`: the form is not ours, or too old; nothing was changed. */
  isOwnForm(token: string, formToken: string): boolean;
  change(token: string, change: PreferencesChange, source: ConsentSource): Promise<boolean>;
};

type Tools = Pick<Press, 'store' | 'now' | 'secret' | 'olderSecrets' | 'baseUrl'>;

export function readerPreferences(
  press: Tools,
  notify: Notify,
  config: () => { readonly newsletters: readonly Newsletter[]; readonly fields?: readonly ReaderField[] },
): ReaderPreferences {
  const fields = () => (config().fields ?? []).filter(({ preferences }) => preferences);
  const keys = readerKeys(press);
  const reader = async (token: string) => {
    const read = readToken(keys, 'preferences', token);
    const subscription = read && (await press.store.subscription(read.a));
    const account = subscription && (await press.store.account(subscription.subscriberId));
    const from = subscription && config().newsletters.find(({ id }) => id === subscription.newsletter);
    return account && from ? { account, from } : null;
  };
  return {
    async read(token) {
      const found = await reader(token);
      if (!found) return null;
      return {
        address: found.account.address,
        from: found.from,
        locale: found.account.locale,
        fields: fields(),
        values: found.account.fields,
        newsletters: config().newsletters.map((newsletter) => following(newsletter, found.account, press.now())),
        formToken: formToken(press.secret, `/p/${token}`, press.now()),
      };
    },
    isOwnForm: (token, given) => isOwnForm(secretsIn(press), `/p/${token}`, given, press.now()),
    async change(token, change, source) {
      const found = await reader(token);
      if (!found) return false;
      const asked = Object.entries(change.fields ?? {}).filter(([name]) => fields().some((field) => field.name === name));
      const filled = await press.store.setFields(found.account.subscriberId, Object.fromEntries(asked), press.now());
      const changed = (await applyChange(press, found.account, config().newsletters, change, source)) || filled;
      const after = changed ? await press.store.account(found.account.subscriberId) : null;
      const followed = after && stillFollowed(after, found.from, config().newsletters);
      if (after && followed) {
        const { newsletter, topics, subscriptionId } = followed;
        const values = { topics, preferencesHref: `${press.baseUrl}/p/${token}`, unsubscribeHref: unsubscribeLink(press, subscriptionId) };
        notify('preferences-changed', newsletter, after.address, { locale: change.locale, values, fields: after.fields });
      }
      return true;
    },
  };
}

/**
 * Whose letter says what was changed: a newsletter that was left writes no more, and the page has said it. `null`: none, as where
 * they are not to be written to at all.
 */
function stillFollowed({ subscriptions, suppressed }: ReaderAccount, from: Newsletter, newsletters: readonly Newsletter[]) {
  if (suppressed !== null) return null;
  const followed = subscriptions.flatMap(({ newsletter: id, state, topics, subscriptionId }) => {
    const newsletter = newsletters.find((one) => one.id === id);
    return newsletter && state === 'active' ? [{ newsletter, topics, subscriptionId }] : [];
  });
  return followed.find(({ newsletter }) => newsletter.id === from.id) ?? followed[0] ?? null;
}

/** The preferences link of a subscription, for a page that knows the reader by another link. */
export const preferencesLink = (press: Pick<Press, 'secret' | 'olderSecrets' | 'baseUrl'>, subscriptionId: number): string =>
  `${press.baseUrl}/p/${signToken(readerKeys(press), 'preferences', subscriptionId, 0)}`;

export const unsubscribeLink = (press: Pick<Press, 'secret' | 'olderSecrets' | 'baseUrl'>, subscriptionId: number): string =>
  `${press.baseUrl}/u/${signToken(readerKeys(press), 'unsubscribe', subscriptionId, 0)}`;

function following(newsletter: Newsletter, account: ReaderAccount, now: Date): PreferencesNewsletter {
  const subscription = account.subscriptions.find((one) => one.newsletter === newsletter.id && one.state === 'active');
  const chosen = new Set(subscription?.topics.map((topic) => topic.toLowerCase()));
  const paused = subscription?.pausedUntil ?? null;
  return {
    newsletter,
    followed: subscription !== undefined,
    topics: subscription === undefined ? newsletter.topics : newsletter.topics.filter((topic) => chosen.has(topic.toLowerCase())),
    pausedUntil: paused !== null && paused > now ? paused : null,
  };
}

async function applyChange(
  press: Tools,
  account: ReaderAccount,
  newsletters: readonly Newsletter[],
  change: PreferencesChange,
  source: ConsentSource,
): Promise<boolean> {
  const { store, now } = press;
  let changed = await store.setLocale(account.subscriberId, change.locale);
  for (const newsletter of newsletters) {
    const subscription = account.subscriptions.find((one) => one.newsletter === newsletter.id);
    const wanted = change.follow.get(newsletter.id);
    const topics = newsletter.topics.filter((topic) => wanted?.includes(topic));
    if (wanted !== undefined && topics.length > 0) {
      const before = subscription && following(newsletter, account, now());
      const same = before?.followed && before.topics.join('\n') === topics.join('\n');
      if (!same) changed = (await store.followNewsletter(account.subscriberId, newsletter.id, topics, source, now())) || changed;
    } else if (wanted === undefined && subscription !== undefined) {
      changed = (await store.unsubscribe(subscription.subscriptionId, now(), source.how)) || changed;
    }
  }
  const after = await store.account(account.subscriberId);
  for (const subscription of after?.subscriptions ?? []) {
    const ended = subscription.pausedUntil !== null && subscription.pausedUntil <= now();
    if (ended && change.pauseUntil === null) continue;
    changed = (await store.pause(subscription.subscriptionId, change.pauseUntil, source, now())) || changed;
  }
  return changed;
}
