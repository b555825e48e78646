import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoryPictures } from '../../../src/composition/edition.ts';
import { storeMedia } from '../../../src/io/pictures/media-file.ts';
import { openMediaFolder } from '../../../src/io/pictures/picture-index.ts';
import { type UploadOptions, uploadedLogos, uploadedPictures } from '../../../src/io/pictures/upload-pictures.ts';
import type { PreparePictures } from '../../../src/press/ports/composing.ts';
import { keys, region, serveBucket } from './bucket-server.ts';

const baseUrl = 'https://news.example';
const publicUrl = 'https://media.example/pictures';
let media = '';
let stories: [string, StoryPictures][] = [];
let bucket: Awaited<ReturnType<typeof serveBucket>>;

/** Twelve stories, each with a picture of its own; the first also leads, the last two share one. */
beforeEach(async () => {
  media = await mkdtemp(join(tmpdir(), 'courant-upload-'));
  await openMediaFolder(media);
  bucket = await serveBucket();
  const picture = async (text: string) => ({
    src: `${baseUrl}/media/${(await storeMedia(media, Buffer.from(text), 'jpg')).name}`,
    width: 120,
    height: 120,
    alt: '',
  });
  stories = await Promise.all(
    Array.from(
      { length: 12 },
      async (_, at): Promise<[string, StoryPictures]> => [
        `story-${at}`,
        { card: await picture(`card ${Math.min(at, 10)}`), lead: at === 0 ? await picture('lead') : null },
      ],
    ),
  );
});

afterEach(async () => {
  await bucket.close();
  await rm(media, { recursive: true, force: true });
});

const told: string[] = [];
const progress = {
  start: (label: string, total: number) => told.push(`${label} ${total}`),
  step: () => undefined,
  finish: () => told.push('finished'),
};

const optionsWith = (changed: Partial<UploadOptions>, secretAccessKey: string): UploadOptions => ({
  bucket: {
    endpoint: bucket.endpoint,
    region,
    bucket: 'news-room',
    prefix: 'courant/in mail/',
    accessKeyId: keys.accessKeyId,
    secretAccessKey,
  },
  publicUrl,
  mediaFolder: media,
  baseUrl,
  deadlineMs: 20_000,
  ...changed,
});

function upload(changed: Partial<UploadOptions> = {}, secret = keys.secretAccessKey) {
  told.length = 0;
  const prepare: PreparePictures = async () => ({ pictures: new Map(stories), problems: [] });
  return uploadedPictures(prepare, optionsWith(changed, secret))([], progress);
}

const sources = ({ pictures }: Awaited<ReturnType<typeof upload>>) =>
  [...pictures.values()].flatMap(({ card, lead }) => [card?.src ?? '', ...(lead ? [lead.src] : [])]);
const asks = (method: string) => bucket.asked.filter((line) => line.startsWith(method)).length;

describe('pictures kept in an S3-compatible store', () => {
  it('are uploaded under the hash of their content, signed, to be kept for ever, and shown from the public address', async () => {
    const prepared = await upload();
    expect(prepared.problems).toEqual([]);
    expect(sources(prepared).every((src) => src.startsWith(`${publicUrl}/`))).toBe(true);
    expect(bucket.kept.size).toBe(12);
    for (const [path, { bytes, headers }] of bucket.kept) {
      expect(path).toBe(`/news-room/courant/in%20mail/${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.jpg`);
      expect(headers).toMatchObject({ 'content-type': 'image/jpeg', 'cache-control': 'public, max-age=31536000, immutable' });
    }
    expect(told).toEqual(['Uploads 12', 'finished']);
    expect(bucket.load.most).toBeLessThanOrEqual(8);
  });

  it('are not asked for again once they are known to be there, and asked for but not sent again where the record is gone', async () => {
    await upload();
    bucket.asked.length = 0;
    expect(sources(await upload())).toEqual(sources(await upload()));
    expect(bucket.asked).toEqual([]);
    const records = (await readdir(join(media, 'index'))).filter((name) => name.startsWith('uploaded-'));
    expect(records).toHaveLength(1);
    expect(JSON.parse(await readFile(join(media, 'index', records[0] ?? ''), 'utf8'))).toHaveLength(12);
    await rm(join(media, 'index', records[0] ?? ''));
    expect((await upload()).problems).toEqual([]);
    expect([asks('HEAD'), asks('PUT')]).toEqual([12, 0]);
  });

  it('have the newsletter’s logo among them, which stays where Courant serves it when the store refuses it, and that is told', async () => {
    const logo = async (text: string) => ({
      src: `${baseUrl}/media/${(await storeMedia(media, Buffer.from(text), 'png')).name}`,
      width: 120,
      height: 40,
    });
    const pair = { logo: await logo('light'), logoDark: await logo('dark') };
    const refused = await uploadedLogos(pair, optionsWith({}, 'a wrong key'));
    expect(refused).toMatchObject({ ...pair, problem: expect.stringMatching(/./) });
    const { problem, ...kept } = await uploadedLogos(pair, optionsWith({}, keys.secretAccessKey));
    expect(problem).toBeNull();
    expect([kept.logo.src, kept.logoDark?.src].every((src) => src?.startsWith(`${publicUrl}/`))).toBe(true);
    bucket.asked.length = 0;
    expect(await uploadedLogos(pair, optionsWith({}, keys.secretAccessKey))).toEqual({ ...kept, problem });
    expect(bucket.asked).toEqual([]);
  });

  it('are uploaded where another bucket has them and this one has not', async () => {
    await upload();
    bucket.asked.length = 0;
    const other = { endpoint: bucket.endpoint, region, bucket: 'elsewhere', prefix: '', ...keys };
    expect((await upload({ bucket: other })).problems).toEqual([]);
    expect(asks('PUT')).toBe(12);
  });

  it('come from Courant itself where the store does not take them, each told with the reason; the next time they are tried again', async () => {
    const refused = stories[3]?.[1].card?.src.slice(`${baseUrl}/media/`.length) ?? '';
    await bucket.close();
    bucket = await serveBucket((method, path) => (method === 'PUT' && path.endsWith(refused) ? 507 : null));
    const prepared = await upload();
    expect(sources(prepared).filter((src) => src.startsWith(baseUrl))).toEqual([`${baseUrl}/media/${refused}`]);
    expect(prepared.problems).toEqual([
      {
        storyId: 'story-3',
        url: `${baseUrl}/media/${refused}`,
        reason: 'it could not be uploaded: the store answered 507, NoLuck, Not today',
        instead: 'the picture served from here',
      },
    ]);
    bucket.asked.length = 0;
    await upload();
    expect([...new Set(bucket.asked)]).toEqual([
      `HEAD /news-room/courant/in%20mail/${refused}`,
      `PUT /news-room/courant/in%20mail/${refused}`,
    ]);
  });

  it('are not uploaded with a wrong key, to a store that is down or to one too slow, and the edition has its pictures all the same', async () => {
    const wrong = await upload({}, 'not the secret');
    expect(wrong.problems[0]?.reason).toContain('the store answered 403, SignatureDoesNotMatch');
    expect(bucket.kept.size).toBe(0);
    await bucket.close();
    const down = await upload();
    expect(down.problems[0]?.reason).toContain('the store cannot be reached: ECONNREFUSED');
    expect((await upload({ deadlineMs: 0 })).problems[0]?.reason).toContain('there was no time left for it');
    for (const prepared of [wrong, down])
      expect(sources(prepared)).toEqual(stories.flatMap(([, { card, lead }]) => [card?.src, ...(lead ? [lead.src] : [])]));
    bucket = await serveBucket();
  });
});
