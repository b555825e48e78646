import { CourantError } from '../../../errors/courant-error.ts';
import type { StateDialect } from './state-columns.ts';

/** How one program writes its readers down. Names of columns folded: "subscribed_to_emails" is "subscribed to emails". */
export type ImportFormat = {
  readonly name: string;
  /** Sets of columns only this program's exports have; one set is enough. */
  readonly signs: readonly (readonly string[])[];
  readonly dialect: StateDialect;
  /** Beside the names everybody uses. */
  readonly address?: string;
  /** What tells of their consent, for its log. */
  readonly detail: readonly string[];
  /** What to do about a file of it that does not tell who left. */
  readonly silence?: string;
};

/** Exports known by their header, most particular first; docs/import.md says how to get each. */
const programs: readonly ImportFormat[] = [
  {
    name: 'courant',
    signs: [['address', 'newsletter', 'topics', 'state', 'suppressed', 'since']],
    dialect: {},
    detail: ['since'],
  },
  {
    name: 'listmonk',
    signs: [['uuid', 'email', 'status', 'created at']],
    // Who left a list stays "enabled"; only what bars them from every list stands there.
    dialect: { words: { enabled: 'unsaid' }, partial: ['status'] },
    detail: ['created at'],
    silence: 'listmonk writes "enabled" for who left a list too: export the list by subscription status, each file on its own.',
  },
  {
    name: 'mailchimp',
    signs: [['email address', 'optin time']],
    dialect: { others: ['state', 'type'] },
    detail: ['optin time', 'optin ip', 'confirm time', 'confirm ip'],
    silence:
      'Mailchimp writes a file a state: subscribed is --all-active, nonsubscribed is --state unconfirmed; the other two tell it themselves.',
  },
  {
    name: 'ghost',
    signs: [
      ['email', 'subscribed to emails'],
      ['id', 'email', 'created at', 'deleted at'],
    ],
    dialect: { others: ['status', 'type'] },
    detail: ['created at'],
    silence: 'Exports of Ghost before 3 do not say who unsubscribed.',
  },
  {
    name: 'substack',
    signs: [
      ['email', 'active subscription'],
      ['email', 'email disabled'],
      ['user email address', 'subscription type'],
    ],
    // States of the country, kinds of payment.
    dialect: { others: ['state', 'type', 'status', 'subscription', 'active subscription'] },
    detail: ['created at', 'subscription created at'],
  },
  {
    name: 'kit',
    signs: [['email address', 'state', 'created at']],
    dialect: { words: { inactive: 'unconfirmed' } },
    detail: ['created at'],
  },
  {
    name: 'buttondown',
    signs: [
      ['email address', 'creation date'],
      ['email', 'creation date', 'subscriber type'],
    ],
    dialect: {
      states: ['type', 'subscriber type'],
      // How they pay; all of them get the mails.
      words: {
        regular: 'active',
        premium: 'active',
        gifted: 'active',
        trialed: 'active',
        unpaid: 'active',
        paid: 'active',
        churning: 'active',
        churned: 'active',
        'past due': 'active',
        paused: 'active',
      },
    },
    detail: ['creation date', 'source'],
    silence: 'Buttondown exports "unsubscribers" as a collection of its own: --state unsubscribed.',
  },
  {
    name: 'beehiiv',
    signs: [
      ['email', 'status', 'tier', 'created at'],
      ['email', 'status', 'created at', 'subscription tier'],
      ['email', 'status', 'subscription premium tier names'],
    ],
    dialect: { others: ['tier', 'subscription tier', 'type'] },
    detail: ['created at'],
  },
  {
    name: 'mailerlite',
    signs: [
      ['subscriber', 'subscribed', 'sent', 'opens', 'clicks'],
      ['email', 'subscribed', 'sent', 'opens', 'clicks'],
    ],
    address: 'subscriber',
    dialect: {},
    detail: ['subscribed', 'subscribed at', 'opt in time', 'opt in ip'],
    silence: 'MailerLite exports what its list shows: export active, unsubscribed, unconfirmed, bounced and junk each on its own.',
  },
  {
    name: 'emailoctopus',
    signs: [
      ['email address', 'status', 'created at'],
      ['email address', 'status', 'lead source'],
    ],
    dialect: {},
    detail: ['created at', 'subscribed at'],
  },
];

const addressList: ImportFormat = {
  name: 'mailman',
  signs: [],
  dialect: {},
  detail: [],
  silence: 'A list of addresses says nothing of who left; for Mailman, export only those whose delivery is enabled.',
};

const plain: ImportFormat = {
  name: 'csv',
  signs: [],
  dialect: {},
  detail: ['since', 'created at', 'created', 'optin time', 'subscribed at'],
};

const formats: readonly ImportFormat[] = [...programs, addressList, plain];

export const importFormats: readonly string[] = formats.map(({ name }) => name);

/**
 * The format named, or the one the header is a sign of; `null`: a file without column names.
 * @throws CourantError `import-format`
 */
export function formatOf(names: readonly string[] | null, from: string | undefined): ImportFormat {
  if (from === undefined) {
    if (names === null) return addressList;
    return programs.find(({ signs }) => signs.some((sign) => sign.every((name) => names.includes(name)))) ?? plain;
  }
  const format = formats.find(({ name }) => name === from.toLowerCase());
  if (format) return format;
  throw new CourantError('import-format', `"${from}" is no format Courant knows.`, { help: `Known: ${importFormats.join(', ')}.` });
}
