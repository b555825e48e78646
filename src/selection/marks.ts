/**
 * What a headline dates or numbers itself with: month, quarter, year, and the number of a version or an instalment.
 * Keyed by kind (`year`, `month`, `episode`, `kubernetes`).
 */
export type Marks = ReadonlyMap<string, ReadonlySet<string>>;

const months = 'january|february|march|april|june|july|august|september|october|november|december';
/** A number after one of these says which of a series, where `12 dead` or `3.5 %` only counts. */
const instalments =
  'episode|part|chapter|season|round|week|day|version|update|release|rollup|issue|edition|volume|vol|phase|stage|game|no|number|level';
const patterns: readonly { readonly kind: string | null; readonly pattern: RegExp }[] = [
  { kind: 'month', pattern: new RegExp(`\\b()(${months}|may(?= \\d))\\b`, 'g') },
  { kind: 'year', pattern: /(?<![\p{L}\p{N}.,])()((?:19|20)\d\d)(?![\p{L}\p{N}]|[.,]\d)/gu },
  { kind: 'quarter', pattern: /\b()(q[1-4])\b/g },
  { kind: null, pattern: new RegExp(`\\b(${instalments})[ .#]+(\\d+(?:\\.\\d+)*)(?![\\p{L}\\p{N}%])`, 'gu') },
  // A dotted number after a word is a version (Kubernetes 1.21) unless it measures something.
  {
    kind: null,
    pattern: /(\p{L}[\p{L}\p{N}]*) v?(\d+(?:\.\d+)+)(?![\p{L}\p{N}]|\s*(?:%|percent|per cent|million|billion|trillion|bn|mn|points))/gu,
  },
];

const datedOrNumbered = new RegExp(`\\d|${months}`);
const unmarked: Marks = new Map();

export function marksOf(title: string): Marks {
  const lower = title.toLowerCase();
  if (!datedOrNumbered.test(lower)) return unmarked;
  const marks = new Map<string, Set<string>>();
  for (const { kind, pattern } of patterns) {
    for (const [, before, value] of lower.matchAll(pattern)) {
      const key = kind ?? before ?? '';
      marks.set(key, (marks.get(key) ?? new Set()).add(value ?? ''));
    }
  }
  return marks;
}

/** Both carry a mark of one kind, and none of the values is the same: July's update is not June's. */
export function marksConflict(a: Marks, b: Marks): boolean {
  if (a.size === 0 || b.size === 0) return false;
  for (const [kind, values] of a) {
    const others = b.get(kind);
    if (others !== undefined && ![...values].some((value) => others.has(value))) return true;
  }
  return false;
}
