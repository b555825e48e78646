import type { Entry } from './lexicon.ts';

/** Tells the language of texts in Latin letters from their words as they are written, `null` when it does not show. */
export function languageOfWords(texts: readonly (readonly Entry[])[]): string | null {
  const votes = new Map<string, number>();
  const counted = new Set<Entry>();
  for (const words of texts)
    for (const word of words) {
      if (word.languages === null || counted.has(word)) continue;
      counted.add(word);
      vote(votes, word.languages);
    }
  return elected(votes);
}

/** A word's voices for the languages it belongs to. */
export function vote(votes: Map<string, number>, languages: readonly string[] | undefined): void {
  for (const language of languages ?? []) votes.set(language, (votes.get(language) ?? 0) + 1);
}

/** The language with clearly most voices. */
export function elected(votes: ReadonlyMap<string, number>): string | null {
  const [best, second] = [...votes].sort((a, b) => b[1] - a[1]);
  return best !== undefined && best[1] >= 2 && best[1] >= 1.5 * (second?.[1] ?? 0) ? best[0] : null;
}
