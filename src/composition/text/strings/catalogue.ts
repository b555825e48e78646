import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { he } from './he.ts';
import { ja } from './ja.ts';
import { ptBr } from './pt-br.ts';
import type { Strings } from './strings.ts';

/** Every language Courant speaks, by language subtag. */
export const catalogue: Readonly<Record<string, Strings>> = { en, de, fr, es, pt: ptBr, ja, ar, he };

/** The words for a BCP 47 locale by its language; English where a language is missing. Throws a RangeError for a malformed tag. */
export const stringsFor = (locale: string): Strings => catalogue[new Intl.Locale(locale).language] ?? en;
