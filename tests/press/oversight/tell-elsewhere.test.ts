import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guardedPost } from '../../../src/io/fetch/guarded-post.ts';
import { openStore } from '../../../src/io/store/open-store.ts';
import { WebhookSettings } from '../../../src/press/newsletter/watch-settings.ts';
import { tellElsewhere, webhookSecret } from '../../../src/press/oversight/tell-elsewhere.ts';
import type { Store } from '../../../src/press/ports/store/store.ts';

type Heard = { readonly headers: IncomingHttpHeaders; readonly body: string };

let server: Server;
let store: Store;
let heard: Heard[];
let answers: number[];
let now: Date;
let host = '';
const secret = new Uint8Array(32).fill(1);
const older = new Uint8Array(32).fill(2);

beforeEach(async () => {
  [heard, answers, now] = [[], [], new Date('2026-11-21T09:00:00Z')];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (data: Buffer) => {
      body += String(data);
    });
    request.on('end', () => {
      heard.push({ headers: request.headers, body });
      const status = answers.shift() ?? 204;
      response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  store = await openStore('sqlite::memory:', { endpoints: [endpoint()], erasureKeys: [secret] });
  await store.migrate();
});
afterEach(async () => {
  await store.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const endpoint = () => WebhookSettings.parse({ name: 'crm', url: `http://${host}/hook?x=1` });
const tell = async (allow: readonly string[] = [host]) =>
  await tellElsewhere({ store, secret, olderSecrets: [older], now: () => now }, [endpoint()], (url, headers, body) =>
    guardedPost(url, headers, body, { allow, timeoutMs: 2_000 }),
  );
const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
const leave = async (address: string) => {
  const done = await store.subscribe({ address, newsletter: 'weekly', topics: ['Climate'], now, how: 'test' });
  if (!('row' in done)) throw new Error('subscribed');
  await store.unsubscribe(done.row.subscriptionId, now, 'one click');
};

describe('an event told elsewhere', () => {
  it('is signed as Standard Webhooks say, by the secret of now and of before, and names the reader', async () => {
    await leave('ada@reader.example');
    expect(await tell()).toBe(1);
    const [{ headers, body } = { headers: {}, body: '' }] = heard;
    expect(JSON.parse(body)).toMatchObject({
      type: 'reader.left',
      timestamp: '2026-11-21T09:00:00.000Z',
      data: { reader: { address: 'ada@reader.example' }, newsletter: 'weekly', state: 'unsubscribed', detail: 'one click' },
    });
    const signed = (key: Uint8Array) => {
      const shown = Buffer.from(webhookSecret(key, 'crm').replace('whsec_', ''), 'base64');
      return `v1,${createHmac('sha256', shown).update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`).digest('base64')}`;
    };
    expect(headers['webhook-signature']).toBe(`${signed(secret)} ${signed(older)}`);
    expect(headers['webhook-timestamp']).toBe(String(now.getTime() / 1000));
    expect(await tell()).toBe(0);
    expect(await store.outgoing({ state: null, limit: 9 })).toMatchObject([{ state: 'done', attempts: 1, answer: 'answered 204' }]);
  });

  it('is told again, later and later, under the same name, until it is taken', async () => {
    await leave('ada@reader.example');
    answers = [500, 302];
    await tell();
    expect(await tell()).toBe(0);
    later(6_000);
    await tell();
    later(61_000);
    await tell();
    expect(heard.map(({ headers }) => headers['webhook-id'])).toEqual(Array(3).fill(heard[0]?.headers['webhook-id']));
    expect(await store.outgoing({ state: 'done', limit: 9 })).toHaveLength(1);
  });

  it('is given up after three days, or when whoever listened says that they are gone; a person may try it again', async () => {
    await leave('ada@reader.example');
    answers = Array(20).fill(500);
    for (let tries = 0; tries < 15; tries++) {
      await tell();
      later(86_400_000);
    }
    expect(heard).toHaveLength(11);
    expect(await store.outgoing({ state: 'failed', limit: 9 })).toMatchObject([{ attempts: 11, answer: 'answered 500' }]);
    answers = [410];
    expect(await store.retryOutgoing(null, now)).toBe(1);
    await tell();
    expect(await store.outgoing({ state: 'failed', limit: 9 })).toMatchObject([{ answer: 'answered 410' }]);
  });

  it('reaches no address inside that the settings do not name', async () => {
    await leave('ada@reader.example');
    await tell([]);
    expect(heard).toEqual([]);
    expect(await store.outgoing({ state: 'failed', limit: 9 })).toMatchObject([{ answer: expect.stringContaining('FETCH_HOSTS') }]);
  });

  it('names a reader erased meanwhile by their number alone', async () => {
    await leave('ada@reader.example');
    await store.erase('ada@reader.example', now);
    await tell();
    expect(heard).toHaveLength(2);
    expect(heard.map(({ body }) => body).join()).not.toContain('ada@');
    expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({ data: { reader: { id: 1, address: null } } });
  });
});
