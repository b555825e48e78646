import { readToken, signToken } from '../../audience/link-token.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import type { PublishedEdition } from '../ports/store/web-editions.ts';
import { correctionsOf } from './errata.ts';
import { readerKeys } from './reader-keys.ts';
import { type Corrected, type PublicPage, publicPage, readersPage, type WebPage } from './web-digest.ts';

const listed = 200;
const pagesKept = 50;

export type ArchiveIndex = { readonly newsletter: Newsletter; readonly editions: readonly PublishedEdition[] };

export type ArchivedEdition = {
  readonly newsletter: Newsletter;
  readonly number: number;
  readonly slot: Date;
  readonly page: PublicPage;
  readonly older: PublishedEdition | null;
  readonly newer: PublishedEdition | null;
};

/** Editions on the web. Only what is going or has gone out is ever shown. */
export type Archive = {
  /** Newsletters whose past editions anyone may read. */
  newsletters(): readonly Newsletter[];
  index(newsletter: string): Promise<ArchiveIndex | null>;
  /** The last edition anyone may read; `null`: there is none yet, or nobody may. */
  latest(newsletter: string): Promise<PublishedEdition | null>;
  edition(
    newsletter: string,
    number: number,
    words: (newsletter: Newsletter) => { readonly label: string; readonly note: string },
    correctionWords: Corrected['words'],
  ): Promise<ArchivedEdition | null>;
  /** By the token of "view in browser": what this reader got, and what was corrected since. */
  ownDigest(token: string, correctionWords: Corrected['words']): Promise<WebPage | null>;
};

export function archive(
  press: Pick<Press, 'store' | 'baseUrl' | 'secret' | 'olderSecrets'>,
  config: () => { readonly newsletters: readonly Newsletter[] },
): Archive {
  const keys = readerKeys(press);
  const rendered = recent<PublicPage>(pagesKept);
  const open = () => config().newsletters.filter((newsletter) => newsletter.archive);
  const found = (id: string) => open().find((newsletter) => newsletter.id === id);
  return {
    newsletters: open,
    async index(id) {
      const newsletter = found(id);
      return newsletter ? { newsletter, editions: await press.store.publishedEditions(id, listed) } : null;
    },
    latest: async (id) => (found(id) ? ((await press.store.publishedEditions(id, 1))[0] ?? null) : null),
    async edition(id, number, words, correctionWords) {
      const newsletter = found(id);
      const edition = newsletter && (await press.store.editionByNumber(id, number));
      if (!newsletter || !edition || !(edition.state === 'sending' || edition.state === 'finished')) return null;
      const corrections = await correctionsOf(press.store, edition.id);
      const page = await rendered(`${edition.id} ${JSON.stringify([words(newsletter), ...corrections.values()])}`, async () => {
        const digest = await press.store.fullestDigest(edition.id);
        const corrected = { corrections, words: correctionWords };
        const subscribe = { href: `${press.baseUrl}/subscribe?newsletter=${id}`, ...words(newsletter) };
        const { logo, logoDark } = newsletter.brand?.hosted ?? { logo: null, logoDark: null };
        return digest && publicPage(digest, subscribe, corrected, [logo?.src ?? '', logoDark?.src ?? '']);
      });
      return page && { newsletter, number, slot: edition.slot, page, ...(await press.store.publishedBeside(id, edition.slot)) };
    },
    async ownDigest(token, correctionWords) {
      const read = readToken(keys, 'view', token);
      const subscription = read && (await press.store.subscription(read.a));
      if (!read || !subscription) return null;
      const digest = await press.store.digestOf(read.b, subscription.subscriberId);
      const corrected = { corrections: await correctionsOf(press.store, read.b), words: correctionWords };
      const values = (await press.store.fieldsOf([subscription.subscriberId])).get(subscription.subscriberId);
      return (
        digest &&
        readersPage(
          digest,
          {
            unsubscribe: signToken(keys, 'unsubscribe', read.a, 0),
            preferences: signToken(keys, 'preferences', read.a, 0),
            view: token,
          },
          corrected,
          values,
        )
      );
    },
  };
}

/** Remembers the latest results: a link to an edition that goes round is opened thousands of times. */
function recent<Value>(kept: number): (key: string, make: () => Promise<Value | null>) => Promise<Value | null> {
  const known = new Map<string, Value>();
  return async (key, make) => {
    const value = known.get(key) ?? (await make());
    if (value === null) return null;
    known.delete(key);
    known.set(key, value);
    const [oldest] = known.keys();
    if (known.size > kept && oldest !== undefined) known.delete(oldest);
    return value;
  };
}
