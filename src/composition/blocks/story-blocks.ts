import type { StoryForm } from '../../../emails/contract/view-model.ts';
import { escapeHtml } from '../text/neutral-text.ts';
import { storyHeadText } from '../text/plain-text.ts';
import { type LaidStory, storyNotCompiled } from '../views/digest-view.ts';
import { storyForms } from '../views/layout.ts';
import { shownAt, trims } from '../views/trim.ts';
import type { CompiledEdition, CompiledStory, Markup } from './compiled-edition.ts';
import { cutAtHoles, fillHoles, type HoleName } from './holes.ts';

export const storyOf = ({ stories }: Pick<CompiledEdition, 'stories'>, id: string): CompiledStory =>
  (Object.hasOwn(stories, id) ? stories[id] : undefined) ?? storyNotCompiled(id);

/** What a story's block takes from the digest around it: topic and number as HTML, tone as a digit, what its links say of the subject. */
export type Around = Readonly<Record<'topic' | 'tone' | 'number' | 'pair' | 'arm', string>>;

/** A story as it stands in some digest, but for what is around it. */
export type StoryTemplate = { readonly html: string; readonly holes: readonly (keyof Around)[] };

/** A small number for how a story stands in a digest: its form, badge, trim, and whether it says its topic. */
export const codeOf = ({ place: { update, trim }, form, pair, kicked }: LaidStory): number =>
  (((trims.indexOf(trim) * storyForms.length + storyForms.indexOf(form)) * 2 + Number(pair !== '')) * 2 + Number(update)) * 2 +
  Number(kicked);

/** The HTML of a story that is not yet in its digest. */
export const storyTemplate = (story: CompiledStory, { place, form, pair, kicked }: LaidStory, ranked: boolean): StoryTemplate => {
  const shown = shownAt(place.trim, form, ranked);
  const whole = shown.body ? wholeOf(story, form) : undefined;
  const excerpt = shown.excerpt === null || whole !== undefined ? null : story.excerpt[shown.excerpt];
  const pieces: Readonly<Record<string, boolean>> = { ...shown, update: place.update, kicker: kicked, excerpt: excerpt !== null };
  const markup = withPieces(whole ?? markupOf(story, form, pair !== ''), pieces).replaceAll(excerptHole, () => escapeHtml(excerpt ?? ''));
  const holes = cutAtHoles(markup).flatMap((part) => (typeof part === 'string' ? [] : [part.hole as keyof Around]));
  return { html: markup, holes: [...new Set(holes)] };
};

const excerptHole = '\uFDD0excerpt\uFDD1';

export const placed = ({ html, holes }: StoryTemplate, around: Around): string =>
  holes.length === 0 ? html : fillHoles(html, around satisfies Partial<Readonly<Record<HoleName, string>>>);

/** Markup with those of its pieces that are shown. */
export const withPieces = (markup: Markup, shown: Readonly<Record<string, boolean>>): string =>
  markup.map((segment) => (typeof segment === 'string' ? segment : shown[segment.piece] === true ? segment.html : '')).join('');

/** A story with its whole text; absent where it is not told by that. */
const wholeOf = ({ html }: CompiledStory, form: StoryForm): Markup | undefined =>
  form === 'lead' ? html.leadWhole : form === 'section-lead' ? (html.sectionLeadWhole ?? html.cardWhole) : html.cardWhole;

/** Whether a story's whole text may stand in a digest. */
export const isWhole = ({ html }: CompiledStory): boolean => html.leadWhole !== undefined;

const markupOf = ({ html }: CompiledStory, form: StoryForm, half: boolean): Markup => {
  switch (form) {
    case 'lead':
      return html.lead;
    case 'section-lead':
      return html.sectionLead ?? html.card;
    case 'brief':
      return (half ? html.briefHalf : undefined) ?? html.brief ?? html.card;
    case 'card':
      return (half ? html.cardHalf : undefined) ?? html.card;
  }
};

/** A story's lines in the text part. */
export const storyText = (story: CompiledStory, { place, form }: LaidStory, ranked: boolean, before: string): string => {
  const { text, headline } = story;
  const { excerpt, picture, body } = shownAt(place.trim, form, ranked);
  const head = headOf({ text, headline }, place.update, before);
  if (body && text.whole !== undefined && wholeOf(story, form) !== undefined)
    return head + (form === 'lead' ? text.whole.lead : text.whole.other) + linksOf(text, form);
  const words = excerpt === null ? '' : excerpt === 'full' ? text.excerptFull : text.excerptShort;
  const large = form === 'lead' || form === 'section-lead';
  const caption = large && (picture || !ranked) ? (text.caption ?? '') : '';
  const on = words === '' ? '' : (text.readOn ?? '');
  return head + words + caption + on + linksOf(text, form);
};

const linksOf = (text: CompiledStory['text'], form: StoryForm): string => {
  switch (form) {
    case 'lead':
      return text.linksLead ?? text.links;
    case 'section-lead':
      return text.linksSectionLead ?? text.links;
    case 'brief':
      return text.linksBrief ?? text.links;
    case 'card':
      return text.links;
  }
};

/** With the theme's own words before the headline, which it is broken into lines with. */
const headOf = ({ text, headline }: Pick<CompiledStory, 'text' | 'headline'>, update: boolean, before: string): string => {
  if (text.headOf === undefined) return update ? text.headUpdate : text.head;
  const { outlet, ...facts } = text.headOf;
  const name = { name: outlet, direction: 'ltr', mark: null } as const;
  return storyHeadText({ headline, ...facts, outlet: name, update: update ? facts.update : null }, before);
};
