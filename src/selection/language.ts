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

/**
 * The language of a text by its script or its function words: a name to compare, `null` when it does not show.
 * `terms` are the text's words as `tokenise` folds them.
 */
export function languageOf(terms: readonly string[]): string | null {
  const script = scriptOf(terms);
  if (script !== null) return script;
  const votes = new Map<string, number>();
  for (const term of new Set(terms)) {
    for (const language of languagesOf.get(term) ?? []) votes.set(language, (votes.get(language) ?? 0) + 1);
  }
  const [best, second] = [...votes].sort((a, b) => b[1] - a[1]);
  return best !== undefined && best[1] >= 2 && best[1] >= 1.5 * (second?.[1] ?? 0) ? best[0] : null;
}

/** A script other than Latin that at least a third of the words are written in. */
function scriptOf(terms: readonly string[]): string | null {
  const foreign = terms.filter((term) => beyondLatin.test(term));
  if (3 * foreign.length < terms.length || foreign.length === 0) return null;
  return scripts.find(([, pattern]) => foreign.some((term) => pattern.test(term)))?.[0] ?? null;
}
