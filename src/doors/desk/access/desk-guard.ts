/** Who may see the desk, and what its pages may do in a browser. */
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { boundedBody } from '../../requests/bounded-body.ts';
import { peerOf } from '../../requests/client-address.ts';

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];
const forwarding = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/**
 * For a desk behind a login: it may be called by a loopback name, by any IP address and by the names allowed. Other names are
 * refused, since a foreign page could have its own name resolve to this machine (DNS rebinding).
 */
export const onlyKnownNames =
  (allowedHosts: readonly string[]): MiddlewareHandler =>
  async (c, next) => {
    const host = hostName(c.req.header('host') ?? '');
    const literal = host !== null && (/^\d{1,3}(\.\d{1,3}){3}$/.test(host) || host.startsWith('['));
    if (host !== null && (literal || loopbackNames.includes(host) || allowedHosts.includes(host))) return next();
    return c.text('The desk is not served under this name. Add it to DESK_NAMES.\n', 421);
  };

/**
 * For a desk without a login: only browsers of this machine are let in. The connection comes from loopback and the address typed
 * is a loopback name. The second stops DNS rebinding, where a foreign page has its own name resolve to 127.0.0.1 to read the
 * desk; a proxy would make the whole world loopback, so what passed one is refused too, whatever name it was asked for by.
 */
export const onlyThisMachine: MiddlewareHandler = async (c, next) => {
  const host = hostName(c.req.header('host') ?? '');
  if (host === null || !loopbackNames.includes(host)) {
    return c.text(`The desk is not served under this name. Open it as http://127.0.0.1 and its port.\n`, 421);
  }
  if (passedProxy(c)) {
    return c.text('The desk is not served through a proxy: open it on the machine it runs on, or through an SSH tunnel.\n', 403);
  }
  if (!isLoopback(peerOf(c))) {
    return c.text('The desk is only open to the machine it runs on. From elsewhere, use an SSH tunnel.\n', 403);
  }
  return next();
};

/** By its headers, or by HTTP/1.0: no browser speaks that, but nginx does unless told otherwise, with our own name for Host. */
const passedProxy = (c: Context): boolean =>
  forwarding.some((name) => c.req.header(name) !== undefined) ||
  (c.env as Partial<HttpBindings> | undefined)?.incoming?.httpVersion === '1.0';

/** Bytes of any form of the desk. */
const largestForm = 256 * 1024;

/** Bytes of a file of readers: some four hundred thousand rows. It is held in memory until it is on disk. */
const largestFile = 32 * 1024 * 1024;
const filesAtOnce = 2;

/** Forms are small; at the one address that takes files, two at once may be large, whoever sends them: who they are is known later. */
export function formsAndFiles(): MiddlewareHandler {
  const [form, file] = [boundedBody(largestForm), boundedBody(largestFile)];
  let files = 0;
  return async (c, next) => {
    if (c.req.method !== 'POST' || c.req.path !== '/readers/import') return form(c, next);
    if (files >= filesAtOnce) return c.text('Other files are coming in. Try again in a moment.\n', 503, { 'Retry-After': '5' });
    files++;
    try {
      return await file(c, next);
    } finally {
      files--;
    }
  };
}

/** The desk has pages and forms; every other method is refused before anything is read. */
export const onlyPagesAndForms: MiddlewareHandler = async (c, next) =>
  ['GET', 'HEAD', 'POST'].includes(c.req.method)
    ? next()
    : c.text('Use GET to see the desk, its forms to change anything.\n', 405, { Allow: 'GET, HEAD, POST' });

function hostName(header: string): string | null {
  const found = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.exec(header);
  return found?.[1]?.toLowerCase() ?? null;
}

const isLoopback = (address: string | null): boolean =>
  address === null || address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);

/** Headers of every answer; a handler that needs others (the preview frame) sets its own first. */
export const deskHeaders = (): MiddlewareHandler =>
  secureHeaders({
    overwrite: false,
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      frameSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    // Nobody else learns an address of the desk; to the desk itself a form without a script must say where it comes from (Fetch: 'no-referrer' makes its Origin null).
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    crossOriginResourcePolicy: 'same-origin',
    // The desk speaks plain HTTP on loopback.
    strictTransportSecurity: false,
  });

/**
 * Policy of the document in the preview frame: no script whatever the frame's own `sandbox` says, inline styles since mail
 * lives on them, pictures of this desk, and of other hosts only when the editor asked.
 */
export function previewPolicy(pictures: 'own' | 'off' | 'remote'): string {
  const images = { own: "'self' data:", off: "'none'", remote: "'self' data: http: https:" }[pictures];
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src ${images}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
  ].join('; ');
}
