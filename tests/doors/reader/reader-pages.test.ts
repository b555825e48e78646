import { describe, expect, it } from 'vitest';
import { createReaderPages } from '../../../src/doors/reader/reader-pages.ts';
import { subscribePages } from '../../../src/doors/reader/subscribe-pages.tsx';
import type { ReaderSubscriptions, UnsubscribeWay } from '../../../src/doors/reader/unsubscribe.tsx';
import { Newsletter } from '../../../src/press/newsletter/newsletter.ts';
import { newsletterInput } from '../../project-folder.ts';
import { formFields } from '../../reader-newsroom.ts';

const token = 'k1.Zm9v-YmFy_0123456789';

function readerOf(over: Partial<ReaderSubscriptions> = {}) {
  const left: UnsubscribeWay[] = [];
  const errors: unknown[] = [];
  const pages = createReaderPages(
    {
      subscriptionOf: async (given) =>
        given === token ? { newsletterName: 'The <Harbour> Weekly', addressMasked: 'a…@harbour.example' } : null,
      unsubscribe: async (given, how) => {
        if (given !== token) return null;
        left.push(how);
        return left.length === 1 ? { kind: 'done', stay: 'stay-token' } : { kind: 'already' };
      },
      leavingOf: async () => null,
      stay: async () => null,
      ...over,
    },
    { onError: (error) => errors.push(error) },
  );
  const call = (method: string, body?: string | FormData, headers?: Record<string, string>, given = token) =>
    pages.request(`http://news.harbour.example/u/${given}`, { method, ...(body !== undefined && { body }), ...(headers && { headers }) });
  return { call, left, errors };
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('leaving a newsletter', () => {
  it.each(['GET', 'HEAD', 'GET', 'OPTIONS', 'PUT', 'DELETE'])('changes nothing on %s', async (method) => {
    const { call, left } = readerOf();
    const answer = await call(method);
    expect(answer.status).toBe(['GET', 'HEAD'].includes(method) ? 200 : 405);
    expect(left).toEqual([]);
  });

  it('shows a button that posts to the same address, and whom it is about', async () => {
    const page = await (await readerOf().call('GET')).text();
    expect(page).toContain('Unsubscribe from The &lt;Harbour&gt; Weekly?');
    expect(page).toContain('a…@harbour.example');
    expect(page).toMatch(/<form method="post">.*<button type="submit">Unsubscribe<\/button>/s);
  });

  const multipart = new FormData();
  multipart.set('List-Unsubscribe', 'One-Click');
  it.each([
    ['a one-click body as RFC 8058 writes it', 'List-Unsubscribe=One-Click', form, 'one-click'],
    ['a one-click body in multipart', multipart, undefined, 'one-click'],
    ['the button of the page', 'from=page', form, 'page'],
    ['an empty body', undefined, undefined, 'post'],
    ['an empty form', '', form, 'post'],
    ['a body of another kind', '{"a":', { 'content-type': 'application/json' }, 'post'],
    ['a broken multipart body', 'nonsense', { 'content-type': 'multipart/form-data; boundary=x' }, 'post'],
    ['a multipart body without a boundary', 'nonsense', { 'content-type': 'multipart/form-data' }, 'post'],
    ['a body of a megabyte', 'x'.repeat(1_000_000), { ...form, 'content-length': '1000000' }, 'post'],
  ] as const)('is done at once by %s: 200, no redirect, no cookie', async (_, body, headers, way) => {
    const { call, left } = readerOf();
    const answer = await call('POST', body, headers);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('location')).toBeNull();
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await answer.text()).toContain('You are unsubscribed');
    expect(left).toEqual([way]);
  });

  it('is answered the same a second time, and says it was so already', async () => {
    const { call } = readerOf();
    await call('POST', 'List-Unsubscribe=One-Click', form);
    const again = await call('POST', 'List-Unsubscribe=One-Click', form);
    expect(again.status).toBe(200);
    expect(await again.text()).toContain('already');
  });

  it('takes a link changed in any character for none of ours, and says what to do', async () => {
    const { call, left } = readerOf();
    const tampered = [...token].map((character, at) => token.slice(0, at) + (character === 'A' ? 'B' : 'A') + token.slice(at + 1));
    for (const given of [...tampered, `${token}x`, token.slice(1), '%00', 'a%2fb', 'x'.repeat(5000)]) {
      for (const method of ['GET', 'POST']) {
        const answer = await call(method, method === 'POST' ? '' : undefined, undefined, given);
        expect(answer.status).toBe(404);
        expect(await answer.text()).toContain('use the link at its foot');
      }
    }
    expect(left).toEqual([]);
  });

  it('sends a policy without script and keeps the address to itself', async () => {
    const { headers } = await readerOf().call('GET');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toBe('noindex');
  });

  it('never claims to have unsubscribed anyone when the store fails, and shows no inside', async () => {
    const failure = new Error('database is locked at /srv/secret.db');
    const { call, errors } = readerOf({ unsubscribe: () => Promise.reject(failure) });
    const answer = await call('POST', '', form);
    const page = await answer.text();
    expect(answer.status).toBe(503);
    expect(page).toContain('Please try again');
    expect(page).not.toMatch(/secret|You are unsubscribed/);
    expect(errors).toEqual([failure]);
  });
});

describe('subscribing to the only newsletter there is', () => {
  const newsletter = Newsletter.parse({ ...newsletterInput, topics: ['Climate', 'Space'] });
  const signUps = {
    newsletters: () => [newsletter],
    fields: () => [],
    signUp: async () => ({ kind: 'refused', reason: 'address', message: 'It has no @.' }) as const,
    proofTask: () => null,
    pending: async () => null,
    isOwnForm: () => false,
    confirm: async () => null,
  };
  const site = { baseUrl: 'http://news.harbour.example', pictureOrigins: [], keepIp: false, trustProxy: false };
  const pages = subscribePages(signUps, site, { latest: async () => null });

  it.each([
    ['a form without topics, as on the front page, means all of them', '', ['Climate', 'Space']],
    ['one whose topics were all taken out has none', '&only=weekly', []],
    ['one with some keeps them', '&only=weekly&topic.weekly=Space', ['Space']],
  ])('after a slip %s', async (_, more, topics) => {
    const body = new URLSearchParams(`newsletter=weekly&address=ann${more}`);
    const answer = await pages.request('http://news.harbour.example/subscribe', { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(formFields(await answer.text(), 'subscribe').getAll('topic.weekly')).toEqual(topics);
  });
});
