import sharp, { type JpegOptions, type Sharp } from 'sharp';
import { pictureBoxes } from '../../../composition/edition.ts';
import type { Focus } from '../../../content/article.ts';
import type { PictureFormat } from '../media-file.ts';
import { everything, keepingHeads, keptShare, type Region, regionAround } from './find-crop.ts';
import {
  covers,
  decode,
  firstLine,
  formatOf,
  groundFor,
  keepMemorySmall,
  measure,
  notAPicture,
  type Original,
  type Sheet,
  type Size,
  stepSeconds,
} from './picture-bytes.ts';
import { lookAt, lookSide, type PictureLook, type Raster } from './picture-look.ts';

export type EncodedPicture = { readonly bytes: Uint8Array; readonly format: PictureFormat };

/** The boxes a story's picture is made for. */
export type CropName = 'card' | 'lead' | 'feature';

type CroppedPicture =
  | {
      readonly kind: 'cropped';
      readonly original: Original;
      /** What tells the same picture under another address: see `sameLook`. */
      readonly print: string;
      readonly crops: Readonly<Record<CropName, EncodedPicture | null>> & { readonly card: EncodedPicture };
      /** What of the picture each crop shows. */
      readonly shows: Readonly<Record<CropName, Region>>;
    }
  /** Readable, but not fit to be shown. `problem` is for the editor. */
  | { readonly kind: 'unfit'; readonly original: Original | null; readonly problem: string };

/** CSS pixels, which is half of what the file will hold. */
const smallest = { card: { width: 200, height: 120 }, lead: pictureBoxes.lead, feature: pictureBoxes.feature };

/**
 * Makes the crops of a picture: upright, cut around its focus, else around what draws the eye and without cutting heads; whole, on
 * a ground of its own, where a part of it would say nothing. First frame only, sRGB, without metadata, twice the pixels of
 * `pictureBoxes`. The same bytes give the same crops.
 */
export async function cropPicture(bytes: Uint8Array, focus: Focus | null = null): Promise<CroppedPicture> {
  keepMemorySmall();
  const format = formatOf(bytes);
  if (format === null) return { kind: 'unfit', original: null, problem: notAPicture(bytes) };
  try {
    const { original, transparent, problem } = await measure(bytes, format, smallest.card);
    if (problem !== null) return { kind: 'unfit', original, problem };
    const sheet = await decode(bytes, twice(pictureBoxes.lead), transparent ? await groundFor(bytes) : '#ffffff');
    const raster = await rasterOf(sheet);
    const look = lookAt(raster);
    if (look.empty) return { kind: 'unfit', original, problem: 'it shows nothing: it is of one colour' };
    const picture: Picture = { sheet, raster, look, focus, lossless: format !== 'jpeg' };
    const places = {
      card: await placeIn(picture, 'card'),
      lead: await placeIn(picture, 'lead'),
      feature: await placeIn(picture, 'feature'),
    };
    const crop = async (name: CropName) => await encode(await setIn(picture, name, places[name]), encoding[name], picture.lossless);
    const where = async (name: 'lead' | 'feature') => (covers(original, smallest[name]) ? await crop(name) : null);
    return {
      kind: 'cropped',
      original,
      print: look.print,
      crops: { card: await crop('card'), lead: await where('lead'), feature: await where('feature') },
      shows: { card: places.card.shows, lead: places.lead.shows, feature: places.feature.shows },
    };
  } catch (error) {
    return { kind: 'unfit', original: null, problem: `it is broken: ${firstLine(error)}` };
  }
}

const twice = ({ width, height }: Size): Size => ({ width: width * 2, height: height * 2 });

type Picture = {
  readonly sheet: Sheet;
  readonly raster: Raster;
  readonly look: PictureLook;
  readonly focus: Focus | null;
  readonly lossless: boolean;
};

/** A picture as small as it is looked at. */
export async function rasterOf({ data, raw }: Sheet): Promise<Raster> {
  const { data: small, info } = await sharp(data, { raw })
    .timeout({ seconds: stepSeconds })
    .resize(lookSide, lookSide, { fit: 'inside', withoutEnlargement: true, fastShrinkOnLoad: true })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: info.channels === 3 ? small : threefold(small), width: info.width, height: info.height };
}

const threefold = (grey: Uint8Array): Uint8Array => {
  const colours = new Uint8Array(grey.length * 3);
  for (const [at, value] of grey.entries()) colours.fill(value, at * 3, at * 3 + 3);
  return colours;
};

// --- what of a picture stands in a box --------------------------------------------------------------------------------------

/** Of a photograph at least so much must be left by a crop; a square card is too small for bands beside it. */
const leastKept: Readonly<Record<CropName, number>> = { card: 0, lead: 0.6, feature: 0.6 };
/** A drawing says nothing without its edges; this much of them is its margin. */
const leastKeptOfDrawing = 0.94;

