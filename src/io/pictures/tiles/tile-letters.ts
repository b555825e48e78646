/**
 * Capitals and figures as strokes on a line 100 high, drawn for the tiles: a tile must look the same on a server without
 * fonts. Ends that overshoot are meant to: the tile clips at 0 and 100, and at the letter's width, which leaves them flat.
 */
type Letter = { readonly width: number; readonly path: string };

export const strokeWidth = 16;

export const letters: Readonly<Record<string, Letter>> = {
  A: { width: 94, path: 'M3 112L47 -14L91 112M20 68H74' },
  B: { width: 74, path: 'M8 0V100M8 8H40A20 20 0 0 1 40 48H8M40 48H44A22 22 0 0 1 44 92H8' },
  C: { width: 90, path: 'M82.5 23A42 42 0 1 0 82.5 77' },
  D: { width: 86, path: 'M8 0V100M8 8H36A42 42 0 0 1 36 92H8' },
  E: { width: 62, path: 'M8 0V100M8 8H62M8 49H56M8 92H62' },
  F: { width: 60, path: 'M8 0V100M8 8H60M8 52H54' },
  G: { width: 98, path: 'M82.5 23A42 42 0 1 0 90 55H54' },
  H: { width: 80, path: 'M8 0V100M72 0V100M8 49H72' },
  I: { width: 16, path: 'M8 0V100' },
  J: { width: 56, path: 'M48 0V70A21 22 0 0 1 6 70' },
  K: { width: 80, path: 'M8 0V100M80 -14L12 60M34 32L84 112' },
  L: { width: 60, path: 'M8 0V92H60' },
  M: { width: 102, path: 'M8 0V100M94 0V100M5 -8L51 74L97 -8' },
  N: { width: 84, path: 'M8 0V100M76 0V100M2 -10L82 110' },
  O: { width: 100, path: 'M50 8A42 42 0 1 0 50 92A42 42 0 1 0 50 8Z' },
  P: { width: 70, path: 'M8 0V100M8 8H39A23 23 0 0 1 39 54H8' },
  Q: { width: 104, path: 'M50 8A42 42 0 1 0 50 92A42 42 0 1 0 50 8ZM58 58L106 106' },
  R: { width: 74, path: 'M8 0V100M8 8H40A22 22 0 0 1 40 52H8M36 48L74 112' },
  S: { width: 68, path: 'M60 26A26 21 0 0 0 34 8A26 21 0 0 0 34 50A26 21 0 0 1 34 92A26 21 0 0 1 7 73' },
  T: { width: 74, path: 'M0 8H74M37 0V100' },
  U: { width: 80, path: 'M8 0V60A32 32 0 0 0 72 60V0' },
  V: { width: 92, path: 'M2 -12L46 116L90 -12' },
  W: { width: 126, path: 'M2 -12L35 112L63 8L91 112L124 -12' },
  X: { width: 86, path: 'M3 -8L83 108M83 -8L3 108' },
  Y: { width: 86, path: 'M0 -14L43 54L86 -14M43 48V100' },
  Z: { width: 72, path: 'M4 8H62L10 92H70' },
  0: { width: 76, path: 'M38 8A30 42 0 1 0 38 92A30 42 0 1 0 38 8Z' },
  1: { width: 44, path: 'M2 28L36 6M36 0V100' },
  2: { width: 66, path: 'M8 32A25 24 0 1 1 52 46L14 92H66' },
  3: { width: 66, path: 'M7 24A25 21 0 1 1 34 47A25 22.5 0 1 1 7 76' },
  4: { width: 80, path: 'M56 100V8L10 70H80' },
  5: { width: 68, path: 'M62 8H18L14 45A28 26 0 1 1 8 78' },
  6: { width: 72, path: 'M50 -4L14 50M36 36A28 28 0 1 0 36 92A28 28 0 1 0 36 36Z' },
  7: { width: 68, path: 'M2 8H58L20 106' },
  8: { width: 70, path: 'M35 8A22 20 0 1 0 35 48A22 20 0 1 0 35 8ZM35 48A27 22 0 1 0 35 92A27 22 0 1 0 35 48Z' },
  9: { width: 72, path: 'M22 104L58 50M36 8A28 28 0 1 0 36 64A28 28 0 1 0 36 8Z' },
};
