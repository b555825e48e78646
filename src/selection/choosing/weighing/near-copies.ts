import type { Telling } from '../../../content/article.ts';

/** A telling's words as far as copies are told by them. */
export type Wording = {
  readonly title: readonly string[];
  /** Each three words of the excerpt that stand in a row. */
  readonly runs: ReadonlySet<string>;
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
  const words = foldedWords(withoutDateline(excerpt ?? ''));
  return {
    title: foldedWords(withoutOutlet(title, provider.name)),
    runs: new Set(words.slice(2).map((_, at) => words.slice(at, at + 3).join(' '))),
  };
}

/** Whether two tellings have near-identical titles or texts. Symmetric. */
export function nearlySame(a: Wording, b: Wording): boolean {
  return titlesAlike(a.title, b.title) || excerptsAlike(a.runs, b.runs);
}

function titlesAlike(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  if (a.join(' ') === b.join(' ')) return true;
  if (Math.min(a.length, b.length) < leastTitle) return false;
  const left = new Map<string, number>();
  for (const one of a) left.set(one, (left.get(one) ?? 0) + 1);
  let shared = 0;
  for (const one of b) {
    const times = left.get(one) ?? 0;
    if (times === 0) continue;
    left.set(one, times - 1);
    shared += 1;
  }
  return (2 * shared) / (a.length + b.length) >= sameTitle;
}

/** Excerpts are cut anywhere, so the shorter one decides. */
function excerptsAlike(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
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
