import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { he } from './he.ts';
import { ja } from './ja.ts';
import { ptBr } from './pt-br.ts';
import type { PageWords } from './words.ts';

/** Every language the reader pages speak, by language subtag. */
export const pageLanguages: Readonly<Record<string, PageWords>> = { en, de, fr, es, pt: ptBr, ja, ar, he };

/** The words of a BCP 47 locale by its language; English where there are none. */
export const wordsFor = (locale: string): PageWords => pageLanguages[locale.toLowerCase().split('-')[0] ?? ''] ?? en;

/** `pattern` with each `{name}` replaced by its value. */
export const filled = (pattern: string, values: Readonly<Record<string, string>>): string =>
  pattern.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);

/** The best of our languages for an Accept-Language header; `null`: it names none of them. */
export function acceptedLanguage(header: string | undefined): string | null {
  const wanted = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = Number(/^q=([\d.]+)$/.exec(parameters[0]?.trim() ?? '')?.[1] ?? 1);
      return { language: tag.toLowerCase().split('-')[0] ?? '', quality: Number.isFinite(quality) ? quality : 0 };
    })
    .filter(({ language, quality }) => quality > 0 && Object.hasOwn(pageLanguages, language))
    .sort((a, b) => b.quality - a.quality);
  return wanted[0]?.language ?? null;
}
