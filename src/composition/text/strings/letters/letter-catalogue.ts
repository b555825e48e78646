import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { he } from './he.ts';
import { ja } from './ja.ts';
import type { LetterStrings } from './letter-strings.ts';
import { ptBr } from './pt-br.ts';

/** The words of letters in every language Courant speaks, by language subtag. */
export const letterCatalogue: Readonly<Record<string, LetterStrings>> = { en, de, fr, es, pt: ptBr, ja, ar, he };

/** The words for a BCP 47 locale by its language; English where a language is missing. Throws a RangeError for a malformed tag. */
export const letterStringsFor = (locale: string): LetterStrings => letterCatalogue[new Intl.Locale(locale).language] ?? en;
