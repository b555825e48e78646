import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDesk } from '../../../../src/doors/desk/desk.ts';
import { type HttpServer, serveHttp } from '../../../../src/doors/http/serve.ts';
import { rawRequest } from '../../http/raw-request.ts';
import { fakeDeskSource, openAccess } from '../fake-desk-source.ts';

const now = { at: new Date('2026-05-13T12:00:00Z') };
const access = { ...openAccess, password: 'open sesame 1', viewerPassword: 'only looking 1' };

describe('a desk behind a password', () => {
  let server: HttpServer;
  beforeAll(async () => {
    const desk = createDesk(fakeDeskSource(), { now: () => now.at, projectRoot: '/', access, allowedHosts: ['desk.harbour.example'] });
    server = await serveHttp({ desk, reader: null, host: '127.0.0.1', port: 0 });
  });
  afterAll(() => server.close());

  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(server.url + path, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' });
  const login = async (password: string): Promise<{ status: number; cookie: string; location: string | null }> => {
    const answer = await post('/login', { password, name: 'Grace', to: '/edition' });
    return {
      status: answer.status,
      cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
      location: answer.headers.get('location'),
    };
  };
  const page = async (cookie: string) => (await fetch(`${server.url}/edition`, { headers: { cookie } })).text();
  const tokenOf = async (cookie: string) => /name="token" value="([^"]+)"/.exec(await page(cookie))?.[1] ?? '';

  it('shows nothing but the login, which leads to where one wanted to go', async () => {
    for (const path of ['/', '/edition?newsletter=brief', '/preview/html', '/edition.eml', '/events', '/sign', '/content', '/readers']) {
      const answer = await fetch(server.url + path, { redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `/login?to=${encodeURIComponent(path)}`]);
    }
    expect((await login('open sesame 1')).location).toBe('/edition');
  });

  it.each([
    ['desk.harbour.example', 303],
    ['DESK.harbour.example:443', 303],
    ['192.0.2.7:4400', 303],
    ['[::1]:4400', 303],
    ['evil.example', 421],
    ['desk.harbour.example.evil.example', 421],
  ])('is found under the names it was given and no other: "%s"', async (host, status) => {
    expect((await rawRequest(server.port, `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).status).toBe(status);
  });

  it('gives a session no script can read and no other site can use', async () => {
    const answer = await post('/login', { password: 'open sesame 1', name: 'Grace' });
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly/);
    expect(answer.headers.get('set-cookie')).toMatch(/SameSite=Strict/);
  });

  it('leads nowhere but to itself after the login', async () => {
    for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      expect((await post('/login', { password: 'open sesame 1', name: 'x', to })).headers.get('location')).toBe('/');
    }
  });

  it('takes no session that was tampered with, and none that is too old', async () => {
    const { cookie } = await login('open sesame 1');
    const open = (text: string) => fetch(`${server.url}/edition`, { headers: { cookie: text }, redirect: 'manual' });
    expect((await open(cookie)).status).toBe(200);
    expect((await open(`${cookie}x`)).status).toBe(303);
    expect((await open(cookie.replace(/=[A-Za-z0-9]/, '=X'))).status).toBe(303);
    const before = now.at;
    now.at = new Date(before.getTime() + 13 * 3_600_000);
    expect((await open(cookie)).status).toBe(303);
    now.at = before;
  });

  it('lets a viewer look and change nothing', async () => {
    const { cookie } = await login('only looking 1');
    const text = await page(cookie);
    expect(text).toContain('looking only');
    expect(text).not.toContain('value="drop"');
    const answer = await post('/override', { token: await tokenOf(cookie), act: 'drop', version: '0', story: 'x' }, { cookie });
    expect([answer.status, await answer.text()]).toEqual([403, 'You are logged in to look, not to change.\n']);
  });

  it('refuses a form without its token, with another session’s, or from another site', async () => {
    const [one, other] = [await login('open sesame 1'), await login('open sesame 1')];
    const fields = { act: 'drop', version: '0', story: 'x' };
    const { cookie } = one;
    expect((await post('/override', fields, { cookie })).status).toBe(403);
    expect((await post('/override', { ...fields, token: await tokenOf(other.cookie) }, { cookie })).status).toBe(403);
    const token = await tokenOf(cookie);
    expect((await post('/override', { ...fields, token }, { cookie, origin: 'https://evil.example' })).status).toBe(403);
    expect((await post('/override', { ...fields, token }, { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    // With everything right it reaches the newsroom, which this one has not.
    expect((await post('/override', { ...fields, token }, { cookie, origin: server.url })).status).toBe(500);
  });

  it('makes guessing slow: five wrong ones a minute', async () => {
    now.at = new Date(now.at.getTime() + 120_000);
    for (let guess = 0; guess < 5; guess++) expect((await login(`wrong ${guess}`)).status).toBe(401);
    expect((await login('open sesame 1')).status).toBe(429);
    now.at = new Date(now.at.getTime() + 61_000);
    expect((await login('open sesame 1')).status).toBe(303);
  });

  it('logs out', async () => {
    const { cookie } = await login('open sesame 1');
    const answer = await post('/logout', { token: await tokenOf(cookie) }, { cookie });
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=0');
  });
});
