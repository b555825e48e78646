import { functionWords, toldByWords } from '../stories/grouping/words/word-rates.ts';

/** The script a language is written in, where that is not Latin: such a text is at once known for one of them. */
const scripts: readonly (readonly [name: string, pattern: RegExp, languages: readonly string[]])[] = [
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, ['ja']],
  ['Chinese', /\p{Script=Han}/gu, ['zh', 'ja', 'yue']],
  ['Korean', /\p{Script=Hangul}/gu, ['ko']],
  ['Cyrillic', /\p{Script=Cyrillic}/gu, ['ru', 'uk', 'bg', 'sr', 'be', 'mk', 'kk']],
  ['Greek', /\p{Script=Greek}/gu, ['el']],
  ['Arabic', /\p{Script=Arabic}/gu, ['ar', 'fa', 'ur', 'ps']],
  ['Hebrew', /\p{Script=Hebrew}/gu, ['he', 'yi']],
  ['Thai', /\p{Script=Thai}/gu, ['th']],
  ['Devanagari', /\p{Script=Devanagari}/gu, ['hi', 'mr', 'ne']],
];
const writtenOtherwise = new Set(scripts.flatMap(([, , languages]) => languages));
/** Fewer of a language's ordinary words show nothing, and another language must have less than half as many. */
const leastWords = 4;
const beyondLatin = /[^\u0000-\u024f\u2000-\u20cf]/;

/**
 * The language of a text by its script or its ordinary words, as a code or the name of a script; `null` when it does not show.
 * @param expected reading stops as soon as it can be no other than one of these
 */
export function languageOf(text: string, expected: readonly string[] = []): string | null {
  if (beyondLatin.test(text)) {
    const letters = text.match(/\p{L}/gu)?.length ?? 0;
    const script = scripts.find(([, pattern]) => 3 * (text.match(pattern)?.length ?? 0) > letters);
    if (script !== undefined) return script[0];
  }
  const votes = new Map<string, number>();
  const bare = /[^\u0000-\u007f]/.test(text) ? text.normalize('NFD').replace(/\p{M}/gu, '') : text;
  for (const word of bare.toLowerCase().split(/[^\p{L}]+/u)) {
    for (const language of functionWords.get(word) ?? []) {
      const count = (votes.get(language) ?? 0) + 1;
      votes.set(language, count);
      if (count >= leastWords && expected.includes(language)) return language;
    }
  }
  const [best, second] = [...votes].sort((one, other) => other[1] - one[1]);
  return best !== undefined && best[1] >= leastWords && best[1] > 2 * (second?.[1] ?? 0) ? best[0] : null;
}

/**
 * Whether who wants `wanted` (a language code) can read what was told to be `found`. A language whose ordinary words are not known
 * could be any Latin text that has none of another's: only one that shows is kept out.
 */
export function speaks(wanted: string, found: string): boolean {
  if (wanted === '*') return true;
  const code = wanted.toLowerCase();
  const script = scripts.find(([name]) => name === found);
  return script === undefined ? code === found : script[2].includes(code);
}

export const languageName = (code: string): string =>
  scripts.some(([name]) => name === code) ? code : (new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code);

/** The languages stories of a locale are in, `null` where nothing is known that would tell them from others. */
export function languagesOfLocale(locale: string): string[] | null {
  const { language } = new Intl.Locale(locale);
  return toldByWords.has(language) || writtenOtherwise.has(language) ? [language] : null;
}
