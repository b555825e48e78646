/** Draws the contact sheet of portraits and drawings as the three boxes show them: `node tests/gallery/make-portraits.ts docs/images/pictures.png`. */
import sharp from 'sharp';
import { pictureBoxes } from '../../src/composition/edition.ts';
import { type CropName, cropPicture } from '../../src/io/pictures/crops/crop-picture.ts';
import { drawings } from '../io/pictures/crops/drawings.ts';
import { portraits } from '../io/pictures/crops/portraits.ts';

const row = 96;
const gap = 6;
const perColumn = 8;
const boxes: readonly CropName[] = ['lead', 'feature', 'card'];
const widthOf = (name: CropName) => Math.round((row * pictureBoxes[name].width) / pictureBoxes[name].height);
const original = row;
const columnWidth = original + boxes.reduce((sum, name) => sum + widthOf(name) + gap, gap * 3);

const pictures = [...(await portraits()).map(({ bytes }) => bytes), ...Object.values(await drawings()).slice(0, 7)];
const pieces: { input: Buffer; left: number; top: number }[] = [];
for (const [at, bytes] of pictures.entries()) {
  const [left, top] = [gap + Math.floor(at / perColumn) * columnWidth, gap + (at % perColumn) * (row + gap)];
  const cell = async (input: Uint8Array, width: number) =>
    await sharp(input).resize(width, row, { fit: 'contain', background: '#ffffff' }).flatten({ background: '#ffffff' }).png().toBuffer();
  pieces.push({ input: await cell(bytes, original), left, top });
  const cropped = await cropPicture(bytes);
  let x = left + original + gap;
  for (const name of boxes) {
    const crop = cropped.kind === 'cropped' ? cropped.crops[name] : null;
    if (crop) pieces.push({ input: await cell(crop.bytes, widthOf(name)), left: x, top });
    x += widthOf(name) + gap;
  }
}
const columns = Math.ceil(pictures.length / perColumn);
await sharp({ create: { width: columns * columnWidth + gap, height: perColumn * (row + gap) + gap, channels: 3, background: '#ffffff' } })
  .composite(pieces)
  .png({ palette: true, colours: 128, effort: 10 })
  .toFile(process.argv[2] ?? 'pictures.png');
