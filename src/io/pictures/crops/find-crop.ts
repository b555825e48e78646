import type { Focus } from '../../../content/article.ts';
import type { Raster } from './picture-look.ts';

type Size = { readonly width: number; readonly height: number };

/** A stretch of a picture, in shares of its sides. */
export type Region = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** A picture as it is. */
export const everything: Region = { left: 0, top: 0, width: 1, height: 1 };

/** The largest region of the box's proportions around a place: `middle` in shares of the picture's sides. */
export function regionAround(picture: Size, box: Size, middle: Focus): Region {
  const scale = Math.min(picture.width / box.width, picture.height / box.height);
  const [width, height] = [(box.width * scale) / picture.width, (box.height * scale) / picture.height];
  return { width, height, left: within(middle[0] - width / 2, 1 - width), top: within(middle[1] - height / 2, 1 - height) };
}

/** How much of a picture is left in a box of other proportions. */
export const keptShare = (picture: Size, box: Size): number => {
  const [own, wanted] = [picture.width / picture.height, box.width / box.height];
  return Math.min(own / wanted, wanted / own);
};

const within = (value: number, most: number): number => Math.min(Math.max(value, 0), Math.max(0, most));

/**
 * A region moved up or down as little as needed, so that no head is cut off. Where a face can be told, its head stays whole; else
 * in an upright picture nothing is cut off above its subject, since that is where heads are.
 */
export function keepingHeads(region: Region, raster: Raster): Region {
  if (region.height >= 0.999) return region;
  const head = headIn(raster);
  if (head !== null) return shownWhole(region, head);
  if (raster.width >= raster.height) return region;
  return { ...region, top: Math.min(region.top, within(subjectTop(raster) - 0.03, 1 - region.height)) };
}

function shownWhole(region: Region, { top, height }: Pick<Region, 'top' | 'height'>): Region {
  // A head higher than the region: its upper part is what tells who it is.
  const bottom = Math.min(top + height, top + region.height);
  const wanted = Math.min(Math.max(region.top, bottom - region.height), top);
  return { ...region, top: within(wanted, 1 - region.height) };
}

// --- heads --------------------------------------------------------------------------------------------------------------

type Blob = { pixels: number; left: number; right: number; top: number; bottom: number };

/** The head of whoever is in the picture, hair and chin included; `null` when nothing looks like a face. */
function headIn(raster: Raster): Pick<Region, 'top' | 'height'> | null {
  const { width, height } = raster;
  const faces = blobsOf(raster).filter((blob) => isFace(blob, raster));
  // Hands and arms are skin, too, and mostly lower.
  const weight = ({ pixels, top, bottom }: Blob) => pixels * (1.15 - (top + bottom) / 2 / height) ** 2;
  const [face] = faces.sort((a, b) => weight(b) - weight(a) || a.top - b.top || a.left - b.left);
  if (face === undefined) return null;
  // Neck and bare arms hang on a face; a head is hardly longer than wide.
  const high = Math.min(face.bottom - face.top + 1, (face.right - face.left + 1) * 1.4, width);
  const top = Math.max(0, face.top - high * 0.5) / height;
  return { top, height: Math.min((face.top + high * 1.1) / height, 1) - top };
}

function isFace({ pixels, left, right, top, bottom }: Blob, { width, height }: Raster): boolean {
  const [wide, high] = [right - left + 1, bottom - top + 1];
  const share = pixels / (width * height);
  return share >= 0.004 && share <= 0.3 && wide / high >= 0.3 && wide / high <= 1.7 && pixels / (wide * high) >= 0.4 && top / height < 0.75;
}

/** Stretches of skin that hang together. */
function blobsOf(raster: Raster): Blob[] {
  const { width, height } = raster;
  const skin = skinOf(raster);
  const blobs: Blob[] = [];
  for (let start = 0; start < skin.length; start++) {
    if (skin[start] !== 1) continue;
    const blob: Blob = { pixels: 0, left: width, right: 0, top: height, bottom: 0 };
    const open = [start];
    skin[start] = 0;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      blob.pixels++;
      blob.left = Math.min(blob.left, x);
      blob.right = Math.max(blob.right, x);
      blob.top = Math.min(blob.top, y);
      blob.bottom = Math.max(blob.bottom, y);
      for (const next of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
        if (skin[next] !== 1) continue;
        skin[next] = 0;
        open.push(next);
      }
    }
    blobs.push(blob);
  }
  return blobs;
}

/** Skin of all tones lies in a small field of the chroma plane (Chai and Ngan, 1999); light only says how much of it. */
function skinOf({ data, width, height }: Raster): Uint8Array {
  const skin = new Uint8Array(width * height);
  for (let at = 0; at < skin.length; at++) {
    const [red, green, blue] = [data[at * 3] as number, data[at * 3 + 1] as number, data[at * 3 + 2] as number];
    const brightness = 0.299 * red + 0.587 * green + 0.114 * blue;
    const [cb, cr] = [128 + 0.564 * (blue - brightness), 128 + 0.713 * (red - brightness)];
    if (brightness > 35 && cb >= 80 && cb <= 125 && cr >= 137 && cr <= 170 && red > green && green > blue * 0.85) skin[at] = 1;
  }
  return skin;
}

/** Where the subject begins, seen from above: the first row that is not the ground of the picture's upper edge. */
function subjectTop({ data, width, height }: Raster): number {
  const at = (x: number, y: number) => (y * width + x) * 3;
  const edge = [0, 1, 2].map((channel) => {
    const values = Array.from({ length: width }, (_, x) => data[at(x, 0) + channel] as number).sort((a, b) => a - b);
    return values[values.length >> 1] as number;
  });
  for (let y = 0; y < height; y++) {
    let other = 0;
    for (let x = 0; x < width; x++) {
      if ([0, 1, 2].some((channel) => Math.abs((data[at(x, y) + channel] as number) - (edge[channel] as number)) > 40)) other++;
    }
    if (other / width > 0.06) return y / height;
  }
  return 0;
}
