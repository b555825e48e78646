import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mediaFile, storeMedia } from '../../../src/io/pictures/media-file.ts';
import { openPictures, type PictureOptions } from '../../../src/io/pictures/open-pictures.ts';
import { openMediaFolder, recipe, rememberPicture } from '../../../src/io/pictures/picture-index.ts';
import type { PictureWanted } from '../../../src/press/ports/composing.ts';
import { type PictureServer, photo, type Served, servePictures } from './picture-server.ts';

let root = '';
let media = '';
let now = new Date('2026-01-01T00:00:00Z');
const servers: PictureServer[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'courant-pictures-'));
  media = join(root, 'media');
  now = new Date('2026-01-01T00:00:00Z');
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

function prepare(wanted: readonly PictureWanted[], options: Partial<PictureOptions> = {}, progress = silent) {
  const allow = servers.map(({ host }) => host);
  const defaults = {
    mode: 'hosted',
    mediaFolder: media,
    baseUrl: 'https://news.example',
    contentFolders: [root],
    deadlineMs: 10_000,
  } as const;
  return openPictures({ ...defaults, now: () => now, ...options, fetch: { allow, ...options.fetch } })(wanted, progress);
}

const story = (storyId: string, url: string | null): PictureWanted => ({ storyId, title: `Title  of\n${storyId}`, topic: 'Science', url });
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const refuse = (message: string): never => {
  throw new Error(message);
};
const fileOf = (src: string | undefined) =>
  mediaFile(media, src?.replace('https://news.example/media/', '') ?? '') ?? refuse(`${src} is not in the media folder`);

