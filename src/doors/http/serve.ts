import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { CourantError } from '../../errors/courant-error.ts';
import { isReaderPath } from '../reader/reader-pages.ts';
import { isWebhookPath } from './webhooks.ts';

export type HttpServer = {
  /** `http://127.0.0.1:4400`, the port really bound. */
  readonly url: string;
  readonly port: number;
  /** Ends open event streams too. */
  close(): Promise<void>;
};

/**
 * Serves the desk and, under their own paths, the reader pages and the providers' webhooks on one port.
 * @param port 0 for any free one
 * @throws CourantError `port-in-use` when another program listens there, `cannot-listen` for any other reason
 */
export async function serveHttp(options: {
  readonly desk: { fetch(request: Request, env?: unknown): Response | Promise<Response> };
  readonly reader: Hono | null;
  /** Left out: no provider is heard. */
  readonly webhooks?: Hono;
  readonly host: string;
  readonly port: number;
}): Promise<HttpServer> {
  const { desk, reader, webhooks, host } = options;
  const siteOf = (path: string) => (webhooks && isWebhookPath(path) ? webhooks : reader && isReaderPath(path) ? reader : desk);
  const server = createAdaptorServer({
    fetch: (request, env) => siteOf(new URL(request.url).pathname).fetch(request, env),
    // HTTP/1.0 asks for no Host: whoever leaves by it has left all the same.
    hostname: 'localhost',
    // Global Request and Response stay Node's own: other parts of the process use them too.
    overrideGlobalObjects: false,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, host, options.port)));
    server.listen(options.port, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function listenError(error: unknown, host: string, port: number): CourantError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') {
    return new CourantError('port-in-use', `Port ${port} is taken by another program.`, {
      help: 'Stop that program, or choose another port: DESK_PORT=4401.',
      cause: error,
    });
  }
  return new CourantError('cannot-listen', `The desk cannot listen on ${host}, port ${port}.`, {
    help: 'Set DESK_HOST to an address of this machine (127.0.0.1 is always one) and DESK_PORT to a port from 1024 up.',
    cause: error,
  });
}
