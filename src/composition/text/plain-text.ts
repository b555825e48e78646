/** The text part, written from the view model. Every block ends with an empty line, so blocks are simply joined. */

import type {
  DigestView,
  EditionView,
  HighlightView,
  NoteBlock,
  NoteLine,
  SponsorView,
  StoryView,
} from '../../../emails/contract/view-model.ts';
import { neutralText } from './neutral-text.ts';
import { columns, wrapLines } from './text-measure.ts';

const lineColumns = 72;

/** A whole digest as plain text; line ends are `\n`. */
export const digestText = ({ edition, highlights, sections }: DigestView): string =>
  [
    headText(edition),
    highlightsText(edition.highlightsTitle, highlights),
    ...sections.flatMap(({ topic, stories }, index) => [
      sectionHeadText(topic),
      ...stories.map(storyText),
      index === 0 ? sponsorText(edition.sponsor) : '',
    ]),
    footerText(edition.footer),
  ].join('');

export const headText = ({ masthead, note }: EditionView): string =>
  [
    underlined(masthead.name, '='),
    ...(masthead.tagline === null ? [] : wrapLines(masthead.tagline, lineColumns)),
    `${masthead.number} · ${masthead.date} · ${masthead.storyCount}`,
    '',
    ...note.flatMap((block) => [...noteLines(block), '']),
    '',
  ].join('\n');

const noteLines = (block: NoteBlock): readonly string[] =>
  block.kind === 'paragraph'
    ? wordsAndLinks(block.line, '', '')
    : block.items.flatMap((item, index) => {
        const mark = block.ordered ? `${index + 1}. ` : '* ';
        return wordsAndLinks(item, mark, ' '.repeat(mark.length));
      });

const wordsAndLinks = ({ parts }: NoteLine, mark: string, indent: string): readonly string[] => {
  // Parts were made neutral one by one; what they make together may be a placeholder again.
  const words = neutralText(parts.map(({ text }) => text).join(''));
  // An address in the words is enough where it stands between blanks: with a comma behind it, it cannot be followed.
  const standing = new Set(words.split(' '));
  const hrefs = parts.flatMap(({ href }) => (href === null || standing.has(href) ? [] : [href]));
  return [...wrapLines(mark + words, lineColumns, indent), ...[...new Set(hrefs)].map((href) => `  ${href}`)];
};

/** Paid matter under its label; nothing when there is none. */
export const sponsorText = (sponsor: SponsorView | null): string =>
  sponsor === null
    ? ''
    : [...wrapLines(`[${sponsor.label}] ${sponsor.title}`, lineColumns), ...wrapLines(sponsor.text, lineColumns), sponsor.href, '\n'].join(
        '\n',
      );

const highlightsText = (title: string, highlights: readonly HighlightView[]): string =>
  highlights.length === 0 ? '' : [highlightsHeadText(title), ...highlights.map(highlightText), highlightsEndText].join('');

export const highlightsHeadText = (title: string): string => `${underlined(title, '-')}\n`;

export const highlightText = ({ topic, headline }: HighlightView): string =>
  wrapLines(`* ${topic === '' ? '' : `${topic}: `}${headline}`, lineColumns, '  ')
    .map((line) => `${line}\n`)
    .join('');

export const highlightsEndText = '\n';

export const sectionHeadText = (topic: string): string => `${underlined(topic, '=')}\n\n`;

/** Headline and byline, then the excerpt, then the links: three pieces, because excerpts are trimmed and stories become updates. */
const storyText = (story: StoryView): string => storyHeadText(story) + excerptText(story.excerpt) + storyLinksText(story);

export const storyHeadText = ({ headline, outlet, date, readingTime, video, update }: StoryView): string =>
  [
    ...wrapLines(update === null ? headline : `[${update}] ${headline}`, lineColumns),
    ...wrapLines([outlet.name, date, readingTime, video].filter((word) => word !== null).join(' · '), lineColumns),
    '',
  ].join('\n');

export const excerptText = (excerpt: string | null): string => (excerpt === null ? '' : `${wrapLines(excerpt, lineColumns).join('\n')}\n`);

/** Each address stands alone on its line, whole, however long: mail programs link it from blank to blank. */
export const storyLinksText = ({ href, alsoCoveredBy }: StoryView): string =>
  [
    ...(href === null ? [] : [href]),
    ...(alsoCoveredBy === null
      ? []
      : [
          ...wrapLines(
            `${alsoCoveredBy.before}${alsoCoveredBy.outlets.map(({ text }) => text).join('')}${alsoCoveredBy.after}`,
            lineColumns,
          ),
          ...alsoCoveredBy.outlets.flatMap((outlet) => (outlet.href === null ? [] : [`  ${outlet.href}`])),
        ]),
    '\n',
  ].join('\n');

export const footerText = (footer: EditionView['footer']): string =>
  [
    '-'.repeat(lineColumns),
    ...wrapLines(footer.whyYouGetThis, lineColumns),
    '',
    ...[footer.preferences, footer.unsubscribe, footer.viewInBrowser].map(({ label, href }) => `${label}:\n${href}`),
    '',
    footer.name,
    ...footer.postalAddress,
    '',
  ].join('\n');

const underlined = (title: string, rule: '=' | '-'): string => {
  const lines = wrapLines(title, lineColumns);
  return [...lines, rule.repeat(Math.max(1, ...lines.map(columns)))].join('\n');
};
