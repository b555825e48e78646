/**
 * Draws the pictures of the sample articles into `seeds/images/`. Run it from anywhere with Node 24:
 *
 *     node seeds/make-artwork.ts              every picture
 *     node seeds/make-artwork.ts night-tram   only those named
 *
 * Each scene is composed as SVG from a chance seeded by its name and set as JPEG by sharp: the same name gives the same picture.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { paint } from './artwork/easel.ts';
import { scenes } from './artwork/scenes.ts';

const folder = new URL('images/', import.meta.url);
/** Bytes a picture may have; the quality is lowered until it fits. */
const largest = 72_000;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(scenes, name));
if (unknown.length > 0) {
  process.stderr.write(`No scene is called ${unknown.join(', ')}. Known: ${Object.keys(scenes).join(', ')}\n`);
  process.exitCode = 1;
} else {
  await mkdir(folder, { recursive: true });
  for (const [name, scene] of Object.entries(scenes)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const jpeg = await print(paint(name, scene));
    await writeFile(new URL(`${name}.jpg`, folder), jpeg);
    process.stdout.write(`${name}.jpg ${Math.round(jpeg.length / 1000)} KB\n`);
  }
}

async function print(svg: string): Promise<Buffer> {
  const sheet = sharp(Buffer.from(svg)).flatten().removeAlpha();
  const raw = await sheet.raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = raw.info;
  let jpeg = Buffer.alloc(0);
  for (let quality = 90; quality >= 50; quality -= 5) {
    jpeg = await sharp(raw.data, { raw: { width, height, channels } }).jpeg({ quality, mozjpeg: true }).toBuffer();
    if (jpeg.length <= largest) break;
  }
  return jpeg;
}
