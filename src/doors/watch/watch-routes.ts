/** What programs that look after Courant ask: is it alive, can it work, how does it stand. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { peerOf } from '../requests/client-address.ts';

export type WatchSource = {
  /** Names of what is not as it must be: `store`, `schema`, `disk`. Empty: it can work. */
  readonly lacking: () => Promise<readonly string[]>;
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>;
};

export type WatchAccess = {
  /** What a reader of the figures shows as `Authorization: Bearer`; `null`: only this machine may. */
  readonly token: string | null;
  /** A proxy stands in front, so that every caller seems to sit at this machine. */
  readonly trustProxy: boolean;
};

/** Paths that belong to it, on whatever port. */
export const isWatchPath = (path: string): boolean => path === '/healthz' || path === '/readyz' || path === '/metrics';

/**
 * `/healthz`: the process answers. `/readyz`: 503 with the names of what is lacking. Both tell a stranger nothing else. `/metrics`: for
 * who has the token, or sits at this machine and came without a proxy.
 */
export function createWatch(source: WatchSource, access: WatchAccess): Hono {
  const routes = new Hono();
  routes.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
    c.header('X-Content-Type-Options', 'nosniff');
  });
  routes.get('/healthz', (c) => c.text('ok\n'));
  routes.get('/readyz', async (c) => {
    const lacking = await source.lacking();
    return lacking.length === 0 ? c.text('ready\n') : c.text(`not ready: ${lacking.join(', ')}\n`, 503);
  });
  routes.get('/metrics', async (c) => {
    if (!mayRead(c, access)) {
      c.header('WWW-Authenticate', 'Bearer');
      return c.text('Show the token set as METRICS_TOKEN, or ask from this machine.\n', 401);
    }
    const { type, text } = await source.metrics();
    return c.body(text, 200, { 'Content-Type': type });
  });
  for (const path of ['/healthz', '/readyz', '/metrics']) routes.all(path, (c) => c.text('Ask with GET.\n', 405, { Allow: 'GET, HEAD' }));
  routes.onError((_, c) => c.text('Try again later.\n', 503));
  return routes;
}

function mayRead(c: Context, { token, trustProxy }: WatchAccess): boolean {
  const shown = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (token !== null) return shown !== undefined && same(shown, token);
  if (trustProxy || passedOn.some((name) => c.req.header(name) !== undefined)) return false;
  const peer = peerOf(c)?.replace(/^::ffff:/, '') ?? null;
  // A page open in a browser of this machine reaches it under a name of its own making.
  const host = new URL(c.req.url).hostname;
  return isThisMachine(peer) && isThisMachine(host.replace(/^\[|\]$/g, ''));
}

const passedOn = ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'];
const isThisMachine = (name: string | null): boolean =>
  name === null || name === 'localhost' || name === '::1' || /^127\.\d+\.\d+\.\d+$/.test(name);

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const same = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));
