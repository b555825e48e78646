import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sameLook } from '../../../src/composition/pictures/choose-pictures.ts';
import type { Article } from '../../../src/content/article.ts';
import { readContentFolders } from '../../../src/io/content/content-folder.ts';
import { lookAt, lookSide } from '../../../src/io/pictures/crops/picture-look.ts';
import { mediaFile } from '../../../src/io/pictures/media-file.ts';
import { openPictures } from '../../../src/io/pictures/open-pictures.ts';
import { adHocNewsletter } from '../../../src/press/newsletter/newsletter.ts';
import { planDigest } from '../../../src/press/planning/plan.ts';
import { resolveRequest } from '../../../src/press/planning/resolve-request.ts';
import type { PictureWanted, PreparedPictures } from '../../../src/press/ports/composing.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/articles/', import.meta.url));
/** Saturdays of the two months the articles are of. */
const slots = Array.from({ length: 9 }, (_, week) => new Date(Date.UTC(2021, 6, 10 + week * 7, 8)).toISOString());

let root = '';
let host = '';
let close = async () => {};
const asked = new Set<string>();

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'courant-real-'));
  const server = createServer((request, response) => {
    asked.add(request.url ?? '');
    void pictureOf(request.url ?? '').then((bytes) => response.writeHead(200, { 'content-type': 'image/jpeg' }).end(bytes));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => new Promise((closed) => server.close(() => closed()));
});
afterAll(async () => {
  await close();
  await rm(root, { recursive: true, force: true });
});

/** Every address has a picture of its own, as the publishers' have. */
async function pictureOf(path: string): Promise<Buffer> {
  let seed = [...path].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 2147483647, 7);
  const next = (most: number) => {
    seed = (seed * 48271) % 2147483647;
    return seed % most;
  };
  const shapes = Array.from(
    { length: 24 },
    () =>
      `<circle cx="${next(900)}" cy="${next(500)}" r="${20 + next(120)}" fill="hsl(${next(360)},${20 + next(60)}%,${20 + next(60)}%)"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="500"><rect width="900" height="500" fill="hsl(${next(360)},30%,50%)"/>${shapes.join('')}</svg>`;
  return await sharp(Buffer.from(svg)).jpeg({ quality: 70 }).toBuffer();
}

const served = (url: string) => `http://${host}/${encodeURIComponent(url)}.jpg`;
const local = (article: Article): Article => {
  const moved = <Pictured extends Article | Article['related'][number]>(telling: Pictured): Pictured => ({
    ...telling,
    images: telling.images.map((image) => ({ ...image, url: served(image.url) })),
  });
  return { ...moved(article), related: article.related.map(moved) };
};

async function printsOf({ pictures }: PreparedPictures): Promise<readonly string[]> {
  const cards = [...pictures.values()].flatMap(({ card }) => card?.src ?? []);
  return await Promise.all(
    cards.map(async (src) => {
      const { data, info } = await sharp(mediaFile(join(root, 'media'), src.slice(src.lastIndexOf('/') + 1)) ?? '')
        .resize(lookSide, lookSide)
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      return lookAt({ data, width: info.width, height: info.height }).print;
    }),
  );
}

it.skipIf(!existsSync(folder))(
  'nine weekly digests of real articles show no picture twice, and no tile (skipped without the shared articles)',
  { timeout: 180_000 },
  async () => {
    const read = await readContentFolders([folder]);
    const content = { ...read, articles: read.articles.map(local) };
    const newsletter = adHocNewsletter('*');
    const prepare = openPictures({
      mode: 'hosted',
      mediaFolder: join(root, 'media'),
      baseUrl: 'https://news.example',
      contentFolders: [],
      deadlineMs: 100_000,
      fetch: { allow: [host] },
      now: () => new Date('2026-01-01T00:00:00Z'),
    });
    const silent = { start: () => undefined, step: () => undefined, finish: () => undefined };
    const figures: string[] = [];
    for (const at of slots) {
      const { request } = resolveRequest(newsletter, { topics: '*', perTopic: '12', at, window: '7d' }, content, new Date(at));
      const plan = planDigest(content, request, []);
      const stories = plan.digest.sections.flatMap(({ topic, stories }) => stories.map((selected) => ({ ...selected, topic })));
      const images = plan.images();
      expect(plan.images()).toBe(images);
      const wanted = stories
        .toSorted((a, b) => b.points.total - a.points.total)
        .map(
          ({ story, topic }): PictureWanted => ({
            storyId: story.id,
            title: story.lead.title,
            topic,
            images: images.get(story.id)?.images ?? [],
            missing: newsletter.pictures.missing,
          }),
        );
      const prepared = await prepare(wanted, silent);
      const prints = await printsOf(prepared);
      const repeated = prints.filter((one, place) => prints.slice(0, place).some((other) => sameLook(one, other)));
      const generic = stories.filter(({ story }) => (images.get(story.id)?.generic.length ?? 0) > 0).length;
      figures.push(
        `${at.slice(0, 10)}: ${stories.length} stories, ${prints.length} pictures, ${repeated.length} repeated, ${generic} with a generic one left out`,
      );
      expect(repeated).toEqual([]);
      // Whatever has none stands without: no tile was drawn.
      expect([...prepared.pictures.values()].filter(({ card }) => card?.alt === '' && card.src.endsWith('.png'))).toEqual([]);
    }
    expect(figures).toHaveLength(9);
    expect(figures.join('\n')).toMatch(/[1-9]\d* pictures/);
  },
);
