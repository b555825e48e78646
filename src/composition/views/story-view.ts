import type { Direction, LinkView, ListPart, StoryForm, StoryView } from '../../../emails/contract/view-model.ts';
import type { Coverage, Story } from '../../selection/stories/story.ts';
import type { Imprint, StoryPictures } from '../edition.ts';
import { type ClickPlace, type ClickSigning, type ClickTargets, clickAddress, mayBeCounted, placeOfForm } from '../links/click-link.ts';
import { measuredHref } from '../links/measured-href.ts';
import { neutralText, safeHref } from '../text/neutral-text.ts';
import { formerlyShortened, shortened } from '../text/shortened.ts';
import { columns, cutAtWord, openingOf } from '../text/text-measure.ts';
import type { Wording } from '../text/wording.ts';
import { directionOf, fillPattern, languageOf, splitPattern } from '../text/wording.ts';
import { bodyView, openingPicture } from './body/body-view.ts';
import { ownFieldsView } from './own-fields-view.ts';
import { picturesOf, pictureView } from './picture-view.ts';
import { slotLinks } from './slots.ts';

const excerptColumns = { full: 170, short: 110 } as const;
const headlineColumns = 140;
/** Of editions sealed before: a replay must cut where they were cut. */
const formerColumns = { headline: 220, full: 320, short: 110 } as const;
/** Outlets named beside a story, and how wide their names may be together: one line, on a phone two. */
const [shownOutlets, outletColumns] = [4, 64];
/** From so many outlets on their number is worth a word of its own. */
const worthCounting = 3;
const openingColumns = 30;

/** The headline as shown: never empty, never longer than a few lines. `former`: as before there were four forms of a story. */
export const headlineOf = ({ lead }: Story, former = false): string =>
  cutAtWord(
    neutralText(lead.title) || neutralText(lead.provider.name) || lead.provider.domain,
    former ? formerColumns.headline : headlineColumns,
  );

/** Where the headline leads; `null` for an address nobody should be sent to. */
export const hrefOf = ({ lead }: Pick<Story, 'lead'>, { links }: Pick<Imprint, 'links'>): string | null =>
  measuredHref(lead.url, links?.utm);

/** What signs the addresses that count; `null`: links lead straight to their pages. */
export const clickSigning = ({ imprint, slot }: Pick<StoryFrame, 'imprint' | 'slot'>, arm: string): ClickSigning | null =>
  imprint.clicks?.key === undefined ? null : { baseUrl: imprint.baseUrl, newsletter: imprint.id, slot, key: imprint.clicks.key, arm };

/** A story's link at `place` of a mail: the page's own address, or one that counts and leads there. */
export const linkAt = (storyId: string, place: ClickPlace, href: string | null, signing: ClickSigning | null): string | null =>
  href === null || signing === null || !mayBeCounted(storyId) ? href : clickAddress(signing, storyId, place);

/** The excerpt as shown, `null` when there is none to show, or none that says more than the headline. */
export const excerptOf = (story: Story, length: 'full' | 'short', former = false): string | null => {
  const text = neutralText(story.lead.excerpt ?? '');
  return former ? formerlyShortened(text, formerColumns[length]) : shortened(text, headlineOf(story), excerptColumns[length]);
};

/** What surrounds a story; `slot` is the edition's instant, against which dates are told. */
export type StoryFrame = {
  readonly wording: Wording;
  readonly slot: Date;
  readonly pictures: StoryPictures | undefined;
  readonly imprint: Pick<Imprint, 'share' | 'baseUrl' | 'links' | 'wholeTexts' | 'clicks' | 'id'>;
  /** Whether the theme shows whole texts. */
  readonly bodies?: boolean;
  /** Behind addresses that count, in editions that try two subjects. */
  readonly arm?: string;
  /** Whether headline and excerpt are cut as they were before there were four forms. */
  readonly former?: boolean;
};

