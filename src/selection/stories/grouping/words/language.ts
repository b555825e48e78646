import { termOf } from './page-words.ts';
import { elected, vote } from './voting.ts';
import { functionWords, toldByWords } from './word-rates.ts';

const scripts: readonly (readonly [string, RegExp])[] = [
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['Chinese', /\p{Script=Han}/u],
  ['Korean', /\p{Script=Hangul}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
];
const beyondLatin = /[^\u0000-\u024f\u2000-\u20cf]/;

/** Tells the language of one page by the script or the function words of its words: a name to compare, `null` when it does not show. */
export type TellLanguage = (words: Int32Array) => string | null;

/**
 * Whether two pages are in different languages, by what could be told of each. A page in Latin letters that is in no language
 * we know is not in Chinese.
 */
export function languagesDiffer(a: string | null, b: string | null): boolean {
  if (a !== null && b !== null) return a !== b;
  const known = a ?? b;
  return known !== null && !toldByWords.has(known);
}

/** `terms` of all pages by their number; `words` are packed as `page-words` does. */
export function createLanguageTeller(terms: readonly string[]): TellLanguage {
  const languages: (readonly string[])[] = [];
  const foreign: (string | null)[] = [];
  terms.forEach((term, id) => {
    const known = functionWords.get(term);
    if (known !== undefined) languages[id] = known;
    if (beyondLatin.test(term)) foreign[id] = scripts.find(([, pattern]) => pattern.test(term))?.[0] ?? null;
  });
  return (words) => mostOf(words, foreign) ?? byFunctionWords(words, languages);
}

/** The script other than Latin that most words have, if a third of them have one; kana anywhere makes it Japanese. */
function mostOf(words: Int32Array, scriptOf: readonly (string | null | undefined)[]): string | null {
  let found = 0;
  let counts: Map<string, number> | null = null;
  for (const word of words) {
    const script = scriptOf[termOf(word)];
    if (typeof script !== 'string') continue;
    found += 1;
    counts ??= new Map();
    counts.set(script, (counts.get(script) ?? 0) + 1);
  }
  if (counts === null || 3 * found < words.length) return null;
  if (counts.has('Japanese')) return 'Japanese';
  const count = (name: string) => counts.get(name) ?? 0;
  return scripts.reduce((most, [name]) => (count(name) > count(most) ? name : most), 'Chinese');
}

function byFunctionWords(words: Int32Array, languages: readonly (readonly string[] | undefined)[]): string | null {
  const votes = new Map<string, number>();
  for (const word of words) vote(votes, languages[termOf(word)]);
  return elected(votes);
}

/** The language expected holds as long as a corpus speaks it half as much as any other. */
const spokenAtLeast = 0.5;

/** The language most function words of a corpus are of: the one expected, unless another stands out. */
export function languageOfMost(terms: readonly string[], textsWith: Int32Array, expected: string): string {
  const votes = new Map<string, number>();
  terms.forEach((term, id) => {
    for (const language of functionWords.get(term) ?? []) votes.set(language, (votes.get(language) ?? 0) + (textsWith[id] as number));
  });
  const most = Math.max(0, ...votes.values());
  return (votes.get(expected) ?? 0) >= spokenAtLeast * most ? expected : (elected(votes) ?? expected);
}
