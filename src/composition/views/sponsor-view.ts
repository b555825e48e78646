import type { SponsorView } from '../../../emails/contract/view-model.ts';
import type { Sponsor } from '../edition.ts';
import { neutralText, safeHref } from '../text/neutral-text.ts';
import { directionOf, type Wording } from '../text/wording.ts';

/** Paid matter for a template; `null` when there is none, or none that could be followed. */
export const sponsorView = (sponsor: Sponsor | null | undefined, { strings, direction }: Wording): SponsorView | null => {
  if (!sponsor) return null;
  const href = safeHref(sponsor.url);
  const title = neutralText(sponsor.title);
  if (href === null || title === '') return null;
  return {
    label: neutralText(sponsor.label ?? '') || strings.advertisement,
    title,
    text: neutralText(sponsor.text),
    href,
    direction: directionOf(title) ?? direction,
    picture: pictureOf(sponsor),
  };
};

const pictureOf = ({ image, title }: Sponsor): SponsorView['picture'] => {
  const src = image ? safeHref(image.url) : null;
  if (!image || src === null) return null;
  const described = neutralText(image.alt);
  return { src, width: image.width, height: image.height, alt: described || neutralText(title) };
};
