import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDesk } from '../../../src/doors/desk/desk.ts';
import { type HttpServer, serveHttp } from '../../../src/doors/http/serve.ts';
import { unsubscribeLink } from '../../../src/press/readers/preferences.ts';
import { baseUrl, type ReaderNewsroom, readerNewsroom } from '../../reader-newsroom.ts';
import { fakeDeskSource, openAccess } from '../desk/fake-desk-source.ts';
import { hangUp, rawRequest } from './raw-request.ts';

const oneClick = 'List-Unsubscribe=One-Click';
const host = 'Host: news.courant.example';
const chunked = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
const many = 'x'.repeat(3 * 1024 * 1024);

let room: ReaderNewsroom;
let server: HttpServer;
const deskErrors: unknown[] = [];
beforeAll(async () => {
  process.env.WEBHOOK_POSTMARK = 'name:a-password-of-some-length';
  room = await readerNewsroom();
  const options = { now: () => new Date(), projectRoot: '/', onError: (error: unknown) => void deskErrors.push(error) };
  const desk = createDesk(fakeDeskSource(), { ...options, access: openAccess });
  server = await serveHttp({ desk, reader: room.site.pages, webhooks: room.site.webhooks, host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  delete process.env.WEBHOOK_POSTMARK;
  await server.close();
  await room.close();
});

let people = 0;
/** A new reader and the path of their unsubscribe link. */
async function newReader(): Promise<{ readonly path: string; readonly state: () => Promise<string | undefined> }> {
  const address = `raw${++people}@reader.example`;
  await room.press.store.subscribe({ address, newsletter: 'weekly', topics: ['Space'], now: new Date(), how: 'test' });
  const account = await room.press.store.accountOf(address);
  const id = account?.subscriptions[0]?.subscriptionId ?? 0;
  const state = async () => (await room.press.store.accountOf(address))?.subscriptions[0]?.state;
  return { path: unsubscribeLink(room.press, id).slice(baseUrl.length), state };
}

const boundary = '----courant';
const multipart = `--${boundary}\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--${boundary}--\r\n`;
const form = 'Content-Type: application/x-www-form-urlencoded';

describe('whoever posts to the unsubscribe link of a mail has left, however the request is written:', () => {
  it.each<[string, (path: string) => readonly string[]]>([
    ['with no body and no Content-Length', (path) => [`POST ${path} HTTP/1.1\r\n${host}\r\n\r\n`]],
    ['with a Content-Length of nothing', (path) => [`POST ${path} HTTP/1.1\r\n${host}\r\nContent-Length: 0\r\n\r\n`]],
    [
      'as RFC 8058 has it',
      (path) => [`POST ${path} HTTP/1.1\r\n${host}\r\n${form}\r\nContent-Length: ${oneClick.length}\r\n\r\n${oneClick}`],
    ],
    ['in chunks', (path) => [`POST ${path} HTTP/1.1\r\n${host}\r\n${form}\r\nTransfer-Encoding: chunked\r\n\r\n`, chunked(oneClick)]],
    ['in no chunks at all', (path) => [`POST ${path} HTTP/1.1\r\n${host}\r\n${form}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`]],
    ['by HTTP/1.0', (path) => [`POST ${path} HTTP/1.0\r\n${host}\r\n\r\n`]],
    ['by HTTP/1.0 without a Host', (path) => [`POST ${path} HTTP/1.0\r\n\r\n`]],
    [
      'by HTTP/1.0 with a body',
      (path) => [`POST ${path} HTTP/1.0\r\n${host}\r\n${form}\r\nContent-Length: ${oneClick.length}\r\n\r\n${oneClick}`],
    ],
    ['to the whole address, as proxies do', (path) => [`POST http://news.courant.example${path} HTTP/1.1\r\n${host}\r\n\r\n`]],
    [
      'as multipart',
      (path) => [
        `POST ${path} HTTP/1.1\r\n${host}\r\nContent-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: ${multipart.length}\r\n\r\n${multipart}`,
      ],
    ],
    [
      'as multipart without a boundary, in chunks',
      (path) => [
        `POST ${path} HTTP/1.1\r\n${host}\r\nContent-Type: multipart/form-data\r\nTransfer-Encoding: chunked\r\n\r\n`,
        chunked('--x\r\nnonsense'),
      ],
    ],
    [
      'as JSON',
      (path) => [
        `POST ${path} HTTP/1.1\r\n${host}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
        chunked('{"a":1}'),
      ],
    ],
    [
      'of a type nobody knows',
      (path) => [`POST ${path} HTTP/1.1\r\n${host}\r\nContent-Type: %%%\r\nTransfer-Encoding: chunked\r\n\r\n`, chunked('\0\0')],
    ],
    [
      'asking before it sends its body',
      (path) => [
        `POST ${path} HTTP/1.1\r\n${host}\r\n${form}\r\nExpect: 100-continue\r\nContent-Length: ${oneClick.length}\r\n\r\n`,
        oneClick,
      ],
    ],
    [
      'with a body far too large',
      (path) => [`POST ${path} HTTP/1.1\r\n${host}\r\n${form}\r\nContent-Length: 900000000\r\n\r\n`, 'x'.repeat(5000)],
    ],
    [
      'with chunks far too large',
      (path) => [`POST ${path} HTTP/1.1\r\n${host}\r\n${form}\r\nTransfer-Encoding: chunked\r\n\r\n`, chunked(many)],
    ],
  ])('%s', async (_, request) => {
    const reader = await newReader();
    const answer = await rawRequest(server.port, ...request(reader.path));
    expect([answer.status, await reader.state()]).toEqual([200, 'unsubscribed']);
  });

  it('with chunks that are none, or half of a body before the line goes dead', async () => {
    const halves = [
      ['Transfer-Encoding: chunked', 'no chunk\r\n\r\n'],
      ['Content-Length: 26', 'List-Un'],
    ] as const;
    for (const [head, body] of halves) {
      const reader = await newReader();
      await hangUp(server.port, [`POST ${reader.path} HTTP/1.1\r\n${host}\r\n${form}\r\n${head}\r\n\r\n`, body]);
      await expect.poll(reader.state).toBe('unsubscribed');
    }
  });

  it('but never by opening it, and never with a token that is not ours', async () => {
    const reader = await newReader();
    const forged = `${reader.path.slice(0, -1)}${reader.path.endsWith('A') ? 'B' : 'A'}`;
    for (const method of ['GET', 'HEAD'])
      expect((await rawRequest(server.port, `${method} ${reader.path} HTTP/1.1\r\n${host}\r\n\r\n`)).status).toBe(200);
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS'])
      expect((await rawRequest(server.port, `${method} ${reader.path} HTTP/1.1\r\n${host}\r\n\r\n`)).status).toBe(405);
    expect((await rawRequest(server.port, `POST ${forged} HTTP/1.1\r\n${host}\r\n\r\n`)).status).toBe(404);
    expect(await reader.state()).toBe('active');
  });
});

describe('a form, a login or a provider’s event', () => {
  const confirm = () => `/confirm/${'A'.repeat(40)}`;
  const preferences = async () => await room.link('ada@reader.example', 'p');

  it('that says how long it is not, or comes in chunks, is read like any other', async () => {
    const body = 'newsletter=weekly&address=chunky%40reader.example';
    const subscribe = await rawRequest(
      server.port,
      `POST /subscribe HTTP/1.1\r\n${host}\r\n${form}\r\nTransfer-Encoding: chunked\r\n\r\n`,
      chunked(body),
    );
    expect(subscribe.status).toBe(303);
    await room.site.settled();
    expect((await room.mails()).filter(({ to }) => to === 'chunky@reader.example')).toHaveLength(1);
    const json = '{"address":"chunkyjson@reader.example","newsletter":"weekly"}';
    const asJson = `POST /subscribe HTTP/1.1\r\n${host}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
    expect((await rawRequest(server.port, asJson, chunked(json))).status).toBe(202);
    const authorization = `Authorization: Basic ${Buffer.from('name:a-password-of-some-length').toString('base64')}`;
    const event = `POST /webhooks/postmark HTTP/1.1\r\n${host}\r\n${authorization}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    expect((await rawRequest(server.port, event, chunked('{"RecordType":"Open"}'))).status).toBe(200);
  });

  it('without a body is refused for what it lacks, and not for how it is written', async () => {
    const bare = (path: string) => rawRequest(server.port, `POST ${path} HTTP/1.1\r\n${host}\r\n\r\n`);
    expect((await bare('/subscribe')).status).toBe(400);
    expect((await bare(confirm())).status).toBe(404);
    expect((await bare(await preferences())).status).toBe(403);
    expect((await bare('/webhooks/postmark')).status).toBe(403);
    const desk = `127.0.0.1:${server.port}`;
    for (const path of ['/name', '/override', '/sign', '/logout'])
      expect((await rawRequest(server.port, `POST ${path} HTTP/1.1\r\nHost: ${desk}\r\n\r\n`)).status).toBe(403);
  });

  it.each(['Content-Length', 'Transfer-Encoding'])(
    'that is too large by its %s is told so with 413, and is no defect of ours',
    async (how) => {
      const before = room.errors.length;
      const desk = deskErrors.length;
      for (const path of ['/subscribe', confirm(), await preferences(), '/webhooks/postmark', '/name']) {
        const name = path === '/name' ? `Host: 127.0.0.1:${server.port}` : host;
        const head = how === 'Content-Length' ? 'Content-Length: 900000000' : 'Transfer-Encoding: chunked';
        const body = how === 'Content-Length' ? 'x' : chunked(many);
        const answer = await rawRequest(server.port, `POST ${path} HTTP/1.1\r\n${name}\r\n${form}\r\n${head}\r\n\r\n`, body);
        expect([path, answer.status]).toEqual([path, 413]);
      }
      expect(room.errors.slice(before)).toEqual([]);
      expect(deskErrors.slice(desk)).toEqual([]);
    },
  );

  it('broken off half-way is no defect of ours', async () => {
    const [before, desk] = [room.errors.length, deskErrors.length];
    for (const path of ['/subscribe', await preferences(), '/webhooks/postmark'])
      await hangUp(server.port, [`POST ${path} HTTP/1.1\r\n${host}\r\n${form}\r\nContent-Length: 500\r\n\r\n`, 'half']);
    await hangUp(server.port, [`POST /name HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n${form}\r\nContent-Length: 500\r\n\r\n`, 'half']);
    expect(
      room.errors
        .slice(before)
        .map(String)
        .filter((said) => !said.includes('webhook')),
    ).toEqual([]);
    expect(deskErrors.slice(desk)).toEqual([]);
  });

  it('of a method the desk does not know is answered 405', async () => {
    for (const method of ['OPTIONS', 'PUT', 'PATCH', 'DELETE'])
      for (const path of ['/', '/edition', '/login']) {
        const answer = await rawRequest(server.port, `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`);
        expect([method, path, answer.status]).toEqual([method, path, 405]);
      }
  });
});
