/**
 * A picture at a glance: what can be told from a copy some hundred pixels wide. All of it is a value; the same picture gives
 * the same.
 */

/** RGB, three bytes a pixel, row by row. */
export type Raster = { readonly data: Uint8Array; readonly width: number; readonly height: number };

type Colour = readonly [red: number, green: number, blue: number];

export type PictureLook = {
  /** There is nothing to be seen on it: it is of one colour. */
  readonly empty: boolean;
  /** Drawn rather than photographed: a logo, a chart, a screenshot, words. A part of it says nothing. */
  readonly drawn: boolean;
  /** The colour most of its border has, for setting it on. */
  readonly ground: string;
  /** Two pictures that look the same have prints that hardly differ: see `sameLook`. */
  readonly print: string;
};

/** The longest side of the copy pictures are looked at in. */
export const lookSide = 128;

export function lookAt(raster: Raster): PictureLook {
  const border = borderOf(raster);
  const ground = medianOf(border);
  const even = border.filter((colour) => distance(colour, ground) <= 20).length / border.length;
  return { empty: isEmpty(raster), drawn: isDrawn(raster, even), ground: hex(ground), print: printOf(raster) };
}

function colourAt({ data, width }: Raster, x: number, y: number): Colour {
  const at = (y * width + x) * 3;
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
}

const distance = (one: Colour, other: Colour): number =>
  Math.max(Math.abs(one[0] - other[0]), Math.abs(one[1] - other[1]), Math.abs(one[2] - other[2]));

function borderOf(raster: Raster): Colour[] {
  const { width, height } = raster;
  const border: Colour[] = [];
  for (let x = 0; x < width; x++) border.push(colourAt(raster, x, 0), colourAt(raster, x, height - 1));
  for (let y = 1; y < height - 1; y++) border.push(colourAt(raster, 0, y), colourAt(raster, width - 1, y));
  return border;
}

const medianOf = (colours: readonly Colour[]): Colour => {
  const median = (channel: 0 | 1 | 2) => colours.map((colour) => colour[channel]).sort((a, b) => a - b)[colours.length >> 1] ?? 255;
  return [median(0), median(1), median(2)];
};

const hex = (colour: Colour): string => `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`;

/** Noise of a camera that saw nothing stays far below. */
const leastDeviation = 2.5;

function isEmpty({ data }: Raster): boolean {
  const pixels = data.length / 3;
  return [0, 1, 2].every((channel) => {
    let [sum, squares] = [0, 0];
    for (let at = channel; at < data.length; at += 3) {
      const value = data[at] as number;
      sum += value;
      squares += value * value;
    }
    return squares / pixels - (sum / pixels) ** 2 < leastDeviation ** 2;
  });
}

/**
 * A photograph has steps of all sizes between neighbours; what is drawn has even fields with sharp edges, and hardly anything in
 * between. Words are edges that go up and down again, row below row.
 */
function isDrawn(raster: Raster, even: number): boolean {
  // What stands alone on an even ground is to be seen whole, even if it is a photograph.
  if (even >= 0.9) return true;
  const { flat, soft, sharp, worded } = stepsOf(raster);
  if (flat >= 0.75) return true;
  const between = 1 - soft - sharp;
  return (between <= 0.14 && sharp >= 0.15) || (soft >= 0.72 && worded >= 0.1);
}

/** Rows of writing have at least so many edges; two or three more make a fence. */
const edgesOfWords = 10;

type Steps = { readonly flat: number; readonly soft: number; readonly sharp: number; readonly worded: number };

/** Shares: of pixels that hardly differ from their neighbours, a little, or much; and of rows that could be words. */
function stepsOf({ data, width, height }: Raster): Steps {
  // Plain numbers: a picture has ten thousand pixels, and this is done for each of its digest's pictures.
  const step = (at: number, other: number) =>
    Math.max(
      Math.abs((data[at] as number) - (data[other] as number)),
      Math.abs((data[at + 1] as number) - (data[other + 1] as number)),
      Math.abs((data[at + 2] as number) - (data[other + 2] as number)),
    );
  const brightness = (at: number) => 0.299 * (data[at] as number) + 0.587 * (data[at + 1] as number) + 0.114 * (data[at + 2] as number);
  let [flat, soft, sharp, worded] = [0, 0, 0, 0];
  for (let y = 0; y < height - 1; y++) {
    let [edges, direction] = [0, 0];
    for (let x = 0; x < width - 1; x++) {
      const at = (y * width + x) * 3;
      const largest = Math.max(step(at, at + 3), step(at, at + width * 3));
      if (largest <= 1) flat++;
      if (largest <= 4) soft++;
      if (largest > 30) sharp++;
      const rise = brightness(at + 3) - brightness(at);
      if (Math.abs(rise) > 25 && Math.sign(rise) !== direction) {
        edges++;
        direction = Math.sign(rise);
      }
    }
    if (edges >= edgesOfWords) worded++;
  }
  const pixels = Math.max(1, (width - 1) * (height - 1));
  return { flat: flat / pixels, soft: soft / pixels, sharp: sharp / pixels, worded: worded / height };
}

const brightnessOf = ([red, green, blue]: Colour): number => 0.299 * red + 0.587 * green + 0.114 * blue;

const fields = { across: 16, down: 16 };

/** Whether each of 16 x 16 fields is brighter than the one before it: 240 bits that sizes and compressions hardly change. */
function printOf(raster: Raster): string {
  const brightness = Array.from({ length: fields.down }, (_, row) =>
    Array.from({ length: fields.across }, (_, column) => meanBrightness(raster, column, row)),
  );
  const steps = brightness.flatMap((row) => row.slice(1).map((value, at) => (value > (row[at] as number) + 1 ? 1 : 0)));
  const nibbles = Array.from({ length: steps.length / 4 }, (_, at) => steps.slice(at * 4, at * 4 + 4).join(''));
  return nibbles.map((nibble) => Number.parseInt(nibble, 2).toString(16)).join('');
}

function meanBrightness(raster: Raster, column: number, row: number): number {
  const { width, height } = raster;
  const from = { x: Math.floor((column * width) / fields.across), y: Math.floor((row * height) / fields.down) };
  const to = {
    x: Math.max(from.x + 1, Math.floor(((column + 1) * width) / fields.across)),
    y: Math.max(from.y + 1, Math.floor(((row + 1) * height) / fields.down)),
  };
  let sum = 0;
  for (let y = from.y; y < to.y; y++) {
    for (let x = from.x; x < to.x; x++) {
      sum += brightnessOf(colourAt(raster, Math.min(x, width - 1), Math.min(y, height - 1)));
    }
  }
  return sum / ((to.x - from.x) * (to.y - from.y));
}
