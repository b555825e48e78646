/** The text part, written from the view model. Every block ends with an empty line, so blocks are simply joined. */

import type { ThemeText } from '../../../emails/contract/theme.ts';
import type {
  DigestView,
  EditionView,
  HighlightView,
  LinkView,
  ListPart,
  NoteBlock,
  NoteLine,
  SponsorView,
  StoryView,
} from '../../../emails/contract/view-model.ts';
import { bodyText, lineColumns } from './body-text.ts';
import { neutralText } from './neutral-text.ts';
import { columns, wrapLines } from './text-measure.ts';

/** A whole digest as plain text; line ends are `\n`. */
export const digestText = ({ edition, lead, highlights, sections }: DigestView, own: ThemeText = {}): string =>
  [
    headText(edition, own),
    highlightsText(edition.highlightsTitle, highlights),
    ...sections.flatMap(({ topic, stories }, index) => [
      sectionHeadText(own.section?.(topic) ?? topic),
      // Whoever reads the text reads from the top: the lead stands in its section.
      ...(index === 0 && lead !== null ? [lead, ...stories] : stories).map((story) => storyText(story, own)),
      index === 0 ? sponsorText(edition.sponsor) : '',
    ]),
    footerText(edition, own),
  ].join('');

/** `note`: the editor's words, which are a hole where each reader has their own. */
export const headText = (edition: EditionView, own: ThemeText = {}, note = noteText(edition.note)): string => {
  const { masthead } = edition;
  return [
    underlined(masthead.name, '='),
    ...(masthead.tagline === null ? [] : wrapLines(masthead.tagline, lineColumns)),
    `${masthead.number} · ${masthead.date} · ${masthead.storyCount}`,
    '',
    ...paragraphs(own.head?.(edition)),
    ...(note === '' ? [] : [note]),
    '',
  ].join('\n');
};

/** An editor's note, without the line end of its last, empty line. */
export const noteText = (note: readonly NoteBlock[]): string => note.flatMap((block) => [...noteLines(block), '']).join('\n');

/** A theme's own words, each a paragraph. */
const paragraphs = (words: readonly string[] = []): readonly string[] =>
  words.flatMap((paragraph) => (paragraph.trim() === '' ? [] : [...wrapLines(paragraph.trim(), lineColumns), '']));

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
  wrapLines(topic === null || topic === '' ? `* ${headline}` : `* ${topic}: ${headline}`, lineColumns, '  ')
    .map((line) => `${line}\n`)
    .join('');

export const highlightsEndText = '\n';

export const sectionHeadText = (topic: string): string => `${underlined(topic, '=')}\n\n`;

/** Headline and byline, then the excerpt, then the links: three pieces, because excerpts are trimmed and stories become updates. */
const storyText = (story: StoryView, own: ThemeText): string =>
  storyHeadText(story, own.story?.(story.number)) + (story.body === null ? excerptedText(story) : wholeText(story)) + storyLinksText(story);

const excerptedText = ({ excerpt, caption, readOn }: StoryView): string =>
  excerptText(excerpt) + captionText(caption) + (excerpt === null ? '' : readOnText(readOn));

/** A story's own text, and what its picture shows before it. */
export const wholeText = ({ body, caption, readOn }: Pick<StoryView, 'body' | 'caption' | 'readOn'>): string =>
  `${caption === null ? '' : `${captionText(caption)}\n`}${bodyText(body ?? [])}${readOnText(readOn)}`;

/** Says what the address below leads to. */
export const readOnText = (readOn: LinkView | null): string => (readOn === null ? '' : `${readOn.label}:\n`);

export type StoryHead = Pick<StoryView, 'headline' | 'outlet' | 'date' | 'readingTime' | 'video' | 'update'>;

/** `before`: a theme's own words before the headline. */
export const storyHeadText = ({ headline, outlet, date, readingTime, video, update }: StoryHead, before = ''): string =>
  [
    ...wrapLines([before.trim(), update === null ? '' : `[${update}]`, headline].filter((words) => words !== '').join(' '), lineColumns),
    ...wrapLines([outlet.name, date, readingTime, video].filter((word) => word !== null).join(' · '), lineColumns),
    '',
  ].join('\n');

export const excerptText = (excerpt: string | null): string => (excerpt === null ? '' : `${wrapLines(excerpt, lineColumns).join('\n')}\n`);

/** What the picture shows and whose it is, in brackets: it is said of what the text has not. */
export const captionText = (caption: string | null): string => excerptText(caption === null ? null : `[${caption}]`);

/** Each address stands alone on its line, whole, however long: mail programs link it from blank to blank. */
export const storyLinksText = ({ href, alsoCoveredBy, moreOnThis }: StoryView): string =>
  [
    ...(href === null ? [] : [href]),
    ...listedLinks(alsoCoveredBy && { ...alsoCoveredBy, parts: alsoCoveredBy.outlets }),
    ...listedLinks(moreOnThis && { ...moreOnThis, parts: moreOnThis.stories }),
    '\n',
  ].join('\n');

type Listed = { readonly before: string; readonly parts: readonly ListPart[]; readonly after: string };

/** A list as prose, and below it where each of its parts leads. */
const listedLinks = (list: Listed | null): readonly string[] =>
  list === null
    ? []
    : [
        ...wrapLines(`${list.before}${list.parts.map(({ text }) => text).join('')}${list.after}`, lineColumns),
        ...list.parts.flatMap(({ href }) => (href === null ? [] : [`  ${href}`])),
      ];

export const footerText = (edition: EditionView, own: ThemeText = {}): string => {
  const { footer, brand } = edition;
  return [
    '-'.repeat(lineColumns),
    ...wrapLines(footer.ending, lineColumns),
    '',
    ...paragraphs(own.footer?.(edition)),
    ...wrapLines(footer.whyYouGetThis, lineColumns),
    '',
    ...(footer.forwarded === null ? [] : wrapLines(footer.forwarded.words, lineColumns)),
    ...waysOn(footer).map(({ label, href }) => `${label}:\n${href}`),
    '',
    ...(brand.footerNote === undefined ? [] : [...wrapLines(brand.footerNote, lineColumns), '']),
    ...(repeatsName(footer) ? [] : [footer.name]),
    ...footer.postalAddress,
    '',
  ].join('\n');
};

const waysOn = ({ forwarded, preferences, unsubscribe, viewInBrowser, archive }: EditionView['footer']): readonly LinkView[] => [
  ...(forwarded === null ? [] : [forwarded.subscribe]),
  preferences,
  unsubscribe,
  viewInBrowser,
  ...(archive === null ? [] : [archive]),
];

/** An address that begins with the name says it already. */
const repeatsName = ({ name, postalAddress }: EditionView['footer']): boolean =>
  postalAddress[0]?.toLowerCase().startsWith(name.toLowerCase()) ?? false;

const underlined = (title: string, rule: '=' | '-'): string => {
  const lines = wrapLines(title, lineColumns);
  return [...lines, rule.repeat(Math.max(1, ...lines.map(columns)))].join('\n');
};
