/** Chance out of a seed: the same seed, the same throws, on every machine. */
export type Chance = {
  /** 0 <= r < 1 */
  readonly next: () => number;
  /** A whole number from `least` up to `most`, both included. */
  readonly whole: (least: number, most: number) => number;
  readonly roll: (share: number) => boolean;
  readonly pick: <Item>(items: readonly Item[]) => Item;
};

/** sfc32, seeded by a hash of the text (FNV-1a, mixed). */
export function chanceOf(seed: string): Chance {
  let hash = 0x811c9dc5;
  for (let at = 0; at < seed.length; at++) hash = Math.imul(hash ^ seed.charCodeAt(at), 0x01000193);
  const mixed = () => {
    hash = (hash + 0x9e3779b9) | 0;
    let word = hash ^ (hash >>> 16);
    word = Math.imul(word, 0x21f0aaad);
    word ^= word >>> 15;
    word = Math.imul(word, 0x735a2d97);
    return word ^ (word >>> 15);
  };
  let [a, b, c, counter] = [mixed(), mixed(), mixed(), 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let warm = 0; warm < 12; warm++) next();
  return {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    roll: (share) => next() < share,
    pick: (items) => items[Math.floor(next() * items.length)] as never,
  };
}
