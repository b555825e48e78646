import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserSuite, chromiumPresent } from '../browser.ts';

const script = fileURLToPath(new URL('make-gallery.ts', import.meta.url));

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'courant-gallery-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const gallery = (...words: string[]) =>
  new Promise<{ code: number; said: string }>((done) => {
    const env = { ...process.env, GALLERY: join(root, 'gallery') };
    execFile(process.execPath, [script, ...words], { env, cwd: root }, (error, out, err) => {
      done({ code: error ? Number(error.code ?? 1) : 0, said: out + err });
    });
  });

describe.skipIf(!chromiumPresent)(browserSuite('the gallery'), () => {
  it('shows a theme of one’s own on the sample digest, its pictures with it, and asks no other machine', async () => {
    const theme = await readFile(new URL('../../emails/minimal.mjml', import.meta.url), 'utf8');
    const banner = '<mj-section><mj-column><mj-image src="band.png" alt="A band" width="200px" /></mj-column></mj-section></mj-body>';
    await writeFile(join(root, 'ours.mjml'), theme.replace('</mj-body>', banner));
    await sharp({ create: { width: 400, height: 80, channels: 3, background: '#b3123a' } })
      .png()
      .toFile(join(root, 'band.png'));
    const { code, said } = await gallery('ours.mjml', 'en', 'everything', 'light', '375');
    expect(said).toContain('1 screenshots');
    expect(code).toBe(0);
    const files = await readdir(join(root, 'gallery'));
    expect(files).toContain('ours.mjml-en-everything-light-375.jpg');
    const { data, info } = await sharp(join(root, 'gallery/ours.mjml-en-everything-light-375.jpg'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    const red = Array.from({ length: info.width * info.height }, (_, at) => at * info.channels).filter(
      (at) => Math.abs((data[at] as number) - 0xb3) < 12 && (data[at + 1] as number) < 40,
    ).length;
    expect(red).toBeGreaterThan(150 * 30);
  }, 60_000);
});
