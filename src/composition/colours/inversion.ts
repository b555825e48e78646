import { converter } from 'culori';

/** Channels from 0 to 1. */
export type Channels = { readonly r: number; readonly g: number; readonly b: number };

const toLab = converter('lab65');
const toRgb = converter('rgb');
const clamped = (value: number): number => Math.min(1, Math.max(0, value));

/** Every channel turned round, as phones' "smart invert" and some webmails do. */
export const turned = ({ r, g, b }: Channels): Channels => ({ r: 1 - r, g: 1 - g, b: 1 - b });

/** Lightness turned round and the hue kept, as Gmail's apps do. */
export const relit = ({ r, g, b }: Channels): Channels => {
  const lab = toLab({ mode: 'rgb', r, g, b });
  const found = toRgb({ ...lab, l: 100 - lab.l });
  return { r: clamped(found.r), g: clamped(found.g), b: clamped(found.b) };
};
