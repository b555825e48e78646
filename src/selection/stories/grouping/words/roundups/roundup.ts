import { roundupWords } from './roundup-words.ts';

const count = '(?:\\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';
const regularly =
  '(?:daily|weekly|monthly|morning|midday|lunchtime|afternoon|evening|nightly|weekend|news|market|tech|deals|funding|security)';

/** Headlines of pages that tell several events: columns, newsletters, lists, what a conference brought; in English. */
const english: readonly RegExp[] = [
  /^(?:the|this|your|our) (?:day|week|weekend|month|year) in\b/,
  /\b(?:day|week|weekend|month|year) in (?:review|pictures|photos|brief|numbers|headlines)\b/,
  new RegExp(`\\b${regularly} (?:brief|briefing|digest|round-?up|wrap|wrap-?up|recap|newsletter|crunch|rundown|headlines)\\b`),
  /^(?:newsletter|news in brief|news briefs|round-?up|top stories)\b|\bnewsletter$/,
  new RegExp(`^(?:the )?${count} (?:(?:things|ways|reasons) (?:to|why|you|we|about|that)|takeaways|stories|charts|headlines|facts)\\b`),
  new RegExp(
    `^(?:the )?${count} (?:top|best|biggest|key|most) (?:\\S+ ){0,3}(?:announcements|stories|takeaways|things|moments|deals|picks|updates)\\b`,
  ),
  /\b(?:biggest|top|all the|every|everything) (?:\S+ ){0,2}(?:announcements?|announced|news|stories|takeaways|headlines)\b/,
  /\b(?:announcements|news|updates|stories) (?:at a glance|in brief|you (?:may have |might have )?missed)\b/,
  /: highlights\b|^highlights (?:of|from)\b/,
];

/** A word begins and ends where no letter stands, in any script. */
const elsewhere = new RegExp(
  Object.values(roundupWords)
    .flat()
    .map((words) => (words.startsWith('^') ? `^(?:${words.slice(1)})` : `(?<![\\p{L}\\p{N}])(?:${words})`))
    .map((words) => `${words}(?![\\p{L}\\p{N}])`)
    .join('|'),
  'u',
);

/**
 * Whether a headline says that its page tells several events, so that it is not the telling of any one of them. English words for it are
 * used everywhere, others in their languages; `language`: of the page, `null` where it does not show.
 */
export function isRoundup(headline: string, language: string | null): boolean {
  const lower = headline.toLowerCase().trim();
  return english.some((pattern) => pattern.test(lower)) || (language !== 'en' && elsewhere.test(lower));
}
