import { isDeepStrictEqual } from 'node:util';
import type { ThemeText } from '../../../emails/contract/theme.ts';
import type { EditionView, NoteLine, StoryForm, StoryView } from '../../../emails/contract/view-model.ts';
import type { Story } from '../../selection/stories/story.ts';
import type { CompiledEdition, CompiledStory } from '../blocks/compiled-edition.ts';
import { hole } from '../blocks/holes.ts';
import type { EditionHeading, StoryPictures } from '../edition.ts';
import {
  captionText,
  excerptText,
  footerText,
  headText,
  readOnText,
  sponsorText,
  storyHeadText,
  storyLinksText,
  wholeText,
} from '../text/plain-text.ts';
import { type Wording, wordingFor } from '../text/wording.ts';
import { highlightView, isFormer } from '../views/digest-view.ts';
import { editionView } from '../views/edition-view.ts';
import { noteWithPlaces } from '../views/note.ts';
import { isPictured } from '../views/picture-view.ts';
import {
  clickSigning,
  clickTargetsOf,
  excerptOf,
  headlineOf,
  hrefOf,
  linkAt,
  type StoryFrame,
  storyView,
  toldWhole,
  unnamedOutlets,
} from '../views/story-view.ts';
import { typesetterFor } from './render-theme.ts';
import type { BlocksOfStory, StoryViews } from './typesetter.ts';

/** Stories compiled before, and the pictures they were compiled with. */
export type CompiledBefore = {
  readonly compiled: Pick<CompiledEdition, 'stories'>;
  readonly pictures: ReadonlyMap<string, StoryPictures>;
};

/**
 * Renders every block of an edition once. `stories` are all that any of its digests may show, each once by id; topics are
 * filled in when a digest is assembled. `before`: of the same stories and heading but for the edition's number; what is in it is
 * not rendered again. Throws CourantError `unknown-theme` or `theme-invalid`; RangeError for a malformed
 * locale or zone.
 */
export const compileEdition = async (
  heading: EditionHeading,
  stories: readonly Story[],
  pictures: ReadonlyMap<string, StoryPictures>,
  before: CompiledBefore | null = null,
): Promise<CompiledEdition> => {
  const wording = wordingFor(heading.imprint);
  const words = { subject: hole('subject'), preheader: hole('preheader'), storyCount: hole('storyCount') };
  const edition = editionView(heading, words, wording);
  const distinct = [...new Map(stories.map((story) => [story.id, story])).values()];
  const typesetter = typesetterFor(heading);
  const frame: Frame = { heading, wording, pictures, captions: typesetter.captions, bodies: typesetter.bodies };
  const known = new Map(distinct.flatMap((story) => compiledBefore(story, frame, before).map((compiled) => [story.id, compiled] as const)));
  const wanted = distinct.filter(({ id }) => !known.has(id));
  const views = wanted.map((story) => viewsOf(story, frame));
  const { document, highlights, sectionHead, sponsor, stories: blocks } = await typesetter.blocks(edition, views);
  const noteless = heading.noteFor === undefined ? null : { ...edition, note: [] };
  const withoutNote = noteless && { document: (await typesetter.blocks(noteless, [])).document, head: headText(noteless, typesetter.text) };
  const filledIn = filledInOf(heading, wording);
  wanted.forEach((story, index) => {
    known.set(story.id, compiledStory(story, blocks[index] as BlocksOfStory, frame, typesetter.text.story !== undefined));
  });
  return {
    version: 1,
    locale: heading.imprint.locale,
    zone: heading.imprint.zone,
    newsletter: heading.imprint.name,
    subject: heading.subject ?? null,
    preheader: heading.preheader ?? null,
    ...(heading.secondSubject === undefined ? {} : { secondSubject: heading.secondSubject }),
    ...(heading.subjectFor === undefined ? {} : { subjectFor: [...heading.subjectFor] }),
    ...(heading.preheaderFor === undefined ? {} : { preheaderFor: [...heading.preheaderFor] }),
    ...(heading.noteFor === undefined ? {} : { noteFor: [...heading.noteFor] }),
    ...(filledIn === null ? {} : { noteFilledIn: filledIn }),
    ...(heading.words === undefined ? {} : { words: heading.words }),
    ...(withoutNote === null ? {} : { withoutNote }),
    highlightsTitle: edition.highlightsTitle,
    ...(heading.imprint.clicks?.key === undefined ? {} : { clickKey: heading.imprint.clicks.key }),
    ranked: typesetter.ranked && !isFormer(heading),
    allCoverage: wording.strings.allCoverage,
    html: { document, highlights, sectionHead, sponsor },
    text: textOf(edition, typesetter.text, filledIn !== null),
    stories: Object.fromEntries(distinct.map(({ id }) => [id, known.get(id) as CompiledStory] as const)),
  };
};

