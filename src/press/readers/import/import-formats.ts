import { CourantError } from '../../../errors/courant-error.ts';
import type { ImportRow } from '../../ports/store/imports.ts';

/** The columns of one file, by what they mean; a number is the place in the row. */
export type Columns = {
  readonly format: string;
  readonly address: number;
  readonly topics: number | null;
  /** What this row's reader is; `skip` has never confirmed and is left out. */
  readonly stateOf: (values: readonly string[]) => ImportRow['state'] | 'skip';
  /** What the file tells of their consent. */
  readonly detailOf: (values: readonly string[]) => string | null;
};

type Find = (...names: readonly string[]) => number | null;
type Cell = (values: readonly string[], column: number | null) => string;

type Format = {
  readonly name: string;
  /** Columns only this program's exports have. */
  readonly signs: readonly string[];
  readonly state: (find: Find, cell: Cell) => Columns['stateOf'];
  readonly detail: readonly string[];
};

const isTrue = (text: string) => /^(true|1|yes|y)$/i.test(text);
const isFalse = (text: string) => /^(false|0|no|n)$/i.test(text);

/** Exports we know by their header, most particular first. */
const formats: readonly Format[] = [
  {
    name: 'courant',
    signs: ['address', 'newsletter', 'topics', 'state', 'suppressed', 'since'],
    state: (find, cell) => {
      const [state, suppressed] = [find('state'), find('suppressed')];
      return (values) => {
        if (cell(values, suppressed) !== '') return 'suppressed';
        const found = cell(values, state);
        return found === 'unsubscribed' ? 'unsubscribed' : found === 'pending' ? 'skip' : 'active';
      };
    },
    detail: ['since'],
  },
  {
    name: 'listmonk',
    signs: ['uuid', 'email', 'status', 'created_at'],
    state: (find, cell) => {
      const [status, subscription] = [find('status'), find('subscription_status')];
      return (values) => {
        if (cell(values, status) === 'blocklisted') return 'suppressed';
        if (cell(values, subscription) === 'unsubscribed' || cell(values, status) === 'disabled') return 'unsubscribed';
        return cell(values, subscription) === 'unconfirmed' ? 'skip' : 'active';
      };
    },
    detail: ['created_at'],
  },
  {
    name: 'mailchimp',
    signs: ['email address', 'optin_time'],
    state: (find, cell) => {
      const [cleaned, left] = [find('clean_time', 'clean_campaign_title'), find('unsub_time', 'unsub_campaign_title')];
      // Mailchimp writes one file per state; the columns say which one this is.
      return (values) => (cell(values, cleaned) !== '' ? 'suppressed' : cell(values, left) !== '' ? 'unsubscribed' : 'active');
    },
    detail: ['optin_time', 'optin_ip', 'confirm_time', 'confirm_ip'],
  },
  {
    name: 'ghost',
    signs: ['email', 'subscribed_to_emails', 'created_at'],
    state: (find, cell) => {
      const [subscribed, deleted] = [find('subscribed_to_emails'), find('deleted_at')];
      return (values) => (isFalse(cell(values, subscribed)) || cell(values, deleted) !== '' ? 'unsubscribed' : 'active');
    },
    detail: ['created_at'],
  },
  {
    name: 'substack',
    signs: ['email', 'active_subscription'],
    state: (find, cell) => {
      const disabled = find('email_disabled');
      return (values) => (isTrue(cell(values, disabled)) ? 'unsubscribed' : 'active');
    },
    detail: ['created_at', 'subscription_created_at'],
  },
];

const words: readonly (readonly [RegExp, ImportRow['state'] | 'skip'])[] = [
  [/^(unsubscribed?|opted.?out|inactive|disabled|left)$/i, 'unsubscribed'],
  [/^(suppressed|bounced|blocked|blocklisted|cleaned|complained|complaint|spam)$/i, 'suppressed'],
  [/^(pending|unconfirmed|not confirmed)$/i, 'skip'],
];

const plain: Format = {
  name: 'csv',
  signs: [],
  state: (find, cell) => {
    const state = find('state', 'status', 'subscription_status');
    return (values) => words.find(([word]) => word.test(cell(values, state)))?.[1] ?? 'active';
  },
  detail: ['since', 'created_at', 'created', 'optin_time', 'subscribed_at'],
};

export const importFormats: readonly string[] = [...formats, plain].map(({ name }) => name);

const addressNames = ['address', 'email', 'e-mail', 'email address', 'e-mail address', 'mail', 'email_address'];

/**
 * What the columns of a file mean: by the format named, or by its header; `map` (`address=Mail`) goes before both.
 * @throws CourantError `import-format` or `import-columns` naming what was found and what is missing
 */
export function columnsOf(header: readonly string[], from: string | undefined, map: ReadonlyMap<string, string>): Columns {
  const names = header.map((name) => name.toLowerCase());
  const find: Find = (...wanted) => {
    const mapped = wanted.flatMap((name) => map.get(name)?.toLowerCase() ?? []);
    const at = [...mapped, ...wanted].map((name) => names.indexOf(name)).find((index) => index >= 0);
    return at ?? null;
  };
  const cell: Cell = (values, column) => (column === null ? '' : (values[column] ?? '').trim());
  const format = formatOf(names, from);
  for (const [field, name] of map) {
    if (!names.includes(name.toLowerCase()))
      throw new CourantError('import-columns', `There is no column "${name}" for ${field}.`, {
        help: `The columns: ${header.join(', ')}.`,
      });
  }
  const address = find(...addressNames);
  if (address === null) {
    throw new CourantError('import-columns', 'No column of the file holds addresses.', {
      help: `Name it: --map address=<column>. The columns: ${header.join(', ')}.`,
    });
  }
  const details = format.detail.flatMap((name) => find(name) ?? []);
  return {
    format: format.name,
    address,
    topics: find('topics', 'topic'),
    stateOf: format.state(find, cell),
    detailOf: (values) =>
      details.flatMap((column) => (cell(values, column) === '' ? [] : [`${header[column]} ${cell(values, column)}`])).join(', ') || null,
  };
}

function formatOf(names: readonly string[], from: string | undefined): Format {
  if (from === undefined) return formats.find(({ signs }) => signs.every((sign) => names.includes(sign))) ?? plain;
  const format = [...formats, plain].find(({ name }) => name === from.toLowerCase());
  if (format) return format;
  throw new CourantError('import-format', `"${from}" is no format Courant knows.`, { help: `Known: ${importFormats.join(', ')}.` });
}
