import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { cropPicture } from '../../../src/io/pictures/crop-picture.ts';
import { photo, scene } from './picture-server.ts';
import { plainPng, pngOf } from './png-bomb.ts';

async function cropsOf(bytes: Uint8Array) {
  const cropped = await cropPicture(bytes);
  if (cropped.kind !== 'cropped') throw new Error(cropped.problem);
  return cropped;
}

/** The colour of one pixel, at shares of the sides. */
async function pixel(bytes: Uint8Array, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(bytes).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * (info.height - 1)) * info.width + Math.floor(x * (info.width - 1))) * info.channels;
  return [...data.subarray(at, at + 3)];
}

describe('crops', () => {
  it('hold twice the pixels of their boxes and nothing but the picture', async () => {
    const withPast = await (await scene(2400, 1600))
      .withExif({ IFD0: { Copyright: 'somebody', ImageDescription: 'at home' } })
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    const { card, lead, original } = await cropsOf(withPast);
    expect(original).toEqual({ width: 2400, height: 1600, format: 'jpeg' });
    for (const [crop, width, height] of [
      [card, 240, 240],
      [lead, 1200, 628],
    ] as const) {
      const found = await sharp(crop?.bytes).metadata();
      expect(found).toMatchObject({ format: 'jpeg', width, height, space: 'srgb', channels: 3 });
      expect([found.exif, found.icc, found.xmp, found.iptc]).toEqual([undefined, undefined, undefined, undefined]);
      expect(Buffer.from(crop?.bytes ?? []).includes('somebody')).toBe(false);
    }
  });

  it('stand upright, whichever way the camera was held', async () => {
    const upright = await (await scene(1600, 1200, 0.5, 0.5))
      .composite([{ input: { create: { width: 1600, height: 200, channels: 3, background: '#0000ff' } }, gravity: 'north' }])
      .png()
      .toBuffer();
    for (const orientation of [1, 3, 6, 8]) {
      const turned = await sharp(upright)
        .rotate({ 1: 0, 3: 180, 6: 270, 8: 90 }[orientation] ?? 0)
        .withMetadata({ orientation })
        .jpeg({ quality: 95 })
        .toBuffer();
      const { card, original } = await cropsOf(turned);
      expect(original).toMatchObject({ width: 1600, height: 1200 });
      const [, , blue = 0] = await pixel(card.bytes, 0.5, 0.02);
      expect(blue).toBeGreaterThan(200);
    }
  });

  it('follow what draws the eye', async () => {
    const right = await cropsOf(await (await scene(2400, 800, 0.9, 0.5)).jpeg().toBuffer());
    const left = await cropsOf(await (await scene(2400, 800, 0.1, 0.5)).jpeg().toBuffer());
    for (const { card } of [right, left]) {
      const { data } = await sharp(card.bytes).raw().toBuffer({ resolveWithObject: true });
      const bright = data.filter((value, index) => index % 3 === 0 && value > 220).length;
      expect(bright).toBeGreaterThan(1500);
    }
  });
});

