import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import parsePrometheus from 'parse-prometheus-text-format';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ServingDesk, serveFolder } from '../../doors/desk/serving.ts';
import { newsroomAtItsSlot } from '../../press/mailing/newsroom-at-its-slot.ts';
import type { ProjectFolder } from '../../project-folder.ts';

let folder: ProjectFolder;
let serving: ServingDesk;
const canaries = {
  COURANT_SECRET: 'canary-secret-0123456789-abcdefghijklmnop',
  DESK_PASSWORD: 'canary-desk-password',
  METRICS_TOKEN: 'canary-metrics-token-0123',
  // Nobody listens there: each mail meets with trouble, which is told.
  SMTP_URL: 'smtp://canaryuser:canary-smtp-pass@127.0.0.1:9/?tls=optional',
  BASE_URL: 'https://news.courant.example',
};

beforeAll(async () => {
  folder = await newsroomAtItsSlot();
  serving = await serveFolder(folder.path, {
    ticking: true,
    env: { ...canaries, LOG_LEVEL: 'debug', LOG_FILE: 'logs/courant.log', METRICS_PORT: '0' },
  });
}, 240_000);
afterAll(async () => {
  await serving.stop();
  folder.remove();
});

const file = () => join(folder.path, 'logs/courant.log');
const lines = () =>
  existsSync(file())
    ? readFileSync(file(), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>)
    : [];

describe('the log of a newsroom at work', () => {
  it('tells requests, editions, batches and who did what, and neither an address nor a secret', async () => {
    const key = (await folder.run(['keys', 'create', '--name', 'crm', '--scope', 'readers:write,readers:read'], canaries)).out.trim();
    expect(key).toMatch(/^ck_/);
    const asked = async (path: string, init: RequestInit = {}) => await fetch(`${serving.url}${path}`, init);
    const authorization = `Bearer ${key}`;
    const body = JSON.stringify({
      address: 'canary@reader.example',
      newsletter: 'weekly',
      consent: { how: 'told canary2@reader.example', at: new Date(Date.now() - 60_000).toISOString() },
    });
    const put = await asked('/api/v1/readers', { method: 'PUT', headers: { authorization, 'content-type': 'application/json' }, body });
    expect(put.status, await put.clone().text()).toBe(200);
    await asked('/api/v1/readers?address=canary@reader.example', { headers: { authorization } });
    await asked(`/u/${'AbCdEfGh12'.repeat(4)}`);
    await asked('/g/weekly/mi4x8s00.0123456789abcdef.l.AbCdEfGhIjK');
    await asked('/canary3@reader.example');
    await asked('/subscribe', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'email=canary4@reader.example',
    });
    await folder.run(['subscribers', 'suppress', 'r3@reader.example', '--reason', 'wrote from r3@reader.example'], {
      ...canaries,
      LOG_FILE: 'logs/courant.log',
      LOG_LEVEL: 'info',
    });
    await vi.waitFor(
      () => expect(lines().map(({ msg }) => msg)).toEqual(expect.arrayContaining(['edition.frozen', 'relay.away', 'delivery.batch'])),
      { timeout: 60_000, interval: 300 },
    );
    const whole = readFileSync(file(), 'utf8') + serving.errors();
    expect(whole).not.toMatch(/@reader\.example|@news\.|canary-|canaryuser|AbCdEfGh12AbCd/);
    expect(whole).not.toContain(key.slice(14));
    // Which story was followed, and when, is told no more exactly than it is counted.
    expect(whole).not.toContain('0123456789abcdef');
    const acts = lines()
      .filter(({ msg }) => msg === 'audit')
      .map(({ act }) => act);
    expect(acts).toEqual(expect.arrayContaining(['reader.subscribe', 'reader.suppress', 'command']));
    expect(lines()).toEqual(expect.arrayContaining([expect.objectContaining({ msg: 'request', door: 'reader', path: '/u/[key]' })]));
    expect(lines()).toEqual(expect.arrayContaining([expect.objectContaining({ msg: 'request', door: 'reader', path: '/g/[link]' })]));
    expect(lines().find(({ act }) => act === 'reader.subscribe')).toMatchObject({
      reader: expect.any(Number),
      how: expect.stringContaining('API key crm'),
    });
  }, 120_000);

  it('is beside figures Prometheus reads, for who has the token, with no address in any label', async () => {
    expect((await fetch(`${serving.url}/metrics`)).status).toBe(401);
    expect((await fetch(`${serving.url}/metrics`, { headers: { authorization: 'Bearer wrong' } })).status).toBe(401);
    const answer = await fetch(`${serving.url}/metrics`, { headers: { authorization: `Bearer ${canaries.METRICS_TOKEN}` } });
    const text = await answer.text();
    expect(text).not.toContain('reader.example');
    const families = parsePrometheus(text);
    expect(families.find(({ name }) => name === 'courant_deliveries')?.metrics.map(({ labels }) => labels?.domain_class)).toContain(
      'other',
    );
    // The parser drops labels of histograms.
    const doors = [...text.matchAll(/^courant_request_seconds_count\{.*door="(\w+)"/gm)].map(([, door]) => door);
    expect(new Set(doors)).toEqual(new Set(['api', 'desk', 'reader', 'watch']));
    expect(await (await fetch(`${serving.url}/healthz`)).text()).toBe('ok\n');
    expect(await (await fetch(`${serving.url}/readyz`)).text()).toBe('ready\n');
    expect((await fetch(`${serving.url}/healthz`, { method: 'POST' })).status).toBe(405);
  }, 60_000);
});
