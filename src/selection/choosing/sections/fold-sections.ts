import { foldTopic } from '../../stories/fold-topic.ts';
import type { Section } from '../digest.ts';
import type { SelectionSettings } from '../settings.ts';

/** The topic of the section small ones are gathered in: composition words it in the newsletter's language. */
export const moreTopic = '';

/**
 * Sections with fewer stories than `minSection` given to the section of their topic's parent; what is still small then goes to one
 * section at the end, where the settings say so and there is more than one such story. A lone section stays as it is.
 */
export function foldSections(sections: readonly Section[], settings: SelectionSettings): readonly Section[] {
  if (settings.rules === 1 || settings.smallSections === 'keep' || sections.length < 2) return sections;
  const isSmall = ({ topic, stories }: Section) => stories.length < settings.minSection && topic !== moreTopic;
  if (!sections.some(isSmall)) return sections;
  const parents = new Map(
    Object.entries(settings.topics).flatMap(([topic, { parent }]) => (parent ? [[foldTopic(topic), parent] as const] : [])),
  );
  let folded: readonly Section[] = sections;
  for (const small of sections.filter((section) => isSmall(section) && parents.has(foldTopic(section.topic)))) {
    const current = folded.find(({ topic }) => topic === small.topic);
    if (current !== undefined && isSmall(current)) folded = given(folded, current, parents.get(foldTopic(small.topic)) ?? '');
  }
  if (settings.smallSections !== 'more') return folded;
  const small = folded.filter(isSmall);
  if (small.length < 2 || small.length === folded.length) return folded;
  const more: Section = {
    topic: moreTopic,
    stories: small.flatMap(({ stories }) => stories).toSorted((a, b) => b.points.total - a.points.total),
  };
  return [...folded.filter((section) => !small.includes(section)), more];
}

/** `small` added to the section called `parent`; one of that name is opened in its place where there is none. */
function given(sections: readonly Section[], small: Section, parent: string): readonly Section[] {
  const home = sections.find(({ topic }) => foldTopic(topic) === foldTopic(parent));
  if (home === small) return sections;
  if (home === undefined) return sections.map((section) => (section === small ? { ...small, topic: parent } : section));
  const stories = [...home.stories, ...small.stories];
  return sections.filter((section) => section !== small).map((section) => (section === home ? { ...home, stories } : section));
}
