import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { picturesBeside } from '../../../src/io/pictures/host-beside.ts';
import { mediaFile } from '../../../src/io/pictures/media-file.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'courant-beside-'));
  await mkdir(join(root, 'themes/pictures'), { recursive: true });
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

const place = () => ({ mediaFolder: join(root, 'media'), publicUrl: 'https://news.example/media' });
const beside = () => picturesBeside(join(root, 'themes/ours.mjml'), place());

/** Noise, as a photograph is: a flat one would be smaller as PNG. */
async function photograph(width: number, height: number): Promise<Buffer> {
  const noise = {
    create: { width, height, channels: 3 as const, background: '#808080', noise: { type: 'gaussian' as const, mean: 128, sigma: 40 } },
  };
  return await sharp(noise).jpeg().toBuffer();
}
const drawing = (width: number, height: number, ground = '') =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${ground}<circle cx="50%" cy="50%" r="${height / 3}" fill="#b3123a"/></svg>`,
  );

async function hosted(src: string, width: number | null, height: number | null) {
  const [found] = await (await beside()).host([{ src, width, height }]);
  if (found === undefined || 'problem' in found) throw new Error(found?.problem);
  const file = mediaFile(join(root, 'media'), found.src.slice(found.src.lastIndexOf('/') + 1)) ?? '';
  const { width: wide, height: high, format, hasAlpha } = await sharp(file).metadata();
  return { ...found, file: { width: wide, height: high, format, hasAlpha } };
}

describe('a picture beside a theme’s file', () => {
  it('is cut to the box its tag names, with twice the pixels, and hosted like any other', async () => {
    await writeFile(join(root, 'themes/quay.jpg'), await photograph(1600, 900));
    const picture = await hosted('quay.jpg', 300, 100);
    expect(picture).toMatchObject({ width: 300, height: 100, file: { width: 600, height: 200, format: 'jpeg' } });
    expect(picture.src).toMatch(/^https:\/\/news\.example\/media\/[0-9a-f]{32}\.jpg$/);
  });

  it('keeps its own proportions where its tag names one side or none', async () => {
    await writeFile(join(root, 'themes/quay.jpg'), await photograph(1600, 900));
    expect(await hosted('quay.jpg', 400, null)).toMatchObject({ width: 400, height: 225, file: { width: 800, height: 450 } });
    expect(await hosted('./quay.jpg', null, 90)).toMatchObject({ width: 160, height: 90, file: { width: 320, height: 180 } });
    // No mail is wider than 600.
    expect(await hosted('quay.jpg', null, null)).toMatchObject({ width: 600, height: 338, file: { width: 1200 } });
  });

  it('may be a drawing, and clear around it: then it stays so', async () => {
    await writeFile(join(root, 'themes/pictures/ring.svg'), drawing(120, 40));
    expect(await hosted('pictures/ring.svg', 120, 40)).toMatchObject({
      width: 120,
      file: { width: 240, height: 80, format: 'png', hasAlpha: true },
    });
    await writeFile(
      join(root, 'themes/band.png'),
      await sharp(drawing(1200, 120, '<rect width="100%" height="100%" fill="#fff"/>'))
        .png()
        .toBuffer(),
    );
    expect(await hosted('band.png', 600, null)).toMatchObject({ width: 600, height: 60, file: { width: 1200, height: 120 } });
  });

  it('is not blown up: a small file has the pixels it has, and the gate says that it is blurred', async () => {
    await writeFile(join(root, 'themes/small.jpg'), await photograph(200, 100));
    expect(await hosted('small.jpg', 200, 50)).toMatchObject({ width: 200, height: 50, file: { width: 200, height: 50 } });
  });

  it('is made once as long as its file stays as it is, and anew when that changes', async () => {
    const path = join(root, 'themes/quay.jpg');
    await writeFile(path, await photograph(900, 600));
    const [first, before] = [await hosted('quay.jpg', 300, 200), (await beside()).state];
    expect(await hosted('quay.jpg', 300, 200)).toEqual(first);
    expect((await beside()).state).toBe(before);
    await writeFile(path, await photograph(900, 600));
    await utimes(path, new Date(), new Date(Date.now() + 5_000));
    expect((await hosted('quay.jpg', 300, 200)).src).not.toBe(first.src);
    expect((await beside()).state).not.toBe(before);
    expect((await readdir(join(root, 'media'))).filter((name) => name.endsWith('.jpg'))).toHaveLength(2);
  });

  it('is told by name when it is not there, no picture, or outside of the theme’s folder', async () => {
    await writeFile(join(root, 'secret.jpg'), await photograph(100, 100));
    await symlink(join(root, 'secret.jpg'), join(root, 'themes/link.jpg'));
    await writeFile(join(root, 'themes/page.png'), '<html>not found</html>');
    const asked = ['gone.png', '../secret.jpg', 'link.jpg', 'page.png'].map((src) => ({ src, width: 100, height: 50 }));
    expect(await (await beside()).host(asked)).toEqual([
      { problem: "there is no such file in the theme's folder" },
      { problem: "its path leads out of the theme's folder" },
      { problem: "its path leads out of the theme's folder" },
      { problem: 'it is not a JPEG, PNG, GIF, WebP or AVIF picture but a web page' },
    ]);
  });
});
