/** Every picture is drawn on a sheet of this size, in pixels. */
export const sheet = { width: 1200, height: 630 } as const;

/** One picture in the making: a source of seeded chance, and a sheet that shapes are laid on from back to front. */
export type Easel = {
  /** A number from `low` up to `high`, the same for the same picture and the same call order. */
  readonly between: (low: number, high: number) => number;
  readonly pick: <Item>(items: readonly [Item, ...Item[]]) => Item;
  /** A linear gradient as a paint, colours evenly spaced; `angle` 90 runs from top to bottom. */
  readonly linear: (colours: readonly string[], angle?: number) => string;
  /** Lays SVG on the sheet as it is. */
  readonly put: (svg: string) => void;
  /** Fills the whole sheet. */
  readonly ground: (colours: readonly string[], angle?: number) => void;
  /** A soft round light. */
  readonly glow: (x: number, y: number, radius: number, colour: string, strength?: number) => void;
  /** A cut piece of paper: a filled outline with a pale edge, casting a shadow on what lies behind it. */
  readonly cut: (outline: string, paint: string, lift?: Lift) => void;
  /** A cut disc. */
  readonly disc: (x: number, y: number, radius: number, paint: string, lift?: Lift) => void;
  /** A line drawn with a round pen. */
  readonly line: (outline: string, colour: string, width: number, opacity?: number) => void;
};

/** How far a piece of paper stands off the one behind it; `slight` is for the small and many, and the cheapest to print. */
type Lift = 'flat' | 'slight' | 'low' | 'high';
export type Scene = (easel: Easel) => void;

/** Runs a scene and gives the finished sheet as an SVG document. The same name and scene give the same text. */
export function paint(name: string, scene: Scene): string {
  const seed = hash(name);
  const next = chance(seed);
  const defs = new Map<string, string>();
  const shapes: string[] = [];
  const put = (svg: string) => void shapes.push(svg);
  const linear = (colours: readonly string[], angle = 90) => {
    const id = `g${hash(`${angle} ${colours.join(' ')}`).toString(36)}`;
    const stops = colours
      .map((colour, at) => `<stop offset="${round(at / Math.max(1, colours.length - 1))}" stop-color="${colour}"/>`)
      .join('');
    defs.set(id, `<linearGradient id="${id}" gradientTransform="rotate(${angle} .5 .5)">${stops}</linearGradient>`);
    return `url(#${id})`;
  };
  const glow = (x: number, y: number, radius: number, colour: string, strength = 1) => {
    const id = `r${hash(`${colour} ${strength}`).toString(36)}`;
    const stop = (at: number, share: number) => `<stop offset="${at}" stop-color="${colour}" stop-opacity="${round(strength * share)}"/>`;
    defs.set(id, `<radialGradient id="${id}">${stop(0, 1)}${stop(0.35, 0.5)}${stop(0.7, 0.13)}${stop(1, 0)}</radialGradient>`);
    put(`<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}" fill="url(#${id})"/>`);
  };
  const cut = (outline: string, fill: string, lift: Lift = 'low') =>
    put(`<path d="${outline}" fill="${fill}"${lift === 'flat' ? '' : ` ${edge} filter="url(#${lift})"`}/>`);
  const easel: Easel = {
    between: (low, high) => low + (high - low) * next(),
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    linear,
    put,
    ground: (colours, angle) => put(`<rect width="${sheet.width}" height="${sheet.height}" fill="${linear(colours, angle)}"/>`),
    glow,
    cut,
    disc: (x, y, radius, fill, lift) =>
      cut(
        `M${round(x - radius)} ${round(y)}a${round(radius)} ${round(radius)} 0 1 0 ${round(radius * 2)} 0a${round(radius)} ${round(radius)} 0 1 0 ${round(-radius * 2)} 0Z`,
        fill,
        lift,
      ),
    line: (outline, colour, width, opacity = 1) =>
      put(
        `<path d="${outline}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" opacity="${opacity}"/>`,
      ),
  };
  scene(easel);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${sheet.width}" height="${sheet.height}" viewBox="0 0 ${sheet.width} ${sheet.height}"><defs>${filters(seed)}${[...defs.values()].join('')}</defs>${shapes.join('')}${grain}</svg>`;
}

/** Coordinates to a tenth of a pixel keep the SVG short and the same on every machine. */
export const round = (value: number) => Math.round(value * 100) / 100;

const edge = 'stroke="#fff" stroke-opacity=".16" stroke-width="1.5"';
/** Wide enough for shapes drawn inside a moved or turned group; the renderer clips it to the sheet. */
const area = 'filterUnits="userSpaceOnUse" x="-1300" y="-1300" width="3800" height="3300"';
const filters = (seed: number) =>
  '<filter id="slight" x="-.6" y="-.6" width="2.2" height="2.2"><feDropShadow dx="0" dy="2" stdDeviation="2.5" flood-color="#0a0a1a" flood-opacity=".3"/></filter>' +
  `<filter id="low" ${area}><feDropShadow dx="0" dy="2" stdDeviation="7" flood-color="#0a0a1a" flood-opacity=".32"/></filter>` +
  `<filter id="high" ${area}><feDropShadow dx="0" dy="9" stdDeviation="13" flood-color="#0a0a1a" flood-opacity=".42"/></filter>` +
  `<filter id="soft" ${area}><feGaussianBlur stdDeviation="14"/></filter>` +
  `<filter id="grain" ${area}><feTurbulence type="fractalNoise" baseFrequency=".75" numOctaves="2" seed="${seed % 997}"/><feColorMatrix type="saturate" values="0"/></filter>`;
const grain = `<rect width="${sheet.width}" height="${sheet.height}" filter="url(#grain)" opacity=".17" style="mix-blend-mode:soft-light"/>`;

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 2166136261;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16777619);
  return value >>> 0;
}

/** Mulberry32: small, fast, the same everywhere. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
