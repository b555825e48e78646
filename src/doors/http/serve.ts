import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { CourantError } from '../../errors/courant-error.ts';
import { isApiPath } from '../api/api-paths.ts';
import { isReaderPath } from '../reader/reader-pages.ts';
import { isWatchPath } from '../watch/watch-routes.ts';
import { type FrontDoor, isReadersFront } from './front-door.ts';
import { isWebhookPath } from './webhooks.ts';

export type HttpServer = {
  /** `http://127.0.0.1:4400`, the port really bound. */
  readonly url: string;
  readonly port: number;
  /** Ends open event streams too. */
  close(): Promise<void>;
};

type Site = { fetch(request: Request, env?: unknown): Response | Promise<Response> };
type Door = 'desk' | 'reader' | 'webhook' | 'api' | 'watch';
export type Answered = {
  readonly door: Door;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
};

export type Asked = { readonly door: Door; readonly path: string; readonly request: Request };

/**
 * Serves the desk and, under their own paths, the reader pages and the providers' webhooks on one port.
 * @param port 0 for any free one
 * @throws CourantError `port-in-use` when another program listens there, `cannot-listen` for any other reason
 */
export async function serveHttp(options: {
  readonly desk: Site;
  readonly reader: Hono | null;
  /** Whose page `/` is; left out, the desk's. */
  readonly front?: FrontDoor;
  /** Left out: no provider is heard. */
  readonly webhooks?: Hono;
  /** Left out: there is no API. */
  readonly api?: Site;
  /** Left out: nobody watches. */
  readonly watch?: Hono;
  /** Told of each answer once its head is known. `path` without what comes after "?". */
  readonly onAnswer?: (answer: Answered) => void;
  /** Runs each answer. */
  readonly within?: (asked: Asked, answer: () => Promise<Response>) => Promise<Response>;
  readonly host: string;
  readonly port: number;
  /** What the variables of host and port begin with, for who has to change them. */
  readonly variable?: 'DESK' | 'READERS' | 'METRICS' | 'WORKER_METRICS';
}): Promise<HttpServer> {
  const { desk, reader, webhooks, host } = options;
  const { api, watch, onAnswer } = options;
  const { front = { kind: 'desk' } } = options;
  const siteOf = (path: string, request: Request): readonly [Door, Site] => {
    if (watch && isWatchPath(path)) return ['watch', watch];
    if (webhooks && isWebhookPath(path)) return ['webhook', webhooks];
    if (api && isApiPath(path)) return ['api', api];
    return reader && (isReaderPath(path) || (path === '/' && isReadersFront(front, request))) ? ['reader', reader] : ['desk', desk];
  };
  const answer = async (request: Request, env: unknown): Promise<Response> => {
    const began = performance.now();
    const { pathname: path } = new URL(request.url);
    const [door, site] = siteOf(path, request);
    const made = async () => await site.fetch(request, env);
    const response = await (options.within?.({ door, path, request }, made) ?? made());
    onAnswer?.({ door, method: request.method, path, status: response.status, ms: performance.now() - began });
    return response;
  };
  const server = createAdaptorServer({
    fetch: answer,
    // HTTP/1.0 asks for no Host: whoever leaves by it has left all the same.
    hostname: 'localhost',
    // Global Request and Response stay Node's own: other parts of the process use them too.
    overrideGlobalObjects: false,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, options)));
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

type Wanted = Pick<Parameters<typeof serveHttp>[0], 'host' | 'port' | 'variable'>;

function listenError(error: unknown, { host, port, variable = 'DESK' }: Wanted): CourantError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') {
    return new CourantError('port-in-use', `Port ${port} is taken by another program.`, {
      help: `Stop that program, or choose another port: ${variable}_PORT=${port + 1}.`,
      cause: error,
    });
  }
  return new CourantError('cannot-listen', `Courant cannot listen on ${host}, port ${port}.`, {
    help: `Set ${variable === 'WORKER_METRICS' ? 'METRICS' : variable}_HOST to an address of this machine (127.0.0.1 is always one) and ${variable}_PORT to a port from 1024 up.`,
    cause: error,
  });
}
