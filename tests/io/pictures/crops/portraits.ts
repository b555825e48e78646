import sharp from 'sharp';

/** Where a head is in a portrait: shares of its sides, hair and chin included. */
export type Head = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

export type Portrait = { readonly name: string; readonly bytes: Buffer; readonly head: Head };

type Ground = 'studio' | 'gradient' | 'shelves' | 'lights' | 'bricks' | 'leaves';

type Sitter = {
  readonly size: readonly [width: number, height: number];
  /** Middle of the face, and half its height, as shares of the picture's height; `x` of its width. */
  readonly x: number;
  readonly y: number;
  readonly face: number;
  readonly skin: string;
  readonly hair: string;
  readonly clothes: string;
  readonly ground: Ground;
  readonly hat?: boolean;
  readonly hands?: boolean;
};

const skins = ['#f3d3bd', '#e8b998', '#d19b72', '#b27a4e', '#8a5a36', '#5f3d26'];
const hairs = ['#2a1d14', '#5b3a1e', '#a8743a', '#111111', '#b9b4ac', '#7d2f1a'];
const clothes = ['#27406b', '#7d1f2c', '#e6e1d6', '#2f5d45', '#d0862a', '#1b1c20', '#c33b2d', '#5d4a86'];
const grounds: readonly Ground[] = ['studio', 'gradient', 'shelves', 'lights', 'bricks', 'leaves'];

/**
 * 24 upright portraits, close, half and full length: heads high and low, left and right, small and large, before quiet and
 * busy grounds. Drawn, with the soft edges and the noise of a photograph; the same each time.
 */
export async function portraits(): Promise<readonly Portrait[]> {
  const made = sitters().map(async (sitter, at) => ({
    name: nameOf(sitter, at),
    bytes: await photographed(sitter, at),
    head: headOf(sitter),
  }));
  return await Promise.all(made);
}

const nameOf = ({ ground, face }: Sitter, at: number): string =>
  `${String(at + 1).padStart(2, '0')} ${face > 0.17 ? 'close' : face > 0.09 ? 'half length' : 'full length'}, ${ground}`;

function sitters(): Sitter[] {
  // Middle of the face and half its height; then the picture's size.
  const poses: readonly (readonly [x: number, y: number, face: number, size: readonly [number, number]])[] = [
    [0.5, 0.36, 0.2, [900, 1200]],
    [0.42, 0.24, 0.11, [900, 1350]],
    [0.5, 0.12, 0.06, [900, 1280]],
    [0.62, 0.3, 0.12, [1000, 1250]],
    [0.5, 0.45, 0.24, [1000, 1200]],
    [0.35, 0.16, 0.07, [900, 1600]],
    [0.5, 0.2, 0.13, [900, 1200]],
    [0.6, 0.5, 0.13, [900, 1350]],
    [0.5, 0.1, 0.05, [1000, 1500]],
    [0.45, 0.34, 0.18, [1200, 1500]],
    [0.55, 0.55, 0.1, [900, 1200]],
    [0.5, 0.22, 0.09, [900, 1280]],
  ];
  return [...poses, ...poses].map(([x, y, face, size], at) => ({
    size,
    x: at < poses.length ? x : 1 - x,
    y,
    face,
    skin: skins[(at * 5 + 1) % skins.length] as string,
    hair: hairs[(at * 7 + 3) % hairs.length] as string,
    clothes: clothes[(at * 3) % clothes.length] as string,
    ground: grounds[(at + Math.floor(at / 12)) % grounds.length] as Ground,
    hat: at % 9 === 4,
    hands: at % 4 === 1,
  }));
}

function headOf({ size: [width, height], x, y, face, hat = false }: Sitter): Head {
  const half = (face * height * 0.76) / width;
  return { left: x - half, right: x + half, top: Math.max(0, y - face * (hat ? 1.5 : 1.22)), bottom: Math.min(1, y + face) };
}

async function photographed(sitter: Sitter, seed: number): Promise<Buffer> {
  const drawn = await sharp(Buffer.from(scene(sitter, seed)))
    .flatten()
    .blur(1.6)
    .toBuffer();
  return await sharp(drawn)
    .composite([{ ...grainOf(seed), tile: true, blend: 'soft-light' }])
    .jpeg({ quality: 88 })
    .toBuffer();
}

/** Grey noise of 8 bits around the middle, near enough to a bell curve: libvips' own is another one each time. */
function grainOf(seed: number): {
  readonly input: Buffer;
  readonly raw: { readonly width: number; readonly height: number; readonly channels: 3 };
} {
  const next = chain(1_000 + seed);
  const input = Buffer.from(
    Uint8Array.from({ length: grainSide ** 2 * 3 }, () => 128 + grainSpread * (next() + next() + next() + next() - 2) * Math.sqrt(3)),
  );
  return { input, raw: { width: grainSide, height: grainSide, channels: 3 } };
}

const grainSide = 256;
const grainSpread = 10;