/** What of the note each reader has of their own; `null`: nothing. */
function filledInOf({ intro = '', noteFields = [] }: EditionHeading, { direction }: Wording): CompiledEdition['noteFilledIn'] | null {
  const { blocks, places } = noteWithPlaces(intro, direction, noteFields);
  if (places.length === 0) return null;
  return {
    places: [...places],
    blocks: blocks.map((block) =>
      block.kind === 'paragraph' ? { ...block, line: copied(block.line) } : { ...block, items: block.items.map(copied) },
    ),
  };
}

const copied = ({ direction, parts }: NoteLine) => ({ direction, parts: [...parts] });

/** The text part's frame, with the theme's own words in it. */
const textOf = (edition: EditionView, own: ThemeText, filledIn: boolean): CompiledEdition['text'] => ({
  head: filledIn ? headText(edition, own, hole('note')) : headText(edition, own),
  footer: footerText(edition, own),
  sponsor: sponsorText(edition.sponsor),
  ...(own.section === undefined ? {} : { section: own.section(hole('topic')) }),
  ...(own.story === undefined ? {} : { story: own.story(hole('number')) }),
});

type Frame = {
  readonly heading: EditionHeading;
  readonly wording: Wording;
  readonly pictures: ReadonlyMap<string, StoryPictures>;
  readonly captions: boolean;
  readonly bodies: boolean;
};

/** A story's components see the story alone; the blocks of a theme file see the whole edition, and may say its number. */
const compiledBefore = ({ id }: Story, { heading, pictures }: Frame, before: CompiledBefore | null): readonly CompiledStory[] => {
  const seesEdition = heading.template != null && 'source' in heading.template;
  if (before === null || seesEdition || before.pictures.get(id) !== pictures.get(id)) return [];
  const story = Object.hasOwn(before.compiled.stories, id) ? before.compiled.stories[id] : undefined;
  return story === undefined ? [] : [story];
};

const frameOf = (story: Story, { heading, wording, pictures, bodies }: Frame): StoryFrame => ({
  wording,
  slot: heading.slot,
  pictures: pictures.get(story.id),
  imprint: heading.imprint,
  arm: armHole(heading),
  bodies,
  former: isFormer(heading),
});

const viewOf = (story: Story, form: StoryForm, half: boolean, frame: Frame): StoryView => {
  const view = storyView(story, { form, half }, frameOf(story, frame));
  return frame.captions ? view : { ...view, caption: null };
};

/** In editions that try two subjects, links say which their reader got. */
const armHole = ({ secondSubject }: EditionHeading): string => (secondSubject === undefined ? '' : hole('arm'));

