import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readMedia } from '../../src/io/pictures/media-file.ts';

export type GalleryServer = { readonly origin: string; readonly close: () => Promise<void> };

/** Pages and pictures of a gallery's folder, served to this machine alone: a browser that is watched may ask for nothing else. */
export async function serveGallery(folder: string): Promise<GalleryServer> {
  const server = createServer((request, response) => {
    void answer(folder, new URL(request.url ?? '/', 'http://127.0.0.1').pathname).then((found) =>
      found === null ? response.writeHead(404).end() : response.writeHead(200, { 'content-type': found.type }).end(found.bytes),
    );
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function answer(folder: string, path: string): Promise<{ readonly bytes: Uint8Array; readonly type: string } | null> {
  const [, page] = /^\/([\w.-]+\.html)$/.exec(path) ?? [];
  if (page === undefined) return readMedia(join(folder, 'media'), path.slice(path.lastIndexOf('/') + 1));
  const bytes = await readFile(join(folder, page)).catch(() => null);
  return bytes && { bytes, type: 'text/html; charset=utf-8' };
}