describe('the pictures of a digest', () => {
  it('are a card and a lead where the picture is good, and a tile where there is none', async () => {
    const { host } = await serve({ '/a.jpg': { bytes: await photo(1600, 1000) }, '/small.jpg': { bytes: await photo(400, 300) } });
    const { pictures, problems } = await prepare([
      story('good', `http://${host}/a.jpg`),
      story('small', `http://${host}/small.jpg`),
      story('without', null),
    ]);
    expect(problems).toEqual([]);
    expect([...pictures.keys()]).toEqual(['good', 'small', 'without']);
    expect(pictures.get('good')).toMatchObject({
      card: { width: 120, height: 120, alt: 'Title of good' },
      lead: { width: 600, height: 314 },
    });
    expect(pictures.get('small')).toMatchObject({ card: { alt: 'Title of small' }, lead: null });
    expect(pictures.get('without')).toMatchObject({ card: { width: 120, height: 120, alt: '' }, lead: null });
    for (const { card, lead } of pictures.values()) {
      for (const picture of [card, lead]) {
        if (picture === null) continue;
        const bytes = await readFile(fileOf(picture.src));
        expect(picture.src).toContain(createHash('sha256').update(bytes).digest('hex').slice(0, 32));
      }
    }
  });

  it('that cannot be used give way to a tile and are reported with their reason', async () => {
    const whole = await photo(1200, 900);
    const { host } = await serve({
      '/page.jpg': { bytes: Buffer.from('<!doctype html><p>no'), type: 'image/jpeg' },
      '/cut.jpg': { bytes: whole.subarray(0, 9000) },
      '/pixel.gif': { bytes: await photo(1, 1) },
      '/large.jpg': { bytes: Buffer.alloc(300_000) },
      '/inwards.jpg': (_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/x.jpg' }).end(),
    });
    const wanted = ['page.jpg', 'cut.jpg', 'pixel.gif', 'large.jpg', 'inwards.jpg', 'absent.jpg'].map((name) =>
      story(name, `http://${host}/${name}`),
    );
    wanted.push(story('inside', 'http://127.0.0.1/x.jpg'), story('local', '../../etc/passwd'));
    const { pictures, problems } = await prepare(wanted, { fetch: { maxBytes: 200_000 } });
    expect(problems.map(({ storyId, url }) => [storyId, url])).toEqual(wanted.map(({ storyId, url }) => [storyId, url]));
    const reasons = [
      'a web page',
      'broken',
      'tiny',
      'larger than',
      'redirects to an address we do not fetch',
      'answered 404',
      'loopback',
      'content folder',
    ];
    problems.forEach(({ reason }, index) => {
      expect(reason).toContain(reasons[index]);
    });
    for (const { card, lead } of pictures.values()) expect([card?.alt, lead]).toEqual(['', null]);
  });

  it('are fetched once for all stories that share one, and progress counts pictures', async () => {
    const server = await serve({ '/a.jpg': { bytes: await photo(700, 500) } });
    const seen: (string | number)[] = [];
    const progress = {
      start: (label: string, total: number) => seen.push(label, total),
      step: (done: number) => seen.push(done),
      finish: () => seen.push('end'),
    };
    const url = `http://${server.host}/a.jpg`;
    const { pictures } = await prepare([story('1', url), story('2', url), story('3', null)], {}, progress as unknown as typeof silent);
    expect(server.asked).toEqual(['/a.jpg']);
    expect(pictures.get('1')?.card?.src).toBe(pictures.get('2')?.card?.src);
    expect(seen).toEqual(['Pictures', 1, 1, 'end']);
  });

  it("can lie in the content folder, and follow the file's changes", async () => {
    await mkdir(join(root, 'images'));
    const path = join(root, 'images', 'x.jpg');
    await writeFile(path, await photo(700, 500));
    const first = (await prepare([story('1', 'images/x.jpg')])).pictures.get('1');
    expect((await prepare([story('1', 'images/x.jpg')])).pictures.get('1')).toEqual(first);
    await writeFile(path, await photo(900, 400));
    await utimes(path, new Date(), new Date(Date.now() + 5000));
    const second = (await prepare([story('1', 'images/x.jpg')])).pictures.get('1');
    expect(second?.card?.alt).toBe('Title of 1');
    expect(second?.card?.src).not.toBe(first?.card?.src);
  });
});

describe('how a mail refers to pictures', () => {
  it('is by content id when they travel inside the mail', async () => {
    const { host } = await serve({ '/a.jpg': { bytes: await photo(1600, 1000) } });
    const { pictures } = await prepare([story('1', `http://${host}/a.jpg`)], { mode: 'inline' });
    expect(pictures.get('1')?.card?.src).toMatch(/^cid:[0-9a-f]{32}\.jpg$/);
  });

  it("is by the publisher's address in remote mode, whole and in proportion, where that file is fit for mail", async () => {
    await openMediaFolder(media);
    const crop = await storeMedia(media, Buffer.from('crop'), 'jpg');
    const remember = (source: string, original: object) =>
      rememberPicture(media, {
        ...{
          recipe,
          source,
          freshUntil: '2027-01-01T00:00:00.000Z',
          etag: null,
          lastModified: null,
          card: crop,
          lead: crop,
          problem: null,
        },
        original: { sha256: '', bytes: 90_000, width: 1500, height: 1000, format: 'jpeg', ...original },
      });
    await remember('https://a.example/good.jpg', {});
    const unfit = {
      'http://a.example/plain.jpg': {},
      'https://a.example/x.webp': { format: 'webp' },
      'https://a.example/heavy.jpg': { bytes: 900_000 },
      'https://a.example/tall.jpg': { height: 3000 },
    };
    for (const [source, original] of Object.entries(unfit)) await remember(source, original);

    const wanted = ['https://a.example/good.jpg', ...Object.keys(unfit)].map((url) => story(url, url));
    const { pictures } = await prepare(wanted, { mode: 'remote' });
    expect(pictures.get('https://a.example/good.jpg')).toEqual({
      card: { src: 'https://a.example/good.jpg', width: 120, height: 80, alt: 'Title of https://a.example/good.jpg' },
      lead: { src: 'https://a.example/good.jpg', width: 600, height: 400, alt: 'Title of https://a.example/good.jpg' },
    });
    for (const url of Object.keys(unfit)) expect(pictures.get(url)?.card?.src, url).toBe(`https://news.example/media/${crop.name}`);
  });
});

describe('the folder of pictures', () => {
  it('that cannot be made is the one thing that fails a whole preparation', async () => {
    await writeFile(media, 'a file where the folder should be');
    await expect(prepare([story('1', null)])).rejects.toMatchObject({ code: 'media-folder-unusable' });
  });
});

describe('a second build', () => {
  it('asks nobody within the freshness time, and only revalidates after it', async () => {
    const server = await serve({
      '/a.jpg': { bytes: await photo(700, 500), etag: '"1"' },
      '/b.jpg': { bytes: await photo(800, 500), etag: '"2"' },
    });
    const wanted = [story('a', `http://${server.host}/a.jpg`), story('b', `http://${server.host}/b.jpg`), story('c', null)];
    const first = await prepare(wanted);
    later(59);
    expect(await prepare(wanted)).toEqual(first);
    expect(server.asked.splice(0).sort()).toEqual(['/a.jpg', '/b.jpg']);
    later(2);
    expect(await prepare(wanted)).toEqual(first);
    expect(server.asked.splice(0).sort()).toEqual(['/a.jpg 304', '/b.jpg 304']);
    later(30);
    expect(await prepare(wanted)).toEqual(first);
    expect(server.asked).toEqual([]);
  });

  it('makes crops again when the picture changed, or when its files were lost', async () => {
    const pictures = { '/a.jpg': { bytes: await photo(700, 500), etag: '"1"' } };
    const server = await serve(pictures);
    const wanted = [story('a', `http://${server.host}/a.jpg`)];
    const first = (await prepare(wanted)).pictures.get('a')?.card?.src;
    await rm(fileOf(first));
    expect((await prepare(wanted)).pictures.get('a')?.card?.src).toBe(first);
    expect(server.asked.splice(0)).toEqual(['/a.jpg', '/a.jpg']);
    pictures['/a.jpg'] = { bytes: await photo(900, 400), etag: '"2"' };
    later(61);
    expect((await prepare(wanted)).pictures.get('a')?.card?.src).not.toBe(first);
  });

  it('reports a bad picture again without asking for it, until it is worth another try', async () => {
    const pictures: Record<string, Served> = {};
    const server = await serve(pictures);
    const wanted = [story('a', `http://${server.host}/a.jpg`)];
    const first = await prepare(wanted);
    later(9);
    expect((await prepare(wanted)).problems).toEqual(first.problems);
    expect(server.asked).toHaveLength(1);
    pictures['/a.jpg'] = { bytes: await photo(700, 500) };
    later(2);
    expect((await prepare(wanted)).problems).toEqual([]);
  });

  it('keeps the crops of a server that is down, but not of a picture that was taken back', async () => {
    let status = 200;
    const bytes = await photo(700, 500);
    const server = await serve({ '/a.jpg': (_request, response) => response.writeHead(status).end(bytes) });
    const wanted = [story('a', `http://${server.host}/a.jpg`)];
    const first = await prepare(wanted);
    status = 503;
    later(61);
    expect(await prepare(wanted)).toEqual(first);
    status = 410;
    later(61);
    const { pictures, problems } = await prepare(wanted);
    expect(problems).toHaveLength(1);
    expect(pictures.get('a')?.card?.alt).toBe('');
  });

  it('survives an index that something else has written over', async () => {
    const server = await serve({ '/a.jpg': { bytes: await photo(700, 500) } });
    const wanted = [story('a', `http://${server.host}/a.jpg`)];
    const first = await prepare(wanted);
    for (const rubbish of ['', 'null', '{"recipe":1}', '{"__proto__":{"a":1}', '\u0000']) {
      for (const name of await readdir(join(media, 'index'))) await writeFile(join(media, 'index', name), rubbish);
      expect(await prepare(wanted)).toEqual(first);
    }
  });
});

describe('slow hosts and full houses', () => {
  it('a host that drips does not hold the edition past its deadline, and fast hosts are served meanwhile', async () => {
    const drip: Served = (_request, response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg' });
      const timer = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(timer));
    };
    const slow = await serve(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`/${index}.jpg`, drip])));
    const fast = await serve({ '/a.jpg': { bytes: await photo(700, 500) } });
    const wanted = Array.from({ length: 40 }, (_, index) => story(`slow-${index}`, `http://${slow.host}/${index}.jpg`));
    wanted.push(story('fast', `http://${fast.host}/a.jpg`));
    // Without the deadline it would last for ever.
    const { pictures, problems } = await prepare(wanted, { deadlineMs: 2500 });
    expect(problems).toHaveLength(40);
    expect(pictures.get('fast')?.card?.alt).toBe('Title of fast');
    expect(pictures.get('slow-7')?.card?.alt).toBe('');
  });

  it('a host that keeps running into the time limit is not waited for forty times', async () => {
    const slow = await serve(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`/${index}.jpg`, () => undefined])));
    const wanted = Array.from({ length: 40 }, (_, index) => story(`${index}`, `http://${slow.host}/${index}.jpg`));
    const { problems } = await prepare(wanted, { deadlineMs: 20_000, fetch: { timeoutMs: 200 } });
    expect(problems).toHaveLength(40);
    expect(slow.asked.length).toBeLessThan(10);
    expect(problems.at(-1)?.reason).toContain('too slow');
  });

  it('an old crop beats a tile when its host is too slow to say whether it still holds', async () => {
    let slow = false;
    const bytes = await photo(700, 500);
    const server = await serve({ '/a.jpg': (_request, response) => (slow ? undefined : response.end(bytes)) });
    const wanted = [story('a', `http://${server.host}/a.jpg`)];
    const first = await prepare(wanted);
    slow = true;
    later(61);
    expect(await prepare(wanted, { deadlineMs: 500 })).toEqual(first);
  });

  it('two processes that prepare the same pictures at once agree, and leave only whole files', async () => {
    const count = 12;
    const server = await serve(
      Object.fromEntries(
        await Promise.all(Array.from({ length: count }, async (_, index) => [`/${index}.jpg`, { bytes: await photo(700 + index, 500) }])),
      ),
    );
    const child = new URL('./prepare-child.ts', import.meta.url).pathname;
    const runs = await Promise.all([1, 2].map(() => promisify(execFile)(process.execPath, [child, media, server.host, `${count}`])));
    const [one, two] = runs.map(({ stdout }) => JSON.parse(stdout) as { cards: string[]; problems: unknown[] });
    expect(one?.problems).toEqual([]);
    expect(two).toEqual(one);
    for (const src of one?.cards ?? []) {
      expect(
        createHash('sha256')
          .update(await readFile(fileOf(src)))
          .digest('hex')
          .slice(0, 32),
      ).toBe(/[0-9a-f]{32}/.exec(src)?.[0]);
    }
    const left = [...(await readdir(media)), ...(await readdir(join(media, 'index')))];
    expect(left.filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
