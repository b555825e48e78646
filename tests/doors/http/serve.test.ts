import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import { createDesk } from '../../../src/doors/desk/desk.ts';
import { isReadersFront } from '../../../src/doors/http/front-door.ts';
import { type HttpServer, serveHttp } from '../../../src/doors/http/serve.ts';
import { fakeDeskSource, openAccess } from '../desk/fake-desk-source.ts';
import { hangUp } from './raw-request.ts';

const open: HttpServer[] = [];
const reader = new Hono().get('/u/:token', (c) => c.text(`reader ${c.req.param('token')}`));
const source = fakeDeskSource();
const desk = createDesk(source, { access: openAccess, now: () => new Date(), projectRoot: '/' });

const start = async (options: { host?: string; port?: number } = {}): Promise<HttpServer> => {
  const server = await serveHttp({ desk, reader, host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
  open.push(server);
  return server;
};

/** Status of a plain request; unlike `fetch` it can name any host. */
const statusOf = (url: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const otherAddress = Object.values(networkInterfaces())
  .flat()
  .find((address) => address?.family === 'IPv4' && !address.internal)?.address;

describe('the server of desk and reader pages', () => {
  it('gives reader paths to the reader pages under any name, and the rest to the desk', async () => {
    const { url } = await start();
    expect(await (await fetch(`${url}/u/abc`)).text()).toBe('reader abc');
    expect(await statusOf(`${url}/u/abc`, 'news.harbour.example')).toBe(200);
    expect(await statusOf(`${url}/`, 'news.harbour.example')).toBe(421);
    expect((await fetch(url)).status).toBe(200);
  });

  it.each([
    ['the public name', {}, 'readers'],
    ['the public name, with a session of the desk', { cookie: 'a=b; courant-desk=x.y' }, 'desk'],
    ['the public name, by POST', { method: 'POST' }, 'desk'],
    ['another name of the same machine', { host: 'desk.example.com' }, 'desk'],
    [
      'another name, which a proxy in front was asked for by the public one',
      { host: 'inner', 'x-forwarded-host': 'news.example.com' },
      'readers',
    ],
  ])('shows at / under %s whom it is for', (_, { method = 'GET', ...headers }: Record<string, string>, whose) => {
    const door = { kind: 'shared', baseUrl: 'https://news.example.com', trustProxy: true } as const;
    const request = new Request('http://127.0.0.1/', { method, headers: { host: 'news.example.com', ...headers } });
    expect(isReadersFront(door, request) ? 'readers' : 'desk').toBe(whose);
  });

  it('keeps / for the desk at its own address, and for readers where there is no desk', () => {
    const request = new Request('http://127.0.0.1:4400/', { headers: { host: '127.0.0.1:4400' } });
    expect(isReadersFront({ kind: 'shared', baseUrl: 'http://127.0.0.1:4400', trustProxy: false }, request)).toBe(false);
    expect(isReadersFront({ kind: 'desk' }, request)).toBe(false);
    expect(isReadersFront({ kind: 'readers' }, request)).toBe(true);
  });

  it('answers / under the public name with the readers’ page, and everything else of the desk with the desk', async () => {
    const pages = new Hono().get('/', (c) => c.text('front'));
    const front = { kind: 'shared', baseUrl: 'http://news.example.com', trustProxy: false } as const;
    const server = await serveHttp({ desk, reader: pages, front, host: '127.0.0.1', port: 0 });
    open.push(server);
    expect(await statusOf(`${server.url}/`, 'news.example.com')).toBe(200);
    expect(await statusOf(`${server.url}/edition`, 'news.example.com')).toBe(421);
    expect(await (await fetch(`${server.url}/desk`)).text()).toContain('Courant desk');
  });

  it('says which port is taken and what to do', async () => {
    const { port } = await start();
    await expect(start({ port })).rejects.toMatchObject({ code: 'port-in-use', message: expect.stringContaining(String(port)) });
  });

  it('closes while a page is listening for changes, and stops listening to the source', async () => {
    const server = await start();
    const before = source.listeners.size;
    const events = await fetch(`${server.url}/events`);
    const stream = events.body?.getReader();
    await stream?.read();
    expect(source.listeners.size).toBe(before + 1);
    await server.close();
    await expect.poll(() => source.listeners.size).toBe(before);
  });

  it('frees what a page held that went away at once, and turns away more pages than anybody has', async () => {
    const server = await start();
    const before = source.listeners.size;
    const listen = () => {
      const page = new AbortController();
      return { page, answer: fetch(`${server.url}/events`, { signal: page.signal }).catch(() => null) };
    };
    const pages = Array.from({ length: 100 }, listen);
    for (const { answer } of pages) expect((await answer)?.status).toBe(200);
    const [oneMore, head] = [await fetch(`${server.url}/events`), await fetch(`${server.url}/events`, { method: 'HEAD' })];
    expect([oneMore.status, head.status]).toEqual([429, 200]);
    expect(source.listeners.size).toBe(before + 100);
    for (const { page } of pages) page.abort();
    await expect.poll(() => source.listeners.size).toBe(before);
    await Promise.all(
      Array.from({ length: 90 }, () => hangUp(server.port, [`GET /events HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`], 0)),
    );
    await expect.poll(() => source.listeners.size).toBe(before);
    const again = listen();
    expect((await again.answer)?.status).toBe(200);
    again.page.abort();
  });

  it.skipIf(!otherAddress)(
    'shows the desk to no other machine even when it listens on every address (skipped without a network)',
    async () => {
      const { port } = await start({ host: '0.0.0.0' });
      expect(await statusOf(`http://${otherAddress}:${port}/`, 'localhost')).toBe(403);
      expect(await statusOf(`http://${otherAddress}:${port}/u/abc`, 'news.harbour.example')).toBe(200);
      expect(await statusOf(`http://127.0.0.1:${port}/`, 'localhost')).toBe(200);
    },
  );
});
