import { createHash } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A real web server on loopback. What is served may be changed while it runs. */
export type FeedServer = {
  /** `127.0.0.1:port`. */
  readonly host: string;
  readonly url: string;
  /** Paths asked for, in order, with ` 304` behind those answered so. */
  readonly asked: string[];
  readonly pages: Map<string, string | Uint8Array | RequestListener>;
  close(): Promise<void>;
};

export async function serveFeeds(pages: Readonly<Record<string, string | Uint8Array | RequestListener>>): Promise<FeedServer> {
  const served = new Map(Object.entries(pages));
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const page = served.get(path);
    if (typeof page === 'function' || page === undefined) {
      asked.push(path);
      if (page === undefined) response.writeHead(404).end();
      else page(request, response);
      return;
    }
    const etag = `"${createHash('sha256').update(page).digest('hex')}"`;
    const same = request.headers['if-none-match'] === etag;
    asked.push(same ? `${path} 304` : path);
    if (same) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { etag }).end(page);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { host, url: `http://${host}`, asked, pages: served, close };
}

/** An item as a test says it. */
export type RssItem = {
  readonly title: string;
  readonly link?: string;
  readonly guid?: string;
  readonly text?: string;
  readonly date?: string;
  readonly category?: string;
};

/** A small sound RSS feed. Words go in as they are: a test may want markup. */
export const rss = (items: readonly RssItem[], channel = 'Harbour Post', home = 'https://harbour.example/'): string =>
  `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>${channel}</title><link>${home}</link><description>-</description>${items
    .map(
      ({ title, link, guid, text, date, category }) =>
        `<item><title>${title}</title>${link === undefined ? '' : `<link>${link}</link>`}${guid === undefined ? '' : `<guid isPermaLink="false">${guid}</guid>`}<description>${text ?? 'A sentence that says what it is about, and ends.'}</description><pubDate>${date ?? 'Wed, 18 Nov 2026 09:00:00 GMT'}</pubDate>${category === undefined ? '' : `<category>${category}</category>`}</item>`,
    )
    .join('')}</channel></rss>`;
