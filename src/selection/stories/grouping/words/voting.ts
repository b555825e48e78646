import { fold } from './fold.ts';
import { functionWords } from './word-rates.ts';

/** Tells the language of a text in Latin letters from its words as they are written, `null` when it does not show. */
export function createVoting(): (texts: readonly (readonly string[])[]) => string | null {
  const languagesBefore = new Map<string, readonly string[] | undefined>();
  return (texts) => {
    const votes = new Map<string, number>();
    const counted = new Set<string>();
    for (const words of texts)
      for (const word of words) {
        if (word.length > longestFunctionWord || counted.has(word)) continue;
        counted.add(word);
        if (!languagesBefore.has(word)) languagesBefore.set(word, functionWords.get(fold(word)));
        vote(votes, languagesBefore.get(word));
      }
    return elected(votes);
  };
}

const longestFunctionWord = 10;

/** A word's voices for the languages it belongs to. */
export function vote(votes: Map<string, number>, languages: readonly string[] | undefined): void {
  for (const language of languages ?? []) votes.set(language, (votes.get(language) ?? 0) + 1);
}

/** The language with clearly most voices. */
export function elected(votes: ReadonlyMap<string, number>): string | null {
  const [best, second] = [...votes].sort((a, b) => b[1] - a[1]);
  return best !== undefined && best[1] >= 2 && best[1] >= 1.5 * (second?.[1] ?? 0) ? best[0] : null;
}