describe('crops of pictures other than a plain photo', () => {
  it('show what was transparent on white, and flat colour as PNG', async () => {
    const logo = await sharp({ create: { width: 800, height: 800, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .composite([{ input: { create: { width: 300, height: 300, channels: 4, background: '#d02020' } } }])
      .png()
      .toBuffer();
    const { card } = await cropsOf(logo);
    expect(card.format).toBe('png');
    expect(await pixel(card.bytes, 0.01, 0.01)).toEqual([255, 255, 255]);
    expect(await pixel(card.bytes, 0.5, 0.5)).toEqual([208, 32, 32]);
  });

  it('take the first frame of what moves', async () => {
    const frame = (background: string) =>
      sharp({ create: { width: 300, height: 300, channels: 3, background } })
        .png()
        .toBuffer();
    for (const format of ['gif', 'webp'] as const) {
      const moving = await sharp([await frame('#ff0000'), await frame('#0000ff')], { join: { animated: true } })
        .toFormat(format, { loop: 0 })
        .toBuffer();
      const { card, original } = await cropsOf(moving);
      expect(original).toMatchObject({ width: 300, height: 300 });
      const [red = 0, , blue = 255] = await pixel(card.bytes, 0.5, 0.5);
      expect(red).toBeGreaterThan(230);
      expect(blue).toBeLessThan(30);
    }
  });

  it('come out in true colours from CMYK, grey, 16-bit and AVIF pictures', async () => {
    const base = (await scene(700, 500)).png();
    const disc = await cropsOf(await base.clone().toBuffer());
    const expected = await pixel(disc.card.bytes, 0.5, 0.5);
    const variants = [
      base.clone().toColourspace('cmyk').jpeg({ quality: 95 }),
      base.clone().toColourspace('rgb16').png(),
      base.clone().avif({ quality: 80, effort: 0 }),
    ];
    for (const variant of variants) {
      const found = await pixel((await cropsOf(await variant.toBuffer())).card.bytes, 0.5, 0.5);
      for (const channel of [0, 1, 2]) expect(Math.abs((found[channel] ?? 0) - (expected[channel] ?? 0))).toBeLessThan(40);
    }
    const grey = await cropsOf(await base.clone().greyscale().jpeg().toBuffer());
    expect(await sharp(grey.card.bytes).metadata()).toMatchObject({ width: 240, height: 240 });
  });

  it('are the same bytes for the same bytes', async () => {
    const bytes = await photo(1800, 1200);
    expect(await cropPicture(bytes)).toEqual(await cropPicture(bytes));
  });

  it('leave the lead out when the picture is too small for it', async () => {
    expect((await cropsOf(await photo(599, 400))).lead).toBeNull();
    expect((await cropsOf(await photo(800, 313))).lead).toBeNull();
    expect((await cropsOf(await photo(600, 314))).lead).not.toBeNull();
  });
});

describe('pictures that are not fit to be shown', () => {
  it.each([
    [
      'an SVG drawing',
      Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
      'an SVG drawing',
    ],
    ['a web page', Buffer.from('<!DOCTYPE html><html>Not found</html>'), 'a web page'],
    ['nothing', Buffer.alloc(0), 'an empty file'],
    ['a PDF', Buffer.from('%PDF-1.7 x'), 'not a JPEG'],
    ['only the first bytes of a PNG', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'broken'],
  ])('%s is named for what it is', async (_name, bytes, words) => {
    const cropped = await cropPicture(bytes);
    expect(cropped.kind === 'unfit' && cropped.problem).toContain(words);
  });

  it('a JPEG that ends half-way is broken', async () => {
    const whole = await photo(2000, 1500);
    const cropped = await cropPicture(whole.subarray(0, whole.length / 2));
    expect(cropped.kind === 'unfit' && cropped.problem).toContain('it is broken');
  });

  it('a tracking pixel and a narrow strip are tiny', async () => {
    for (const [width, height] of [
      [1, 1],
      [199, 400],
      [900, 40],
    ] as const) {
      expect(await cropPicture(await photo(width, height))).toMatchObject({
        kind: 'unfit',
        problem: `it is tiny, ${width} x ${height} pixels`,
      });
    }
  });

  it('a small file that would unfold into 900 million pixels is turned away by its header', async () => {
    const file = pngOf(30_000, 30_000, [8, 0, 0, 0, 0], deflateSync(Buffer.alloc(10_000_000)));
    const before = process.cpuUsage();
    const cropped = await cropPicture(file);
    expect(cropped.kind === 'unfit' && cropped.problem).toContain('30000 x 30000 pixels');
    // Unfolding it is many seconds of work, whoever else works beside.
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
  });
});

describe.skipIf(!existsSync('/proc/self/status'))(
  'a small file of a huge picture (skipped where Linux is not: its peak of memory is read there)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'courant-pictures-'));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    const costOf = (bytes: Uint8Array): { problem: string | null; seconds: number; mb: number } => {
      const file = join(folder, 'picture');
      writeFileSync(file, bytes);
      const child = fileURLToPath(new URL('crop-child.ts', import.meta.url));
      return JSON.parse(execFileSync(process.execPath, [child, file], { encoding: 'utf8' }));
    };

    it.each<[string, () => Uint8Array | Promise<Uint8Array>, RegExp]>([
      ['a strip of 400,000 x 121', () => plainPng(400_000, 121), /400000 x 121 pixels: more than ten times/],
      ['a strip of 800 x 61,000', () => plainPng(800, 61_000), /800 x 61000 pixels: more than ten times/],
      [
        'interlaced, with 16 bits a sample',
        () => plainPng(7000, 7000, { depth: 16, colour: 'rgba', interlaced: true }),
        /7000 x 7000 pixels/,
      ],
      [
        'AVIF',
        () =>
          sharp({ create: { width: 7000, height: 7000, channels: 3, background: '#204060' } })
            .avif({ effort: 0 })
            .toBuffer(),
        /7000 x 7000 pixels/,
      ],
    ])('costs no more than a harmless one, and is told: %s', async (_, make, problem) => {
      const harmless = costOf(plainPng(7000, 7000));
      const cost = costOf(await make());
      expect(harmless.problem).toBeNull();
      expect(cost.mb).toBeLessThan(1.5 * harmless.mb);
      expect(cost.seconds).toBeLessThan(2 * harmless.seconds);
      expect(cost.problem).toMatch(problem);
    });

    it('that is only ten times as wide as high is cropped, within a small multiple of the cost', () => {
      const harmless = costOf(plainPng(7000, 7000));
      for (const [width, height] of [
        [22_000, 2200],
        [2200, 22_000],
      ] as const) {
        const cost = costOf(plainPng(width, height));
        expect(cost.problem).toBeNull();
        expect(cost.mb).toBeLessThan(4 * harmless.mb);
        expect(cost.seconds).toBeLessThan(6 * harmless.seconds);
      }
    });
  },
);
