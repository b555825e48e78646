import { plainText } from '../../fields/html-to-text.ts';

/** So much of an HTML text is looked at for a summary. */
const lookedAt = 20_000;
const longestSummary = 420;
/** What feeds put behind a text that is not of it. */
const tails =
  /\s*(?:Continue reading|Read more|Read the (?:full|rest)|Keep reading|Read full (?:article|story)|The post .{1,300} (?:appeared first on|first appeared on) .{1,200}|Leia mais|Weiterlesen|Lire la suite|Leer más|\[(?:…|\.\.\.|&hellip;)\]|\((?:…|more)\))[\s.…→»>]*$/iu;
/** What reddit puts under everything. */
const boilerplate = /\s*submitted by\s+\S+(?:\s+to\s+\S+)?\s*\[link\]\s*\[\d{0,9}\s*comments\]\s*$/i;

/** One or a few sentences of a feed's summary or text, as plain text; `null`: there are none. */
export function summaryOf(summary: string | null, body: string | null): string | null {
  return ended(shortened(words(summary)) ?? shortened(words(body)));
}

/** A text that breaks off says so. */
const ended = (text: string | null): string | null =>
  text === null || text.length < 60 || /[\p{Sentence_Terminal}…:]["'”’»)\]]*$/u.test(text) ? text : `${text}…`;

/** The first paragraph or so of HTML: what a person would read first. */
function words(html: string | null): string | null {
  if (html === null) return null;
  const given = html.slice(0, lookedAt);
  const text = plainText(given.includes('<') ? withoutCaptions(given) : given).text;
  return text.replace(boilerplate, '').replace(tails, '').trim() || null;
}

/** What stands under a picture, and headings, are not where a text begins. */
const withoutCaptions = (html: string): string =>
  html
    .replace(/<figcaption\b[^>]{0,300}>[^<]{0,1000}(?:<(?!\/figcaption)[^>]{0,500}>[^<]{0,1000}){0,20}<\/figcaption>/gi, ' ')
    .replace(/<h[1-6]\b[^>]{0,300}>[^<]{0,300}<\/h[1-6]>/gi, ' ');

/** Cut after a sentence where one ends in time, else after a word. */
export function shortened(text: string | null, longest: number = longestSummary): string | null {
  if (text === null || text === '') return null;
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest);
  const ends = [...cut.matchAll(/[.!?…。！？]["'”’»)\]]?(?=\s|$)/gu)].map(({ index, 0: end }) => index + end.length);
  const end = ends.findLast((at) => at > longest / 3);
  if (end !== undefined) return cut.slice(0, end);
  return `${(/^.*(?=\s)/su.exec(cut.slice(0, longest - 1))?.[0] ?? cut.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')).trimEnd()}…`;
}
