import { clampChroma, converter, formatHex, wcagContrast } from 'culori';
import { type Channels, relit, turned } from './inversion.ts';

/** WCAG 2 AA for text of any size. */
export const leastContrast = 4.5;

const toRgb = converter('rgb');
const toOklch = converter('oklch');
const same = (colour: Channels): Channels => colour;

/** The contrast of two colours, at worst: as they are, and as programs show them that invert a mail. */
function contrastOf(one: string, other: string): number {
  const seen = (turn: typeof same) => wcagContrast(rgb(turn(toRgb(one) as Channels)), rgb(turn(toRgb(other) as Channels)));
  return Math.min(seen(same), seen(turned), seen(relit));
}

const rgb = ({ r, g, b }: Channels) => ({ mode: 'rgb', r, g, b }) as const;

/** What words in a colour stand on in a theme. */
type Grounds = { readonly paper: string; readonly tint: string };

const onAll = (colour: string, { paper, tint }: Grounds): number => Math.min(contrastOf(colour, paper), contrastOf(colour, tint));

/** What is wrong with words in a colour on these grounds, with the nearest colour that will do; `null` when all is well. */
export function faintOn(colour: string, grounds: Grounds): { readonly contrast: number; readonly instead: string } | null {
  const contrast = onAll(colour, grounds);
  return contrast >= leastContrast ? null : { contrast, instead: readableOn(colour, grounds) };
}

/** The colour (`#rrggbb`) as it is, or so much darker or lighter, whichever is nearer, that words in it are read on these grounds. */
export function readableOn(colour: string, grounds: Grounds): string {
  const { l, c, h } = toOklch(colour) ?? { l: 0.5, c: 0, h: 0 };
  const at = (lightness: number) => formatHex(clampChroma({ mode: 'oklch', l: lightness, c, h: h ?? 0 }, 'oklch')) ?? '#000000';
  for (let step = 0; step <= 1; step += 0.01) {
    for (const lightness of [l - step, l + step]) {
      if (lightness < 0 || lightness > 1) continue;
      const tried = step === 0 ? colour : at(lightness);
      if (onAll(tried, grounds) >= leastContrast) return tried;
    }
  }
  return contrastOf('#000000', grounds.paper) > contrastOf('#ffffff', grounds.paper) ? '#000000' : '#ffffff';
}
