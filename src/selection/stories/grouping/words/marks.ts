import { fold } from './fold.ts';
import { granted, refused } from './ruling-words.ts';
import { functionWords, ordinaryTerms } from './word-rates.ts';

/**
 * What a headline dates or numbers itself with: day, month, quarter, year, the number of a model, a version or an instalment,
 * the strength of an earthquake, and whether something was granted or refused. Keyed by kind (`year`, `month`, `episode`, `kubernetes`).
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

/** A day of a month, either way round. */
const days = new RegExp(
  `\\b(\\d{1,2})(?:st|nd|rd|th)? (?:of )?(?:${months}|may)\\b|\\b(?:${months}|may) (\\d{1,2})(?:st|nd|rd|th)?(?![\\d.,]*\\d)`,
  'g',
);
/** A written name and its number (iPhone 15, GPT-4) or both in one (S24, H100). */
const models =
  /(?<![\p{L}\p{N}])(?:(\p{L}[\p{L}\p{N}]*)[ -](\d{1,4})|(\p{Lu}{1,3})(\d{1,4}))(?![\p{L}\p{N}]|[.,]\d|\s*(?:%|percent|per cent|million|billion|trillion|bn|mn|points))/gu;
/** In English headlines that capitalise every word, `Kills 12` looks like a name with a number. */
const verbEnding = /(?:s|ed|ing)$/;
/** `4.2-magnitude`, `magnitude of 6.1`, `measuring 7`, and in other languages: the number may stand on either side. */
const magnitudes = [
  /(?<![\p{L}\p{N}.,])(\d(?:[.,]\s?\d)?)[ -]+(?:magnitude|grados|gradi|stopni|градус|баллов)/gu,
  /(?:magnitud[eo]?|magnitudine|magnituda|magnitudy|magnitude|stärke|starke|kracht|styrka|büyüklüğünde|магнитудой|بقوة|قوتها)[ -]+(?:of |de |von |di |van |på )?(\d(?:[.,]\s?\d)?)(?!\d)/gu,
  /(?<!\p{L})measur(?:es|ed|ing) (\d[.,]\s?\d)(?![\d]|\s?(?:%|percent|per cent|million|billion|met|f[eo]+t|km|mile|cm|inch))/gu,
];
/** First readings of one earthquake differ by so much. */
const oneQuake = 0.35;

const dated = new RegExp(`\\d|${months}`);
const unmarked: Marks = new Map();

export function marksOf(title: string): Marks {
  const lower = title.toLowerCase();
  const folded = fold(lower);
  const ruled = [granted.test(folded) ? 'granted' : null, refused.test(folded) ? 'refused' : null].filter((said) => said !== null);
  if (ruled.length === 0 && !dated.test(lower)) return unmarked;
  const marks = new Map<string, Set<string>>();
  const note = (kind: string, value: string) => marks.set(kind, (marks.get(kind) ?? new Set()).add(value));
  for (const { kind, pattern } of patterns)
    for (const [, before, value] of lower.matchAll(pattern)) note(kind ?? before ?? '', value ?? '');
  for (const [, first, last] of lower.matchAll(days)) note('day', first ?? last ?? '');
  noteModels(title, note);
  for (const pattern of magnitudes)
    for (const [, strength = ''] of lower.matchAll(pattern)) note('magnitude', strength.replace(',', '.').replace(/\s/, ''));
  for (const said of ruled) note('ruling', said);
  return marks;
}

function noteModels(title: string, note: (kind: string, value: string) => void): void {
  const everyWord = everyWordCapital(title);
  for (const { 1: name, 2: number, 3: letters, 4: digits, index } of title.matchAll(models)) {
    if (name === undefined) note((letters ?? '').toLowerCase(), digits ?? '');
    else if (looksLikeName(name, { everyWord, first: index === 0 })) note(name.toLowerCase(), number ?? '');
  }
}

function looksLikeName(word: string, { everyWord, first }: { readonly everyWord: boolean; readonly first: boolean }): boolean {
  const lower = word.toLowerCase();
  if (lower === word || months.includes(lower)) return false;
  if (!everyWord && !first) return true;
  if (functionWords.has(lower) || ordinaryTerms.has(lower) || ordinaryTerms.has(lower.replace(/s$/, ''))) return false;
  return !everyWord || !verbEnding.test(lower) || /\p{Ll}\p{Lu}/u.test(word);
}

/** A headline in which no longer word begins with a small letter. */
const everyWordCapital = (title: string): boolean => !/(?<![\p{L}\p{N}'\u2019])\p{Ll}[\p{L}\p{N}]{3,}/u.test(title);

/** Both carry a mark of one kind, and none of the values is the same: July's update is not June's. */
export function marksConflict(a: Marks, b: Marks): boolean {
  if (a.size === 0 || b.size === 0) return false;
  for (const kind of a.keys()) {
    const others = b.get(kind);
    if (others === undefined) continue;
    const values = a.get(kind) as ReadonlySet<string>;
    if (kind === 'magnitude' ? quakesApart(values, others) : others.isDisjointFrom(values)) return true;
  }
  return false;
}

const quakesApart = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  [...a].every((one) => [...b].every((other) => Math.abs(Number(one) - Number(other)) > oneQuake));
