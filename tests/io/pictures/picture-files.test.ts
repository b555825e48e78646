import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeMedia } from '../../../src/io/pictures/media-file.ts';
import { measurePictures } from '../../../src/io/pictures/picture-files.ts';

describe('pictures behind a page', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'courant-media-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are measured where their files are ours, and left out where they are not or cannot be read', async () => {
    const jpeg = await sharp({ create: { width: 240, height: 160, channels: 3, background: '#336699' } })
      .jpeg()
      .toBuffer();
    const { name } = await storeMedia(folder, jpeg, 'jpg');
    const broken = `${'0'.repeat(32)}.png`;
    writeFileSync(join(folder, broken), 'no picture');
    const [ours, torn, others] = [
      `https://news.example/media/${name}`,
      `https://news.example/media/${broken}`,
      'https://elsewhere.example/a.jpg',
    ];
    const html = [ours, torn, others, ours].map((src) => `<img alt="" src="${src}" width="1">`).join('');
    expect([...(await measurePictures(folder, html))]).toEqual([[ours, { width: 240, height: 160, format: 'jpeg' }]]);
  });
});
