import { formToken, isOwnForm } from '../../audience/form-token.ts';
import { readToken, signToken } from '../../audience/link-token.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import type { ReaderRecord } from '../ports/store/accounts.ts';
import { type Notices, sendClaimed } from './notices.ts';
import { readerKeys, secretsIn } from './reader-keys.ts';

/** What only the reader may ask for: all that is kept about them, or that nothing is kept any more. */
export type DataPurpose = 'export' | 'erase';

export type DataRequest = {
  readonly purpose: DataPurpose;
  readonly address: string;
  readonly from: Newsletter;
  readonly locale: string | null;
  readonly formToken: string;
};

/**
 * A reader's own data. The preferences link stands in every mail, and mails are passed on: it is enough to ask by, and a second
 * link, which goes to the reader's address alone and works for a day, is what is obeyed.
 */
export type OwnData = {
  /** Mails that link to the reader of a preferences token; later, so that no page tells whether a mail went out. */
  request(preferencesToken: string, purpose: DataPurpose): Promise<void>;
  /** `null`: the link is forged, mangled, too old, or of somebody erased. */
  read(token: string): Promise<DataRequest | null>;
  isOwnForm(token: string, formToken: string): boolean;
  export(token: string): Promise<ReaderRecord | null>;
  erase(token: string): Promise<boolean>;
};

const linkWorksMs = 86_400_000;
const mailEveryMs = 6 * 3_600_000;
const letterOf = { export: 'export-request', erase: 'erase-request' } as const;

type Tools = Pick<Press, 'store' | 'now' | 'secret' | 'olderSecrets' | 'baseUrl'>;

export function openOwnData(press: Tools, notices: Notices, room: () => { readonly newsletters: readonly Newsletter[] }): OwnData {
  const keys = readerKeys(press);
  const readerOf = async (subscriptionId: number) => {
    const subscription = await press.store.subscription(subscriptionId);
    const account = subscription && (await press.store.account(subscription.subscriberId));
    const from = subscription && room().newsletters.find(({ id }) => id === subscription.newsletter);
    return account && from ? { account, from } : null;
  };
  const found = async (token: string, purposes: readonly DataPurpose[]) => {
    for (const purpose of purposes) {
      const read = readToken(keys, purpose, token);
      const reader = read && read.b >= press.now().getTime() ? await readerOf(read.a) : null;
      if (reader) return { purpose, ...reader };
    }
    return null;
  };
  return {
    async request(preferencesToken, purpose) {
      const read = readToken(keys, 'preferences', preferencesToken);
      const reader = read && (await readerOf(read.a));
      if (!read || !reader) return;
      const { address, locale, fields } = reader.account;
      const token = signToken(keys, purpose, read.a, press.now().getTime() + linkWorksMs);
      const letter = { locale, fields, values: { dataHref: `${press.baseUrl}/data/${token}` } };
      const claim = { purpose, address, everyMs: mailEveryMs };
      notices.later(() => sendClaimed(press, claim, () => notices.send(letterOf[purpose], reader.from, address, letter)));
    },
    async read(token) {
      const reader = await found(token, ['export', 'erase']);
      if (!reader) return null;
      const { purpose, account, from } = reader;
      return {
        purpose,
        address: account.address,
        from,
        locale: account.locale,
        formToken: formToken(press.secret, `/data/${token}`, press.now()),
      };
    },
    isOwnForm: (token, given) => isOwnForm(secretsIn(press), `/data/${token}`, given, press.now()),
    async export(token) {
      const reader = await found(token, ['export']);
      return reader && (await press.store.record(reader.account.subscriberId));
    },
    async erase(token) {
      const reader = await found(token, ['erase']);
      return reader !== null && (await press.store.erase(reader.account.address, press.now()));
    },
  };
}
