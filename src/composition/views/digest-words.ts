import { moreTopic } from '../../selection/choosing/sections/fold-sections.ts';
import { neutralText } from '../text/neutral-text.ts';
import { preheaderOf, subjectOf, wholeSubjectOf } from '../text/subject.ts';
import type { Wording } from '../text/wording.ts';
import type { DigestWords } from './edition-view.ts';
import type { DigestLayout } from './layout.ts';

/** An editor's words and the stories they speak of; `words` 2: by the rules that cut no headline. */
export type EditorsWords = {
  /** `null` for ours. */
  readonly subject: string | null;
  readonly preheader: string | null;
  /** Of digests of the second arm, where two subjects are tried. */
  readonly secondSubject?: string | undefined;
  /** Ids of stories a digest must have, all of them, to be given these words; left out, every digest is. */
  readonly subjectFor?: readonly string[] | undefined;
  readonly preheaderFor?: readonly string[] | undefined;
  readonly noteFor?: readonly string[] | undefined;
  readonly words?: 2 | undefined;
};

/** What the words of a digest are made of, whether its stories are rendered now or were compiled before. */
export type WordSources = EditorsWords & {
  readonly newsletter: string;
  readonly headlineOf: (storyId: string) => string;
  readonly excerptOf: (storyId: string) => string | null;
};

const headlinesTold = 3;

/** Subject, preheader and story count of one digest, not escaped. */
export const digestWords = (layout: DigestLayout, sources: WordSources, wording: Wording): DigestWords => {
  const [lead, ...others] = layout.sections.flatMap(({ stories }) => stories.map(({ id }) => id));
  const count = lead === undefined ? 0 : others.length + 1;
  const newsletter = neutralText(sources.newsletter);
  const storyCount = wording.plural(wording.strings.storyCount, count);
  const told = (layout.highlights.length > 0 ? layout.highlights : others).slice(0, headlinesTold).map(sources.headlineOf);
  const headline = lead === undefined ? null : sources.headlineOf(lead);
  const automatic = () =>
    sources.words === 2
      ? wholeSubjectOf(headline === null ? [] : [headline, ...told], newsletter, storyCount)
      : subjectOf(headline, newsletter);
  const edited = layout.arm === 2 ? (sources.secondSubject ?? null) : sources.subject;
  const subject = neutralText(isFor(layout, sources.subjectFor) ? (edited ?? '') : '') || automatic();
  const leads = headline !== null && (subject === headline || subject.startsWith(headline.slice(0, 20)));
  return {
    subject,
    preheader:
      neutralText(isFor(layout, sources.preheaderFor) ? (sources.preheader ?? '') : '') ||
      preheaderOf(
        {
          subject,
          // Where the subject tells another story than the lead, the lead is told here.
          others: sources.words === 2 && !leads && headline !== null ? [headline, ...told.slice(1)] : told,
          excerpt: lead === undefined ? null : sources.excerptOf(lead),
          count,
          newsletter,
          whole: sources.words === 2,
        },
        wording,
      ),
    storyCount,
  };
};

/** Whether a digest has every story that words speak of. */
export const isFor = (layout: DigestLayout, stories: readonly string[] | undefined): boolean =>
  stories === undefined || stories.every((id) => layout.sections.some((section) => section.stories.some((place) => place.id === id)));

/**
 * The labels of highlights, in their order: a topic is said once, and not at all where all have the same. By the rules of 1 each has
 * its own.
 */
export const highlightLabels = (topics: readonly string[], words: 2 | undefined): readonly string[] => {
  if (words !== 2) return topics;
  if (new Set(topics).size < 2) return topics.map(() => '');
  return topics.map((topic, at) => (topics.indexOf(topic) === at ? topic : ''));
};

/** A topic as readers see it; small sections gathered in one have none, and are called "More". */
export const topicWords = (topic: string, wording: Wording): string =>
  topic === moreTopic ? wording.strings.moreStories : neutralText(topic);
