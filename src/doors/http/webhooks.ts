import { Hono } from 'hono';
import type { providerEvents } from '../../press/feedback/provider-events.ts';
import { boundedBody } from '../requests/bounded-body.ts';

/** What a provider posts, as it came: signatures are over the raw bytes, header names in lower case. */
export type ReceiveWebhook = ReturnType<typeof providerEvents>['receive'];

/** Paths that belong to providers. */
export const isWebhookPath = (path: string): boolean => /^\/webhooks(?:\/|$)/.test(path);

const largestEvent = 2 * 1024 * 1024;

/** `refused`: not proven to come from the provider, too old, or unreadable. `unknown`: no such provider is configured. */
const status = { done: 200, refused: 403, unknown: 404 } as const;

/**
 * `POST /webhooks/:provider`. Answers tell a stranger nothing; reasons are in the log. A failure of ours is 503, upon which a
 * provider tries again.
 */
export function createWebhooks(receive: ReceiveWebhook, onError: (error: unknown) => void): Hono {
  const routes = new Hono();
  routes.post('/webhooks/:provider', boundedBody(largestEvent), async (c) => {
    const answer = await receive({
      provider: c.req.param('provider'),
      headers: c.req.header(),
      body: new Uint8Array(await c.req.arrayBuffer()),
    });
    return c.text(`${answer}\n`, status[answer]);
  });
  routes.onError((error, c) => {
    onError(error);
    return c.text('Try again later.\n', 503);
  });
  routes.all('/webhooks/*', (c) => c.text('Providers POST here.\n', 405, { Allow: 'POST' }));
  return routes;
}
