import type { OneStory } from '../../../../selection/stories/why-one-story.ts';
import { styled } from '../../output/terminal.ts';

/** What speaks for and against two pages being one story, the weightiest sign first. */
export function pairText({ pages, together, tellings, odds, needed, signs, against, outcome }: OneStory): string {
  const lines = pages.flatMap(({ title, url, provider, publishedAt }) => [
    styled('bold', title),
    `  ${provider.name}, ${publishedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC  ${url}`,
  ]);
  lines.push('', styled(together ? 'green' : 'yellow', together && tellings > 2 ? `${outcome} It has ${tellings} tellings.` : outcome));
  lines.push(...against);
  const weightiest = signs.toSorted((a, b) => Math.abs(b.counts) - Math.abs(a.counts));
  if (weightiest.length > 0) lines.push('', 'For and against, in log-odds (0 is an even chance):');
  for (const { counts, words } of weightiest)
    lines.push(`  ${counts > 0 ? '+' : '\u2212'}${Math.abs(counts).toFixed(1).padStart(4)}  ${words}`);
  if (odds !== null) lines.push(`  ${odds.toFixed(1).padStart(5)}  in all; ${needed} joins two pages by themselves.`);
  return lines.join('\n');
}

export const pairJson = ({ pages, ...rest }: OneStory) => ({
  pages: pages.map(({ url, title, provider, publishedAt, file }) => ({ url, title, provider: provider.name, publishedAt, file })),
  ...rest,
});