/** One story for a template, with its badge and full excerpt; what depends on the digest around it is still to be filled in. */
export const storyView = (
  story: Story,
  { form, half }: { readonly form: StoryForm; readonly half: boolean },
  { wording, slot, pictures, imprint, arm = '', former = false }: StoryFrame,
): StoryView => {
  const { lead } = story;
  const headline = headlineOf(story, former);
  const outlet = outletOf(lead);
  const tellings = 1 + othersOf(story, wording.direction).length;
  const brief = form === 'brief';
  const shown = picturesOf(pictures, form, { headline, outlet });
  const signing = clickSigning({ imprint, slot }, arm);
  const direction = directionOf(headline) ?? wording.direction;
  return {
    id: story.id,
    form,
    half,
    pair: '',
    kicker: null,
    number: '',
    tone: '0',
    pageDirection: wording.direction,
    direction,
    language: languageOf(headline, wording.locale),
    headline,
    opening: openingOf(headline, openingColumns),
    href: linkAt(story.id, placeOfForm(form), hrefOf(story, imprint), signing),
    outlet: { name: outlet, direction: directionOf(outlet) ?? wording.direction, mark: pictureView(pictures?.mark ?? null, '') },
    outletCount: tellings < worthCounting ? null : unbroken(wording.plural(wording.strings.outletCount, tellings)),
    tellings,
    date: unbroken(lead.day === undefined ? wording.shortDate(lead.publishedAt, slot) : wording.shortDay(lead.day, slot)),
    readingTime: readingTime(lead, wording),
    video: lead.type === 'video' ? wording.strings.video : null,
    update: wording.strings.update,
    excerpt: brief ? null : excerptOf(story, 'full', former),
    body: null,
    readOn: null,
    inShort: wording.strings.inShort,
    alsoCoveredBy: brief ? null : alsoCoveredBy(story, coverageHref(story, imprint.baseUrl), signing, wording),
    moreOnThis: brief ? null : moreOnThis(story, imprint, signing, wording),
    ...shown,
    fields: ownFieldsView(lead.fields),
    share: imprint.share && !brief ? shareLink(headline, linkAt(story.id, 'f', safeHref(lead.url), signing), wording) : null,
  };
};

type Told = StoryFrame;

const bodyOf = (story: Story, { wording, pictures, imprint, bodies = false, former = false }: Told) =>
  !bodies || former ? null : bodyView(story, imprint, { pageDirection: wording.direction, pictures });

/** Whether a mail with room for it tells a story by its whole text. */
export const isToldWhole = (story: Story, frame: Told): boolean => bodyOf(story, frame) !== null;

/** A story told by its whole text, as a mail with room for it shows it, and as one without; `null` for any other story. */
export const toldWhole = (
  story: Story,
  view: StoryView,
  frame: Told,
): { readonly whole: StoryView; readonly excerpted: StoryView } | null => {
  const body = view.form === 'brief' ? null : bodyOf(story, frame);
  if (body === null) return null;
  const { strings } = frame.wording;
  // The same in all forms, so that a text part needs one of it.
  const href = linkAt(story.id, 'r', hrefOf(story, frame.imprint), clickSigning(frame, frame.arm ?? ''));
  const link = (pattern: string): LinkView | null =>
    href === null ? null : { label: fillPattern(pattern, { outlet: view.outlet.name }), href };
  return {
    whole: withPictureInside({ ...view, excerpt: null, body, readOn: link(strings.onTheWeb) }),
    excerpted: { ...view, readOn: view.excerpt === null ? null : link(strings.readOn) },
  };
};

/** Only a lead's wide picture stands above a text that long; words would flow round any other for a whole page. */
const widestBeside = 400;

const withPictureInside = (view: StoryView): StoryView => {
  const { form, picture, wide, caption, body } = view;
  if (picture === null || (form === 'lead' && picture.width >= widestBeside)) return view;
  const opening = openingPicture(wide ?? picture, caption, view.pageDirection);
  return { ...view, picture: null, feature: null, wide: null, caption: null, body: [opening, ...(body ?? [])] };
};

const readingTime = ({ readingMinutes }: Coverage, wording: Wording): string | null =>
  readingMinutes === undefined ? null : unbroken(wording.plural(wording.strings.readingTime, readingMinutes));

/** Kept on one line: "4" at the end of one and "min" on the next is hard to read. */
const unbroken = (words: string): string => words.replaceAll(' ', '\u00A0');

const shareLink = (headline: string, address: string | null, { strings }: Wording): LinkView | null => {
  if (address === null) return null;
  const letter = `mailto:?subject=${encodeURIComponent(headline)}&body=${encodeURIComponent(address)}`;
  const href = safeHref(letter);
  return href === null ? null : { label: strings.share, href };
};

const longestOutlet = 40;

const outletOf = ({ provider }: Coverage): string => cutAtWord(neutralText(provider.name) || provider.domain, longestOutlet);