type Place = { readonly kind: 'cut' | 'on-its-ground' | 'on-itself'; readonly shows: Region };

async function placeIn({ raster, look, focus }: Picture, name: CropName): Promise<Place> {
  const box = pictureBoxes[name];
  const kept = keptShare(raster, box);
  if (kept > 0.99) return { kind: 'cut', shows: regionAround(raster, box, [0.5, 0.5]) };
  if (focus !== null) return { kind: 'cut', shows: regionAround(raster, box, focus) };
  if (look.drawn && kept < leastKeptOfDrawing) return { kind: 'on-its-ground', shows: everything };
  const upright = raster.width / raster.height < box.width / box.height;
  if (upright && kept < leastKept[name]) return { kind: 'on-itself', shows: everything };
  return { kind: 'cut', shows: keepingHeads(await drawingTheEye(raster, box), raster) };
}

async function setIn(picture: Picture, name: CropName, { kind, shows }: Place): Promise<Sharp> {
  const box = pictureBoxes[name];
  switch (kind) {
    case 'cut':
      return cut(picture.sheet, box, shows);
    case 'on-its-ground':
      return whole(picture.sheet, box, picture.look.ground);
    case 'on-itself':
      return await onItself(picture, box);
  }
}

/** Where libvips finds most edges, skin and strong colours. */
async function drawingTheEye(raster: Raster, box: Size): Promise<Region> {
  const { data, width, height } = raster;
  const scale = Math.min(width / box.width, height / box.height);
  const [across, down] = [Math.max(1, Math.round(box.width * scale)), Math.max(1, Math.round(box.height * scale))];
  const { info } = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize(across, down, { fit: 'cover', position: sharp.strategy.attention })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const middle: Focus = [
    (Math.abs(info.cropOffsetLeft ?? 0) + across / 2) / width,
    (Math.abs(info.cropOffsetTop ?? 0) + down / 2) / height,
  ];
  return regionAround(raster, box, middle);
}

function cut({ data, raw }: Sheet, box: Size, { left, top, width, height }: Region): Sharp {
  const area = { width: Math.max(1, Math.round(width * raw.width)), height: Math.max(1, Math.round(height * raw.height)) };
  const from = {
    left: Math.min(Math.round(left * raw.width), raw.width - area.width),
    top: Math.min(Math.round(top * raw.height), raw.height - area.height),
  };
  return sharp(data, { raw })
    .timeout({ seconds: stepSeconds })
    .extract({ ...from, ...area })
    .resize({ ...twice(box), fit: 'fill' });
}

const whole = ({ data, raw }: Sheet, box: Size, background: string): Sharp =>
  sharp(data, { raw })
    .timeout({ seconds: stepSeconds })
    .resize({ ...twice(box), fit: 'contain', background });

/** An upright photograph whole in a wide box, its own colours out of focus beside it. */
async function onItself({ sheet: { data, raw }, raster }: Picture, box: Size): Promise<Sharp> {
  const { width, height } = twice(box);
  const upright = await sharp(data, { raw })
    .timeout({ seconds: stepSeconds })
    .resize({ width, height, fit: 'inside' })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const blurred = await sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels: 3 } })
    .resize({ width: 60, height: Math.round((60 * height) / width), fit: 'cover' })
    .blur(4)
    .modulate({ brightness: 0.72, saturation: 0.8 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const ground = await sharp(blurred.data, { raw: { width: blurred.info.width, height: blurred.info.height, channels: 3 } })
    .resize({ width, height, fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  return sharp(ground, { raw: { width, height, channels: 3 } })
    .timeout({ seconds: stepSeconds })
    .composite([{ input: upright }]);
}

// --- files ------------------------------------------------------------------------------------------------------------------

export const encoding: Readonly<Record<CropName, JpegOptions>> = {
  /** All of mozjpeg but its search for the best scans: that doubles the time for a hundredth of the bytes. */
  card: { quality: 78, progressive: true, trellisQuantisation: true, overshootDeringing: true, quantisationTable: 3 },
  /** At fifteen times the pixels trellis takes 0.2 s and progressive scans double the rest, for a twentieth of the bytes each. */
  lead: { quality: 78 },
  feature: { quality: 78 },
};

/** As JPEG, or, of what was not one and is smaller so, as PNG. */
export async function encode(crop: Sharp, options: JpegOptions, lossless: boolean): Promise<EncodedPicture> {
  const jpeg = await crop.clone().jpeg(options).toBuffer();
  if (!lossless) return { bytes: jpeg, format: 'jpg' };
  // Lossless beats JPEG only on flat colour: logos, charts, screenshots. There it is sharper as well.
  const png = await crop.png({ compressionLevel: 9 }).toBuffer();
  return png.byteLength < jpeg.byteLength * 0.9 ? { bytes: png, format: 'png' } : { bytes: jpeg, format: 'jpg' };
}
