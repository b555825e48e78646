import type { DeskPreview, ReadersCounted } from '../../desk-source.ts';
import { clock, counted, whole } from '../../frame/wording.ts';

export type Share = { readonly words: string; readonly readers: number; readonly href: string | null };

export type SharesView = {
  readonly summary: string;
  readonly counted: string;
  readonly of: number;
  readonly excluded: readonly string[];
  readonly leads: readonly Share[];
  readonly subjects: readonly Share[];
  readonly sections: readonly Share[];
  readonly stories: readonly Share[];
};

const listed = 12;

/** @param addressOf the page with a story chosen */
export function sharesView(
  { stories, newsletter }: DeskPreview,
  { at, distribution }: ReadersCounted,
  addressOf: (storyId: string) => string,
): SharesView {
  const titles = new Map(stories.map((story) => [story.id, story.lead.title]));
  const story = ({ name, readers }: { readonly name: string; readonly readers: number }): Share => ({
    words: titles.get(name) ?? name,
    readers,
    href: titles.has(name) ? addressOf(name) : null,
  });
  const words = ({ name, readers }: { readonly name: string; readonly readers: number }): Share => ({ words: name, readers, href: null });
  const { readers, skipped, subscriptions, digests } = distribution;
  return {
    summary: `${whole(readers)} of ${counted(subscriptions, 'subscription', 'subscriptions')}`,
    counted: `${counted(digests, 'different mail', 'different mails')}, by each reader’s own topics and by what they were told before; counted at ${clock(at, newsletter.zone)}.`,
    of: readers,
    excluded: [
      ...(skipped > 0 ? [`${counted(skipped, 'reader gets', 'readers get')} nothing: too little is new to them`] : []),
      ...Object.entries(distribution.excluded).map(([why, count]) => `${whole(count)}: ${why}`),
    ],
    leads: distribution.leads.slice(0, listed).map(story),
    subjects: distribution.subjects.slice(0, listed).map(words),
    sections: distribution.sections.map(words),
    stories: [...distribution.stories]
      .map(([name, count]) => ({ name, readers: count }))
      .toSorted((a, b) => b.readers - a.readers)
      .map(story),
  };
}
