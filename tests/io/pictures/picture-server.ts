import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp, { type Sharp } from 'sharp';

/** A real web server on loopback that counts what it was asked. */
export type PictureServer = {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** Paths asked for, in order, with ` 304` behind those answered so. */
  readonly asked: string[];
  close(): Promise<void>;
};

export type Served = { readonly bytes: Uint8Array; readonly etag?: string; readonly type?: string } | RequestListener;

export async function servePictures(pictures: Record<string, Served>): Promise<PictureServer> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/';
    const picture = pictures[path];
    const same = typeof picture === 'object' && picture.etag !== undefined && request.headers['if-none-match'] === picture.etag;
    asked.push(same ? `${path} 304` : path);
    if (typeof picture === 'function') picture(request, response);
    else if (picture === undefined) response.writeHead(404).end();
    else if (same) response.writeHead(304).end();
    else {
      const etag = picture.etag === undefined ? {} : { etag: picture.etag };
      response.writeHead(200, { 'content-type': picture.type ?? 'image/jpeg', ...etag }).end(picture.bytes);
    }
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close };
}

/** A scene with one thing to look at: a bright disc at `x`, `y` (shares of the sides) on dull ground, uneven as photographs are. */
export async function scene(width: number, height: number, x = 0.5, y = 0.5): Promise<Sharp> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="g"><stop stop-color="#334"/><stop offset="1" stop-color="#889"/></linearGradient>
<pattern id="p" width="${width / 24}" height="${width / 24}" patternUnits="userSpaceOnUse"><circle cx="${width / 48}" cy="${width / 48}" r="${width / 60}" fill="#999" opacity=".25"/></pattern></defs>
<rect width="100%" height="100%" fill="url(#g)"/><rect width="100%" height="100%" fill="url(#p)"/><circle cx="${x * width}" cy="${y * height}" r="${Math.min(width, height) / 8}" fill="#ffb080"/></svg>`;
  return sharp(await sharp(Buffer.from(svg)).flatten().png().toBuffer());
}

export async function photo(width: number, height: number): Promise<Buffer> {
  return (await scene(width, height)).jpeg({ quality: 90 }).toBuffer();
}