/** The part of the page "view in browser" that names every outlet. */
const coverageHref = ({ id }: Story, baseUrl: string): string => `${slotLinks(baseUrl).view}#${coverageId(id)}`;

export const coverageId = (storyId: string): string => `coverage-${storyId}`;

const alsoCoveredBy = (story: Story, allOfThem: string, signing: ClickSigning | null, wording: Wording): StoryView['alsoCoveredBy'] => {
  const outlets = othersOf(story, wording.direction);
  if (outlets.length === 0) return null;
  const shown = onOneLine(outlets).map((part, at) => ({ ...part, href: linkAt(story.id, `o${at + 1}`, part.href, signing) }));
  const unshown = outlets.length - shown.length;
  const more =
    unshown === 0 ? [] : [{ text: wording.plural(wording.strings.moreOutlets, unshown), href: allOfThem, direction: wording.direction }];
  const [before, after] = splitPattern(wording.strings.alsoCoveredBy, 'outlets');
  return { before, outlets: wording.list([...shown, ...more]), after };
};

/** What gave way to it, each by its headline; none of those that lead where nobody should be sent. */
const kinOf = ({ moreOnThis: kin = [] }: Story, imprint: Pick<Imprint, 'links'>) =>
  kin.flatMap((each) => {
    const href = hrefOf(each, imprint);
    return href === null ? [] : [{ lead: each.lead, href }];
  });

const moreOnThis = (
  story: Story,
  imprint: Pick<Imprint, 'links'>,
  signing: ClickSigning | null,
  wording: Wording,
): StoryView['moreOnThis'] => {
  const named = kinOf(story, imprint).map(({ lead, href }, at) => {
    const headline = cutAtWord(neutralText(lead.title) || lead.provider.domain, headlineColumns);
    const link = linkAt(story.id, `m${at + 1}`, href, signing);
    return { text: headline, href: link, outlet: outletOf(lead), direction: directionOf(headline) ?? wording.direction };
  });
  if (named.length === 0) return null;
  const [before, after] = splitPattern(wording.strings.moreOnThis, 'stories');
  const words = (text: string): ListPart => ({ text, href: null, direction: wording.direction });
  const stories = named.flatMap(({ outlet, ...link }, at) => [...(at === 0 ? [] : [words(' · ')]), link, words(` (${outlet})`)]);
  return { before, stories, after };
};

/** The first few, one at least, as far as a line goes. */
const onOneLine = (outlets: readonly ListPart[]): readonly ListPart[] => {
  if (outlets.length <= shownOutlets && widthOf(outlets) <= outletColumns) return outlets;
  let count = Math.min(shownOutlets, outlets.length) - 1;
  while (count > 1 && widthOf(outlets.slice(0, count)) > outletColumns) count--;
  return outlets.slice(0, Math.max(1, count));
};

const widthOf = (outlets: readonly ListPart[]): number => outlets.reduce((sum, { text }) => sum + columns(text) + 2, 0);

/** Where a story's links lead, whatever stands in the mail: as `clickAddress` names their places. */
export const clickTargetsOf = (story: Story, imprint: Pick<Imprint, 'links'>, { direction }: Wording): ClickTargets => ({
  url: hrefOf(story, imprint),
  outlets: onOneLine(othersOf(story, direction)).flatMap(({ href }) => (href === null ? [] : [href])),
  more: kinOf(story, imprint).map(({ href }) => href),
});

/** The outlets that tell a story too, all of them; empty where "also covered by" names each already. */
export const unnamedOutlets = (story: Story, { direction }: Wording): readonly ListPart[] => {
  const outlets = othersOf(story, direction);
  return onOneLine(outlets).length === outlets.length ? [] : outlets;
};

/** Selection promises one coverage per other outlet; names made equal by neutralising are joined here once more. */
const othersOf = (story: Story, pageDirection: Direction): readonly ListPart[] => {
  const names = new Set([outletOf(story.lead).toLowerCase()]);
  const links = new Set([safeHref(story.lead.url)]);
  return story.alsoCoveredBy.flatMap((coverage) => {
    const text = outletOf(coverage);
    const href = safeHref(coverage.url);
    if (href === null || names.has(text.toLowerCase()) || links.has(href)) return [];
    names.add(text.toLowerCase());
    links.add(href);
    return [{ text, href, direction: directionOf(text) ?? pageDirection }];
  });
};
