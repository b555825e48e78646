import type { Plan } from '../../../../press/planning/plan.ts';
import type { Points, SelectedStory } from '../../../../selection/choosing/digest.ts';
import { shortId } from '../../../../selection/stories/story.ts';
import { remainingWidth, styled, table } from '../../output/terminal.ts';

const hour = 3_600_000;

/** `1d 4h`, `3h`, `20m`. */
export function age(ms: number): string {
  const hours = Math.floor(ms / hour);
  if (hours < 1) return `${Math.floor(ms / 60_000)}m`;
  return hours < 24 ? `${hours}h` : `${Math.floor(hours / 24)}d ${hours % 24}h`;
}

/** The plan as an editor reads it in a terminal. */
export function planText(plan: Plan, when: string | null): string {
  const { counts, window } = plan;
  const lines = [
    styled('bold', `${plan.newsletter ?? 'ad hoc'} for ${plan.slot.toISOString()}`),
    ...(when === null ? [] : [when]),
    `after ${window.from.toISOString()}: ${counts.files} files (${counts.invalid} left out), ${counts.eligible} eligible, ${counts.stories} stories, ${counts.selected} selected`,
    ...plan.digest.sections.flatMap((section) => [
      '',
      styled(['bold', 'underline'], section.topic || 'More'),
      storyTable(section.stories),
      ...noteLines(section.stories),
    ]),
  ];
  const leading = leadOf(plan);
  if (leading !== undefined) lines.push('', `Leads the digest: ${leading}`);
  if (plan.digest.skip) lines.push('', styled('yellow', `Would be skipped: ${plan.digest.skip}`));
  lines.push('', leftOutLine(plan));
  return lines.join('\n');
}

/** The title of the story that stands first in the mail, wherever its section does. */
function leadOf({ digest: { sections, lead } }: Plan): string | undefined {
  const stories = sections.flatMap((section) => section.stories);
  return (stories.find(({ story }) => story.id === lead) ?? stories[0])?.story.lead.title;
}

function storyTable(stories: readonly SelectedStory[]): string {
  const columns = [
    { head: 'points', width: 9, align: 'right' as const },
    { head: 'id', width: 10 },
    { head: 'story', width: remainingWidth(70) },
    { head: 'outlet', width: 22 },
    { head: 'age', width: 9 },
    { head: 'quality', width: 9, align: 'right' as const },
    { head: 'others', width: 10, align: 'right' as const },
  ];
  return table(
    columns,
    stories.map(({ story, points, update }) => [
      points.total.toFixed(1),
      shortId(story.id),
      `${update ? 'Update: ' : ''}${story.lead.title}`,
      story.lead.provider.name,
      age(points.ageMs),
      String(points.quality),
      othersText(points),
    ]),
  );
}

/** `+2 of 5`: two of the five other outlets tell it independently. */
function othersText({ otherOutlets, independent = otherOutlets }: Points): string {
  if (otherOutlets === 0 && independent === 0) return '';
  return independent === otherOutlets ? `+${otherOutlets}` : `+${Math.round(independent * 10) / 10} of ${otherOutlets}`;
}

const noteLines = (stories: readonly SelectedStory[]): string[] =>
  stories.flatMap(({ story, notes = [] }) => notes.map((note) => styled('dim', `  ${story.lead.title}: ${note}`)));

function leftOutLine(plan: Plan): string {
  const counts = [...plan.countLeftOut()].sort(([a, count], [b, other]) => other - count || (a < b ? -1 : 1));
  if (counts.length === 0) return 'Nothing was left out.';
  const reasons = counts.map(([reason, count]) => `${count} ${reason}`);
  return `Left out: ${reasons.join(', ')}. Ask: courant why <id, url or file>`;
}

/** Stories of a window with their coverages, lead first. */
export const storiesText = (plan: Plan): string =>
  plan.stories
    .map((story) => {
      const [lead, ...others] = story.coverages;
      const also = others.map(({ provider, title }) => `    ${styled('dim', 'also')} ${provider.name}: ${title}`);
      const notes = (plan.notes.get(story.id) ?? []).map((note) => `    ${styled('dim', note)}`);
      return [`${styled('dim', story.id)} ${styled('bold', lead?.title ?? '')} (${lead?.provider.name ?? ''})`, ...also, ...notes].join(
        '\n',
      );
    })
    .join('\n');
