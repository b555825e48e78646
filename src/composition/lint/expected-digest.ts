import type { DigestView, EditionView, NoteBlock, NotePart, StoryView } from '../../../emails/contract/view-model.ts';
import type { Digest } from '../../selection/choosing/digest.ts';
import type { CompiledEdition } from '../blocks/compiled-edition.ts';
import { isWhole } from '../blocks/story-blocks.ts';
import type { EditionHeading, RenderedEmail } from '../edition.ts';
import { wordingFor } from '../text/wording.ts';
import { digestView, isFormer } from '../views/digest-view.ts';
import type { DigestLayout } from '../views/layout.ts';
import { wordsOfFields } from '../views/own-fields-view.ts';
import { slotLinks } from '../views/slots.ts';
import { excerptOf } from '../views/story-view.ts';
import type { ExpectedDigest, ExpectedStory, SaidLink } from './linted-mail.ts';
import { saidByText } from './said-by-text.ts';

/** What a message must hold to be this digest, as laid out, and all that its content says. */
export function expectedDigest(
  heading: EditionHeading,
  digest: Digest,
  layout: DigestLayout,
  { subject, preheader }: Pick<RenderedEmail, 'subject' | 'preheader'>,
  compiled: Pick<CompiledEdition, 'ranked' | 'stories'>,
): ExpectedDigest {
  const { imprint } = heading;
  const wording = wordingFor(imprint);
  const stories = new Map(digest.sections.flatMap((section) => section.stories.map(({ story }) => [story.id, story] as const)));
  const known = {
    ...layout,
    sections: layout.sections.map((each) => ({ ...each, stories: each.stories.filter(({ id }) => stories.has(id)) })),
  };
  const { ranked } = compiled;
  const bodies = Object.values(compiled.stories).some(isWhole);
  const view = digestView({ heading, layout: known, stories, pictures: new Map(), ranked, captions: false, bodies }, wording);
  const told = storiesIn(view).flatMap(({ id, body }) => (body === null ? [] : [stories.get(id)]));
  const texts = told.flatMap((story) => (story === undefined ? [] : [saidByText(story, imprint)]));
  const uncut = [...stories.values()].flatMap((story) => [story.lead.title, excerptOf(story, 'full', isFormer(heading)) ?? '']);
  return {
    locale: wording.locale,
    direction: wording.direction,
    subject,
    preheader,
    date: view.edition.masthead.date,
    postalAddress: view.edition.footer.postalAddress.join('\n'),
    links: slotLinks(imprint.baseUrl),
    stories: storiesIn(view).map(expectedStory),
    byEditor: { subject: heading.subject !== undefined, preheader: heading.preheader !== undefined },
    said: [
      ...saidBy(view),
      ...uncut,
      ...texts.flatMap(({ words }) => words),
      heading.subject ?? '',
      heading.preheader ?? '',
      heading.intro ?? '',
    ].filter((words) => words !== ''),
    linked: [...linkedBy(view), ...texts.flatMap(({ links }) => links)],
  };
}

const storiesIn = ({ lead, sections }: DigestView): readonly StoryView[] => [
  ...(lead === null ? [] : [lead]),
  ...sections.flatMap(({ stories }) => stories),
];

const expectedStory = ({ headline, excerpt, body, href, outlet, alsoCoveredBy }: StoryView): ExpectedStory => ({
  headline,
  excerpt,
  ...openingOf(body),
  href,
  outlet: outlet.name,
  others: (alsoCoveredBy?.outlets ?? []).flatMap((part) => (part.href === null ? [] : [{ outlet: part.text, href: part.href }])),
});

const openingOf = (body: StoryView['body']): Pick<ExpectedStory, 'opening'> => {
  const first = body?.find((block) => block.kind === 'paragraph');
  return first?.kind === 'paragraph' ? { opening: first.line.parts.map(({ text }) => text).join('') } : {};
};

/** Words of stories, newsletter and editor as a theme gets them; dates, counts and labels are ours, and left out. */
const saidBy = (view: DigestView): readonly string[] => {
  const {
    edition: { brand, masthead, note, sponsor, footer },
    sections,
  } = view;
  return [
    masthead.name,
    masthead.tagline ?? '',
    ...noteParts(note).map(({ text }) => text),
    ...(sponsor ? [sponsor.label, sponsor.title, sponsor.text, sponsor.picture?.alt ?? '', sponsor.picture?.src ?? ''] : []),
    ...footer.postalAddress,
    ...(brand.social ?? []).flatMap(({ label, href }) => [label, href]),
    brand.footerNote ?? '',
    ...sections.map(({ topic }) => topic),
    ...storiesIn(view).flatMap(({ headline, opening, excerpt, outlet, alsoCoveredBy, moreOnThis, share, fields }) => [
      ...wordsOfFields(fields),
      headline,
      opening.words,
      opening.rest,
      excerpt ?? '',
      outlet.name,
      ...(alsoCoveredBy?.outlets ?? []).flatMap(({ text, href }) => (href === null ? [] : [text])),
      ...(moreOnThis?.stories ?? []).map(({ text }) => text),
      share?.href ?? '',
    ]),
  ];
};

/** Addresses as a theme gets them, once for each place that leads there. */
const linkedBy = (view: DigestView): readonly SaidLink[] => {
  const {
    edition: { note, sponsor, footer },
    highlights,
  } = view;
  return [
    ...noteParts(note).flatMap(({ href, text }): SaidLink[] => (href === null ? [] : [{ by: 'note', href, words: text }])),
    ...(sponsor ? [{ by: 'sponsor', href: sponsor.href, words: sponsor.title } as const] : []),
    ...highlights.flatMap(({ href, headline }): SaidLink[] => (href === null ? [] : [{ by: 'highlight', href, words: headline }])),
    ...storiesIn(view).flatMap(linksOfStory),
    ...waysOut(footer).map(({ href, label }) => ({ by: 'footer', href, words: label }) as const),
  ];
};

const linksOfStory = ({ href, headline, readOn, alsoCoveredBy, moreOnThis }: StoryView): readonly SaidLink[] => [
  ...(href === null ? [] : [{ by: 'story', href, words: headline } as const]),
  ...(readOn === null ? [] : [{ by: 'story', href: readOn.href, words: readOn.label } as const]),
  ...(alsoCoveredBy?.outlets ?? []).flatMap((part): SaidLink[] =>
    part.href === null ? [] : [{ by: 'outlet', href: part.href, words: part.text }],
  ),
  ...(moreOnThis?.stories ?? []).flatMap((part): SaidLink[] =>
    part.href === null ? [] : [{ by: 'story', href: part.href, words: part.text }],
  ),
];

const waysOut = ({ preferences, unsubscribe, viewInBrowser, archive, forwarded }: EditionView['footer']) => [
  preferences,
  unsubscribe,
  viewInBrowser,
  ...(archive === null ? [] : [archive]),
  ...(forwarded === null ? [] : [forwarded.subscribe]),
];

const noteParts = (note: readonly NoteBlock[]): readonly NotePart[] =>
  note.flatMap((block) => (block.kind === 'paragraph' ? block.line.parts : block.items.flatMap(({ parts }) => parts)));
