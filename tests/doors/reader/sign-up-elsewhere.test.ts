import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { allowSites } from '../../../src/doors/reader/reader-guard.ts';
import { SignUpSettings } from '../../../src/press/newsletter/watch-settings.ts';

const site = 'https://www.harbour.example';
const pages = new Hono();
pages.use(
  '/subscribe',
  allowSites(() => SignUpSettings.parse({ origins: [site] }).origins),
);
pages.post('/subscribe', (c) => c.json({ result: 'check-inbox' }, 202));
pages.all('/subscribe', (c) => c.text('405', 405));

it('lets scripts of the sites named ask for a subscription, and no others', async () => {
  const ask = async (origin: string, method = 'POST') => await pages.request('/subscribe', { method, headers: { origin } });
  const allowed = await ask(site);
  expect([allowed.status, allowed.headers.get('access-control-allow-origin'), allowed.headers.get('vary')]).toEqual([202, site, 'Origin']);
  const before = await ask(site, 'OPTIONS');
  expect([before.status, before.headers.get('access-control-allow-headers')]).toEqual([204, 'Content-Type']);
  expect(before.headers.has('access-control-allow-credentials')).toBe(false);
  for (const other of ['https://evil.example', 'https://www.harbour.example.evil.example', 'null']) {
    expect((await ask(other)).headers.has('access-control-allow-origin')).toBe(false);
    expect((await ask(other, 'OPTIONS')).status).toBe(405);
  }
});

it('takes origins alone, without a path', () => {
  for (const origin of ['https://a.example/', 'a.example', 'https://a.example/form', '*'])
    expect(SignUpSettings.safeParse({ origins: [origin] }).success).toBe(false);
});
