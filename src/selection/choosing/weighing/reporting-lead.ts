import { insideWindow, storyLedBy } from '../../stories/assemble-story.ts';
import type { Coverage, Story } from '../../stories/story.ts';
import type { Window } from '../../stories/window.ts';
import type { SelectionSettings } from '../settings.ts';
import { nearlySame, wordingOf } from './near-copies.ts';
import { sourcesOf } from './tellings.ts';

/** A report this much worse than what it reports on does not lead in its place. */
const leastShare = 0.5;

export type Relead = { readonly story: Story; readonly note: string | null };

/**
 * A story led by a press release, by whom it is about, or by a reprint is led by the best telling of its window that is somebody's own
 * report, where there is one of at least half the quality.
 */
export function ledByReporting(story: Story, window: Window, settings: SelectionSettings): Relead {
  const { lead, coverages } = story;
  const unchanged = { story, note: null };
  if (coverages.length === 1) return unchanged;
  const source = sourcesOf(coverages, settings);
  const announced = coverages.filter((coverage) => coverage !== lead && source(coverage) !== null);
  const origin = source(lead) ?? reprintOf(lead, coverages, announced);
  if (origin === null) return unchanged;
  const releases = [lead, ...announced].map(wordingOf);
  const report = coverages.find(
    (coverage) =>
      coverage !== lead &&
      coverage.file !== null &&
      insideWindow(coverage, window) &&
      coverage.quality >= leastShare * lead.quality &&
      source(coverage) === null &&
      !releases.some((release) => nearlySame(release, wordingOf(coverage))),
  );
  if (report === undefined) return unchanged;
  const note = `led by ${report.provider.name} instead of ${lead.provider.name}, whose telling is ${words[origin]}`;
  return { story: storyLedBy(story.id, report, coverages), note };
}

const words = { 'press-wire': 'a press release', own: 'by whom the story is about', reprint: 'a reprint' } as const;

/** A lead that repeats an announcement, or what another outlet told before it. */
function reprintOf(lead: Coverage, coverages: readonly Coverage[], announced: readonly Coverage[]): 'reprint' | null {
  const wording = wordingOf(lead);
  const before = coverages.filter(
    (coverage) => coverage !== lead && (announced.includes(coverage) || coverage.publishedAt < lead.publishedAt),
  );
  return before.some((coverage) => nearlySame(wordingOf(coverage), wording)) ? 'reprint' : null;
}
