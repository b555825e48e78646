import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPictures } from '../../../src/io/pictures/open-pictures.ts';
import { uploadedPictures } from '../../../src/io/pictures/upload-pictures.ts';
import { keys, region, serveBucket } from './bucket-server.ts';
import { type PictureServer, photo, scene, servePictures } from './picture-server.ts';

const silent = { start: () => undefined, step: () => undefined, finish: () => undefined };

describe('pictures of a whole text', () => {
  let root = '';
  let server: PictureServer;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'courant-pictures-'));
    const ship = await photo(1600, 900);
    server = await servePictures({
      '/ship.jpg': { bytes: ship },
      '/ship-768.jpg': { bytes: await sharp(ship).resize(768).jpeg().toBuffer() },
      '/tall.jpg': { bytes: await (await scene(600, 2400, 0.3, 0.2)).flop().jpeg().toBuffer() },
      '/chart.png': { bytes: await (await scene(300, 200, 0.8, 0.7)).png().toBuffer() },
      '/page.html': { bytes: Buffer.from('<!doctype html>') },
    });
    await writeFile(join(root, 'beside.jpg'), await (await scene(1200, 800, 0.1, 0.9)).jpeg().toBuffer());
  });
  afterAll(async () => {
    await server.close();
    await rm(root, { recursive: true, force: true });
  });

  const options = () => ({
    mode: 'hosted' as const,
    mediaFolder: join(root, 'media'),
    baseUrl: 'https://news.example',
    contentFolders: [root],
    deadlineMs: 20_000,
    now: () => new Date('2026-01-01T00:00:00Z'),
    fetch: { allow: [server.host] },
  });
  const at = (name: string) => `http://${server.host}/${name}`;
  const story = () => ({
    storyId: 'a',
    title: 'Ferry',
    topic: 'Transport',
    images: [{ url: at('ship.jpg'), width: null, height: null, title: null }],
    missing: 'none' as const,
    inText: [at('ship-768.jpg'), at('tall.jpg'), at('chart.png'), 'beside.jpg', at('page.html'), '../secret.jpg'],
  });

  it('are shown whole, no larger than they are or than a mail has room for, but for the one that stands above; the others are told', async () => {
    const { pictures, problems } = await openPictures(options())([story()], silent);
    const shown = pictures.get('a')?.inText ?? [];
    expect(shown.map(([url, { width, height }]) => [url.replace(/^.*\//, ''), width, height])).toEqual([
      ['tall.jpg', 180, 720],
      ['chart.png', 300, 200],
      ['beside.jpg', 540, 360],
    ]);
    const file = join(root, 'media', (shown[2]?.[1].src ?? '').replace('https://news.example/media/', ''));
    expect(await sharp(file).metadata()).toMatchObject({ width: 1080, height: 720 });
    expect(problems.map(({ url, reason, instead }) => [url.replace(/^.*\//, ''), reason, instead])).toEqual([
      ['page.html', expect.stringMatching(/^in its text: it is not a JPEG.* but a web page$/), 'nothing'],
      ['secret.jpg', expect.stringMatching(/^in its text: /), 'nothing'],
    ]);
    // The same bytes the next time, and nothing is asked again.
    const asked = server.asked.length;
    expect((await openPictures(options())([story()], silent)).pictures.get('a')).toEqual(pictures.get('a'));
    expect(server.asked.length).toBe(asked);
  });

  it('go to the bucket like all others', async () => {
    const bucket = await serveBucket();
    const { accessKeyId, secretAccessKey } = keys;
    const uploaded = uploadedPictures(openPictures(options()), {
      bucket: { endpoint: bucket.endpoint, region, bucket: 'news-room', prefix: 'mail/', accessKeyId, secretAccessKey },
      publicUrl: 'https://media.example/pictures',
      mediaFolder: join(root, 'media'),
      baseUrl: 'https://news.example',
      deadlineMs: 20_000,
    });
    const { pictures } = await uploaded([story()], silent);
    await bucket.close();
    for (const [, { src }] of pictures.get('a')?.inText ?? []) expect(src).toMatch(/^https:\/\/media\.example\/pictures\/[0-9a-f]{32}\./);
  });
});
