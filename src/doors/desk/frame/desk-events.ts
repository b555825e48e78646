import type { Context, Handler } from 'hono';
import { streamSSE } from 'hono/streaming';
import { clientOf } from '../../requests/client-address.ts';
import type { DeskSource } from '../desk-source.ts';

const heartbeatMs = 20_000;
/** A page holds one; behind a proxy that is not trusted all editors are one client. */
const streamsOfAClient = 100;
const streamsInAll = 500;

/** A stream of `change` events, data `{kind, file, at}`, as long as the page is open. */
export function deskEvents(source: DeskSource, trustProxy: boolean): Handler {
  const open = new Map<string, number>();
  let all = 0;
  return (c) => {
    // hono answers HEAD by this very handler and drops the body: nobody would ever close that stream.
    if (c.req.method !== 'GET') return c.body(null, 200, { 'Content-Type': 'text/event-stream' });
    const client = clientOf(c, trustProxy) ?? 'here';
    const own = open.get(client) ?? 0;
    if (all >= streamsInAll || own >= streamsOfAClient) return c.text('Too many pages listen already.\n', 429, { 'Retry-After': '30' });
    all += 1;
    open.set(client, own + 1);
    return stream(c, source, () => {
      all -= 1;
      const left = (open.get(client) ?? 1) - 1;
      if (left > 0) open.set(client, left);
      else open.delete(client);
    });
  };
}

const stream = (c: Context, source: DeskSource, onEnd: () => void): Response =>
  streamSSE(c, async (events) => {
    const closed = new Promise<void>((resolve) => events.onAbort(resolve));
    const stop = source.changes(({ kind, file, at }) => {
      void events.writeSSE({ event: 'change', data: JSON.stringify({ kind, file, at: at.toISOString() }) });
    });
    const heartbeat = setInterval(() => void events.write(': still here\n\n'), heartbeatMs);
    await events.writeSSE({ event: 'hello', data: '{}', retry: 500 });
    await closed;
    clearInterval(heartbeat);
    stop();
    onEnd();
  });
