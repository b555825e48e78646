import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostLogo } from '../../../src/io/pictures/host-logo.ts';
import { mediaFile } from '../../../src/io/pictures/media-file.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'courant-logo-'));
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

const svg = (inner: string, width = 600, height = 120) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inner}</svg>`;
const place = async (name: string, content: string | Uint8Array) => {
  await writeFile(join(root, name), content);
  return join(root, name);
};

async function hosted(logo: string, logoDark: string | null = null) {
  const found = await hostLogo({ logo, logoDark }, join(root, 'media'), 'https://news.example/media');
  if ('problem' in found) throw new Error(found.problem);
  return found;
}

async function pixelsOf(src: string | undefined) {
  const file = mediaFile(join(root, 'media'), src?.slice(src.lastIndexOf('/') + 1) ?? '') ?? '';
  const { data, info } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [
    ...data.subarray((Math.floor(y * (info.height - 1)) * info.width + Math.floor(x * (info.width - 1))) * 4).subarray(0, 4),
  ];
  return { at, width: info.width, height: info.height };
}

describe('a logo', () => {
  it('is shown without its empty margins, at most 80 px high and 320 wide, from a file of twice the pixels', async () => {
    const { logo, logoDark } = await hosted(
      await place(
        'logo.png',
        await sharp(Buffer.from(svg('<rect x="100" y="40" width="400" height="50" fill="#b3123a"/>', 600, 130)))
          .resize(1800)
          .png()
          .toBuffer(),
      ),
    );
    expect(logo).toMatchObject({
      width: 320,
      height: 40,
      src: expect.stringMatching(/^https:\/\/news\.example\/media\/[0-9a-f]{32}\.png$/),
    });
    expect(await pixelsOf(logo.src)).toMatchObject({ width: 640, height: 80 });
    // Red is dark, and nothing is around it.
    expect(logoDark).toBeNull();
  });

  it('may be an SVG, drawn sharp', async () => {
    const { logo } = await hosted(await place('logo.svg', svg('<circle cx="40" cy="40" r="40" fill="#123456"/>', 80, 80)));
    expect(logo).toMatchObject({ width: 80, height: 80 });
    expect(await pixelsOf(logo.src)).toMatchObject({ width: 160, height: 160 });
  });

  it('in one dark ink on nothing is in light ink on dark paper; in several colours it stands on white there', async () => {
    const ink = await hosted(
      await place('ink.svg', svg('<rect width="200" height="40" fill="#101820"/><rect x="300" width="200" height="40" fill="#101820"/>')),
    );
    const [paper, dark] = [await pixelsOf(ink.logo.src), await pixelsOf(ink.logoDark?.src)];
    expect(paper.at(0.1, 0.5)[0]).toBeLessThan(40);
    expect(dark.at(0.1, 0.5)[0]).toBeGreaterThan(220);
    expect([paper.at(0.5, 0.5)[3], dark.at(0.5, 0.5)[3]]).toEqual([0, 0]);
    const colours = await hosted(
      await place('c.svg', svg('<rect width="200" height="40" fill="#101860"/><rect x="300" width="200" height="40" fill="#e01030"/>')),
    );
    expect((await pixelsOf(colours.logoDark?.src)).at(0.5, 0.5)).toEqual([255, 255, 255, 255]);
    expect((await hosted(await place('white.svg', svg('<circle cx="40" cy="40" r="40" fill="#ffffff"/>')))).logoDark).toBeNull();
  });

  it('has the dark twin that is given, as large as itself', async () => {
    const found = await hosted(
      await place('a.svg', svg('<rect width="300" height="60" fill="#111"/>')),
      await place('b.svg', svg('<rect width="100" height="60" fill="#eee"/>')),
    );
    expect(found.logoDark).toMatchObject({ width: found.logo.width, height: found.logo.height });
    expect(found.logoDark?.src).not.toBe(found.logo.src);
  });

  it('is made once, and again when its file changes', async () => {
    const path = await place('logo.svg', svg('<rect width="300" height="60" fill="#b3123a"/>'));
    const first = await hosted(path);
    expect(await hosted(path)).toEqual(first);
    await place('logo.svg', svg('<rect width="300" height="60" fill="#12b33a"/>'));
    await utimes(path, new Date(), new Date(Date.now() + 5000));
    expect((await hosted(path)).logo.src).not.toBe(first.logo.src);
  });

  it.each([
    ['a text', 'no picture', 'it is not a JPEG'],
    ['a broken SVG', '<svg xmlns="http://www.w3.org/2000/svg"><rect', 'it is broken'],
  ])('that is %s is told', async (_, content, words) => {
    expect(await hostLogo({ logo: await place('logo.png', content), logoDark: null }, join(root, 'media'), '')).toMatchObject({
      problem: expect.stringContaining(words),
    });
    expect(await hostLogo({ logo: join(root, 'gone.png'), logoDark: null }, join(root, 'media'), '')).toMatchObject({
      problem: expect.stringContaining('no such file'),
    });
  });
});
