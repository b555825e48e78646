import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/** Where there is no desk: whatever is no reader's page is nothing, and says nothing of what else there is. */
export function readersDoor(): Hono {
  const door = new Hono();
  door.use(secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'none'"] }, strictTransportSecurity: false }));
  door.all('*', (c) => c.text('There is nothing here.\n', 404, { 'Cache-Control': 'no-store' }));
  return door;
}
