import { describe, expect, it } from 'vitest';
import { pairsByLanguage } from '../../../../bench/eval/languages.ts';

/** Least pairs of fifteen: five events, three ordinary headlines each, nothing else in the corpus. */
const least: Readonly<Record<string, number>> = { ru: 8, ar: 10, tr: 8, pl: 6, sv: 6, de: 4, fr: 9, es: 7, it: 9, pt: 8, nl: 9 };

describe('headlines in eleven languages, without an excerpt', () => {
  const found = pairsByLanguage();

  it.each(Object.keys(least))('in %s find each other, and none is joined with another event', (language) => {
    expect(found[language]?.wrong).toEqual([]);
    expect(found[language]?.found).toBeGreaterThanOrEqual(least[language] ?? 15);
  });
});
