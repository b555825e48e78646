import type { ArticleBody } from '../article.ts';
import { summaryOf } from '../feeds/reading/item-words.ts';
import type { Notes } from '../fields/fault-notes.ts';
import { excerptOf } from '../foreign/body-words.ts';
import { showValue } from '../show-value.ts';

/** What stands below the front matter of a file, and whether its folder says that this is what is sent. */
export type BelowFrontMatter = { readonly file: string; readonly source: string; readonly from: number; readonly full: boolean };

type Fields = Readonly<Record<string, unknown>>;

/** More than a mail holds several times over, markup included. */
const largestBody = 200_000;

/** Fields of ours among those the format does not name: `body` is anybody's word, and is ours only where it says one of these. */
const sent = new Map([
  ['full', true],
  ['excerpt', false],
]);
const formats = ['markdown', 'html'] as const;

/** A picture written into the text itself: half a megabyte of letters that no mail shows. */
const embedded = /data:[a-z]{1,20}\/[\w.+-]{1,60};base64,[A-Za-z0-9+/=]{64,}/g;

/**
 * The whole text of an article that says it is to be sent (`body: full`), or whose folder does; `null` for any other. `fields`: of the
 * front matter, those the format does not name; `rest` gives them back without the ones read here.
 */
export function readBody(
  fields: Fields,
  { file, source, from, full }: BelowFrontMatter,
  notes: Notes,
): { readonly body: ArticleBody | null; readonly rest: Fields } {
  const word = typeof fields.body === 'string' ? fields.body.trim().toLowerCase() : '';
  const wanted = sent.get(word) ?? full;
  noteUnknownWord(word, fields.body, notes);
  if (!sent.has(word) && !full) return { body: null, rest: fields };
  const { body: own, bodyFormat, ...others } = fields;
  const rest = sent.has(word) || own === undefined ? others : { ...others, body: own };
  if (!wanted) return { body: null, rest };
  const written = source.slice(from).replaceAll('\r\n', '\n').replace(embedded, 'data:,');
  const text = file.endsWith('.mdx') ? withoutImports(written) : written;
  if (text.trim() === '') {
    notes.warn('body', 'body-empty', 'no text below the front matter', 'sent with its excerpt; write the text, or take "body: full" away');
    return { body: null, rest };
  }
  if (text.length > largestBody) {
    const found = `${text.length} characters of text`;
    notes.warn('body', 'body-too-long', found, `sent with its excerpt: of a text beyond ${largestBody} no mail could hold a third`);
    return { body: null, rest };
  }
  const line = source.slice(0, from).split('\n').length;
  return { body: { format: formatOf(bodyFormat, notes), text, line }, rest };
}

/** A word that is none of ours is most likely meant to be; anything longer is a field of the newsroom's own. */
function noteUnknownWord(word: string, value: unknown, notes: Notes): void {
  if (word === '' || sent.has(word) || !/^[a-z]{1,12}$/.test(word)) return;
  notes.warn(
    'body',
    'bad-body',
    `${showValue(value)} is neither "full" nor "excerpt"`,
    'kept as a field of your own; correct it if it is ours',
  );
}

function formatOf(value: unknown, notes: Notes): ArticleBody['format'] {
  if (value === undefined || value === null || value === '') return 'markdown';
  const known = formats.find((format) => format === String(value).trim().toLowerCase());
  if (known !== undefined) return known;
  notes.warn('bodyFormat', 'bad-body-format', `${showValue(value)} is neither "markdown" nor "html"`, 'read as Markdown');
  return 'markdown';
}

/** What a component file imports stands above its words, a line each; the others stay where they are. */
const withoutImports = (text: string): string =>
  text.replace(/^(?:(?:import|export)\s[^\n]*\n|[ \t]*\n)+/, (head) => '\n'.repeat(head.split('\n').length - 1));

/** What stands for the text where there is no room for it, of an article that gives no excerpt. */
export const excerptOfBody = ({ format, text }: ArticleBody): string | null =>
  format === 'markdown' ? excerptOf(text) : summaryOf(null, text);
