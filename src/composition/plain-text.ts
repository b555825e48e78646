/** The text part, written from the view model. Every block ends with an empty line, so blocks are simply joined. */
import { columns, wrapLines } from './text-measure.ts';
import type { DigestView, EditionView, HighlightView, StoryView } from './view-model.ts';

const lineColumns = 72;

/** A whole digest as plain text; line ends are `\n`. */
export const digestText = ({ edition, highlights, sections }: DigestView): string =>
  [
    headText(edition),
    highlightsText(edition.highlightsTitle, highlights),
    ...sections.flatMap(({ topic, stories }) => [sectionHeadText(topic), ...stories.map(storyText)]),
    footerText(edition.footer),
  ].join('');

export const headText = ({ masthead, intro }: EditionView): string =>
  [
    underlined(masthead.name, '='),
    ...(masthead.tagline === null ? [] : wrapLines(masthead.tagline, lineColumns)),
    `${masthead.number} · ${masthead.date} · ${masthead.storyCount}`,
    '',
    ...intro.flatMap((paragraph) => [...wrapLines(paragraph, lineColumns), '']),
    '',
  ].join('\n');

export const highlightsText = (title: string, highlights: readonly HighlightView[]): string =>
  highlights.length === 0
    ? ''
    : [
        underlined(title, '-'),
        ...highlights.flatMap(({ topic, headline }) => wrapLines(`* ${topic}: ${headline}`, lineColumns, '  ')),
        '\n',
      ].join('\n');

export const sectionHeadText = (topic: string): string => `${underlined(topic, '=')}\n\n`;

/** Headline and byline, then the excerpt, then the links: three pieces, because excerpts are trimmed and stories become updates. */
const storyText = (story: StoryView): string => storyHeadText(story) + excerptText(story.excerpt) + storyLinksText(story);

export const storyHeadText = ({ headline, outlet, date, video, update }: StoryView): string =>
  [
    ...wrapLines(update === null ? headline : `[${update}] ${headline}`, lineColumns),
    ...wrapLines([outlet.name, date, ...(video === null ? [] : [video])].join(' · '), lineColumns),
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
