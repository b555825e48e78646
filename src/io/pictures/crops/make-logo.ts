import sharp, { type Sharp } from 'sharp';
import type { EncodedPicture } from './crop-picture.ts';
import { firstLine, formatOf, keepMemorySmall, measure, notAPicture, openOptions, type Size, stepSeconds } from './picture-bytes.ts';

export type MadeLogo =
  | {
      readonly kind: 'made';
      /** CSS px; the files hold twice that. */
      readonly size: Size;
      readonly logo: EncodedPicture;
      /** For dark paper; `null` where the logo is seen there as it is. */
      readonly dark: EncodedPicture | null;
    }
  | { readonly kind: 'unfit'; readonly problem: string };

/** The largest a logo is shown, in CSS px. */
const largest = { width: 320, height: 80 };
const smallest = { width: 16, height: 8 };
/** An SVG is drawn this many times too large, so that nothing is blurred when it is made smaller. */
const drawnTimes = 4;
/** White around a dark, many-coloured logo on dark paper, in px of the file. */
const margin = 16;

/**
 * A newsletter's logo, whole, without the empty margins around it. The file is the operator's own, so an SVG will do. Its twin for
 * dark paper, where it is dark on nothing: light for dark and dark for light if it has no colours, else on white.
 * @param size the CSS px it is to have: a given twin is as large as its logo
 */
export async function makeLogo(bytes: Uint8Array, size: Size | null = null): Promise<MadeLogo> {
  keepMemorySmall();
  try {
    const drawing = isSvg(bytes);
    const format = drawing ? 'svg' : formatOf(bytes);
    if (format === null) return { kind: 'unfit', problem: notAPicture(bytes) };
    const { problem } = drawing ? { problem: null } : await measure(bytes, format, smallest);
    if (problem !== null) return { kind: 'unfit', problem };
    const upright = await sharp(bytes, { ...openOptions, ...(drawing ? { density: 72 * drawnTimes } : {}) })
      .timeout({ seconds: stepSeconds })
      .resize({ width: largest.width * drawnTimes, height: largest.height * drawnTimes, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .png({ compressionLevel: 0 })
      .toBuffer();
    // What a picture without clear places has around it is the colour of its corner.
    const clear = !(await sharp(upright).stats()).isOpaque;
    const trimmed = await sharp(upright)
      .trim({ threshold: 6, ...(clear ? { background: '#00000000' } : {}) })
      .png({ compressionLevel: 0 })
      .toBuffer();
    const shown = size ?? (await shownSize(trimmed));
    const box = { width: shown.width * 2, height: shown.height * 2 };
    const { data, info } = await sharp(trimmed)
      .resize({ ...box, fit: 'contain', background: '#00000000' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const pixels = { data, raw: { width: info.width, height: info.height, channels: 4 as const } };
    return { kind: 'made', size: shown, logo: await encodedClear(sharp(data, pixels)), dark: await darkTwin(pixels) };
  } catch (error) {
    return { kind: 'unfit', problem: `it is broken: ${firstLine(error)}` };
  }
}

/** The operator's own files may be drawings; publishers' may not. */
export const isSvg = (bytes: Uint8Array): boolean =>
  /^(?:\uFEFF)?\s*<(?:\?xml|svg|!--|!doctype svg)/i.test(Buffer.from(bytes.subarray(0, 256)).toString('utf8'));

/** As large as twice the pixels allow, within the largest; a small file is shown as small as it is. */
async function shownSize(png: Uint8Array): Promise<Size> {
  const { width, height } = await sharp(png).metadata();
  const scale = Math.min(largest.width / width, largest.height / height, 1);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** With clear places, in few colours where that is seen by nobody. */
export const encodedClear = async (picture: Sharp): Promise<EncodedPicture> => ({
  bytes: await picture.png({ palette: true, quality: 95, effort: 8, compressionLevel: 9 }).toBuffer(),
  format: 'png',
});

type Pixels = { readonly data: Buffer; readonly raw: Size & { readonly channels: 4 } };

async function darkTwin(pixels: Pixels): Promise<EncodedPicture | null> {
  const { clear, dark, coloured } = inkOf(pixels.data);
  if (!clear || !dark) return null;
  if (!coloured) return await encodedClear(sharp(relit(pixels.data), pixels));
  const { width, height } = pixels.raw;
  const inner = { width: Math.max(1, width - margin * 2), height: Math.max(1, height - margin) };
  const smaller = await sharp(pixels.data, pixels)
    .resize({ ...inner, fit: 'inside' })
    .png()
    .toBuffer();
  return await encodedClear(sharp({ create: { width, height, channels: 3, background: '#ffffff' } }).composite([{ input: smaller }]));
}

/** Whether there is nothing around the ink, whether it is too dark for dark paper, and whether it is of several colours. */
function inkOf(data: Uint8Array): { readonly clear: boolean; readonly dark: boolean; readonly coloured: boolean } {
  let [ink, dim, vivid] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue, alpha] = [data[at] as number, data[at + 1] as number, data[at + 2] as number, data[at + 3] as number];
    if (alpha < 128) continue;
    ink++;
    if (0.299 * red + 0.587 * green + 0.114 * blue < 110) dim++;
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 60) vivid++;
  }
  return { clear: ink < (data.length / 4) * 0.98, dark: dim > ink * 0.15, coloured: vivid > ink * 0.1 };
}

/** Dark becomes light, and light dark: what is white inside the ink stays seen. */
function relit(data: Uint8Array): Buffer {
  const light = Buffer.from(data);
  const brightness = (at: number) => 0.299 * (data[at] as number) + 0.587 * (data[at + 1] as number) + 0.114 * (data[at + 2] as number);
  let darkest = 255;
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255) darkest = Math.min(darkest, brightness(at));
  // From the lightest ink of dark papers to about their ground.
  for (let at = 0; at < light.length; at += 4) {
    const share = Math.max(0, brightness(at) - darkest) / (256 - darkest);
    light.fill(Math.round(0xf2 - share * 0xdc), at, at + 3);
  }
  return light;
}