function scene(sitter: Sitter, seed: number): string {
  const [width, height] = sitter.size;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs><linearGradient id="g" x2=".3" y2="1"><stop stop-color="#c9cdd2"/><stop offset="1" stop-color="#596573"/></linearGradient>
<linearGradient id="s" x1="0" x2="1"><stop stop-color="#fff" stop-opacity=".22"/><stop offset=".55" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".3"/></linearGradient></defs>
${groundOf(sitter.ground, width, height, seed)}${person(sitter)}</svg>`;
}

/** A chain of numbers that only depends on where it starts. */
function chain(seed: number): () => number {
  let state = seed * 7919 + 17;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

function groundOf(ground: Ground, width: number, height: number, seed: number): string {
  const next = chain(seed);
  const all = (count: number, one: () => string) => Array.from({ length: count }, one).join('');
  const rect = (fill: string) => `<rect width="${width}" height="${height}" fill="${fill}"/>`;
  switch (ground) {
    case 'studio':
      return rect(['#8d9499', '#dcd8d0', '#2c3136'][seed % 3] as string);
    case 'gradient':
      return rect('url(#g)');
    case 'shelves':
      return `${rect('#3a2a1e')}${all(170, () => {
        const [shelf, high] = [Math.floor(next() * 8), 0.07 + next() * 0.03];
        return `<rect x="${next() * width}" y="${((shelf + 1) / 8 - high) * height}" width="${14 + next() * 22}" height="${high * height}" fill="hsl(${next() * 360},${30 + next() * 30}%,${25 + next() * 35}%)"/>`;
      })}`;
    case 'lights':
      return `${rect('#14202e')}${all(60, () => `<circle cx="${next() * width}" cy="${next() * height}" r="${12 + next() * 50}" fill="hsl(${20 + next() * 40},80%,${50 + next() * 25}%)" opacity="${0.15 + next() * 0.4}"/>`)}`;
    case 'bricks':
      return `${rect('#b8aca0')}${all(260, () => {
        const [row, column] = [Math.floor(next() * 26), Math.floor(next() * 10)];
        return `<rect x="${(column + (row % 2) / 2) * (width / 9) - 40}" y="${(row * height) / 26}" width="${width / 9 - 6}" height="${height / 26 - 6}" fill="hsl(${8 + next() * 8},${25 + next() * 12}%,${38 + next() * 14}%)"/>`;
      })}`;
    case 'leaves':
      return `${rect('#2c4a2a')}${all(240, () => `<ellipse cx="${next() * width}" cy="${next() * height}" rx="${20 + next() * 50}" ry="${10 + next() * 22}" transform="rotate(${next() * 180} ${width / 2} ${height / 2})" fill="hsl(${80 + next() * 50},${30 + next() * 30}%,${20 + next() * 35}%)"/>`)}`;
  }
}

function person({ size: [width, height], x, y, face, skin, hair, clothes: worn, hat = false, hands = false }: Sitter): string {
  const [cx, cy, r] = [x * width, y * height, face * height];
  const wide = r * 0.76;
  const eye = (side: 1 | -1) =>
    `<ellipse cx="${cx + side * wide * 0.4}" cy="${cy - r * 0.08}" rx="${r * 0.11}" ry="${r * 0.06}" fill="#fff"/><circle cx="${cx + side * wide * 0.4}" cy="${cy - r * 0.08}" r="${r * 0.055}" fill="#241a14"/>`;
  const shoulders = cy + r * 1.35;
  const waist = Math.min(height, cy + r * 7);
  const legs =
    waist < height
      ? `<path d="M${cx - wide * 1.2} ${waist - r}H${cx + wide * 1.2}L${cx + wide} ${height * 0.97}H${cx + wide * 0.2}L${cx} ${waist + r}L${cx - wide * 0.2} ${height * 0.97}H${cx - wide}Z" fill="#22262d"/>`
      : '';
  const hand = (side: 1 | -1) =>
    `<ellipse cx="${cx + side * wide * 1.5}" cy="${Math.min(height * 0.9, cy + r * 4.4)}" rx="${r * 0.32}" ry="${r * 0.4}" fill="${skin}"/>`;
  return `${legs}<path d="M${cx - wide * 2.3} ${waist}Q${cx - wide * 2.2} ${shoulders} ${cx - wide * 0.5} ${shoulders - r * 0.2}H${cx + wide * 0.5}Q${cx + wide * 2.2} ${shoulders} ${cx + wide * 2.3} ${waist}Z" fill="${worn}"/>
<rect x="${cx - wide * 0.38}" y="${cy + r * 0.6}" width="${wide * 0.76}" height="${r * 0.75}" fill="${skin}"/>${hands ? hand(1) + hand(-1) : ''}
<ellipse cx="${cx}" cy="${cy - r * 0.16}" rx="${wide * 1.1}" ry="${r * 1.06}" fill="${hair}"/>
<ellipse cx="${cx}" cy="${cy}" rx="${wide * 0.9}" ry="${r}" fill="${skin}"/><ellipse cx="${cx}" cy="${cy}" rx="${wide * 0.9}" ry="${r}" fill="url(#s)"/>
<path d="M${cx - wide} ${cy - r * 0.35}Q${cx} ${cy - r * 1.5} ${cx + wide} ${cy - r * 0.35}Q${cx} ${cy - r * 0.75} ${cx - wide} ${cy - r * 0.35}Z" fill="${hair}"/>
${hat ? `<path d="M${cx - wide * 1.5} ${cy - r * 0.55}H${cx + wide * 1.5}L${cx + wide * 0.8} ${cy - r * 0.75}V${cy - r * 1.45}H${cx - wide * 0.8}V${cy - r * 0.75}Z" fill="#3b2f27"/>` : ''}
${eye(1)}${eye(-1)}<path d="M${cx} ${cy}L${cx - r * 0.09} ${cy + r * 0.25}H${cx + r * 0.07}" fill="none" stroke="#00000055" stroke-width="${r * 0.04}"/>
<path d="M${cx - wide * 0.35} ${cy + r * 0.48}Q${cx} ${cy + r * 0.62} ${cx + wide * 0.35} ${cy + r * 0.48}" fill="none" stroke="#8c3b34" stroke-width="${r * 0.07}"/>`;
}
