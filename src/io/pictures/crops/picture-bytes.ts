import sharp, { type Metadata } from 'sharp';

export type Size = { readonly width: number; readonly height: number };

/** The size a picture is seen at, that is after its EXIF orientation. */
export type Original = Size & { readonly format: string };

/** A picture decoded: sRGB, upright, nothing transparent. */
export type Sheet = { readonly data: Buffer; readonly raw: Size & { readonly channels: 1 | 2 | 3 | 4 } };

/** 50 megapixels: the largest of today's phones. */
const maxPixels = 50_000_000;
/** What a picture may take while it is decoded whole. */
const maxBytes = 256_000_000;
/** Nothing of a longer strip is left in a crop, and on the way there it would take a gigabyte: a few kilobytes of PNG are enough. */
const maxStretch = 10;
/** For each step alone. */
export const stepSeconds = 10;

export const openOptions = { autoOrient: true, failOn: 'truncated', limitInputPixels: maxPixels, pages: 1 } as const;

export type Measured = { readonly original: Original; readonly transparent: boolean; readonly problem: string | null };

/**
 * By the header alone, so that a picture over a limit is told from a broken one and nothing is unfolded to find out.
 * @param smallest below this a crop would be blown up until it looks broken
 */
export async function measure(bytes: Uint8Array, format: string, smallest: Size): Promise<Measured> {
  const header = await sharp(bytes, { ...openOptions, limitInputPixels: false }).metadata();
  const { width, height } = header.autoOrient;
  return { original: { width, height, format }, transparent: header.hasAlpha, problem: tooMuch(header, format, smallest) };
}

function tooMuch({ autoOrient: { width, height }, ...header }: Metadata, format: string, smallest: Size): string | null {
  const size = `${width} x ${height} pixels`;
  if (width * height > maxPixels) return `it has ${size}, more than 50 million`;
  if (!covers({ width, height }, smallest)) return `it is tiny, ${size}`;
  if (Math.max(width, height) > maxStretch * Math.min(width, height)) return `it is a strip, ${size}: more than ten times as long as wide`;
  if (width * height * heldPerPixel(header, format) > maxBytes) return `it has ${size}, too many for its kind of file`;
  return null;
}

export const covers = (original: Size, box: Size): boolean => original.width >= box.width && original.height >= box.height;

/** Bytes a decoder holds for each pixel where it cannot go line by line. Of AVIF: measured, its planes and their copies as RGB. */
function heldPerPixel({ channels, depth, isProgressive }: Pick<Metadata, 'channels' | 'depth' | 'isProgressive'>, format: string): number {
  if (format === 'avif') return 16;
  return format === 'png' && isProgressive ? channels * (depth === 'ushort' ? 2 : 1) : 4;
}

/** The picture decoded once (JPEGs shrink while they are read), just large enough for `size`; what was transparent is of `ground`. */
export async function decode(bytes: Uint8Array, size: Size, ground: string): Promise<Sheet> {
  const { data, info } = await sharp(bytes, openOptions)
    .timeout({ seconds: stepSeconds })
    .resize(size.width, size.height, { fit: 'outside', withoutEnlargement: true })
    .flatten({ background: ground })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, raw: { width: info.width, height: info.height, channels: info.channels } };
}

const grounds = { light: '#ffffff', dark: '#1f2328' } as const;

/** What to set a transparent picture on, so that it is seen: dark where what is drawn is light. */
export async function groundFor(bytes: Uint8Array): Promise<string> {
  const { data } = await sharp(bytes, openOptions)
    .timeout({ seconds: stepSeconds })
    .resize(128, 128, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  let [light, opaque] = [0, 0];
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] as number;
    light += alpha * (0.299 * (data[at] as number) + 0.587 * (data[at + 1] as number) + 0.114 * (data[at + 2] as number));
    opaque += alpha;
  }
  return opaque < 255 * (data.length / 4) * 0.995 && light > 190 * opaque ? grounds.dark : grounds.light;
}

/** By the bytes, not by what the server says; nothing else ever reaches a decoder, SVG (which can refer to files) least of all. */
export function formatOf(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 16)).toString('latin1');
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif';
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return 'webp';
  if (['ftypavif', 'ftypavis', 'ftypmif1'].some((brand) => head.startsWith(brand, 4))) return 'avif';
  return null;
}

/** Why bytes of no format known are no picture. */
export const notAPicture = (bytes: Uint8Array): string => `it is not a JPEG, PNG, GIF, WebP or AVIF picture${guess(bytes)}`;

function guess(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 512)).toString('latin1').toLowerCase();
  if (text.includes('<svg')) return ' but an SVG drawing';
  if (text.includes('<!doctype') || text.includes('<html')) return ' but a web page';
  return bytes.byteLength === 0 ? ' but an empty file' : '';
}

export const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';

/** Process-wide, and idempotent: two pictures are made side by side by the service, so each needs one thread and no cache. */
export function keepMemorySmall(): void {
  if (sharp.concurrency() !== 1) sharp.concurrency(1);
  sharp.cache(false);
}
