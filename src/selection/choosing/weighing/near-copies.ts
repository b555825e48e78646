import type { Telling } from '../../../content/article.ts';

/** A telling's words as far as copies are told by them, each as a number of 32 bits. */
export type Wording = {
  /** The title's words as they stand. */
  readonly title: Int32Array;
  /** The same, sorted. */
  readonly sorted: Int32Array;
  /** Each three words of the excerpt that stand in a row, sorted, each once. */
  readonly runs: Float64Array;
};

/** Shares from which two titles, and two excerpts, are one text that somebody took over. */
const sameTitle = 0.85;
const sameExcerpt = 0.6;
/** Shorter ones prove nothing unless they are the very same. */
const leastTitle = 4;
const leastRuns = 6;

/** Letters of scripts without blanks are words of their own. */
const word = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]|[[\p{L}\p{N}\p{M}]--[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]]+/gv;

const foldedWords = (text: string): readonly string[] => text.normalize('NFKC').toLowerCase().match(word) ?? [];

export function wordingOf({ title, excerpt, provider }: Pick<Telling, 'title' | 'excerpt' | 'provider'>): Wording {
  const words = numbersOf(withoutDateline(excerpt ?? ''));
  const runs = new Float64Array(Math.max(0, words.length - 2));
  for (let at = 2; at < words.length; at += 1) {
    runs[at - 2] = runOf(words[at - 2] as number, words[at - 1] as number, words[at] as number);
  }
  const own = Int32Array.from(numbersOf(withoutOutlet(title, provider.name)));
  return { title: own, sorted: own.slice().sort(), runs: eachOnce(runs.sort()) };
}

/** `sorted` without repetitions, in its own memory. */
function eachOnce(sorted: Float64Array): Float64Array {
  let kept = 0;
  for (const one of sorted) {
    if (kept > 0 && sorted[kept - 1] === one) continue;
    sorted[kept] = one;
    kept += 1;
  }
  return sorted.subarray(0, kept);
}

/** The folded words of a text as numbers. Most texts are ASCII, where folding is one bit and no word need be cut out. */
function numbersOf(text: string): number[] {
  const numbers: number[] = [];
  let number = offsetBasis;
  let inWord = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return foldedWords(text).map(numberOf);
    const folded = code >= 0x41 && code <= 0x5a ? code | 0x20 : code;
    if ((folded >= 0x61 && folded <= 0x7a) || (code >= 0x30 && code <= 0x39)) {
      number = Math.imul(number ^ folded, prime);
      inWord = true;
      continue;
    }
    if (inWord) numbers.push(number | 0);
    [number, inWord] = [offsetBasis, false];
  }
  if (inWord) numbers.push(number | 0);
  return numbers;
}

const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/** FNV-1a over UTF-16 units: 32 bits, signed. Two words of one number are one in 4,000 million, and each text has few words. */
function numberOf(text: string): number {
  let number = offsetBasis;
  for (let at = 0; at < text.length; at += 1) number = Math.imul(number ^ text.charCodeAt(at), prime);
  return number | 0;
}

/** Three words' numbers as one of 52 bits. */
function runOf(first: number, second: number, third: number): number {
  const low = Math.imul(Math.imul(first ^ 0x9e3779b9, 0x85ebca6b) ^ second, 0xc2b2ae35) ^ third;
  const high = Math.imul(Math.imul(third ^ 0x27d4eb2f, 0x165667b1) ^ first, 0x9e3779b1) ^ second;
  return (high & 0xfffff) * 2 ** 32 + (low >>> 0);
}

/** Whether two tellings have near-identical titles or texts. Symmetric. */
export function nearlySame(a: Wording, b: Wording): boolean {
  return titlesAlike(a, b) || excerptsAlike(a.runs, b.runs);
}

function titlesAlike(a: Wording, b: Wording): boolean {
  const [few, many] = [a.title.length, b.title.length].sort((x, y) => x - y) as [number, number];
  if (few === 0) return false;
  if (few < leastTitle) return few === many && a.title.every((one, at) => one === b.title[at]);
  if (2 * few < sameTitle * (few + many)) return false;
  return (2 * sharedBy(a.sorted, b.sorted)) / (few + many) >= sameTitle;
}

/** Excerpts are cut anywhere, so the shorter one decides. */
function excerptsAlike(a: Float64Array, b: Float64Array): boolean {
  const few = Math.min(a.length, b.length);
  return few >= leastRuns && sharedBy(a, b) / few >= sameExcerpt;
}

/** How many numbers two sorted lists have in common, each as often as both have it. */
function sharedBy(a: Int32Array | Float64Array, b: Int32Array | Float64Array): number {
  let [shared, at, other] = [0, 0, 0];
  while (at < a.length && other < b.length) {
    const [one, two] = [a[at] as number, b[other] as number];
    if (one === two) shared += 1;
    if (one <= two) at += 1;
    if (two <= one) other += 1;
  }
  return shared;
}

/** `Headline - The Gazette`, `Headline | The Gazette` */
function withoutOutlet(title: string, outlet: string): string {
  const tail = /\s[-–—|•]\s([^-–—|•]+)$/.exec(title);
  return tail !== null && foldedWords(tail[1] ?? '').join(' ') === foldedWords(outlet).join(' ') ? title.slice(0, tail.index) : title;
}

const withoutDateline = (excerpt: string): string =>
  !/PRNewswire|WIRE/.test(excerpt)
    ? excerpt
    : excerpt.replace(/^.{0,120}?(?:\/PRNewswire[^/]*\/|\(BUSINESS WIRE\)|\(GLOBE NEWSWIRE\))[\s–—-]*/s, '');
