import { columns, cutAtWord } from './text-measure.ts';
import { fillPattern, type Wording } from './wording.ts';

const subjectColumns = 70;
const shortHeadline = 34;
/** What inboxes show of a preheader, and what they fill up with body text below. */
export const preheaderColumns = { least: 40, most: 110 } as const;

/** The lead story's headline, with the newsletter's name behind it when it is short, at most 70 columns. */
export const subjectOf = (headline: string | null, newsletter: string): string => {
  if (headline === null) return cutAtWord(newsletter, subjectColumns);
  const named = `${headline} · ${newsletter}`;
  return columns(headline) <= shortHeadline && columns(named) <= subjectColumns ? named : cutAtWord(headline, subjectColumns);
};

/**
 * What mail lists show after the subject, 40 to 110 columns: the headlines after the lead's; else the count and the lead's
 * excerpt; else a sentence. Composed, so it never repeats the subject, whatever stories are called, nor a line of the text part.
 */
export const preheaderOf = (
  {
    subject,
    others,
    excerpt,
    count,
    newsletter,
  }: { subject: string; others: readonly string[]; excerpt: string | null; count: number; newsletter: string },
  wording: Wording,
): string => {
  const { strings } = wording;
  const storyCount = wording.plural(strings.storyCount, count);
  const sentence = `${fillPattern(strings.chosenForYou, { newsletter })} · ${storyCount}`;
  const candidates = [
    others.length > 0 ? fillPattern(strings.plus, { headlines: others.join(' · ') }) : '',
    excerpt === null ? '' : `${storyCount} · ${excerpt}`,
    sentence,
    `${storyCount} · ${sentence}`,
  ];
  const long = candidates.find((candidate) => columns(candidate) >= preheaderColumns.least && !repeats(candidate, subject));
  return cutAtWord(long ?? sentence, preheaderColumns.most);
};

/** Whether a preheader is the subject, or goes on from it: the two stand side by side in every inbox. */
export const repeats = (preheader: string, subject: string): boolean =>
  `${preheader.toLowerCase()} `.startsWith(`${subject.toLowerCase()} `);
