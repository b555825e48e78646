import sharp, { type JpegOptions, type Metadata } from 'sharp';
import { pictureBoxes } from '../../composition/edition.ts';
import type { PictureFormat } from './media-file.ts';

export type EncodedPicture = { readonly bytes: Uint8Array; readonly format: PictureFormat };

/** The size a picture is seen at, that is after its EXIF orientation. */
type Original = { readonly width: number; readonly height: number; readonly format: string };

type CroppedPicture =
  | { readonly kind: 'cropped'; readonly original: Original; readonly card: EncodedPicture; readonly lead: EncodedPicture | null }
  /** Readable, but not fit to be shown. `problem` is for the editor. */
  | { readonly kind: 'unfit'; readonly original: Original | null; readonly problem: string };

/** 50 megapixels: the largest of today's phones. */
const maxPixels = 50_000_000;
/** What a picture may take while it is decoded whole. */
const maxBytes = 256_000_000;
/** Nothing of a longer strip is left in a crop, and on the way there it would take a gigabyte: a few kilobytes of PNG are enough. */
const maxStretch = 10;
/** For each step alone. */
const stepSeconds = 10;
/** Below these a crop would be blown up until it looks broken. CSS pixels, which is half of what the file will hold. */
const smallest = { card: { width: 200, height: 120 }, lead: pictureBoxes.lead };

/**
 * Makes the two crops of a picture: upright, cut around what draws the eye, on white where it was transparent, first frame
 * only, sRGB, without metadata, twice the pixels of `pictureBoxes`. The same bytes give the same crops.
 */
export async function cropPicture(bytes: Uint8Array): Promise<CroppedPicture> {
  keepMemorySmall();
  const format = formatOf(bytes);
  if (format === null) return { kind: 'unfit', original: null, problem: `it is not a JPEG, PNG, GIF, WebP or AVIF picture${guess(bytes)}` };
  try {
    const { original, problem } = await measure(bytes, format);
    if (problem !== null) return { kind: 'unfit', original, problem };
    const sheet = await decode(bytes);
    const flat = format !== 'jpeg';
    return {
      kind: 'cropped',
      original,
      card: await encode(sheet, pictureBoxes.card, cardJpeg, flat),
      lead: covers(original, smallest.lead) ? await encode(sheet, pictureBoxes.lead, leadJpeg, flat) : null,
    };
  } catch (error) {
    return { kind: 'unfit', original: null, problem: `it is broken: ${firstLine(error)}` };
  }
}

const openOptions = { autoOrient: true, failOn: 'truncated', limitInputPixels: maxPixels, pages: 1 } as const;

/** By the header alone, so that a picture over a limit is told from a broken one and nothing is unfolded to find out. */
async function measure(bytes: Uint8Array, format: string): Promise<{ readonly original: Original; readonly problem: string | null }> {
  const header = await sharp(bytes, { ...openOptions, limitInputPixels: false }).metadata();
  const { width, height } = header.autoOrient;
  return { original: { width, height, format }, problem: tooMuch(header, format) };
}

function tooMuch({ autoOrient: { width, height }, ...header }: Metadata, format: string): string | null {
  const size = `${width} x ${height} pixels`;
  if (width * height > maxPixels) return `it has ${size}, more than 50 million`;
  if (!covers({ width, height }, smallest.card)) return `it is tiny, ${size}`;
  if (Math.max(width, height) > maxStretch * Math.min(width, height)) return `it is a strip, ${size}: more than ten times as long as wide`;
  if (width * height * heldPerPixel(header, format) > maxBytes) return `it has ${size}, too many for its kind of file`;
  return null;
}

/** Bytes a decoder holds for each pixel where it cannot go line by line. Of AVIF: measured, its planes and their copies as RGB. */
function heldPerPixel({ channels, depth, isProgressive }: Pick<Metadata, 'channels' | 'depth' | 'isProgressive'>, format: string): number {
  if (format === 'avif') return 16;
  return format === 'png' && isProgressive ? channels * (depth === 'ushort' ? 2 : 1) : 4;
}

type Sheet = { readonly data: Buffer; readonly raw: { readonly width: number; readonly height: number; readonly channels: 1 | 2 | 3 | 4 } };

/** The picture decoded once (JPEGs shrink while they are read), just large enough for both crops. */
async function decode(bytes: Uint8Array): Promise<Sheet> {
  const { data, info } = await sharp(bytes, openOptions)
    .timeout({ seconds: stepSeconds })
    .resize(pictureBoxes.lead.width * 2, pictureBoxes.lead.height * 2, { fit: 'outside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, raw: { width: info.width, height: info.height, channels: info.channels } };
}

/** All of mozjpeg but its search for the best scans: that doubles the time for a hundredth of the bytes. */
const cardJpeg: JpegOptions = { quality: 78, progressive: true, trellisQuantisation: true, overshootDeringing: true, quantisationTable: 3 };
/** At fifteen times the pixels trellis takes 0.2 s and progressive scans double the rest, for a twentieth of the bytes each. */
const leadJpeg: JpegOptions = { quality: 78 };

type Box = { readonly width: number; readonly height: number };

async function encode(sheet: Sheet, box: Box, options: JpegOptions, flat: boolean): Promise<EncodedPicture> {
  const crop = sharp(sheet.data, { raw: sheet.raw })
    .timeout({ seconds: stepSeconds })
    .resize(box.width * 2, box.height * 2, { fit: 'cover', position: sharp.strategy.attention });
  const jpeg = await crop.clone().jpeg(options).toBuffer();
  if (!flat) return { bytes: jpeg, format: 'jpg' };
  // Lossless beats JPEG only on flat colour: logos, charts, screenshots. There it is sharper as well.
  const png = await crop.png({ compressionLevel: 9 }).toBuffer();
  return png.byteLength < jpeg.byteLength * 0.9 ? { bytes: png, format: 'png' } : { bytes: jpeg, format: 'jpg' };
}

function covers(original: Box, box: Box): boolean {
  return original.width >= box.width && original.height >= box.height;
}

/** By the bytes, not by what the server says; nothing else ever reaches a decoder, SVG (which can refer to files) least of all. */
function formatOf(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 16)).toString('latin1');
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif';
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return 'webp';
  if (['ftypavif', 'ftypavis', 'ftypmif1'].some((brand) => head.startsWith(brand, 4))) return 'avif';
  return null;
}

function guess(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 512)).toString('latin1').toLowerCase();
  if (text.includes('<svg')) return ' but an SVG drawing';
  if (text.includes('<!doctype') || text.includes('<html')) return ' but a web page';
  return bytes.byteLength === 0 ? ' but an empty file' : '';
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

/** Process-wide, and idempotent: two pictures are made side by side by the service, so each needs one thread and no cache. */
function keepMemorySmall(): void {
  if (sharp.concurrency() !== 1) sharp.concurrency(1);
  sharp.cache(false);
}
