import type { Article } from './article.ts';
import { publishedDate } from './fields/published-date.ts';
import { clockOf } from './placed-in-zone.ts';

/** Why an article may not be told: for good, or at an instant. */
export type Withheld = { readonly reason: 'draft' | 'expired' | 'not-yet'; readonly words: string };

type Extra = Article['extra'];
type Given = { readonly field: string; readonly text: string };

type WithheldFields = {
  readonly draft: { readonly field: string; readonly words: string } | null;
  readonly expires: Given | null;
  readonly publishes: Given | null;
  readonly unreadable: readonly { readonly field: string; readonly found: unknown }[];
};

/** What site generators write of a page that is not to be shown, by the name it has in the file. */
export function withheldFields(extra: Extra): WithheldFields {
  const named = (...names: readonly string[]) => Object.keys(extra).find((key) => names.includes(key.toLowerCase().replace(/[-_]/g, '')));
  const draft = named('draft');
  const status = named('status');
  const publish = named('publish');
  const unlisted = named('unlisted');
  const drafts = [
    draft !== undefined && says(extra[draft], ['true', 'yes', 'on', '1']) ? draft : null,
    status !== undefined && says(extra[status], ['draft', 'private', 'pending']) ? status : null,
    publish !== undefined && says(extra[publish], ['false', 'no', 'off', '0']) ? publish : null,
    unlisted !== undefined && says(extra[unlisted], ['true', 'yes', 'on', '1']) ? unlisted : null,
  ];
  const field = drafts.find((one) => one !== null) ?? null;
  const dates = [named('expirydate', 'expires', 'unpublishdate'), named('publishdate', 'pubdate')].map((name) => ({
    name,
    text: name === undefined ? null : dateText(extra[name]),
  }));
  const [expires = null, publishes = null] = dates.map(({ name, text }) =>
    name === undefined || text === null ? null : { field: name, text },
  );
  const unreadable = dates.flatMap(({ name, text }) =>
    name !== undefined && text === null && extra[name] !== null ? [{ field: name, found: extra[name] }] : [],
  );
  return { draft: field === null ? null : { field, words: `${field}: ${String(extra[field])}` }, expires, publishes, unreadable };
}

const says = (value: unknown, words: readonly string[]): boolean => words.includes(String(value).trim().toLowerCase());

const dateText = (value: unknown): string | null => (typeof value === 'string' && publishedDate(value).kind === 'date' ? value : null);

/** Why an article is kept out of an edition of this instant; `null`: it is not. Dates without a zone are read in `zone`. */
export function withheldAt({ extra }: Pick<Article, 'extra'>, at: Date, zone: string): Withheld | null {
  if (Object.keys(extra).length === 0) return null;
  const { draft, expires, publishes } = withheldFields(extra);
  if (draft !== null) return { reason: 'draft', words: `its file says ${draft.words}` };
  if (expires !== null && instantOf(expires, zone) <= at)
    return { reason: 'expired', words: `its file says ${expires.field}: ${expires.text}` };
  if (publishes !== null && instantOf(publishes, zone) > at) {
    return { reason: 'not-yet', words: `its file says ${publishes.field}: ${publishes.text}, which has not come` };
  }
  return null;
}

function instantOf({ text }: Given, zone: string): Date {
  const date = publishedDate(text);
  if (date.kind !== 'date') return new Date(Number.NaN);
  return date.zone ? date.at : clockOf(zone)(date.at);
}
