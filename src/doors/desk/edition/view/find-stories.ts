import { canonicalUrl } from '../../../../content/addresses/canonical-url.ts';
import type { DeskPreview } from '../../desk-source.ts';
import { webLink } from '../../frame/wording.ts';
import { reasonLabels } from './plan-view.ts';

export type FoundStory = {
  readonly id: string;
  readonly title: string;
  readonly outlet: string;
  readonly topics: readonly string[];
  /** `null`: it is left out. */
  readonly section: string | null;
  /** Where it stands, or why it is left out. */
  readonly where: string;
};

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Stories of the window in which every word stands: in a title, an outlet, a topic, or in where it is; or that have the page of this address. Those of the digest first. */
export function findStories(preview: DeskPreview, words: string): readonly FoundStory[] {
  const wanted = folded(words)
    .split(/\s+/)
    .filter((word) => word !== '');
  const all = listOf(preview);
  const address = webLink(words.trim());
  if (address !== null) {
    const page = canonicalUrl(address);
    const telling = preview.stories.filter(({ coverages }) =>
      coverages.some(({ url, canonicalUrl: own }) => url === address || own === page),
    );
    const ids = new Set(telling.map(({ id }) => id));
    return all.filter(({ id }) => ids.has(id));
  }
  const texts = new Map(
    preview.stories.map((story) => [story.id, story.coverages.map(({ title, provider }) => `${title} ${provider.name}`)]),
  );
  return all.filter(({ id, title, topics, where }) => {
    const text = folded([title, ...topics, where, ...(texts.get(id) ?? [])].join(' '));
    return wanted.every((word) => text.includes(word));
  });
}

function listOf({ digest, stories }: DeskPreview): readonly FoundStory[] {
  const sections = new Map(digest.sections.flatMap(({ topic, stories: own }) => own.map(({ story }) => [story.id, topic] as const)));
  const left = new Map(digest.leftOut.map(({ storyId, reason, points }) => [storyId, { reason, worth: points?.total ?? 0 }]));
  const worth = (id: string) => (sections.has(id) ? Number.POSITIVE_INFINITY : (left.get(id)?.worth ?? 0));
  return stories
    .toSorted((a, b) => worth(b.id) - worth(a.id) || 0)
    .map(({ id, lead, topics }) => {
      const section = sections.get(id) ?? null;
      const reason = left.get(id)?.reason;
      const out = reason === undefined ? 'left out' : `left out: ${reasonLabels[reason].toLowerCase()}`;
      return {
        id,
        title: lead.title,
        outlet: lead.provider.name,
        topics,
        section,
        where: section === null ? out : `in ${section || 'More'}`,
      };
    });
}
