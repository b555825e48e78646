import { functionWords } from './function-words.ts';
import { termOf } from './page-words.ts';

const languagesOf = new Map<string, string[]>();
for (const [language, words] of Object.entries(functionWords)) {
  for (const word of words) languagesOf.set(word, [...(languagesOf.get(word) ?? []), language]);
}

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
  return known !== null && !(known in functionWords);
}

/** `terms` of all pages by their number; `words` are packed as `page-words` does. */
export function createLanguageTeller(terms: readonly string[]): TellLanguage {
  const languages: (readonly string[])[] = [];
  const foreign: (string | null)[] = [];
  terms.forEach((term, id) => {
    const known = languagesOf.get(term);
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
  for (const word of words) {
    for (const language of languages[termOf(word)] ?? []) votes.set(language, (votes.get(language) ?? 0) + 1);
  }
  const [best, second] = [...votes].sort((a, b) => b[1] - a[1]);
  return best !== undefined && best[1] >= 2 && best[1] >= 1.5 * (second?.[1] ?? 0) ? best[0] : null;
}
