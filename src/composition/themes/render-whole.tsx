import type { Digest as SelectedDigest } from '../../selection/choosing/digest.ts';
import type { EditionHeading, RenderedEmail, StoryPictures } from '../edition.ts';
import { digestText } from '../text/plain-text.ts';
import { wordingFor } from '../text/wording.ts';
import { digestView, isFormer } from '../views/digest-view.ts';
import type { ReaderValues } from '../views/filled/note-fields.ts';
import { layoutOf, type Trims } from '../views/layout.ts';
import { isPictured } from '../views/picture-view.ts';
import { isToldWhole } from '../views/story-view.ts';
import { typesetterFor } from './render-theme.ts';

/**
 * One digest rendered in one piece: the yardstick that assembled digests equal byte for byte, and the way to show a single
 * digest without an edition. Throws CourantError `unknown-theme` or `theme-invalid`.
 */
export const renderWhole = async (
  heading: EditionHeading,
  digest: SelectedDigest,
  pictures: ReadonlyMap<string, StoryPictures>,
  trims?: Trims,
  /** Which of two subjects it has. */
  arm?: 1 | 2,
  /** Of its reader, for a note that fills them in. */
  values: ReaderValues = {},
): Promise<RenderedEmail> => {
  const typesetter = typesetterFor(heading);
  const ranked = typesetter.ranked && !isFormer(heading);
  const stories = new Map(digest.sections.flatMap((section) => section.stories.map(({ story }) => [story.id, story] as const)));
  const { captions, bodies } = typesetter;
  const wording = wordingFor(heading.imprint);
  const whole = (id: string) => {
    const story = stories.get(id);
    const frame = { wording, slot: heading.slot, pictures: pictures.get(id), imprint: heading.imprint, bodies, former: isFormer(heading) };
    return story !== undefined && isToldWhole(story, frame);
  };
  const laid = layoutOf(digest, trims, ranked ? (id) => isPictured(pictures.get(id)) : null, whole);
  const layout = arm === undefined ? laid : { ...laid, arm };
  const view = digestView({ heading, layout, stories, pictures, ranked, captions, bodies, values }, wording);
  const { subject, preheader } = view.edition;
  const html = await typesetter.page(view);
  return { subject, preheader, html, text: digestText(view, typesetter.text) };
};
