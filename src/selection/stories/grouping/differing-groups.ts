import type { ComparablePage } from './comparable-page.ts';
import { inTitle, termOf } from './words/page-words.ts';
import type { Vocabulary } from './words/vocabulary.ts';

/** A name that this share of a group's headlines have is what the group is about. */
const coreName = 0.5;
/** Lighter names are everybody's: of the country, of the president. */
const leastName = 0.55;
/** So many tellings on either side make a rule of what they have in common. */
const several = 3;

/**
 * Whether two groups are about two persons or places, or count differently: each has a name in most of its headlines that
 * nobody of the other group mentions, or each counts, and no number is the same.
 */
export function groupsDiffer(a: readonly ComparablePage[], b: readonly ComparablePage[], vocabulary: Vocabulary): boolean {
  if (Math.min(a.length, b.length) < several) return false;
  if (countDifferently(a, b)) return true;
  return hasOwnName(a, b, vocabulary) && hasOwnName(b, a, vocabulary);
}

/** Most headlines of either count, and no number is the same: a toll that grows is told with several. */
function countDifferently(a: readonly ComparablePage[], b: readonly ComparablePage[]): boolean {
  const [counted, others] = [a.filter(({ counts }) => counts.size > 0), b.filter(({ counts }) => counts.size > 0)];
  if (2 * counted.length < a.length || 2 * others.length < b.length) return false;
  const numbers = new Set(counted.flatMap(({ counts }) => [...counts]));
  return others.every(({ counts }) => counts.isDisjointFrom(numbers));
}

function hasOwnName(pages: readonly ComparablePage[], others: readonly ComparablePage[], { nameWeight }: Vocabulary): boolean {
  const headlines = new Map<number, number>();
  for (const { words } of pages)
    for (const word of words) {
      const id = termOf(word);
      if (word & inTitle && (nameWeight[id] as number) >= leastName) headlines.set(id, (headlines.get(id) ?? 0) + 1);
    }
  const own = new Set([...headlines].filter(([, count]) => count >= coreName * pages.length).map(([id]) => id));
  for (const { words } of others) for (const word of words) own.delete(termOf(word));
  return own.size > 0;
}
