import { expect, it } from 'vitest';
import { createWatch } from '../../src/doors/watch/watch-routes.ts';

const source = { lacking: async () => ['disk'], metrics: async () => ({ type: 'text/plain', text: 'x 1\n' }) };
const peer = (address: string) => ({ incoming: { socket: { remoteAddress: address, remotePort: 1, remoteFamily: 'IPv4' } } });

it('gives figures to this machine alone where there is no token, and to nobody who came through a proxy', async () => {
  const watch = createWatch(source, { token: null, trustProxy: false });
  const status = async (address: string, headers: Record<string, string> = {}, url = 'http://127.0.0.1:4400/metrics') =>
    (await watch.request(url, { headers }, peer(address))).status;
  expect(await status('127.0.0.1')).toBe(200);
  expect(await status('::ffff:127.0.0.1')).toBe(200);
  expect(await status('10.0.0.7')).toBe(401);
  expect(await status('127.0.0.1', { 'x-forwarded-for': '127.0.0.1' })).toBe(401);
  expect(await status('127.0.0.1', { via: '1.1 proxy' })).toBe(401);
  // A name of a stranger's that leads to this machine.
  expect(await status('127.0.0.1', {}, 'http://rebound.example:4400/metrics')).toBe(401);
  const proxied = createWatch(source, { token: null, trustProxy: true });
  expect((await proxied.request('http://127.0.0.1/metrics', {}, peer('127.0.0.1'))).status).toBe(401);
});

it('says what is lacking by name and nothing else, and that it is alive whatever is', async () => {
  const watch = createWatch(
    { ...source, metrics: async () => Promise.reject(new Error('secret words')) },
    { token: 'token-of-metrics', trustProxy: true },
  );
  const ready = await watch.request('http://x.example/readyz');
  expect([ready.status, await ready.text()]).toEqual([503, 'not ready: disk\n']);
  expect((await watch.request('http://x.example/healthz')).status).toBe(200);
  const broken = await watch.request('http://x.example/metrics', { headers: { authorization: 'Bearer token-of-metrics' } });
  expect([broken.status, await broken.text()]).toEqual([503, 'Try again later.\n']);
});
