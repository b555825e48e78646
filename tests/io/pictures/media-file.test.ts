import { mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdsMedia, mediaFile, storeMedia } from '../../../src/io/pictures/media-file.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-media-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the media folder', () => {
  it('gives a path for names it made, and for no others', () => {
    const name = `${'0123456789abcdef'.repeat(2)}.jpg`;
    expect(mediaFile('/media', name)).toBe(`/media/${name}`);
    for (const strange of [
      '../secret.jpg',
      `../${name}`,
      `${name}/..`,
      `${name}\n`,
      name.toUpperCase(),
      name.replace('jpg', 'svg'),
      'index',
      '.env',
      '',
      `a${name}`,
    ]) {
      expect(mediaFile('/media', strange), strange).toBeNull();
    }
  });

  it('names the same bytes the same and writes them once, leaving nothing half-made', async () => {
    const [first, second] = await Promise.all([
      storeMedia(folder, Buffer.from('picture'), 'jpg'),
      storeMedia(folder, Buffer.from('picture'), 'jpg'),
    ]);
    expect(second).toEqual(first);
    expect(await readdir(folder)).toEqual([first.name]);
    expect(await readFile(join(folder, first.name), 'utf8')).toBe('picture');
  });

  it('does not take a file that a full disk cut short for a picture, and replaces it', async () => {
    const file = await storeMedia(folder, Buffer.from('picture'), 'png');
    expect(await holdsMedia(folder, file)).toBe(true);
    await truncate(join(folder, file.name), 3);
    expect(await holdsMedia(folder, file)).toBe(false);
    await storeMedia(folder, Buffer.from('picture'), 'png');
    expect(await holdsMedia(folder, file)).toBe(true);
  });
});
