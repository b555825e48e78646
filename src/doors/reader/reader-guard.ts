/** What every reader page answers with, and whom its forms are taken from. */
import type { Context, MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Newsletter } from '../../press/newsletter/newsletter.ts';
import { brandStyleSources } from './brand-style.ts';
import { readerStyleSource } from './reader-style.ts';

/** Headers of every page: no script, no foreign content, no framing, nothing kept, and no address told to other sites. */
export const readerHeaders = (brands: () => readonly Newsletter[], logoOrigins: readonly string[]): readonly MiddlewareHandler[] => [
  secureHeaders({
    // A handler that needs others sets its own.
    overwrite: false,
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      // The newsletters may change while the server runs.
      styleSrc: [() => [readerStyleSource, ...brandStyleSources(brands())].join(' ')],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
      imgSrc: ["'self'", ...logoOrigins.map((url) => new URL(url).origin)],
    },
    // The address is the reader's key: it must not travel to another site.
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    // TLS, if any, is ended by what stands before this server; promising it is not ours to do.
    strictTransportSecurity: false,
  }),
  async (c, next) => {
    c.header('Cache-Control', 'no-store');
    c.header('X-Robots-Tag', 'noindex');
    await next();
  },
];

/** A mail as a page has its style in attributes, and its pictures at addresses of ours. `forms`: where those of the page may lead. */
export function allowMail(c: Context, pictureOrigins: readonly string[], forms: "'self'" | "'none'" = "'none'"): void {
  const images = ["'self'", ...pictureOrigins.map((url) => new URL(url).origin), 'data:'].join(' ');
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; img-src ${images}; style-src 'unsafe-inline'; base-uri 'none'; form-action ${forms}; frame-ancestors 'none'`,
  );
}

/** Scripts of these sites may ask and read the answer (CORS); no cookie is involved, so nobody is asked in a reader's name. */
export const allowSites =
  (origins: () => readonly string[]): MiddlewareHandler =>
  async (c, next) => {
    const origin = c.req.header('origin');
    const named = origin !== undefined && origins().includes(origin);
    c.header('Vary', 'Origin', { append: true });
    if (named) c.header('Access-Control-Allow-Origin', origin);
    if (c.req.method !== 'OPTIONS' || !named) return await next();
    c.header('Access-Control-Allow-Methods', 'POST');
    c.header('Access-Control-Allow-Headers', 'Content-Type');
    c.header('Access-Control-Max-Age', '600');
    return c.body(null, 204);
  };

/** A page for everyone that is made anew for each, and so not kept. */
export const allowFinding = (c: Context): void => c.header('X-Robots-Tag', undefined);

/** Pages for everyone may be kept and found. */
export function allowIndexing(c: Context): void {
  c.header('X-Robots-Tag', undefined);
  c.header('Cache-Control', 'public, max-age=300');
}

/** Pictures of mails are shown by webmail, on pages of others; a picture never changes under its name. */
export function allowEmbedding(c: Context): void {
  c.header('X-Robots-Tag', undefined);
  c.header('Cross-Origin-Resource-Policy', 'cross-origin');
  c.header('Cache-Control', 'public, max-age=31536000, immutable');
}

/**
 * Whether a form was sent from one of our own pages. Browsers say so in Sec-Fetch-Site; older ones in Origin, which is
 * `null` under our referrer policy and then proves nothing either way: the form's own token decides.
 */
export function fromOwnPage(c: Context, baseUrl: string): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = c.req.header('origin');
  if (origin === undefined || origin === 'null') return true;
  return origin === new URL(baseUrl).origin || origin === new URL(c.req.url).origin;
}
