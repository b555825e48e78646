import type { Context, Handler } from 'hono';
import { streamSSE } from 'hono/streaming';
import { clientOf } from '../../requests/client-address.ts';
import type { DeskSource } from '../desk-source.ts';

const heartbeatMs = 20_000;
/** A page holds one; behind a proxy that is not trusted all editors are one client. */
const streamsOfAClient = 100;
const streamsInAll = 500;

type Listening = { readonly trustProxy: boolean; readonly stillIn: (c: Context) => Promise<boolean> };

/** A stream of `change` events, data `{kind, file, at}`, as long as the page is open and whoever looks at it is let in. */
export function deskEvents(source: DeskSource, { trustProxy, stillIn }: Listening): Handler {
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
    return stream(c, { source, stillIn }, () => {
      all -= 1;
      const left = (open.get(client) ?? 1) - 1;
      if (left > 0) open.set(client, left);
      else open.delete(client);
    });
  };
}

const stream = (
  c: Context,
  { source, stillIn }: Pick<Listening, 'stillIn'> & { readonly source: DeskSource },
  onEnd: () => void,
): Response =>
  streamSSE(c, async (events) => {
    const { promise: closed, resolve: close } = Promise.withResolvers<void>();
    events.onAbort(close);
    const stop = source.changes(({ kind, file, at }) => {
      void events.writeSSE({ event: 'change', data: JSON.stringify({ kind, file, at: at.toISOString() }) });
    });
    const heartbeat = setInterval(async () => {
      if (await stillIn(c).catch(() => true)) await events.write(': still here\n\n');
      else close();
    }, heartbeatMs);
    await events.writeSSE({ event: 'hello', data: '{}', retry: 500 });
    await closed;
    clearInterval(heartbeat);
    stop();
    onEnd();
  });
