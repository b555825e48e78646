import { readFileSync } from 'node:fs';
import { canonicalUrl } from '../../src/content/addresses/canonical-url.ts';
import type { Coverage } from '../../src/selection/stories/story.ts';
import type { Pair } from './b-cubed.ts';

/** Pairs of pages, judged by hand: URLs and labels only. The weights were fitted on the first; nothing is ever tuned on the second. */
const files = { fitted: 'pairs.tsv', heldOut: 'held-out.tsv', weekly: 'weekly-pairs.tsv' } as const;

/** `weekly`: pairs of stories that real weekly digests held, read one by one. */
export function judgedPairs(which: keyof typeof files): Pair[] {
  const [, ...lines] = readFileSync(new URL(files[which], import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [a = '', b = '', label] = line.split('\t');
    return { a: canonicalUrl(a), b: canonicalUrl(b), same: label === 'same' };
  });
}

/** One headline, of four words at least, at two outlets within three days is one event told twice. */
export function sameTitlePairs(coverages: readonly Coverage[]): Pair[] {
  const titled = new Map<string, { url: string; outlet: string; time: number }[]>();
  for (const { canonicalUrl: url, title, provider, publishedAt } of coverages) {
    const key = title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    if (key.split(' ').length < 4) continue;
    titled.set(key, [...(titled.get(key) ?? []), { url, outlet: provider.domain, time: publishedAt.getTime() }]);
  }
  return [...titled.values()].flatMap((pages) =>
    pages.flatMap((a, index) =>
      pages
        .slice(index + 1)
        .filter((b) => a.outlet !== b.outlet && Math.abs(a.time - b.time) <= 3 * 86_400_000)
        .map((b) => ({ a: a.url, b: b.url, same: true })),
    ),
  );
}
