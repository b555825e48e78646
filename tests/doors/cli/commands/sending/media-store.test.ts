import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { keys, region, serveBucket } from '../../../../io/pictures/bucket-server.ts';
import { type ProjectFolder, seededFolder } from '../../../../project-folder.ts';

const folders: ProjectFolder[] = [];
const buckets: Awaited<ReturnType<typeof serveBucket>>[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) folder.remove();
  await Promise.all(buckets.splice(0).map((bucket) => bucket.close()));
});

const publicUrl = 'https://media.example/courant';
const secrets = { S3_ACCESS_KEY_ID: keys.accessKeyId, S3_SECRET_ACCESS_KEY: keys.secretAccessKey };

async function newsroom(media: object = {}) {
  const bucket = await serveBucket();
  buckets.push(bucket);
  const folder = seededFolder({
    media: { endpoint: bucket.endpoint, region, bucket: 'pictures', prefix: 'courant/', publicUrl, ...media },
  });
  folders.push(folder);
  const build = (env: Readonly<Record<string, string>> = secrets) =>
    folder.run(['build', 'weekly', '--at', '2026-11-21T08:00:00Z', '--per-topic', '1', '--out', 'out'], env);
  return { bucket, folder, build };
}

describe('a newsroom with a store for its pictures', () => {
  it('mails pictures at the store’s public address, each of them there, and sends none twice', async () => {
    const { bucket, build, folder } = await newsroom();
    const first = await build();
    expect(first.code, first.err).toBe(0);
    const html = readFileSync(`${folder.path}/out/message.eml`, 'latin1').replace(/=\r\n/g, '').replaceAll('=3D', '=');
    const sources = [...html.matchAll(/<img[^>]* src="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(sources.length).toBeGreaterThan(3);
    for (const source of sources) {
      expect(source.startsWith(`${publicUrl}/`), source).toBe(true);
      expect(bucket.kept.has(`/pictures/courant${source.slice(publicUrl.length)}`), source).toBe(true);
    }
    // Opened as a file, the page shows them wherever it stands.
    const page = readFileSync(`${folder.path}/out/digest.html`, 'utf8');
    const beside = [...page.matchAll(/<img[^>]* src="(media\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(beside).toEqual(sources.map((source) => `media${source.slice(publicUrl.length)}`));
    for (const picture of beside) expect(existsSync(`${folder.path}/out/${picture}`), picture).toBe(true);
    bucket.asked.length = 0;
    expect((await build()).code).toBe(0);
    expect(bucket.asked).toEqual([]);
  }, 60_000);

  it('says what to set where the keys are missing, and what is wrong with an address', async () => {
    const { build } = await newsroom();
    // Blank is not set.
    expect(await build({ S3_ACCESS_KEY_ID: '', S3_SECRET_ACCESS_KEY: '' })).toMatchObject({
      code: 2,
      err: expect.stringContaining('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY must both be set'),
    });
    const wrong = await newsroom({ endpoint: 'http://store.example', publicUrl: 'media.example', prefix: '../up/' });
    const { err } = await wrong.build();
    for (const fault of [
      'media.endpoint: must be an https address',
      'media.publicUrl: must be an https address',
      'media.prefix: must be a path',
    ])
      expect(err).toContain(fault);
  }, 60_000);
});
