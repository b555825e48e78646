import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const vocabularySize = 60_000;
const outlets = 2_000;
const syllables = [
  'ba',
  'ke',
  'ri',
  'to',
  'mu',
  'la',
  'sen',
  'dor',
  'vi',
  'pra',
  'ne',
  'gol',
  'ti',
  'shu',
  'fe',
  'ran',
  'ox',
  'il',
  'um',
  'ca',
];

/** The slot the corpus is made for; every article lies in the week before it. */
export const slot = new Date('2026-11-21T08:00:00Z');
export const topics = Array.from({ length: 12 }, (_, index) => `Topic ${index + 1}`);

/** A made-up telling, and which event it tells. */
export type MadeUp = {
  readonly event: number;
  readonly title: string;
  readonly excerpt: string;
  readonly at: Date;
  readonly outlet: string;
  readonly quality: number;
  readonly topics: readonly string[];
};

/**
 * `count` made-up tellings: words by Zipf's law, events told by 1 to 12 outlets within six hours. The same numbers give the
 * same tellings. Four in ten words are of a hundred, which stand in pages by chance and not, as in real news, because
 * grammar wants them; no word is a name. So chance resemblance is worse than in any newspaper.
 */
export function* madeUp(count: number): Generator<MadeUp> {
  const random = lcg(12_345);
  const words = Array.from({ length: vocabularySize }, (_, index) => word(index));
  const zipf = () => words[Math.min(vocabularySize - 1, Math.floor(vocabularySize ** random()) - 1)] ?? 'ba';
  for (let [written, event] = [0, 0]; written < count; event++) {
    const tellings = random() < 0.7 ? 1 : 1 + Math.floor(random() * 12);
    const core = Array.from({ length: 10 }, zipf);
    const body = Array.from({ length: 20 }, zipf);
    const first = slot.getTime() - random() * 7 * 86_400_000;
    for (let telling = 0; telling < tellings && written < count; telling++, written++) {
      const title = [...core.filter(() => random() < 0.6), ...Array.from({ length: 3 }, zipf)];
      const excerpt = [...core.filter(() => random() < 0.5), ...body.filter(() => random() < 0.5), ...Array.from({ length: 12 }, zipf)];
      yield {
        event,
        title: title.map((one, index) => (index % 3 === 0 ? `${one[0]?.toUpperCase()}${one.slice(1)}` : one)).join(' '),
        excerpt: `${excerpt.join(' ')}.`,
        at: new Date(Math.min(slot.getTime(), first + random() * 6 * 3_600_000)),
        outlet: `outlet${Math.floor(random() * outlets)}.example`,
        quality: Math.floor(random() * 100),
        topics: [Math.floor(random() * 12), Math.floor(random() * 12)].map((index) => topics[index] ?? ''),
      };
    }
  }
}

/** Writes `count` made-up articles below `folder`, a thousand to a folder. */
export function writeCorpus(folder: string, count: number): void {
  let written = 0;
  for (const article of madeUp(count)) writeArticle(folder, written++, article);
}

export function writeArticle(folder: string, index: number, { title, excerpt, at, outlet, quality, topics }: Omit<MadeUp, 'event'>): void {
  const below = join(folder, String(Math.floor(index / 1_000)).padStart(4, '0'));
  if (!existsSync(below)) mkdirSync(below, { recursive: true });
  const lines = [
    '---',
    `title: "${title}"`,
    `excerpt: "${excerpt}"`,
    `publishedDateTime: ${at.toISOString()}`,
    `webUrl: "https://${outlet}/${index}"`,
    'type: article',
    'category: news',
    `quality: ${quality}`,
    `heat: ${quality}`,
    'published: true',
    `provider: { name: ${outlet}, domain: ${outlet} }`,
    `topics: [${[...new Set(topics)].join(', ')}]`,
    '---',
    '',
  ];
  writeFileSync(join(below, `${index}.md`), lines.join('\n'));
}

function word(index: number): string {
  let text = '';
  let rest = index + 7;
  for (let part = 0; part < 2 + (index % 3); part++) {
    text += syllables[rest % 20];
    rest = Math.floor(rest / 20) + (index % 7);
  }
  return text + index.toString(36);
}

function lcg(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
