import sharp from 'sharp';
import { textPictureBox } from '../../../composition/edition.ts';
import { type EncodedPicture, encode, rasterOf } from './crop-picture.ts';
import {
  decode,
  firstLine,
  formatOf,
  groundFor,
  keepMemorySmall,
  measure,
  notAPicture,
  type Original,
  type Size,
  stepSeconds,
} from './picture-bytes.ts';
import { lookAt } from './picture-look.ts';

type WholePicture =
  | { readonly kind: 'made'; readonly original: Original; readonly print: string; readonly picture: EncodedPicture }
  | { readonly kind: 'unfit'; readonly original: Original | null; readonly problem: string };

/** CSS pixels; what is smaller is a sign in a line. */
const smallest = { width: 48, height: 24 };

/** The size a picture of a text is shown at, in CSS pixels: its own, as far as the box goes. */
export function shownInText({ width, height }: Size): Size {
  const scale = Math.min(1, textPictureBox.width / width, textPictureBox.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A picture of a text: nothing cut off, upright, first frame only, without metadata, of twice the pixels it is shown at. */
export async function wholePicture(bytes: Uint8Array): Promise<WholePicture> {
  keepMemorySmall();
  const format = formatOf(bytes);
  if (format === null) return { kind: 'unfit', original: null, problem: notAPicture(bytes) };
  try {
    const { original, transparent, problem } = await measure(bytes, format, smallest);
    if (problem !== null) return { kind: 'unfit', original, problem };
    const { width, height } = shownInText(original);
    const sheet = await decode(bytes, { width: width * 2, height: height * 2 }, transparent ? await groundFor(bytes) : '#ffffff');
    const look = lookAt(await rasterOf(sheet));
    if (look.empty) return { kind: 'unfit', original, problem: 'it shows nothing: it is of one colour' };
    const sized = sharp(sheet.data, { raw: sheet.raw })
      .timeout({ seconds: stepSeconds })
      .resize({ width: width * 2, height: height * 2, fit: 'fill' });
    return { kind: 'made', original, print: look.print, picture: await encode(sized, { quality: 78 }, format !== 'jpeg') };
  } catch (error) {
    return { kind: 'unfit', original: null, problem: `it is broken: ${firstLine(error)}` };
  }
}
