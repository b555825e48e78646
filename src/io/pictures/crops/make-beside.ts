import sharp from 'sharp';
import type { BesideAsked } from '../../../../emails/contract/theme.ts';
import { type EncodedPicture, encode, encoding } from './crop-picture.ts';
import { encodedClear, isSvg } from './make-logo.ts';
import { firstLine, formatOf, keepMemorySmall, measure, notAPicture, openOptions, type Size, stepSeconds } from './picture-bytes.ts';

type MadeBeside =
  | { readonly kind: 'made'; readonly size: Size; readonly picture: EncodedPicture }
  | { readonly kind: 'unfit'; readonly problem: string };

/** No mail is wider, and nothing in one is longer: CSS px. */
const largest = { width: 600, height: 1200 };
/** An SVG is drawn so many times larger than it says, for twice the pixels of a picture that is shown larger than that. */
const drawnTimes = 4;

/**
 * A picture that lies beside a theme's file, as one of its tags asks for it: cut to the tag's proportions where it names both sides,
 * else in its own, with twice the pixels it is shown at as far as it has them. Clear places stay clear. The same bytes give the same picture.
 */
export async function makeBeside(bytes: Uint8Array, asked: Pick<BesideAsked, 'width' | 'height'>): Promise<MadeBeside> {
  keepMemorySmall();
  try {
    const drawing = isSvg(bytes);
    const format = drawing ? 'svg' : formatOf(bytes);
    if (format === null) return { kind: 'unfit', problem: notAPicture(bytes) };
    if (!drawing) {
      const { problem } = await measure(bytes, format, { width: 1, height: 1 });
      if (problem !== null) return { kind: 'unfit', problem };
    }
    const open = () => sharp(bytes, { ...openOptions, ...(drawing ? { density: 72 * drawnTimes } : {}) }).timeout({ seconds: stepSeconds });
    const { autoOrient: own } = await open().metadata();
    const size = shownSize(own, asked, drawing ? drawnTimes : 2);
    const pixels = Math.min(2, own.width / size.width, own.height / size.height);
    const box = { width: Math.max(1, Math.round(size.width * pixels)), height: Math.max(1, Math.round(size.height * pixels)) };
    const picture = open()
      .resize({ ...box, fit: 'cover', position: sharp.strategy.attention })
      .toColourspace('srgb');
    const { isOpaque } = await sharp(await picture.clone().png({ compressionLevel: 0 }).toBuffer()).stats();
    const encoded = isOpaque ? await encode(picture.removeAlpha(), encoding.feature, format !== 'jpeg') : await encodedClear(picture);
    return { kind: 'made', size, picture: encoded };
  } catch (error) {
    return { kind: 'unfit', problem: `it is broken: ${firstLine(error)}` };
  }
}

/** A side the tag leaves out follows from the other; without either the file's own size is that of twice the pixels. */
function shownSize(own: Size, { width, height }: Pick<BesideAsked, 'width' | 'height'>, pixels: number): Size {
  const wide = width ?? (height === null ? own.width / pixels : (own.width * height) / own.height);
  const fitting = Math.min(1, largest.width / wide);
  const high = height ?? (own.height * wide) / own.width;
  return {
    width: whole(wide * fitting),
    height: whole(Math.min(largest.height, high * (height === null || width === null ? fitting : 1))),
  };
}

const whole = (side: number): number => Math.max(1, Math.round(side));
