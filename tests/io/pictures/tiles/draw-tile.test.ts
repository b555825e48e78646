import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawTile, tileVariants } from '../../../../src/io/pictures/tiles/draw-tile.ts';

/** Colours in the lower left, where the letter stands. */
async function letterColours(bytes: Uint8Array): Promise<Set<string>> {
  const { data, info } = await sharp(bytes)
    .extract({ left: 20, top: 130, width: 60, height: 90 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const colours = new Set<string>();
  for (let at = 0; at < data.length; at += info.channels) colours.add(data.subarray(at, at + 3).toString('hex'));
  return colours;
}

describe('the tile of a story without a picture', () => {
  it('is a small PNG of exactly the card box at twice its pixels', async () => {
    const { bytes, format } = await drawTile('Science', 0);
    expect(format).toBe('png');
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 240, height: 240, hasAlpha: false });
    expect(bytes.byteLength).toBeLessThan(8000);
  });

  it('is the same for the same topic, however it is written, and differs between topics and variants', async () => {
    const tile = async (topic: string, variant = 0) => Buffer.from((await drawTile(topic, variant)).bytes).toString('base64');
    expect(await tile('Économie')).toBe(await tile(' economie '));
    expect(await tile('Science')).not.toBe(await tile('Sport'));
    expect(new Set(await Promise.all([0, 1, 2, 3, 4, 5].map((variant) => tile('Science', variant)))).size).toBe(tileVariants);
  });

  it.each(['Azure', '3D printing', '技術', 'العربية', '🚀', '', '<script>&"', 'ﬁnance', '\u0000'])(
    'can be drawn for the topic "%s", with a mark in a light ink',
    async (topic) => {
      for (const variant of [0, 1, 2, 3, 4, 5]) {
        const colours = await letterColours((await drawTile(topic, variant)).bytes);
        expect([...colours].some((colour) => /^(?:[ef].){3}$/.test(colour))).toBe(true);
      }
    },
  );
});
