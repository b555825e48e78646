import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { observedTransport } from '../../../src/app/open/observed-transport.ts';
import { tracingOf } from '../../../src/config/tracing-variables.ts';
import type { Transport } from '../../../src/press/ports/mail.ts';
import { serveFolder } from '../../doors/desk/serving.ts';
import { type CollectedSpan, type OtlpCollector, startOtlpCollector } from '../../io/watch/otlp-collector.ts';
import { newsroomAtItsSlot } from '../../press/mailing/newsroom-at-its-slot.ts';
import type { ProjectFolder } from '../../project-folder.ts';

let folder: ProjectFolder;
let collector: OtlpCollector;
const token = 'canary-collector-token-0815';
const env = () => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${token}`,
  OTEL_SERVICE_NAME: 'harbour-news',
  OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=test',
});

beforeAll(async () => {
  collector = await startOtlpCollector();
  folder = await newsroomAtItsSlot();
}, 240_000);
afterAll(async () => {
  await collector.close();
  folder.remove();
});

const named = (name: string): CollectedSpan => {
  const found = collector.spans.find((span) => span.name === name);
  if (!found) throw new Error(`no span "${name}" among ${[...new Set(collector.spans.map((span) => span.name))].join(', ')}`);
  return found;
};
const childOf = (parent: CollectedSpan) => ({ trace: parent.trace, parent: parent.id });

describe('traces of a newsroom at work', () => {
  it('are one a command: what an edition took, step by step, handed over before the process ends', async () => {
    const { code, err } = await folder.run(['tick'], env());
    expect([code, err]).toEqual([0, expect.not.stringMatching(/otel|trace/i)]);
    expect(collector.requests[0]).toMatchObject({
      path: '/v1/traces',
      headers: { 'content-type': 'application/x-protobuf', authorization: `Bearer ${token}` },
    });
    const root = named('courant tick');
    expect(root).toMatchObject({
      parent: '',
      resource: { 'service.name': 'harbour-news', 'service.version': expect.any(String), 'deployment.environment': 'test' },
    });
    for (const step of ['edition.seal', 'edition.digests', 'edition.send'])
      expect(named(step)).toMatchObject({ ...childOf(root), attributes: { 'courant.newsletter': 'weekly' } });
    expect(named('edition.send').attributes).toMatchObject({ 'courant.attempted': 30, 'courant.ending': 'through' });
    expect(root.ms).toBeGreaterThanOrEqual(named('edition.send').ms);
  }, 120_000);

  it('are one a request, through the desk’s process, whatever a stranger says of his own', async () => {
    const serving = await serveFolder(folder.path, { env: env() });
    try {
      const strangers = '4bf92f3577b34da6a3ce929d0e0e4736';
      const headers = { traceparent: `00-${strangers}-00f067aa0ba902b7-01` };
      expect((await fetch(serving.url, { headers })).status).toBe(200);
      expect((await fetch(`${serving.url}/u/${'AbCdEfGh12'.repeat(4)}`, { headers })).status).toBe(404);
      await vi.waitFor(
        () => expect(collector.spans.map(({ name }) => name)).toEqual(expect.arrayContaining(['GET desk', 'GET reader', 'desk'])),
        {
          timeout: 30_000,
          interval: 200,
        },
      );
      const asked = named('GET desk');
      expect(asked).toMatchObject({ kind: 2, parent: '', attributes: { 'http.response.status_code': 200, 'url.path': '/' } });
      expect(named('desk')).toMatchObject({ ...childOf(asked), resource: { 'process.command': 'courant desk' } });
      expect(named('GET reader').attributes['url.path']).toBe('/u/[key]');
      expect(collector.spans.map(({ trace }) => trace)).not.toContain(strangers);
    } finally {
      await serving.stop();
    }
  }, 120_000);

  it('hold no address, no reader’s key and no secret', () => {
    expect(collector.spans.length).toBeGreaterThan(5);
    expect(collector.text()).not.toMatch(/@[\w-]+\.example|AbCdEfGh12|canary/);
  });

  it('hold nobody up when the collector is away, and tell so in the log alone', async () => {
    const away = { ...env(), OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', LOG_FILE: 'logs/away.log', LOG_LEVEL: 'warn' };
    const { code, err } = await folder.run(['editions'], away);
    expect([code, err]).toEqual([0, '']);
    const told = readFileSync(join(folder.path, 'logs/away.log'), 'utf8').trim().split('\n');
    expect(told).toEqual([expect.stringMatching(/"words":"[^"{]*(?:ECONNREFUSED|not taken)[^"{]*","msg":"tracing\.trouble"/)]);
  }, 60_000);
});

it('of a long send have a part for each ten seconds of it', async () => {
  let now = 1_000_000;
  const parts: unknown[] = [];
  const accepted = { kind: 'accepted', code: 250, response: '250 ok' } as const;
  const transport = { name: 'made up', submit: async () => accepted, close: async () => undefined } as unknown as Transport;
  const observed = observedTransport(transport, {
    log: () => undefined,
    metrics: null,
    tracing: { mark: (...part) => parts.push(part) },
    store: { firstBeat: async () => undefined, endBeat: async () => undefined } as never,
    now: () => new Date(now),
  });
  for (let second = 0; second < 25; second += 1) {
    now += 1_000;
    await observed.submit({ envelope: { to: 'a@b.example' } } as never);
  }
  expect(parts).toEqual([
    ['delivery.batch', { accepted: 11 }, 10_000],
    ['delivery.batch', { accepted: 11 }, 10_000],
  ]);
});

describe('the standard variables of OpenTelemetry', () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.example:4318/' };

  it('say whether, where and how much', () => {
    expect(tracingOf({}).settings).toBeNull();
    for (const off of [{ OTEL_SDK_DISABLED: 'true' }, { OTEL_TRACES_EXPORTER: 'none' }])
      expect(tracingOf({ ...endpoint, ...off })).toEqual({ settings: null, notice: null });
    expect(tracingOf(endpoint).settings).toMatchObject({ url: 'http://collector.example:4318/v1/traces', share: 1, always: false });
    expect(tracingOf({ ...endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://other.example/in' }).settings?.url).toBe(
      'https://other.example/in',
    );
    const some = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' };
    expect(tracingOf({ ...endpoint, ...some }).settings).toMatchObject({ share: 0.25, always: false });
    expect(tracingOf({ ...endpoint, OTEL_RESOURCE_ATTRIBUTES: 'service.name=a%20b,broken' }).settings).toMatchObject({
      serviceName: 'a b',
      attributes: { 'service.name': 'a b' },
    });
  });

  it('stop nobody: what is of no use here is said', () => {
    for (const [given, words] of [
      [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, /"grpc".*4318/],
      [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' }, /no web address/],
      [{ OTEL_TRACES_SAMPLER: 'jaeger_remote' }, /parentbased_traceidratio/],
      [{ OTEL_TRACES_SAMPLER_ARG: '7' }, /from 0 to 1/],
    ] as const)
      expect(tracingOf({ ...endpoint, ...given })).toEqual({ settings: null, notice: expect.stringMatching(words) });
  });
});
