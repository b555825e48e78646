import { neutralText } from '../text/neutral-text.ts';
import { preheaderOf, subjectOf } from '../text/subject.ts';
import type { Wording } from '../text/wording.ts';
import type { DigestWords } from './edition-view.ts';
import type { DigestLayout } from './layout.ts';

/** What the words of a digest are made of, whether its stories are rendered now or were compiled before. */
export type WordSources = {
  readonly newsletter: string;
  /** The editor's wording, `null` for ours. */
  readonly subject: string | null;
  readonly preheader: string | null;
  readonly headlineOf: (storyId: string) => string;
  readonly excerptOf: (storyId: string) => string | null;
};

/** Subject, preheader and story count of one digest, not escaped. */
export const digestWords = (layout: DigestLayout, sources: WordSources, wording: Wording): DigestWords => {
  const [lead, ...others] = layout.sections.flatMap(({ stories }) => stories.map(({ id }) => id));
  const count = lead === undefined ? 0 : others.length + 1;
  const newsletter = neutralText(sources.newsletter);
  const told = layout.highlights.length > 0 ? layout.highlights : others;
  const subject = neutralText(sources.subject ?? '') || subjectOf(lead === undefined ? null : sources.headlineOf(lead), newsletter);
  return {
    subject,
    preheader:
      neutralText(sources.preheader ?? '') ||
      preheaderOf(
        {
          subject,
          others: told.slice(0, 3).map(sources.headlineOf),
          excerpt: lead === undefined ? null : sources.excerptOf(lead),
          count,
          newsletter,
        },
        wording,
      ),
    storyCount: wording.plural(wording.strings.storyCount, count),
  };
};
