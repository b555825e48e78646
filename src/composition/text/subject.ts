import { columns, cutAtWord } from './text-measure.ts';
import { fillPattern, type Wording } from './wording.ts';

const subjectColumns = 70;
const shortHeadline = 34;
/** What inboxes show of a preheader, and what they fill up with body text below. */
export const preheaderColumns = { least: 40, most: 110 } as const;

/**
 * A headline as it stands, or a whole clause it begins with, never a part of one: the lead's, else that of the next story whose fits,
 * 60 columns preferred and 70 at most; else the newsletter's name and how much it tells. A short one has the name behind it.
 * @param headlines the lead's, then the others in the order they are worth telling
 */
export const wholeSubjectOf = (headlines: readonly string[], newsletter: string, storyCount: string): string => {
  for (const headline of headlines) {
    const fits = columns(headline) <= subjectColumns ? headline : clauseOf(headline);
    if (fits === null) continue;
    const named = `${fits} · ${newsletter}`;
    return columns(fits) <= shortHeadline && columns(named) <= subjectColumns ? named : fits;
  }
  const counted = `${newsletter} · ${storyCount}`;
  return headlines.length > 0 && columns(counted) <= subjectColumns ? counted : cutAtWord(newsletter, subjectColumns);
};

const clauseColumns = { least: 24, preferred: 60, most: subjectColumns } as const;
const leastWords = 4;

/** The longest whole clause a headline begins with that fits, `null` where none stands by itself. */
const clauseOf = (headline: string): string | null => {
  const clauses = [...headline.matchAll(/([?!.;:。！？；：])(?=\s|[\p{L}\p{N}]*$|(?<=[。！？；：]))|,(?=\s\p{Ll})|(?=\s[–—|-]\s)/gu)]
    .map(({ index, 1: mark }) => headline.slice(0, index + (mark !== undefined && /[?!？！]/u.test(mark) ? 1 : 0)).trim())
    .filter((clause) => standsAlone(clause));
  const fitting = (most: number) => clauses.findLast((clause) => columns(clause) <= most);
  return fitting(clauseColumns.preferred) ?? fitting(clauseColumns.most) ?? null;
};

const standsAlone = (clause: string): boolean =>
  columns(clause) >= clauseColumns.least && (clause.split(/\s+/).length >= leastWords || !clause.includes(' ')) && isClosed(clause);

/** What was opened is closed: a quotation or a bracket is not cut in two. */
const isClosed = (text: string): boolean => {
  const count = (mark: RegExp) => (text.match(mark) ?? []).length;
  const pairs: readonly (readonly [RegExp, RegExp])[] = [
    [/[(]/g, /[)]/g],
    [/[[]/g, /[\]]/g],
    [/[“„]/g, /[”]/g],
    [/«/g, /»/g],
    [/「/g, /」/g],
  ];
  return pairs.every(([open, close]) => count(open) === count(close)) && count(/"/g) % 2 === 0;
};

/** By the rules of 1: the lead story's headline, with the newsletter's name behind it when it is short, cut at 70 columns. */
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
    whole = false,
  }: {
    subject: string;
    others: readonly string[];
    excerpt: string | null;
    count: number;
    newsletter: string;
    /** Fewer headlines rather than one that is cut. */
    whole?: boolean;
  },
  wording: Wording,
): string => {
  const { strings } = wording;
  const storyCount = wording.plural(strings.storyCount, count);
  const sentence = `${fillPattern(strings.chosenForYou, { newsletter })} · ${storyCount}`;
  const candidates = [
    ...(whole ? wholeHeadlines(others, (headlines) => fillPattern(strings.plus, { headlines })) : []),
    others.length > 0 ? fillPattern(strings.plus, { headlines: others.join(' · ') }) : '',
    excerpt === null ? '' : `${storyCount} · ${excerpt}`,
    sentence,
    `${storyCount} · ${sentence}`,
  ];
  const long = candidates.find((candidate) => columns(candidate) >= preheaderColumns.least && !repeats(candidate, subject));
  return cutAtWord(long ?? sentence, preheaderColumns.most);
};

/** As many headlines as fit whole, most first. */
const wholeHeadlines = (headlines: readonly string[], told: (joined: string) => string): readonly string[] =>
  headlines
    .map((_, at) => told(headlines.slice(0, headlines.length - at).join(' · ')))
    .filter((line) => columns(line) <= preheaderColumns.most);

/** Whether a preheader is the subject, or goes on from it: the two stand side by side in every inbox. */
export const repeats = (preheader: string, subject: string): boolean =>
  `${preheader.toLowerCase()} `.startsWith(`${subject.toLowerCase()} `);
