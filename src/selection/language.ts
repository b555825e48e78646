import { functionWords } from './function-words.ts';

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

/** Tells the language of one text by its script or its function words: a name to compare, `null` when it does not show. */
export type TellLanguage = (terms: readonly number[]) => string | null;

/** `idOf` numbers the terms of all texts, as in a `Vocabulary`. */
export function createLanguageTeller(idOf: ReadonlyMap<string, number>): TellLanguage {
  const languages: (readonly string[])[] = [];
  const foreign: (string | null)[] = [];
  for (const [term, id] of idOf) {
    const known = languagesOf.get(term);
    if (known !== undefined) languages[id] = known;
    if (beyondLatin.test(term)) foreign[id] = scripts.find(([, pattern]) => pattern.test(term))?.[0] ?? null;
  }
  return (terms) => mostOf(terms, (id) => foreign[id]) ?? byFunctionWords(new Set(terms), languages);
}

/** The script other than Latin that at least a third of the words are written in; kana anywhere makes it Japanese. */
function mostOf(terms: readonly number[], scriptOf: (id: number) => string | null | undefined): string | null {
  const found = terms.map(scriptOf).filter((script) => typeof script === 'string');
  if (found.length === 0 || 3 * found.length < terms.length) return null;
  return found.includes('Japanese') ? 'Japanese' : (found[0] ?? null);
}

function byFunctionWords(terms: ReadonlySet<number>, languages: readonly (readonly string[] | undefined)[]): string | null {
  const votes = new Map<string, number>();
  for (const id of terms) {
    for (const language of languages[id] ?? []) votes.set(language, (votes.get(language) ?? 0) + 1);
  }
  const [best, second] = [...votes].sort((a, b) => b[1] - a[1]);
  return best !== undefined && best[1] >= 2 && best[1] >= 1.5 * (second?.[1] ?? 0) ? best[0] : null;
}
