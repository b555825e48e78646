import sharp from 'sharp';
import { pictureBoxes } from '../../../composition/edition.ts';
import type { EncodedPicture } from './crop-picture.ts';
import { decode, firstLine, formatOf, groundFor, keepMemorySmall, measure, notAPicture, type Size, stepSeconds } from './picture-bytes.ts';

export type MadeMark =
  | { readonly kind: 'made'; readonly mark: EncodedPicture; readonly card: EncodedPicture }
  | { readonly kind: 'unfit'; readonly problem: string };

/** Smaller ones are smudges. */
const smallest = { width: 16, height: 16 };
/** How large a mark stands on a card that has no other picture, in CSS px. */
const onCard = 56;

/**
 * An outlet's mark, whole on a ground it is seen on: beside the outlet's name, and large enough to stand in for a story's picture.
 * The same bytes give the same mark.
 */
export async function makeMark(bytes: Uint8Array): Promise<MadeMark> {
  keepMemorySmall();
  const format = formatOf(bytes);
  if (format === null) return { kind: 'unfit', problem: notAPicture(bytes) };
  try {
    const { transparent, problem } = await measure(bytes, format, smallest);
    if (problem !== null) return { kind: 'unfit', problem };
    const background = transparent ? await groundFor(bytes) : '#ffffff';
    const { data, raw } = await decode(bytes, twice({ width: onCard, height: onCard }), background);
    const within = async (size: Size, box: Size): Promise<EncodedPicture> => {
      const [inner, outer] = [twice(size), twice(box)];
      const [across, down] = [outer.width - inner.width, outer.height - inner.height];
      const png = await sharp(data, { raw })
        .timeout({ seconds: stepSeconds })
        .resize({ ...inner, fit: 'contain', background })
        .extend({ left: across >> 1, right: across - (across >> 1), top: down >> 1, bottom: down - (down >> 1), background })
        .png({ compressionLevel: 9 })
        .toBuffer();
      return { bytes: png, format: 'png' };
    };
    return {
      kind: 'made',
      mark: await within(pictureBoxes.mark, pictureBoxes.mark),
      card: await within({ width: onCard, height: onCard }, pictureBoxes.card),
    };
  } catch (error) {
    return { kind: 'unfit', problem: `it is broken: ${firstLine(error)}` };
  }
}

const twice = ({ width, height }: Size): Size => ({ width: width * 2, height: height * 2 });
