import type { PictureView, StoryForm, StoryView } from '../../../emails/contract/view-model.ts';
import { type Picture, pictureBoxes, type StoryPictures } from '../edition.ts';
import { neutralText, safeHref } from '../text/neutral-text.ts';
import { cutAtWord } from '../text/text-measure.ts';

const pictureWords = 90;
const captionColumns = { words: 140, credit: 60 } as const;

type Told = { readonly headline: string; readonly outlet: string };

/** A story's crops: the one that goes with its form, and the wider ones for themes that have room for them. */
export const picturesOf = (
  pictures: StoryPictures | undefined,
  form: StoryForm,
  told: Told,
): Pick<StoryView, 'picture' | 'feature' | 'wide' | 'caption'> => {
  if (pictures === undefined || form === 'brief') return { picture: null, feature: null, wide: null, caption: null };
  const view = (picture: Picture | null | undefined) => pictureView(picture ?? null, wordsFor(picture ?? null, told));
  const [card, wide] = [view(pictures.card), view(pictures.lead)];
  const feature = view(pictures.feature) ?? asFeature(wide);
  const picture = { lead: wide, 'section-lead': feature ?? card, card: card ?? feature }[form];
  const large = picture !== null && form !== 'card';
  return { picture, feature, wide, caption: large ? captionOf(pictures.lead ?? pictures.feature ?? pictures.card, told) : null };
};

/** What a picture shows, where that is not the headline again, and whose it is. */
const captionOf = (picture: Picture | null | undefined, { headline }: Told): string | null => {
  const words = cutAtWord(neutralText(picture?.caption ?? ''), captionColumns.words);
  const said = words === '' || headline.startsWith(words.replace(/…$/, '')) ? [] : [words];
  const credit = cutAtWord(neutralText(picture?.credit ?? ''), captionColumns.credit);
  return [...said, ...(credit === '' || words.includes(credit) ? [] : [credit])].join(' · ') || null;
};

const asFeature = (wide: PictureView | null): PictureView | null => {
  if (wide === null) return null;
  const { width } = pictureBoxes.feature;
  return wide.width <= width ? wide : { ...wide, width, height: Math.max(1, Math.round((wide.height * width) / wide.width)) };
};

/** Does any crop of a story's picture stand in the mail? */
export const isPictured = (pictures: StoryPictures | undefined): boolean =>
  pictures !== undefined && [pictures.card, pictures.feature, pictures.lead].some((picture) => picture && sourceOf(picture.src) !== null);

/** A description that only repeats the headline is worth nothing beside it: then the picture is told by its outlet. */
const wordsFor = (picture: Picture | null, { headline, outlet }: Told): string => {
  const described = cutAtWord(neutralText(picture?.alt ?? ''), pictureWords);
  return described === '' || headline.startsWith(described.replace(/…$/, '')) ? outlet : described;
};

export const pictureView = (picture: Picture | null, alt: string): PictureView | null => {
  const src = picture === null ? null : sourceOf(picture.src);
  if (picture === null || src === null) return null;
  return { src, width: picture.width, height: picture.height, alt };
};

/** Pictures are the operator's own files: `cid:` parts of the message are allowed besides web addresses. */
const sourceOf = (src: string): string | null => (/^cid:[\w.@-]+$/.test(src) ? src : safeHref(src));
