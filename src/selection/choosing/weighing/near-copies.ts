import type { Telling } from '../../../content/article.ts';

/** A telling's words as far as copies are told by them. */
export type Wording = {
  readonly title: readonly string[];
  /** Numbers of the title's words, sorted. */
  readonly sorted: Int32Array;
  /** Each three words of the excerpt that stand in a row, as one number. */
  readonly runs: ReadonlySet<number>;
};

/** Shares from which two titles, and two excerpts, are one text that somebody took over. */
const sameTitle = 0.85;
const sameExcerpt = 0.6;
/** Shorter ones prove nothing unless they are the very same. */
const leastTitle = 4;
const leastRuns = 6;

/** Letters of scripts without blanks are words of their own. */
const word = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]|[[\p{L}\p{N}\p{M}]--[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]]+/gv;

export const foldedWords = (text: string): readonly string[] => text.normalize('NFKC').toLowerCase().match(word) ?? [];

export function wordingOf({ title, excerpt, provider }: Pick<Telling, 'title' | 'excerpt' | 'provider'>): Wording {
  const words = foldedWords(withoutDateline(excerpt ?? '')).map(numberOf);
  const runs = new Set<number>();
  for (let at = 2; at < words.length; at += 1) runs.add(runOf(words[at - 2] as number, words[at - 1] as number, words[at] as number));
  const own = foldedWords(withoutOutlet(title, provider.name));
  return { title: own, sorted: Int32Array.from(own, numberOf).sort(), runs };
}

/** FNV-1a over UTF-16 units: 32 bits, signed. Two words of one number are one in 4,000 million, and each text has few words. */
function numberOf(text: string): number {
  let number = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) number = Math.imul(number ^ text.charCodeAt(at), 0x01000193);
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
  let [shared, at, other] = [0, 0, 0];
  while (at < a.sorted.length && other < b.sorted.length) {
    const [one, two] = [a.sorted[at] as number, b.sorted[other] as number];
    if (one === two) shared += 1;
    if (one <= two) at += 1;
    if (two <= one) other += 1;
  }
  return (2 * shared) / (few + many) >= sameTitle;
}

/** Excerpts are cut anywhere, so the shorter one decides. */
function excerptsAlike(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  if (few.size < leastRuns) return false;
  let shared = 0;
  for (const run of few) if (many.has(run)) shared += 1;
  return shared / few.size >= sameExcerpt;
}

/** `Headline - The Gazette`, `Headline | The Gazette` */
function withoutOutlet(title: string, outlet: string): string {
  const tail = /\s[-–—|•]\s([^-–—|•]+)$/.exec(title);
  return tail !== null && foldedWords(tail[1] ?? '').join(' ') === foldedWords(outlet).join(' ') ? title.slice(0, tail.index) : title;
}

const withoutDateline = (excerpt: string): string =>
  excerpt.replace(/^.{0,120}?(?:\/PRNewswire[^/]*\/|\(BUSINESS WIRE\)|\(GLOBE NEWSWIRE\))[\s–—-]*/s, '');
