import type { Direction, LinkView, ListPart, PictureView, StoryView } from '../../../emails/contract/view-model.ts';
import type { Coverage, Story } from '../../selection/stories/story.ts';
import type { Picture, StoryPictures } from '../edition.ts';
import { neutralText, safeHref } from '../text/neutral-text.ts';
import { columns, cutAtSentence, cutAtWord } from '../text/text-measure.ts';
import type { Wording } from '../text/wording.ts';
import { directionOf, splitPattern } from '../text/wording.ts';

/** How much of a story a digest shows; the size budget goes down this list. */
export type Trim = 'full' | 'short' | 'bare';

const excerptColumns = { full: 320, short: 110 } as const;
const shownOutlets = 6;
const headlineColumns = 220;
const pictureWords = 60;

/** The headline as shown: never empty, never longer than a few lines. */
export const headlineOf = ({ lead }: Story): string =>
  cutAtWord(neutralText(lead.title) || neutralText(lead.provider.name) || lead.provider.domain, headlineColumns);

/** The excerpt as shown at a trim, `null` when there is none to show. One cut by the publisher mid-sentence gets an ellipsis. */
export const excerptOf = ({ lead }: Story, trim: Trim): string | null => {
  const text = neutralText(lead.excerpt ?? '');
  if (trim === 'bare' || text === '') return null;
  const whole = columns(text) > 80 && /[\p{L}\p{N},;:–—-]$/u.test(text) ? `${text.replace(/[\s,;:–—-]+$/u, '')}…` : text;
  return cutAtSentence(whole, excerptColumns[trim]);
};

/** What surrounds a story; `slot` is the edition's instant, against which dates are told. */
export type StoryFrame = {
  readonly wording: Wording;
  readonly slot: Date;
  readonly pictures: StoryPictures | undefined;
  readonly share?: boolean | undefined;
};

/** One story for a template, with its badge and full excerpt. */
export const storyView = (story: Story, form: StoryView['form'], { wording, slot, pictures, share = false }: StoryFrame): StoryView => {
  const { lead } = story;
  const headline = headlineOf(story);
  const outlet = outletOf(lead);
  return {
    id: story.id,
    form,
    pageDirection: wording.direction,
    direction: directionOf(headline) ?? wording.direction,
    headline,
    href: safeHref(lead.url),
    outlet: { name: outlet, direction: directionOf(outlet) ?? wording.direction },
    date: lead.day === undefined ? wording.shortDate(lead.publishedAt, slot) : wording.shortDay(lead.day, slot),
    readingTime: readingTime(lead, wording),
    video: lead.type === 'video' ? wording.strings.video : null,
    update: wording.strings.update,
    excerpt: excerptOf(story, 'full'),
    alsoCoveredBy: alsoCoveredBy(story, wording),
    picture: pictureView(pictures?.[form] ?? null, { headline, outlet }),
    share: share ? shareLink(headline, lead.url, wording) : null,
  };
};

const readingTime = ({ readingMinutes }: Coverage, wording: Wording): string | null =>
  readingMinutes === undefined ? null : unbroken(wording.plural(wording.strings.readingTime, readingMinutes));

/** Kept on one line: "4" at the end of one and "min" on the next is hard to read. */
const unbroken = (words: string): string => words.replaceAll(' ', '\u00A0');

const shareLink = (headline: string, url: string, { strings }: Wording): LinkView | null => {
  const address = safeHref(url);
  if (address === null) return null;
  const letter = `mailto:?subject=${encodeURIComponent(headline)}&body=${encodeURIComponent(address)}`;
  const href = safeHref(letter);
  return href === null ? null : { label: strings.share, href };
};

const outletOf = ({ provider }: Coverage): string => neutralText(provider.name) || provider.domain;

const alsoCoveredBy = (story: Story, wording: Wording): StoryView['alsoCoveredBy'] => {
  const outlets = distinctOutlets(story, wording.direction);
  if (outlets.length === 0) return null;
  const shown = outlets.length > shownOutlets ? outlets.slice(0, shownOutlets - 1) : outlets;
  const unshown = outlets.length - shown.length;
  const more =
    unshown === 0 ? [] : [{ text: wording.plural(wording.strings.moreOutlets, unshown), href: null, direction: wording.direction }];
  const [before, after] = splitPattern(wording.strings.alsoCoveredBy, 'outlets');
  return { before, outlets: wording.list([...shown, ...more]), after };
};

/** Selection promises one coverage per other outlet; names made equal by neutralising are joined here once more. */
const distinctOutlets = (story: Story, pageDirection: Direction): readonly ListPart[] => {
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

/** A description that only repeats the headline is worth nothing beside it: then the picture is told by its outlet. */
const pictureView = (picture: Picture | null, { headline, outlet }: { headline: string; outlet: string }): PictureView | null => {
  const src = picture === null ? null : pictureSource(picture.src);
  if (picture === null || src === null) return null;
  const described = cutAtWord(neutralText(picture.alt), pictureWords);
  const { width, height } = picture;
  return { src, width, height, alt: described === '' || headline.startsWith(described.replace(/…$/, '')) ? outlet : described };
};

/** Pictures are the operator's own files: `cid:` parts of the message are allowed besides web addresses. */
const pictureSource = (src: string): string | null => (/^cid:[\w.@-]+$/.test(src) ? src : safeHref(src));
