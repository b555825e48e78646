/** The desk as a process of its own, met by strangers, proxies and its own restart. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newsletterInput, type ProjectFolder, projectFolder, runCourant } from '../../../project-folder.ts';
import { rawRequest } from '../../http/raw-request.ts';
import { type ServingDesk, serveFolder } from '../serving.ts';

const password = 'open sesame 1';
const env = { DESK_PASSWORD: password, DESK_NAMES: 'desk.harbour.example', TRUST_PROXY: 'yes', BASE_URL: 'https://news.harbour.example' };

let folder: ProjectFolder;
let desk: ServingDesk;
beforeAll(async () => {
  folder = projectFolder({ newsletters: [newsletterInput] });
  desk = await serveFolder(folder.path, { env });
});
afterAll(async () => {
  await desk.stop();
  folder.remove();
});

type Headers = Readonly<Record<string, string>>;
const ask = (path: string, headers: Headers = {}) => fetch(desk.url + path, { headers, redirect: 'manual' });
const post = (path: string, fields: Record<string, string>, headers: Headers = {}) =>
  fetch(desk.url + path, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' });
const logIn = async (guess: string, headers: Headers = {}) => {
  const answer = await post('/login', { password: guess, name: 'Ada' }, headers);
  const cookies = answer.headers.getSetCookie();
  return { status: answer.status, cookies, cookie: cookies.map((text) => text.split(';')[0]).join('; ') };
};
const tokenOf = async (cookie: string) => /name="token" value="([^"]+)"/.exec(await (await ask('/', { cookie })).text())?.[1] ?? '';

describe('a desk behind a password', () => {
  it('ends a session at the logout, for every copy of its cookie, and after a restart too', async () => {
    const { cookie } = await logIn(password);
    const [other, token] = [await logIn(password), await tokenOf(cookie)];
    const renamed = await post('/name', { token, name: 'Ada L.', to: '/' }, { cookie });
    const copy = renamed.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    for (const open of [cookie, copy]) expect((await ask('/', { cookie: open })).status).toBe(200);
    expect((await post('/logout', { token }, { cookie })).status).toBe(303);
    const gone = async () => {
      for (const ended of [cookie, copy]) {
        expect((await ask('/', { cookie: ended })).status).toBe(303);
        expect((await post('/name', { token, name: 'Eve', to: '/' }, { cookie: ended })).status).toBe(401);
      }
      expect((await ask('/', { cookie: other.cookie })).status).toBe(200);
    };
    await gone();
    await desk.stop();
    desk = await serveFolder(folder.path, { env });
    await gone();
  });

  it('does not let a stranger’s guesses keep an editor out, be it behind the same proxy', async () => {
    const stranger = { 'x-forwarded-for': '203.0.113.9' };
    const editor = { 'x-forwarded-for': '198.51.100.4' };
    for (let guess = 0; guess < 5; guess++) expect((await logIn(`wrong ${guess}`, stranger)).status).toBe(401);
    expect((await logIn(password, stranger)).status).toBe(429);
    expect((await logIn(password, editor)).status).toBe(303);
  });

  it('lets in with the right password whoever has logged in before, from the very address of a stranger who guesses', async () => {
    const home = { 'x-forwarded-for': '192.0.2.66' };
    const { cookie } = await logIn(password, home);
    for (let guess = 0; guess < 5; guess++) await logIn(`wrong ${guess}`, home);
    expect((await logIn(password, home)).status).toBe(429);
    expect((await logIn(password, { ...home, cookie })).status).toBe(303);
    // It opens nothing by itself, and gives no guess more than anybody has.
    const known = cookie.split('; ').find((text) => text.startsWith('courant-desk-known=')) ?? '';
    expect((await ask('/', { cookie: known })).status).toBe(303);
    for (let guess = 0; guess < 5; guess++) expect((await logIn(`wrong ${guess}`, { ...home, cookie: known })).status).toBe(401);
    expect((await logIn(password, { ...home, cookie: known })).status).toBe(429);
    expect((await logIn(password, { ...home, cookie: `${known}x` })).status).toBe(429);
  });

  it('gives cookies for TLS alone where the browser came by TLS, and only there', async () => {
    const secure = async (headers: Headers) =>
      (await logIn(password, { 'x-forwarded-for': '198.51.100.7', ...headers })).cookies.map((text) => /; Secure/.test(text));
    expect(await secure({ 'x-forwarded-proto': 'https' })).toEqual([true, true]);
    expect(await secure({ 'x-forwarded-proto': 'http' })).toEqual([false, false]);
    // Through an SSH tunnel: a cookie for TLS alone would never come back.
    expect(await secure({})).toEqual([false, false]);
    const form = `password=${encodeURIComponent(password)}&name=Ada`;
    const head = `POST /login HTTP/1.1\r\nHost: news.harbour.example\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${form.length}`;
    const answer = await rawRequest(Number(new URL(desk.url).port), `${head}\r\n\r\n${form}`);
    expect(answer.status).toBe(303);
    expect(answer.head.match(/^set-cookie: .*; secure/gm)).toHaveLength(2);
  });

  it('keeps editors’ names on one line and in one direction', async () => {
    const { cookie } = await logIn(password);
    const token = await tokenOf(cookie);
    const renamed = await post('/name', { token, name: 'Ada\r\nsaid\u202E yes\u0085\u001b[31m', to: '/' }, { cookie });
    const kept = renamed.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const page = await (await ask('/', { cookie: kept })).text();
    expect(page).toContain('Ada said yes [31m');
    expect(page).not.toContain('\u202E');
  });
});

describe('a desk asked for by another site', () => {
  // Not by fetch, which says itself what it asks for.
  const statusOf = async (method: string, path: string, headers: Headers) => {
    const port = Number(new URL(desk.url).port);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    return (await rawRequest(port, `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${lines.join('')}\r\n`)).status;
  };

  it('makes no page and opens no stream for it; a link followed there leads to the page', async () => {
    const { cookie } = await logIn(password, { 'x-forwarded-for': '198.51.100.9' });
    for (const site of ['cross-site', 'same-site'])
      for (const path of ['/', '/edition', '/edition.eml', '/preview/html', '/events', '/desk/desk.js', '/login']) {
        for (const method of ['GET', 'HEAD'])
          expect([
            path,
            await statusOf(method, path, { cookie, 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'empty' }),
          ]).toEqual([path, 403]);
        expect(
          await statusOf('GET', path, { cookie, 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }),
        ).toBe(403);
      }
    const led = { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(await statusOf('GET', '/content', led)).toBe(200);
    expect(await statusOf('GET', '/content', { cookie, 'sec-fetch-site': 'none' })).toBe(200);
  });
});

describe('settings that would open the desk to everybody', () => {
  it.each([
    ['DESK_NAMES', { DESK_NAMES: 'desk.harbour.example' }],
    ['DESK_VIEWER_PASSWORD', { DESK_VIEWER_PASSWORD: 'only looking 1' }],
  ])('are refused: %s without DESK_PASSWORD', async (name, given) => {
    const { code, err } = await runCourant(folder.path, ['serve', '--no-tick'], { DESK_PORT: '0', ...given });
    expect(code).not.toBe(0);
    expect(err).toContain(`environment: ${name} needs DESK_PASSWORD beside it`);
  });

  it('and what passed a proxy is refused by a desk without a password, by HTTP/1.0 too', async () => {
    const open = await serveFolder(folder.path);
    try {
      const port = Number(new URL(open.url).port);
      const get = (version: string, more = '') => rawRequest(port, `GET / HTTP/${version}\r\nHost: 127.0.0.1:${port}\r\n${more}\r\n`);
      expect((await get('1.1')).status).toBe(200);
      expect((await get('1.0')).status).toBe(403);
      expect((await get('1.1', 'X-Forwarded-For: 8.8.8.8\r\n')).status).toBe(403);
    } finally {
      await open.stop();
    }
  });
});

describe.skipIf(process.platform !== 'linux')('pages that listen for changes (skipped where Linux is not: memory is read there)', () => {
  it('cost nothing when only asked about, thousands of times', async () => {
    const open = await serveFolder(folder.path);
    try {
      const memory = () => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${open.pid}/status`, 'utf8'))?.[1]) / 1024;
      const heads = async (path: string, count: number) => {
        for (let done = 0; done < count; done += 50)
          await Promise.all(
            Array.from({ length: 50 }, async () => expect((await fetch(open.url + path, { method: 'HEAD' })).status).toBe(200)),
          );
      };
      const grown = async (path: string) => {
        await heads(path, 500);
        const before = memory();
        await heads(path, 2000);
        return memory() - before;
      };
      const control = await grown('/shortcuts');
      expect(await grown('/events')).toBeLessThan(Math.max(30, 2 * control));
    } finally {
      await open.stop();
    }
  });
});
