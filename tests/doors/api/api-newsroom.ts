import type { Hono } from 'hono';
import { apiSource } from '../../../src/app/api/api-source.ts';
import { deskSource } from '../../../src/app/desk/desk-source.ts';
import { withLogos } from '../../../src/app/open/brands.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { createApi } from '../../../src/doors/api/create-api.ts';
import type { DeskSource } from '../../../src/doors/desk/desk-source.ts';
import { createKey } from '../../../src/press/operations/api-keys.ts';
import { scopes } from '../../../src/press/ports/watch/key-store.ts';
import { type ReaderNewsroom, readerNewsroom } from '../../reader-newsroom.ts';

export type ApiNewsroom = {
  readonly newsroom: ReaderNewsroom;
  readonly api: Hono;
  readonly desk: DeskSource;
  readonly errors: unknown[];
  /** A key that may do everything. */
  readonly key: string;
  /** A request with that key, or another. */
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  close(): Promise<void>;
};

/** A newsroom with one edition sent, and its API in this process. */
export async function apiNewsroom(
  perMinute = 100_000,
  rest: Readonly<Record<string, unknown>> = {},
  newsletter: Readonly<Record<string, unknown>> = {},
): Promise<ApiNewsroom> {
  const newsroom = await readerNewsroom(newsletter, () => undefined, rest);
  const config = await withLogos(await loadConfig({ file: 'courant.config.js' }));
  const errors: unknown[] = [];
  const { press } = newsroom;
  const desk = deskSource({ config: () => config, changes: () => () => undefined, startAt: undefined }, press);
  const { source, settled } = apiSource(
    () => config,
    press,
    desk.source,
    (error) => errors.push(error),
  );
  const api = createApi(source, { version: '0.2.0', baseUrl: config.baseUrl, trustProxy: false, perMinute }) as unknown as Hono;
  const { key } = await createKey(press.store, { name: 'test', scopes, by: 'test', now: press.now() });
  return {
    newsroom,
    api,
    desk: desk.source,
    errors,
    key,
    ask: async (method, path, body, headers = {}) =>
      await api.request(`http://127.0.0.1/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    async close() {
      await Promise.all([settled(), desk.settled()]);
      await newsroom.close();
    },
  };
}
