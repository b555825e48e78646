import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { sameLook } from '../../../../src/composition/pictures/choose-pictures.ts';
import { type CropName, cropPicture } from '../../../../src/io/pictures/crops/crop-picture.ts';
import { makeMark } from '../../../../src/io/pictures/crops/make-mark.ts';
import { scene } from '../picture-server.ts';
import { drawings } from './drawings.ts';

let drawn: Awaited<ReturnType<typeof drawings>> = {};
beforeAll(async () => {
  drawn = await drawings();
});

async function cropOf(name: string, box: CropName) {
  const cropped = await cropPicture(drawn[name] ?? Buffer.alloc(0));
  if (cropped.kind !== 'cropped') throw new Error(cropped.problem);
  const { data, info } = await sharp(cropped.crops[box]?.bytes)
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
  const column = (x: number) => Array.from({ length: info.height }, (_, y) => at(x, y));
  return { at, column, width: info.width, height: info.height };
}

const far = (one: readonly number[], other: readonly number[]) => Math.max(...one.map((value, at) => Math.abs(value - (other[at] ?? 0))));

describe('a picture that is drawn', () => {
  it.each(['wordmark on colours', 'wordmark as JPEG', 'banner of a power brand', 'chart', 'screenshot'])(
    'stands whole in a square: %s',
    async (name) => {
      const { at, width, height } = await cropOf(name, 'card');
      // Bands of one colour above and below: nothing was cut off at the sides.
      for (const y of [2, height - 3])
        for (const x of [3, width >> 1, width - 4]) expect(far(at(x, y), at(3, 2)), `${x}, ${y}`).toBeLessThan(12);
    },
  );

  it('has its own border for a ground', async () => {
    const { at } = await cropOf('banner of a power brand', 'lead');
    expect(far(at(4, 4), [0x74, 0x27, 0x74])).toBeLessThan(4);
  });

  it('in light colours on nothing stands on dark, and in dark ones on white', async () => {
    const light = await cropOf('white on nothing', 'card');
    expect(Math.max(...light.at(2, 2))).toBeLessThan(60);
    expect(light.at(light.width >> 1, Math.round(light.height * 0.45))).toEqual([255, 255, 255]);
    expect((await cropOf('dark on nothing', 'card')).at(2, 2)).toEqual([255, 255, 255]);
  });

  it.each(['all white', 'one colour', 'nothing at all'])('with nothing on it is no picture: %s', async (name) => {
    expect(await cropPicture(drawn[name] ?? Buffer.alloc(0))).toMatchObject({
      kind: 'unfit',
      problem: 'it shows nothing: it is of one colour',
    });
  });
});

describe('the print of a picture', () => {
  const printOf = async (bytes: Uint8Array) => {
    const cropped = await cropPicture(bytes);
    return cropped.kind === 'cropped' ? cropped.print : '';
  };

  it('is hardly another in another size and compression, and quite another of another picture', async () => {
    const photo = await scene(1600, 1000, 0.3, 0.4);
    const original = await printOf(await photo.clone().png().toBuffer());
    const smaller = await printOf(await photo.clone().resize(700).jpeg({ quality: 50 }).toBuffer());
    expect(sameLook(original, smaller)).toBe(true);
    const others = [await (await scene(1600, 1000, 0.7, 0.6)).png().toBuffer(), ...Object.values(drawn)];
    for (const other of others) expect(sameLook(original, await printOf(other))).toBe(false);
  });
});

describe("an outlet's mark", () => {
  const logo = async (side: number, fill: string) =>
    await sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><circle cx="50%" cy="50%" r="40%" fill="${fill}"/></svg>`,
      ),
    )
      .png()
      .toBuffer();

  it('is small, whole, of twice its pixels, and on a ground it is seen on', async () => {
    for (const [fill, dark] of [
      ['#ffffff', true],
      ['#aa2211', false],
    ] as const) {
      const made = await makeMark(await logo(50, fill));
      if (made.kind !== 'made') throw new Error(made.problem);
      expect(await sharp(made.mark.bytes).metadata()).toMatchObject({ width: 40, height: 40, hasAlpha: false });
      expect(await sharp(made.card.bytes).metadata()).toMatchObject({ width: 240, height: 240 });
      const [corner = 0] = await sharp(made.mark.bytes).raw().toBuffer();
      expect(corner < 60).toBe(dark);
      expect(made.mark.bytes.byteLength).toBeLessThan(4000);
    }
  });

  it.each([
    ['too small', 12],
    ['no picture at all', 0],
  ] as const)('is not there when its file is %s', async (_, side) => {
    expect((await makeMark(side === 0 ? Buffer.from('<svg/>') : await logo(side, '#aa2211'))).kind).toBe('unfit');
  });
});
