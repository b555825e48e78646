import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SignedCall, simpleProviders, snsWith } from '../../io/webhooks/signed-calls.ts';
import { type ReaderNewsroom, readerNewsroom, readers } from '../../reader-newsroom.ts';

const sns = selfSigned();
const providers = [...simpleProviders, ...(sns === null ? [] : [snsWith(sns.key)])];
const environment = Object.assign({}, ...providers.map(({ environment }) => environment)) as Record<string, string>;
const now = new Date('2026-11-21T09:30:00Z');
const [, , cy] = readers;

let room: ReaderNewsroom;
let server: ReturnType<typeof createAdaptorServer>;
let origin: string;
const realFetch = globalThis.fetch;
beforeAll(async () => {
  Object.assign(process.env, environment);
  room = await readerNewsroom();
  room.setNow(now);
  server = createAdaptorServer({ fetch: room.site.webhooks.fetch, overrideGlobalObjects: false });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Amazon is outside; nothing else is asked for.
  globalThis.fetch = async (input, init) =>
    String(input).startsWith('https://sns.') ? new Response(sns?.certificate) : await realFetch(input, init);
});
afterAll(async () => {
  globalThis.fetch = realFetch;
  for (const name of Object.keys(environment)) delete process.env[name];
  server.close();
  await room.close();
});

const post = async (provider: string, { headers, body }: SignedCall) => {
  const answer = await realFetch(`${origin}/webhooks/${provider}`, { method: 'POST', headers, body: Uint8Array.from(body) });
  return answer.status;
};
const suppression = async (address: string) => (await room.press.store.accountOf(address))?.suppressed ?? null;
const eventsOf = async (address: string) => {
  const account = await room.press.store.accountOf(address);
  return (await room.press.store.record(account?.subscriberId ?? 0))?.inbound ?? [];
};

describe.each(providers)('webhooks of $name', (provider) => {
  const address = (what: string) => `${what}-${provider.name}@reader.example`;
  beforeAll(async () => {
    for (const what of ['gone', 'angry', 'safe'])
      await room.press.store.subscribe({ address: address(what), newsletter: 'weekly', topics: ['Space'], now, how: 'test' });
  });

  it('suppress a mailbox that is gone, and whoever complains, with the evidence', async () => {
    expect(await post(provider.name, provider.call({ id: '101', address: address('gone'), complaint: false }, now))).toBe(200);
    expect(await suppression(address('gone'))).toMatchObject({
      reason: expect.stringMatching(/^hard bounce/),
      evidence: expect.stringContaining('no such user'),
    });
    expect(await post(provider.name, provider.call({ id: '102', address: address('angry'), complaint: true }, now))).toBe(200);
    expect(await suppression(address('angry'))).toMatchObject({ reason: 'complaint' });
  });

  it('are heard once, however often the provider posts an event', async () => {
    const call = provider.call({ id: '101', address: address('gone'), complaint: false }, now);
    expect([await post(provider.name, call), await post(provider.name, call)]).toEqual([200, 200]);
    expect(await eventsOf(address('gone'))).toHaveLength(1);
  });

  it('are refused when altered, unsigned or posted again days later, and then change nothing', async () => {
    const before = room.dump();
    const refusals = room.errors.length;
    const call = provider.call({ id: '103', address: address('safe'), complaint: true }, now);
    expect(await post(provider.name, { headers: {}, body: Buffer.from('{}') })).toBe(403);
    if (provider.name !== 'postmark') {
      const old = new Date(now.getTime() - 3 * 86_400_000);
      expect(await post(provider.name, provider.call({ id: '104', address: address('safe'), complaint: true }, old))).toBe(403);
      const altered = Buffer.from(call.body.toString().replace('safe', 'cafe'));
      if (provider.name !== 'mailgun') expect(await post(provider.name, { ...call, body: altered })).toBe(403);
    }
    expect(room.dump()).toBe(before);
    expect(room.errors.slice(refusals).map(String).join()).toContain(`webhook of ${provider.name} refused`);
    room.errors.splice(refusals);
  });
});

describe('webhooks of mailgun', () => {
  const provider = simpleProviders.find(({ name }) => name === 'mailgun');
  const call = (told: { readonly id: string; readonly address: string; readonly complaint: boolean }) => {
    if (provider === undefined) throw new Error('mailgun is there');
    return provider.call(told, now);
  };
  const reader = 'replayed@reader.example';
  beforeAll(async () => {
    await room.press.store.subscribe({ address: reader, newsletter: 'weekly', topics: ['Space'], now, how: 'test' });
  });

  it('are refused when another event comes under a signature that was used, and taken when the same event comes again', async () => {
    const genuine = call({ id: '201', address: 'somebody@elsewhere.example', complaint: true });
    expect(await post('mailgun', genuine)).toBe(200);
    expect(await post('mailgun', genuine)).toBe(200);
    const { signature } = JSON.parse(genuine.body.toString()) as { readonly signature: object };
    const forged = JSON.parse(call({ id: '202', address: reader, complaint: true }).body.toString()) as object;
    expect(await post('mailgun', { headers: {}, body: Buffer.from(JSON.stringify({ ...forged, signature })) })).toBe(403);
    expect(await suppression(reader)).toBeNull();
    room.errors.splice(0);
  });

  it('fill no log when a stranger posts a thousand: a reason is told once a minute, with how many there were', async () => {
    const refusals = () => room.errors.map(String).filter((line) => line.includes('the body is no JSON object'));
    for (let count = 0; count < 1000; count++) expect(await post('mailgun', { headers: {}, body: Buffer.from('no json') })).toBe(403);
    expect(refusals()).toHaveLength(1);
    room.setNow(new Date(now.getTime() + 61_000));
    await post('mailgun', { headers: {}, body: Buffer.from('no json') });
    expect(refusals()).toHaveLength(2);
    expect(refusals()[1]).toContain('and 999 more like it');
    room.setNow(now);
    room.errors.splice(0);
  });
});

describe('webhooks', () => {
  if (sns === null) it.skip('of SES are not tried: openssl is not there to make a certificate', () => undefined);

  it('of a provider that is not set up are unknown, and other methods are told so', async () => {
    expect(await post('sparkpost', { headers: {}, body: Buffer.from('{}') })).toBe(404);
    expect((await realFetch(`${origin}/webhooks/mailgun`)).status).toBe(405);
    expect(await suppression(cy)).toBeNull();
  });
});

function selfSigned(): { readonly key: string; readonly certificate: string } | null {
  const folder = mkdtempSync(join(tmpdir(), 'courant-cert-'));
  const options = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-out', 'cert.pem', '-days', '2', '-subj', '/CN=sns'];
  try {
    execFileSync('openssl', ['req', ...options], { cwd: folder, stdio: 'ignore' });
    return { key: readFileSync(join(folder, 'key.pem'), 'utf8'), certificate: readFileSync(join(folder, 'cert.pem'), 'utf8') };
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
