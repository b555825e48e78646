import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDesk } from '../../../src/doors/desk/desk.ts';
import { deskDoor } from '../../../src/doors/http/desk-door.ts';
import { type Answerer, answerRequests, type Forwarder, forwardRequests } from '../../../src/doors/http/request-channel.ts';
import { type HttpServer, serveHttp } from '../../../src/doors/http/serve.ts';
import { fakeDeskSource, openAccess } from '../desk/fake-desk-source.ts';
import { rawRequest } from './raw-request.ts';

type Fetch = Parameters<typeof answerRequests>[0];

let server: HttpServer | null = null;
afterEach(async () => await server?.close());

/** Two ends with nothing but copies between them, as between two processes. */
function ends(fetch: Fetch): { forwarder: Forwarder; answerer: Answerer; there: { is: boolean }; messages: object[] } {
  const there = { is: true };
  const messages: object[] = [];
  const later = (take: (message: never) => void, message: object) => setImmediate(() => take(structuredClone(message) as never));
  const answerer = answerRequests(fetch, (message) => later(forwarder.take, message));
  const forwarder: Forwarder = forwardRequests(
    (message) => {
      if (there.is) messages.push(message);
      if (there.is) later(answerer.take, message);
      return there.is;
    },
    () => new Promise((resolve) => setImmediate(resolve)),
  );
  return { forwarder, answerer, there, messages };
}

async function served(fetch: Fetch) {
  const both = ends(fetch);
  server = await serveHttp({ desk: deskDoor(both.forwarder.fetch), reader: null, host: '127.0.0.1', port: 0 });
  return { ...both, url: server.url, port: server.port };
}

describe('a desk in another process', () => {
  it('is asked word for word, and its answer is passed on whole: status, cookies, bytes', async () => {
    const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => index % 251);
    const { url } = await served(async (request) => {
      const said = JSON.stringify([request.method, new URL(request.url).pathname, request.headers.get('x-own'), await request.text()]);
      const headers = new Headers([
        ['x-said', said],
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ]);
      return new Response(bytes, { status: 201, headers });
    });
    const answer = await fetch(`${url}/some/page?x=1`, { method: 'POST', headers: { 'x-own': 'yes' }, body: 'some=form' });
    expect(answer.status).toBe(201);
    expect(JSON.parse(answer.headers.get('x-said') ?? '')).toEqual(['POST', '/some/page', 'yes', 'some=form']);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  });

  it('knows who asks and by which HTTP, whatever the request says of itself', async () => {
    const desk = createDesk(fakeDeskSource(), { access: openAccess, now: () => new Date(), projectRoot: '/' });
    const { port, url } = await served((request, env) => desk.fetch(request, env));
    expect((await fetch(url)).status).toBe(200);
    const host = `Host: 127.0.0.1:${port}`;
    const status = async (head: string) => (await rawRequest(port, `${head}\r\nConnection: close\r\n\r\n`)).status;
    expect(await status(`GET / HTTP/1.0\r\n${host}`)).toBe(403);
    expect(await status(`GET / HTTP/1.1\r\n${host}\r\nX-Forwarded-For: 127.0.0.1`)).toBe(403);
    expect(await status('GET / HTTP/1.1\r\nHost: evil.example')).toBe(421);
  });

  it('is told the other end of the connection, not of the channel', async () => {
    const seen: unknown[] = [];
    const { url } = await served((_request, env) => {
      seen.push((env as { incoming: { socket: { remoteAddress: string } } }).incoming.socket.remoteAddress);
      return new Response('');
    });
    await fetch(url);
    expect(seen).toEqual(['127.0.0.1']);
  });

  it('is asked nothing but pages and forms of a size that makes sense', async () => {
    const { url, messages } = await served(() => new Response('seen'));
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(405);
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(300_000) })).status).toBe(413);
    expect(messages).toHaveLength(0);
  });

  it('hears when whoever reads a stream has gone', async () => {
    const cancelled = vi.fn();
    const { url } = await served(() => {
      const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('hello')), cancel: cancelled });
      return new Response(body);
    });
    const leave = new AbortController();
    const answer = await fetch(url, { signal: leave.signal });
    const first = await answer.body?.getReader().read();
    expect(new TextDecoder().decode(first?.value as Uint8Array)).toBe('hello');
    leave.abort();
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalledOnce());
  });

  it('that is away is waited for, and said to be away where it does not come', async () => {
    const { url, there } = await served(() => new Response('back'));
    there.is = false;
    const answer = await fetch(url);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(await answer.text()).toContain('being started again');
    setImmediate(() => {
      there.is = true;
    });
    await vi.waitFor(async () => expect(await (await fetch(url)).text()).toBe('back'));
  });

  it('that is lost while at work leaves nobody waiting, and says that it may have been done', async () => {
    const { url, forwarder } = await served((request) => (request.url.endsWith('/never') ? new Promise(() => {}) : new Response('fine')));
    const asked = fetch(`${url}/never`);
    expect(await (await fetch(url)).text()).toBe('fine');
    forwarder.lost();
    const answer = await asked;
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('Look whether what you asked for was done');
  });

  it('whose handler throws is told as such, and answers the next request', async () => {
    const { url } = await served((request) => {
      if (request.url.endsWith('/bad')) throw new Error('slipped');
      return new Response('fine');
    });
    expect((await fetch(`${url}/bad`)).status).toBe(503);
    expect(await (await fetch(url)).text()).toBe('fine');
  });
});
