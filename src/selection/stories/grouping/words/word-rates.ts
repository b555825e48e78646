import { fold } from './fold.ts';
import { ar } from './languages/ar.ts';
import { de } from './languages/de.ts';
import { en } from './languages/en.ts';
import { es } from './languages/es.ts';
import { fr } from './languages/fr.ts';
import { it } from './languages/it.ts';
import type { LanguageWords } from './languages/language-words.ts';
import { nl } from './languages/nl.ts';
import { pl } from './languages/pl.ts';
import { pt } from './languages/pt.ts';
import { ru } from './languages/ru.ts';
import { sv } from './languages/sv.ts';
import { tr } from './languages/tr.ts';
import { stemIn } from './stem.ts';

const languages: Readonly<Record<string, LanguageWords>> = { en, de, fr, es, it, pt, nl, sv, pl, tr, ru, ar };

/** Folded function words, each with the languages it belongs to. They are never stemmed. */
export const functionWords: ReadonlyMap<string, readonly string[]> = readFunctionWords();

/** Ordinary words as terms: folded and stemmed. */
export const ordinaryTerms: ReadonlySet<string> = readOrdinaryTerms();

/** Languages in Latin letters that can be told apart by their function words. */
export const toldByWords: ReadonlySet<string> = new Set(
  Object.keys(languages).filter((language) => language !== 'ru' && language !== 'ar'),
);

function readFunctionWords(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [language, words] of Object.entries(languages))
    for (const word of listed(words.function)) found.set(word, [...(found.get(word) ?? []), language]);
  return found;
}

function readOrdinaryTerms(): Set<string> {
  const found = new Set<string>();
  for (const [language, words] of Object.entries(languages)) {
    const stem = stemIn(language);
    for (const word of listed(words.ordinary)) found.add(stem(word));
  }
  return found;
}

function listed(list: string): string[] {
  return [...new Set(list.trim().split(/\s+/).map(fold))];
}
