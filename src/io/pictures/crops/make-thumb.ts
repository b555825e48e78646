import sharp from 'sharp';
import type { EncodedPicture } from './crop-picture.ts';
import { decode, firstLine, formatOf, groundFor, keepMemorySmall, measure, notAPicture, stepSeconds } from './picture-bytes.ts';

export type MadeThumb = { readonly kind: 'made'; readonly thumb: EncodedPicture } | { readonly kind: 'unfit'; readonly problem: string };

/** Pixels, twice what the desk shows. */
const box = { width: 640, height: 480 };

/** A picture whole and small, for an editor to choose it and say what in it matters. The same bytes give the same file. */
export async function makeThumb(bytes: Uint8Array): Promise<MadeThumb> {
  keepMemorySmall();
  const format = formatOf(bytes);
  if (format === null) return { kind: 'unfit', problem: notAPicture(bytes) };
  try {
    const { transparent, problem } = await measure(bytes, format, { width: 1, height: 1 });
    if (problem !== null) return { kind: 'unfit', problem };
    const { data, raw } = await decode(bytes, box, transparent ? await groundFor(bytes) : '#ffffff');
    const jpeg = await sharp(data, { raw })
      .timeout({ seconds: stepSeconds })
      .resize({ ...box, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 74 })
      .toBuffer();
    return { kind: 'made', thumb: { bytes: jpeg, format: 'jpg' } };
  } catch (error) {
    return { kind: 'unfit', problem: `it is broken: ${firstLine(error)}` };
  }
}