const viewsOf = (story: Story, frame: Frame): StoryViews => {
  const around = { kicker: hole('topic'), tone: hole('tone'), number: hole('number') };
  const told = (form: StoryForm, half = false) => toldWhole(story, viewOf(story, form, half, frame), frameOf(story, frame));
  const withHoles = (form: StoryForm, half = false) => {
    const view = told(form, half)?.excerpted ?? viewOf(story, form, half, frame);
    return { ...view, ...around, ...(half ? { pair: hole('pair') } : {}), excerpt: view.excerpt === null ? null : hole('excerpt') };
  };
  const whole = (form: StoryForm) => {
    const view = told(form)?.whole;
    return view && { ...view, ...around };
  };
  const [leadWhole, sectionLeadWhole, cardWhole] = [whole('lead'), whole('section-lead'), whole('card')];
  const { heading } = frame;
  const href = linkAt(story.id, 'h', hrefOf(story, heading.imprint), clickSigning(heading, armHole(heading)));
  const highlight = highlightView('', { headline: headlineOf(story, isFormer(heading)), href }, frame.wording);
  return {
    lead: withHoles('lead'),
    sectionLead: withHoles('section-lead'),
    card: withHoles('card'),
    cardHalf: withHoles('card', true),
    brief: withHoles('brief'),
    briefHalf: withHoles('brief', true),
    ...(leadWhole && sectionLeadWhole && cardWhole ? { leadWhole, sectionLeadWhole, cardWhole } : {}),
    highlight: { ...highlight, topic: hole('topic') },
  };
};

const compiledStory = (story: Story, html: BlocksOfStory, frame: Frame, numbered: boolean): CompiledStory => {
  const view = viewOf(story, 'card', false, frame);
  const { caption } = viewOf(story, 'section-lead', false, frame);
  const excerpt = { full: view.excerpt, short: excerptOf(story, 'short', isFormer(frame.heading)) };
  const told = (form: StoryForm) => toldWhole(story, viewOf(story, form, false, frame), frameOf(story, frame));
  const [whole, other] = html.leadWhole ? [told('lead'), told(html.sectionLeadWhole ? 'section-lead' : 'card')] : [];
  const linksAs = (form: StoryForm) => storyLinksText(viewOf(story, form, false, frame));
  const counts = frame.heading.imprint.clicks?.key !== undefined;
  return {
    headline: view.headline,
    excerpt,
    pictured: isPictured(frame.pictures.get(story.id)),
    outlets: unnamedOutlets(story, frame.wording).flatMap(({ text, href }) => (href === null ? [] : [{ text, href }])),
    ...(counts ? { targets: targetsOf(story, frame) } : {}),
    html: { ...distinctHalves(html), lead: [...html.lead], card: [...html.card], highlight: [...html.highlight] },
    text: {
      head: storyHeadText({ ...view, update: null }),
      headUpdate: storyHeadText(view),
      excerptFull: excerptText(excerpt.full),
      excerptShort: excerptText(excerpt.short),
      links: storyLinksText(view),
      linksBrief: linksAs('brief'),
      ...(counts ? { linksLead: linksAs('lead'), linksSectionLead: linksAs('section-lead') } : {}),
      ...(caption === null ? {} : { caption: captionText(caption) }),
      ...(whole && other
        ? { readOn: readOnText(other.excerpted.readOn), whole: { lead: wholeText(whole.whole), other: wholeText(other.whole) } }
        : {}),
      ...(numbered ? { headOf: headOf(view) } : {}),
    },
  };
};

const targetsOf = (story: Story, { heading, wording }: Frame) => {
  const { outlets, more, url } = clickTargetsOf(story, heading.imprint, wording);
  return { url, outlets: [...outlets], more: [...more], topic: story.topics[0] ?? '' };
};

const headOf = ({ outlet, date, readingTime, video, update }: StoryView) => ({ outlet: outlet.name, date, readingTime, video, update });

/** The forms of a ranked theme; a half that looks like the whole is not kept twice. */
const distinctHalves = ({ card, sectionLead, brief, cardHalf, briefHalf, leadWhole, sectionLeadWhole, cardWhole }: BlocksOfStory) => ({
  ...(leadWhole ? { leadWhole: [...leadWhole] } : {}),
  ...(sectionLeadWhole ? { sectionLeadWhole: [...sectionLeadWhole] } : {}),
  ...(cardWhole ? { cardWhole: [...cardWhole] } : {}),
  ...(sectionLead ? { sectionLead: [...sectionLead] } : {}),
  ...(brief ? { brief: [...brief] } : {}),
  ...(cardHalf && !isDeepStrictEqual(cardHalf, card) ? { cardHalf: [...cardHalf] } : {}),
  ...(briefHalf && !isDeepStrictEqual(briefHalf, brief) ? { briefHalf: [...briefHalf] } : {}),
});
