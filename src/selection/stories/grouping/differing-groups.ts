import type { ComparablePage } from './comparable-page.ts';
import { inTitle, termOf } from './words/page-words.ts';
import type { Vocabulary } from './words/vocabulary.ts';

/** A name that this share of a group's headlines have is what the group is about. */
const coreName = 0.5;
/** Lighter names are everybody's: of the country, of the president. */
const leastName = 0.55;
/** A name that so many of a group's headlines have is what it happened to, or where. */
const everybodysName = 0.9;
/** So many tellings on either side make a rule of what they have in common. */
const several = 3;

/**
 * Whether two groups are about two persons or places, or count differently: each has a name in most of its headlines that
 * nobody of the other group mentions, or each counts, and no number is the same. Of a group of several, what nearly all its
 * headlines name is to be mentioned by a newcomer, too.
 */
export function groupsDiffer(a: readonly ComparablePage[], b: readonly ComparablePage[], vocabulary: Vocabulary): boolean {
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  if (many.length < several) return false;
  if (hasOwnName(many, few, vocabulary, everybodysName, 'every')) return true;
  if (few.length < several) return false;
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

/**
 * Whether `share` of the pages name something in their headlines that nobody of the others mentions; `every`: where they name
 * several such things, nobody mentions any of them.
 */
function hasOwnName(
  pages: readonly ComparablePage[],
  others: readonly ComparablePage[],
  { nameWeight }: Vocabulary,
  share = coreName,
  which: 'some' | 'every' = 'some',
): boolean {
  const headlines = new Map<number, number>();
  for (const { words } of pages)
    for (const word of words) {
      const id = termOf(word);
      if (word & inTitle && (nameWeight[id] as number) >= leastName) headlines.set(id, (headlines.get(id) ?? 0) + 1);
    }
  const names = new Set([...headlines].filter(([, count]) => count >= share * pages.length).map(([id]) => id));
  const named = names.size;
  for (const { words } of others) for (const word of words) names.delete(termOf(word));
  return which === 'some' ? names.size > 0 : named > 0 && names.size === named;
}
