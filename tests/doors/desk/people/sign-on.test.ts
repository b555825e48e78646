import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDesk } from '../../../../src/doors/desk/desk.ts';
import { type HttpServer, serveHttp } from '../../../../src/doors/http/serve.ts';
import { openSignOn } from '../../../../src/io/process/open-sign-on.ts';
import { passwords } from '../../../../src/io/process/passwords.ts';
import { browserSuite, chromiumPresent, startBrowser } from '../../../browser.ts';
import { type DeskNewsroomUnderTest, openNewsroom, openPage } from '../newsroom.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const secret = 'a secret of the desk';

/** A provider that knows one person, and logs them in without asking; `says` is what it tells of them. */
function startProvider() {
  const asked = { paths: [] as string[] };
  const says: { email?: string | undefined; email_verified?: unknown; nonce?: string; apart?: boolean; refuses?: boolean } = {};
  const codes = new Map<string, { nonce: string; challenge: string }>();
  const server: Server = createServer(async (request, response) => {
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const url = new URL(request.url ?? '/', issuer);
    asked.paths.push(url.pathname);
    const json = (body: unknown, status = 200) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    const { apart, refuses, nonce, ...person } = says;
    if (url.pathname === '/.well-known/openid-configuration')
      return json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256'],
        subject_types_supported: ['public'],
      });
    if (url.pathname === '/jwks') return json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }] });
    if (url.pathname === '/userinfo') return json({ sub: 'somebody', ...person });
    if (url.pathname === '/authorize') {
      const back = new URL(url.searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('state', url.searchParams.get('state') ?? '');
      if (refuses) back.searchParams.set('error', 'access_denied');
      else {
        const code = `code${codes.size}`;
        codes.set(code, { nonce: url.searchParams.get('nonce') ?? '', challenge: url.searchParams.get('code_challenge') ?? '' });
        back.searchParams.set('code', code);
      }
      return response.writeHead(302, { Location: back.href }).end();
    }
    const form = new URLSearchParams(await bodyOf(request));
    const given = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const proven =
      given?.challenge ===
      createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
    if (!given || !proven || !(await authorized(request, form))) return json({ error: 'invalid_grant' }, 400);
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      sub: 'somebody',
      aud: 'courant',
      iat: now,
      exp: now + 60,
      nonce: nonce ?? given.nonce,
      ...(apart ? {} : person),
    };
    const signed = `${base64url({ alg: 'RS256', kid: 'k' })}.${base64url(claims)}`;
    const idToken = `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
    return json({ access_token: 'opaque', token_type: 'Bearer', expires_in: 60, id_token: idToken });
  });
  return { server, says, asked };
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
};
const authorized = async (request: IncomingMessage, form: URLSearchParams): Promise<boolean> => {
  const [, basic = ''] = (request.headers.authorization ?? '').split(' ');
  const [name, word] = Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent);
  return (name === 'courant' && word?.replaceAll('+', ' ') === secret) || form.get('client_secret') === secret;
};
const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

describe('a login at the newsroom’s own provider', { shuffle: false }, () => {
  const provider = startProvider();
  let room: DeskNewsroomUnderTest;
  let desk: HttpServer;
  let url = '';
  let clients = 0;

  beforeAll(async () => {
    room = await openNewsroom();
    const issuer = `http://127.0.0.1:${await listening(provider.server)}`;
    const placeholder = createServer();
    const port = await listening(placeholder);
    await new Promise((resolve) => placeholder.close(resolve));
    url = `http://localhost:${port}`;
    const { store, secret: key } = room.press;
    for (const [name, role] of [
      ['Ada', 'admin'],
      ['Eve', 'editor'],
    ] as const) {
      await store.inviteToDesk({
        address: `${name}@courant.example`,
        role,
        tokenHash: name,
        by: 'test',
        until: new Date(Date.now() + 60_000),
      });
      await store.acceptDeskInvitation(name, { name, passwordHash: 'x', now: new Date() });
    }
    const signOn = openSignOn({ issuer, clientId: 'courant', clientSecret: secret });
    const people = { store, passwords, signOn };
    const access = {
      password: 'open sesame 1',
      viewerPassword: null,
      secret: key,
      name: 'x',
      sessions: store,
      trustProxy: true,
      baseUrl: url,
      people,
    };
    const site = createDesk(room.source, { now: () => new Date(), projectRoot: room.folder.path, access });
    desk = await serveHttp({ desk: site, reader: null, host: '127.0.0.1', port });
  });
  afterAll(async () => {
    await desk.close();
    await room.close();
    provider.server.close();
  });
  beforeEach(() => {
    for (const name of Object.keys(provider.says)) delete provider.says[name as keyof typeof provider.says];
    Object.assign(provider.says, { email: 'eve@courant.example', email_verified: true });
  });

  /** The way a browser goes, by hand: `bend` changes the answer it brings back. */
  const gone = async (bend: (answer: URL) => void = () => undefined, carries = true, to = '/readers') => {
    const begun = await fetch(`${url}/login/provider?${new URLSearchParams({ to })}`, { redirect: 'manual' });
    const cookie = begun.headers.getSetCookie().find((one) => one.startsWith('courant-desk-journey=')) ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax$/);
    const sent = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' });
    const answer = new URL(sent.headers.get('location') ?? '');
    bend(answer);
    // Each a client of its own: what opens nothing counts as a guess.
    clients += 1;
    const headers = { 'x-forwarded-for': `192.0.2.${clients}`, ...(carries && { cookie: cookie.split(';')[0] ?? '' }) };
    return fetch(answer, { redirect: 'manual', headers });
  };
  const opens = async (answer: Response) => {
    const session = answer.headers.getSetCookie().find((one) => one.startsWith('courant-desk='));
    return { status: answer.status, session: session !== undefined, page: await answer.text() };
  };

  it('opens the account whose address the provider has verified, in its own role', async () => {
    expect(await opens(await gone())).toMatchObject({ status: 200, session: true });
    Object.assign(provider.says, { apart: true, email: 'EVE@courant.example' });
    expect(await opens(await gone())).toMatchObject({ status: 200, session: true });
    expect(provider.asked.paths).toContain('/userinfo');
  });

  it('leads on to this desk alone, whatever the link to it says', async () => {
    for (const to of [
      '/.//mallory.example/',
      '/x/..//mallory.example/',
      '//mallory.example/',
      '/\\mallory.example/',
      'https://mallory.example/',
    ]) {
      const answer = await gone(undefined, true, to);
      expect([to, answer.status, answer.headers.get('refresh')]).toEqual([to, 200, '0; url=/']);
    }
    expect((await gone()).headers.get('refresh')).toBe('0; url=/readers');
  });

  it.each([
    ['an address nobody has here', { email: 'mallory@courant.example' }, 'There is no account of mallory@courant.example here.'],
    ['an address that only looks like one', { email: 'adа@courant.example' }, 'There is no account of'],
    ['an address it has not verified', { email_verified: false }, 'has not verified your address'],
    ['an address of which it does not say that', { email_verified: undefined }, 'has not verified your address'],
    ['no address', { email: undefined }, 'tells no address of yours'],
    ['a token for another question', { nonce: 'another' }, 'did not let you in'],
    ['that it refuses', { refuses: true }, 'did not let you in'],
  ])('opens nothing for %s', async (_, says, words) => {
    Object.assign(provider.says, says);
    const { status, session, page } = await opens(await gone());
    expect([status, session, page]).toEqual([401, false, expect.stringContaining(words)]);
    expect(await room.press.store.deskAccounts()).toHaveLength(2);
  });

  it('opens nothing for an answer to what was not asked here', async () => {
    for (const answer of [await gone((back) => back.searchParams.set('state', 'another')), await gone(undefined, false)])
      expect(await opens(answer)).toMatchObject({ status: 401, session: false });
  });

  it('says so where the provider does not answer', async () => {
    const lost = openSignOn({ issuer: 'http://127.0.0.1:9', clientId: 'courant', clientSecret: secret });
    await expect(lost.begin(`${url}/login/provider/back`)).rejects.toMatchObject({ code: 'sign-on-unreachable' });
    await expect(lost.begin(`${url}/login/provider/back`)).rejects.toMatchObject({ code: 'sign-on-unreachable' });
  });

  it.skipIf(!chromiumPresent)(browserSuite('leads there and back in a browser'), async () => {
    const browser: Browser = await startBrowser();
    try {
      const { page, complaints } = await openPage(browser, url, '/readers');
      await page.waitForURL(/\/login\?to=/);
      await page.getByRole('link', { name: /^Log in at 127\.0\.0\.1:/ }).press('Enter');
      await page.waitForURL(`${url}/readers`);
      expect(await page.locator('#who summary').innerText()).toBe('Eve (editor)');
      expect(complaints).toEqual([]);
      // As by a link in a mail on the web: the browser leaves behind a cookie that is ours alone, until a page of ours asks.
      await page.goto(`http://127.0.0.1:${(provider.server.address() as AddressInfo).port}/jwks`);
      await page.evaluate(`location.href = ${JSON.stringify(`${url}/calendar?newsletter=weekly`)}`);
      await page.getByRole('heading', { name: 'Calendar' }).waitFor();
      expect(page.url()).toBe(`${url}/calendar?newsletter=weekly`);
    } finally {
      await browser.close();
    }
  });
});
