import type { Origins } from '../../../../content/feeds/keeping/origins.ts';
import type { Points } from '../../../../selection/choosing/digest.ts';
import type { Explanation } from '../../../../selection/choosing/why.ts';
import { styled } from '../../output/terminal.ts';
import { age } from './plan-text.ts';

const number = (value: number, digits = 1) => value.toFixed(digits);

/** The points as an editor would redo them by hand. */
function pointsText(points: Points): string {
  const factors = points.multipliers.map(({ name, factor }) => ` x ${factor} (${name})`).join('');
  const { independent } = points;
  const told =
    independent === undefined
      ? `${points.otherOutlets} other outlet(s)`
      : `${Number(number(independent, 2))} independent ${independent === 1 ? 'telling' : 'tellings'} besides`;
  return `(${points.quality} quality + ${number(points.coverage)} for ${told}) x ${number(points.decay, 3)} for an age of ${age(points.ageMs)}${factors} = ${number(points.total)}`;
}

/** Why an article is in the digest, or why it is not and what would bring it in. */
export function whyText({ asked, story, points, tellings, standings, chosen, detail, remedies, notes }: Explanation): string {
  const lines = [styled('bold', asked.title), asked.url, ...(asked.file ? [asked.file] : [])];
  if (story && story.lead.url !== asked.url) lines.push(`Part of the story led by ${story.lead.provider.name}: ${story.lead.title}`);
  if (story && story.alsoCoveredBy.length > 0)
    lines.push(`Also covered by ${story.alsoCoveredBy.map(({ provider }) => provider.name).join(', ')}`);
  if (points) lines.push('', `Points: ${pointsText(points)}`);
  if (tellings.length > 1) lines.push(...tellings.map(({ coverage, words }) => `  ${coverage.provider.name}: ${words}`));
  for (const { topic, rank, of, lastIn } of standings) {
    lines.push(`${topic}: rank ${rank} of ${of}${lastIn ? `; the last one in has ${number(lastIn.points)}: ${lastIn.title}` : ''}`);
  }
  lines.push('', chosen ? styled('green', `Chosen for ${chosen.topic}, rank ${chosen.rank}.`) : styled('yellow', 'Not chosen.'));
  if (detail) lines.push(detail);
  lines.push(...notes);
  if (remedies.length > 0) lines.push('What would bring it in:', ...remedies.map(({ words }) => `  ${words}`));
  return lines.join('\n');
}

export const originsJson = (origins: Origins | null) =>
  origins && { quality: origins.quality, topics: origins.topics, feed: origins.feed, seen: origins.seen, corrections: origins.corrections };

export const whyJson = (explanation: Explanation) => ({
  asked: explanation.asked,
  story: explanation.story
    ? {
        id: explanation.story.id,
        lead: { url: explanation.story.lead.url, title: explanation.story.lead.title, provider: explanation.story.lead.provider.name },
        alsoCoveredBy: explanation.story.alsoCoveredBy.map(({ provider, url, title }) => ({ provider: provider.name, url, title })),
        topics: explanation.story.topics,
      }
    : null,
  points: explanation.points,
  tellings: explanation.tellings.map(({ coverage, kind, counts, words }) => ({
    outlet: coverage.provider.name,
    url: coverage.url,
    title: coverage.title,
    kind,
    counts,
    words,
  })),
  standings: explanation.standings,
  chosen: explanation.chosen ? { topic: explanation.chosen.topic, rank: explanation.chosen.rank, update: explanation.chosen.update } : null,
  reason: explanation.reason,
  detail: explanation.detail,
  remedies: explanation.remedies,
  notes: explanation.notes,
});
