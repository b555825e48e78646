import { beforeAll, describe, expect, it } from 'vitest';
import { type CropName, cropPicture } from '../../../../src/io/pictures/crops/crop-picture.ts';
import { type Portrait, portraits } from './portraits.ts';

const cropped = async (bytes: Uint8Array, focus?: readonly [number, number]) => {
  const made = await cropPicture(bytes, focus);
  if (made.kind !== 'cropped') throw new Error(made.problem);
  return made;
};

let sitters: readonly (Portrait & { readonly shows: Awaited<ReturnType<typeof cropped>>['shows'] })[] = [];
beforeAll(async () => {
  sitters = await Promise.all((await portraits()).map(async (portrait) => ({ ...portrait, shows: (await cropped(portrait.bytes)).shows })));
}, 120_000);

describe.each<CropName>(['lead', 'feature', 'card'])('24 upright portraits, each in the box of a %s', (name) => {
  it('all keep their heads', () => {
    expect(sitters).toHaveLength(24);
    const lost = sitters.filter(({ head, shows: { [name]: shown } }) => {
      // A hair's breadth.
      const hair = 0.01;
      const sides = head.left > shown.left - hair && head.right < shown.left + shown.width + hair;
      return !(sides && head.top > shown.top - hair && head.bottom < shown.top + shown.height + hair);
    });
    expect(lost.map((sitter) => [sitter.name, sitter.head, sitter.shows[name]])).toEqual([]);
  });
});

describe('a focus', () => {
  it('counts more than what draws the eye: the crop is cut around it, and not set whole', async () => {
    const bytes = sitters[0]?.bytes ?? Buffer.alloc(0);
    const [feet, head] = [(await cropped(bytes, [0.5, 1])).shows, (await cropped(bytes, [0.5, 0])).shows];
    expect(feet.lead.top + feet.lead.height).toBeCloseTo(1);
    expect(head.lead.top).toBe(0);
    expect(feet.lead.height).toBeCloseTo((0.75 * 314) / 600);
    expect((await cropped(bytes, [0.5, 0.5])).shows.card.top).toBeCloseTo(0.125);
  });
});
