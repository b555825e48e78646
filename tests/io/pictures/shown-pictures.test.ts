import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPictures } from '../../../src/io/pictures/open-pictures.ts';
import type { PictureWanted } from '../../../src/press/ports/composing.ts';
import { type PictureServer, photo, type Served, scene, servePictures } from './picture-server.ts';

let root = '';
const servers: PictureServer[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'courant-pictures-'));
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await rm(root, { recursive: true, force: true });
});

async function serve(pictures: Record<string, Served>): Promise<PictureServer> {
  const server = await servePictures(pictures);
  servers.push(server);
  return server;
}

const silent = { start: () => undefined, step: () => undefined, finish: () => undefined };

const prepare = (wanted: readonly PictureWanted[], taken: readonly string[] = []) =>
  openPictures({
    mode: 'hosted',
    mediaFolder: join(root, 'media'),
    baseUrl: 'https://news.example',
    contentFolders: [root],
    deadlineMs: 10_000,
    now: () => new Date('2026-01-01T00:00:00Z'),
    fetch: { allow: servers.map(({ host }) => host) },
  })(wanted, silent, taken);

const image = (url: string): PictureWanted['images'][number] => ({ url, width: null, height: null, title: null });
const refuse = (message: string): never => {
  throw new Error(message);
};

describe('which picture a story shows', () => {
  const own = (storyId: string, urls: readonly string[], more: Partial<PictureWanted> = {}): PictureWanted => ({
    storyId,
    title: `Title of ${storyId}`,
    topic: 'Science',
    images: urls.map(image),
    missing: 'none',
    ...more,
  });

  it('is the next one where the first cannot be used or is shown already, and each is told', async () => {
    const [one, other] = [await photo(900, 600), await (await scene(900, 600, 0.2, 0.3)).jpeg().toBuffer()];
    const server = await serve({
      '/1.jpg': { bytes: one },
      '/again.jpg': { bytes: await sharp(one).resize(700).jpeg().toBuffer() },
      '/2.jpg': { bytes: other },
    });
    const at = (name: string) => `http://${server.host}/${name}`;
    const wanted = [
      own('a', [at('1.jpg')]),
      own('b', [at('again.jpg'), at('2.jpg')]),
      own('c', [at('gone.jpg'), at('1.jpg')]),
      own('d', []),
    ];
    const { pictures, problems, prints } = await prepare(wanted);
    expect(['a', 'b', 'c', 'd'].map((id) => pictures.get(id)?.card !== null)).toEqual([true, true, false, false]);
    expect(pictures.get('a')?.card?.src).not.toBe(pictures.get('b')?.card?.src);
    expect(problems.map(({ storyId, url, reason, instead }) => [storyId, url.replace(/^.*\//, ''), reason, instead])).toEqual([
      ['b', 'again.jpg', 'another story shows the same picture', 'another picture'],
      ['c', 'gone.jpg', expect.stringContaining('404'), 'nothing'],
      ['c', '1.jpg', 'another story shows the same picture', 'nothing'],
    ]);
    // A later call is told what is shown, and shows none of it again.
    const later = await prepare([own('e', [at('1.jpg')])], [...(prints?.values() ?? [])]);
    expect(later.pictures.get('e')?.card).toBeNull();
    expect((await prepare([own('e', [at('1.jpg')])])).pictures.get('e')?.card).not.toBeNull();
  });

  it('is made anew around another focus, and kept for each', async () => {
    const server = await serve({ '/a.jpg': { bytes: await photo(700, 1400) } });
    const url = `http://${server.host}/a.jpg`;
    const at = async (focus: readonly [number, number] | undefined) =>
      (await prepare([own('a', [], { images: [{ ...image(url), ...(focus ? { focus } : {}) }] })])).pictures.get('a')?.card?.src;
    const [top, bottom, none] = [await at([0.5, 0]), await at([0.5, 1]), await at(undefined)];
    expect(new Set([top, bottom, none]).size).toBe(3);
    expect([await at([0.5, 0]), await at(undefined)]).toEqual([top, none]);
    expect(server.asked).toHaveLength(3);
  });

  it("is a tile that differs from its neighbours', or the outlet's mark, where the newsletter says so", async () => {
    const mark = await sharp({ create: { width: 50, height: 50, channels: 3, background: '#aa2211' } })
      .png()
      .toBuffer();
    const server = await serve({ '/mark.png': { bytes: mark, type: 'image/png' } });
    const address = `http://${server.host}/mark.png`;
    const tiles = await prepare(Array.from({ length: 6 }, (_, at) => own(`s${at}`, [], { missing: 'tile' })));
    expect(new Set([...tiles.pictures.values()].map(({ card }) => card?.src)).size).toBe(6);
    const { pictures, problems } = await prepare([
      own('a', [], { missing: 'outlet', mark: address }),
      own('b', [], { missing: 'outlet' }),
      own('c', [], { mark: address }),
      own('d', [], { mark: `${address}x` }),
      own('e', [], { mark: `${address}x` }),
    ]);
    expect(pictures.get('a')).toMatchObject({
      card: { width: 120, height: 120, alt: '' },
      mark: { width: 20, height: 20, alt: '' },
      lead: null,
    });
    expect(pictures.get('b')).toEqual({ card: null, lead: null, feature: null, mark: null });
    expect(pictures.get('c')).toMatchObject({ card: null, mark: { src: pictures.get('a')?.mark?.src } });
    expect(problems.map(({ storyId, reason }) => [storyId, reason])).toEqual([['d', expect.stringContaining("the outlet's mark: ")]]);
    expect(server.asked.filter((path) => path === '/mark.png')).toHaveLength(1);
  });

  it('is told by what its article says of it', async () => {
    const { host } = await serve({ '/a.jpg': { bytes: await photo(900, 600) } });
    const told = async (said: Partial<PictureWanted['images'][number]>) => {
      const { pictures } = await prepare([own('a', [], { images: [{ ...image(`http://${host}/a.jpg`), ...said }] })]);
      const { alt, caption, credit } = pictures.get('a')?.lead ?? refuse('no lead');
      return [alt, caption, credit];
    };
    expect(await told({ alt: 'A ferry', title: 'Ferry', caption: 'Last night', credit: 'Ann' })).toEqual(['A ferry', 'Last night', 'Ann']);
    expect(await told({ title: 'Ferry' })).toEqual(['Ferry', undefined, undefined]);
    expect(await told({})).toEqual(['', undefined, undefined]);
  });
});
