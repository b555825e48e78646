import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';

export const name = 'pictures: 200 noisy JPEGs of 2 MB from a server on loopback, twice; the second build asks whether they changed';

const count = 200;
/** Different photographs; each is served under many addresses with a tail of its own, so that every download is another file. */
const photographs = 8;

/** About 2 MB: the size of a phone's camera, with noise that no encoder can save on. */
async function photograph(seed: number): Promise<Buffer> {
  const [width, height] = [2400, 1600];
  const noise = await sharp({
    create: { width, height, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 50 + seed } },
  })
    .png({ compressionLevel: 1 })
    .toBuffer();
  const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="hsl(${seed * 40},40%,50%)"/><circle cx="${300 + seed * 200}" cy="700" r="260" fill="#ffd9a0"/></svg>`;
  return sharp(Buffer.from(scene))
    .flatten()
    .composite([{ input: noise, blend: 'soft-light' }])
    .jpeg({ quality: 91 })
    .toBuffer();
}

/** Bytes after a JPEG's end are no part of the picture, and part of the file. */
const distinct = (photo: Buffer, at: number) => Buffer.concat([photo, Buffer.from(`picture ${at}`)]);

async function serve(photos: readonly Buffer[]) {
  const asked = { fetched: 0, unchanged: 0 };
  const server = createServer((request, response) => {
    const at = Number((request.url ?? '').replace(/\D/g, ''));
    const etag = `"${at}"`;
    if (request.headers['if-none-match'] === etag) {
      asked.unchanged++;
      return response.writeHead(304).end();
    }
    asked.fetched++;
    return response.writeHead(200, { 'content-type': 'image/jpeg', etag }).end(distinct(photos[at % photos.length] as Buffer, at));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { asked, host: `127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

type Measured = { readonly seconds: number; readonly cpuSeconds: number; readonly rssMb: number; readonly problems: number };

/** The pictures are made in a process of their own, so that its memory is the service's and not the bench's. */
const child = fileURLToPath(new URL('engine/make-pictures.ts', import.meta.url));

async function build(host: string, media: string): Promise<Measured> {
  const { stdout } = await promisify(execFile)(process.execPath, [child, host, media, String(count)]);
  return JSON.parse(stdout) as Measured;
}

export async function run(): Promise<void> {
  const photos = await Promise.all(Array.from({ length: photographs }, (_, seed) => photograph(seed)));
  const server = await serve(photos);
  const media = await mkdtemp(join(tmpdir(), 'courant-bench-'));
  try {
    const size = photos.reduce((sum, { byteLength }) => sum + byteLength, 0) / photos.length / 1e6;
    process.stdout.write(`  ${count} pictures of ${size.toFixed(1)} MB on average, 2400 x 1600\n`);
    for (const which of ['first', 'second']) {
      const before = { ...server.asked };
      const { seconds, cpuSeconds, rssMb, problems } = await build(server.host, media);
      const [fetched, unchanged] = [server.asked.fetched - before.fetched, server.asked.unchanged - before.unchanged];
      process.stdout.write(
        `  ${which} build: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of CPU, RSS at most ${rssMb.toFixed(0)} MB; ${fetched} fetched, ${unchanged} not changed, ${problems} problems; load ${loadavg()[0]?.toFixed(1)}\n`,
      );
    }
  } finally {
    await server.close();
    await rm(media, { recursive: true, force: true });
  }
}
