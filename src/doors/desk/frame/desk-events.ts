import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { DeskSource } from '../desk-source.ts';

const heartbeatMs = 20_000;

/** A stream of `change` events, data `{kind, file, at}`, as long as the page is open. */
export const deskEvents = (c: Context, source: DeskSource): Response =>
  streamSSE(c, async (stream) => {
    const closed = new Promise<void>((resolve) => stream.onAbort(resolve));
    const stop = source.changes(({ kind, file, at }) => {
      void stream.writeSSE({ event: 'change', data: JSON.stringify({ kind, file, at: at.toISOString() }) });
    });
    const heartbeat = setInterval(() => void stream.write(': still here\n\n'), heartbeatMs);
    await stream.writeSSE({ event: 'hello', data: '{}', retry: 500 });
    await closed;
    clearInterval(heartbeat);
    stop();
  });
