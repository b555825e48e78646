import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** The other end of the connection; `null` when the request did not come over a socket (a call within the process). */
export function peerOf(c: Context): string | null {
  if (!c.env || !('incoming' in c.env)) return null;
  return getConnInfo(c).remote.address ?? 'unknown';
}

/** Where the request came from; with `trustProxy` the last address its proxy noted. */
export function clientOf(c: Context, trustProxy: boolean): string | null {
  const noted = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return noted ? noted.slice(0, 60) : peerOf(c);
}
