import { Validator } from '@seriousme/openapi-schema-validator';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { openApi } from '../../../src/doors/api/openapi.ts';
import { allRoutes } from '../../../src/doors/api/routes/all-routes.ts';
import { createKey, revokeKey } from '../../../src/press/operations/api-keys.ts';
import { type ApiNewsroom, apiNewsroom } from './api-newsroom.ts';

let room: ApiNewsroom;
beforeAll(async () => {
  room = await apiNewsroom();
}, 120_000);
afterAll(async () => await room.close());

const slot = '2026-11-21T08:00:00Z';
const next = '2026-11-28T08:00:00Z';
const json = async (answer: Response) => (await answer.json()) as Record<string, never>;
const sound =
  '---\ntitle: From a program\npublishedDateTime: 2026-11-20T09:00:00Z\nwebUrl: https://harbour.example/p\nprovider: { name: Harbour Post, domain: harbour.example }\ntopics: [Climate]\nquality: 50\n---\n';
const consent = { how: 'ticked the box at checkout', at: '2026-11-20T10:00:00Z' };

describe('the document', () => {
  it('is valid OpenAPI 3.1 and names every route', async () => {
    const answer = await room.api.request('http://127.0.0.1/api/v1/openapi.json');
    const document = (await answer.json()) as { paths: Record<string, object> };
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    const told = Object.entries(document.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
    expect(told.sort()).toEqual(allRoutes.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it('is found faulty by the validator when it is', async () => {
    const broken = structuredClone(openApi(allRoutes, { version: '1', baseUrl: 'http://127.0.0.1' })) as Record<string, unknown>;
    broken.paths = { '/readers': { get: { responses: 7 } } };
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  it('is a page, too, that fetches nothing and runs nothing', async () => {
    const answer = await room.api.request('http://127.0.0.1/api/v1/');
    const page = await answer.text();
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|src=|href="https?:/);
    for (const { path } of allRoutes) expect(page).toContain(path);
  });
});

describe('a request amiss', () => {
  it('tells all that is wrong with a request at once', async () => {
    const answer = await room.ask('PUT', '/readers', { address: 7, topics: [], consent: { how: '' }, extra: 1 });
    expect(answer.status).toBe(422);
    const { faults } = (await answer.json()) as { faults: { at: string }[] };
    expect(faults.map(({ at }) => at)).toEqual([
      'body.address',
      'body.newsletter',
      'body.topics',
      'body.consent.how',
      'body.consent.at',
      'body',
    ]);
  });

  it('takes no other method, no other format and no broken JSON', async () => {
    expect((await room.ask('DELETE', '/readers')).status).toBe(405);
    expect((await room.ask('PUT', '/readers', '{"a"')).status).toBe(400);
    expect((await room.ask('PUT', '/readers', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await room.ask('PUT', '/readers', `"${'x'.repeat(1_100_000)}"`)).status).toBe(413);
    expect((await room.ask('GET', '/nothing')).status).toBe(404);
  });
});

describe('keys', () => {
  it('open what their scopes name, until they are revoked; their words are kept nowhere', async () => {
    const { press } = room.newsroom;
    const made = await createKey(press.store, { name: 'reports', scopes: ['editions:read'], by: 'test', now: press.now() });
    const withKey = { authorization: `Bearer ${made.key}` };
    expect((await room.ask('GET', '/editions', undefined, withKey)).status).toBe(200);
    expect(await json(await room.ask('GET', '/readers', undefined, withKey))).toMatchObject({ status: 403, code: 'scope-missing' });
    expect(room.newsroom.dump()).not.toContain(made.key.slice(14));
    await revokeKey(press.store, made.id, press.now());
    expect((await room.ask('GET', '/editions', undefined, withKey)).status).toBe(401);
    for (const authorization of ['', 'Bearer', 'Basic YTpi', `Bearer ${made.key.slice(0, -1)}A`, `Bearer ck_${made.id}_`])
      expect((await room.ask('GET', '/editions', undefined, { authorization })).status).toBe(401);
  });

  it('cannot be made for a scope there is not', async () => {
    const { store, now } = room.newsroom.press;
    await expect(createKey(store, { name: 'x', scopes: ['all'], by: 'test', now: now() })).rejects.toMatchObject({ code: 'scope-unknown' });
  });
});

describe('readers', () => {
  const upsert = async (body: object) => await room.ask('PUT', '/readers', { newsletter: 'weekly', ...body });

  it('are subscribed by a consent that is kept, once', async () => {
    const first = await upsert({ address: 'dora@reader.example', topics: ['Space'], consent });
    expect(await json(first)).toMatchObject({
      result: 'added',
      reader: { subscriptions: [{ newsletter: 'weekly', topics: ['Space'], state: 'active' }] },
    });
    expect(await json(await upsert({ address: 'dora@reader.example', topics: ['Space'], consent }))).toMatchObject({ result: 'unchanged' });
    const [line] = (
      (await json(await room.ask('GET', '/readers?address=dora@reader.example'))) as unknown as { items: { readerId: number }[] }
    ).items;
    const record = await json(await room.ask('GET', `/readers/${line?.readerId}/export`));
    expect(JSON.stringify(record)).toContain('ticked the box at checkout');
    expect(await json(await upsert({ address: 'dora@reader.example', topics: ['Golf'], consent }))).toMatchObject({
      code: 'topic-unknown',
    });
  });

  it('who left come back by a later consent alone, who are suppressed by none', async () => {
    const { id } = ((await json(await upsert({ address: 'eve@reader.example', consent }))) as unknown as { reader: { id: number } }).reader;
    const left = await room.ask('POST', `/readers/${id}/unsubscribe`, { reason: 'asked by phone' });
    expect(await json(left)).toEqual({ result: 'unsubscribed', newsletter: 'weekly' });
    expect(await json(await upsert({ address: 'eve@reader.example', consent }))).toMatchObject({ status: 409, code: 'reader-left' });
    const future = { ...consent, at: '2031-01-01T00:00:00Z' };
    expect(await json(await upsert({ address: 'eve@reader.example', consent: future }))).toMatchObject({ code: 'consent-future' });
    const later = { ...consent, at: '2026-11-21T09:00:30Z' };
    expect(await json(await upsert({ address: 'eve@reader.example', consent: later }))).toMatchObject({ result: 'returned' });
    expect((await room.ask('POST', '/suppressions', { address: 'eve@reader.example', reason: 'lawyers wrote' })).status).toBe(200);
    expect(await json(await upsert({ address: 'eve@reader.example', consent: later }))).toMatchObject({
      status: 409,
      code: 'reader-suppressed',
    });
  });

  it('without a consent are asked by mail, and nobody is subscribed by that', async () => {
    expect((await upsert({ address: 'finn@reader.example' })).status).toBe(202);
    expect(await json(await room.ask('GET', '/readers?address=finn@reader.example'))).toEqual({ items: [], next: null });
  });

  it('come in pages, each once', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const answer = await room.ask('GET', `/readers?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      const told = (await answer.json()) as { items: { address: string; newsletter: string }[]; next: string | null };
      expect(told.items.length).toBeLessThanOrEqual(2);
      seen.push(...told.items.map(({ address, newsletter }) => `${address} ${newsletter}`));
      cursor = told.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toContain('ada@reader.example weekly');
  });
});

describe('a request with a name', () => {
  it('is done once, answered the same for a day, and is no other request', async () => {
    const headers = { 'idempotency-key': 'order-4711' };
    const body = { address: 'gus@reader.example', newsletter: 'weekly', consent };
    const first = await room.ask('PUT', '/readers', body, headers);
    const words = await first.text();
    expect(JSON.parse(words)).toMatchObject({ result: 'added' });
    const again = await room.ask('PUT', '/readers', body, headers);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await again.text()).toBe(words);
    expect(await json(await room.ask('PUT', '/readers', { ...body, address: 'other@reader.example' }, headers))).toMatchObject({
      status: 422,
      code: 'idempotency-mismatch',
    });
    expect((await room.ask('PUT', '/readers', body, { 'idempotency-key': 'x'.repeat(300) })).status).toBe(400);
  });
});

describe('editions', () => {
  it('are planned, built, held, released and looked at by the rules of the desk', async () => {
    expect(await json(await room.ask('GET', '/editions'))).toMatchObject({
      items: [{ newsletter: 'weekly', number: 1, state: 'finished' }],
      next: null,
    });
    expect(await json(await room.ask('GET', '/editions/weekly/1'))).toMatchObject({ books: { frozen: 3, accepted: 3 }, hold: null });
    const plan = await json(await room.ask('GET', `/newsletters/weekly/plan?at=${next}`));
    expect(plan).toMatchObject({ newsletter: 'weekly', slot: '2026-11-28T08:00:00.000Z' });
    const built = (await json(await room.ask('POST', '/newsletters/weekly/build', { at: slot }))) as { html?: string };
    expect(built.html).toContain('<html');
    const { fingerprint: seen } = await json(await room.ask('GET', `/newsletters/weekly/slots/${next}`));
    expect((await room.ask('POST', `/newsletters/weekly/slots/${next}/send`, {})).status).toBe(422);
    expect(await json(await room.ask('POST', `/newsletters/weekly/slots/${next}/send`, { seen }))).toMatchObject({
      status: 409,
      code: 'slot-early',
    });
    expect((await room.ask('POST', `/newsletters/weekly/slots/${next}/hold`, { reason: 'waiting for the court' })).status).toBe(200);
    expect(await json(await room.ask('GET', `/newsletters/weekly/slots/${next}`))).toMatchObject({
      hold: { by: expect.stringContaining('API key test'), reason: 'waiting for the court' },
    });
    expect(await json(await room.ask('POST', `/newsletters/weekly/slots/${next}/release`, {}))).toEqual({ done: 'Released.' });
    expect(await json(await room.ask('POST', '/editions/weekly/1/pause', { reason: 'x' }))).toMatchObject({
      status: 409,
      code: 'edition-finished',
    });
    expect(await json(await room.ask('GET', '/editions/weekly/1/deliveries?limit=2'))).toMatchObject({
      items: [{ state: 'accepted' }, {}],
      next: expect.any(String),
    });
  });

  it('are edited with the version last seen, or not at all', async () => {
    const plan = (await json(await room.ask('GET', `/newsletters/weekly/plan?at=${slot}`))) as unknown as {
      sections: { stories: { id: string }[] }[];
    };
    const story = plan.sections[0]?.stories[0]?.id ?? '';
    const { version } = (await json(await room.ask('GET', '/newsletters/daily/overrides'))) as unknown as { version: number };
    const order = { slot: next, intent: { kind: 'drop', story }, reason: 'stale', version };
    const first = await room.ask('POST', '/newsletters/daily/overrides', { ...order, slot });
    expect(first.status, await first.clone().text()).toBe(201);
    expect(await json(await room.ask('POST', '/newsletters/daily/overrides', { ...order, slot }))).toMatchObject({
      status: 409,
      code: 'override-conflict',
    });
    const list = (await json(await room.ask('GET', '/newsletters/daily/overrides'))) as unknown as {
      version: number;
      items: { id: number }[];
    };
    expect(list.items).toMatchObject([{ kind: 'drop', reason: 'stale', state: 'in-force' }]);
    const undone = await room.ask('POST', `/newsletters/daily/overrides/${list.items[0]?.id}/undo`, { version: list.version });
    expect(undone.status).toBe(200);
  });
});

describe('articles', () => {
  it('are kept as files where they have no error, and replaced', async () => {
    const kept = await room.ask('PUT', '/articles/from-a-program', { text: sound });
    expect(kept.status, await kept.clone().text()).toBe(201);
    expect(await json(kept)).toMatchObject({ file: 'articles/api/from-a-program.md' });
    expect((await room.ask('PUT', '/articles/from-a-program', { text: sound })).status).toBe(200);
    const refused = await room.ask('PUT', '/articles/broken', { text: '---\nquality: many\n---\n' });
    expect(await json(refused)).toMatchObject({
      status: 422,
      code: 'article-unusable',
      faults: expect.arrayContaining([expect.objectContaining({ at: expect.stringContaining('title') })]),
    });
    expect((await room.ask('PUT', '/articles/..%2F..%2Fx', { text: sound })).status).toBe(422);
  });
});

describe('any path', () => {
  const reached = new Set<string>();
  // What may stand in each place: what fits, what fits another place, and what fits nowhere.
  const junk = fc.oneof(
    fc.constantFrom<unknown>(
      '',
      ' ',
      null,
      0,
      -1,
      1e21,
      true,
      [],
      {},
      '\u0000',
      '../../etc/passwd',
      '%',
      "' or 1=1 --",
      '𝒳',
      '9'.repeat(30),
    ),
    fc.string({ maxLength: 30 }),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const fitting: Readonly<Record<string, readonly unknown[]>> = {
    newsletter: ['weekly', 'daily', 'monthly'],
    slot: [slot, next, '2026-11-21T09:00:00+01:00', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
    at: [slot, next, '2026-11-20T10:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
    number: ['1', '2'],
    id: ['1', '2', '9007199254740991'],
    name: ['a', 'a-b_c'],
    address: ['ada@reader.example', 'new@reader.example', 'No One <a@b>', 'ünï@köln.example'],
    topics: [['Climate'], ['Climate', 'Golf'], ['']],
    consent: [consent],
    fields: [{}, { shoe: 1 }],
    reason: ['because'],
    seen: ['x'],
    text: [sound, '---\ntitle: x\n---\n', '---\n{', '\u0000'],
    version: [0, 1, 9007199254740991],
    limit: ['1', '500'],
    cursor: ['YzE', 'YzA', 'eHg', 'Yzk5OTk5OTk5OTk5OTk5OTk'],
    state: ['active', 'accepted'],
    severity: ['error'],
    intent: [
      { kind: 'drop', story: 'x' },
      { kind: 'edition', subject: 'A word', about: 'everyone' },
      { kind: 'sections', topics: ['Climate'] },
      { kind: 'add', url: 'https://x.example/a', topic: 'Climate', title: 'T', published: 'never', quality: 'much' },
    ],
  };
  const anything = fc.oneof(fc.constantFrom(...Object.values(fitting).flat()), junk);
  const likely = (name: string) =>
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...(fitting[name] ?? [''])) }, { weight: 1, arbitrary: anything });
  const text = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

  for (const route of allRoutes)
    it(`${route.method} ${route.path} answers whatever comes as documented, and never with a defect`, async () => {
      // Most of what a shape names, some of it left out.
      const some = (shape: z.ZodObject) =>
        fc.record(Object.fromEntries(Object.keys(shape.shape).map((name) => [name, likely(name)])), { requiredKeys: [] });
      const whole = (shape: z.ZodObject) => fc.record(Object.fromEntries(Object.keys(shape.shape).map((name) => [name, likely(name)])));
      const request = fc.record({
        params: whole(route.params),
        query: some(route.query),
        body:
          route.body === null
            ? fc.constant(null)
            : fc.oneof(
                { weight: 3, arbitrary: some(route.body) },
                { weight: 2, arbitrary: whole(route.body) },
                { weight: 1, arbitrary: anything },
              ),
      });
      await fc.assert(
        fc.asyncProperty(request, async ({ params, query, body }) => {
          const path = route.path.replace(
            /\{(\w+)\}/g,
            (_, name: string) => encodeURIComponent(text((params as Record<string, unknown>)[name]).toWellFormed()) || 'x',
          );
          const search = new URLSearchParams(Object.entries(query).map(([name, given]) => [name, text(given).toWellFormed()])).toString();
          const answer = await room.ask(
            route.method.toUpperCase(),
            `${path}${search === '' ? '' : `?${search}`}`,
            body === null ? undefined : (JSON.stringify(body) ?? 'null'),
          );
          const told = (await answer.json()) as { status?: number; code?: string; faults?: unknown[] };
          if (answer.status >= 500) throw new Error(`${answer.status} ${JSON.stringify(told)} ${String(room.errors.at(-1))}`);
          const schema = route.answers[answer.status]?.schema;
          if (schema !== undefined) {
            reached.add(`${route.name} ${answer.status}`);
            return void schema.parse(told);
          }
          expect(answer.headers.get('content-type')).toBe('application/problem+json');
          expect(told.status).toBe(answer.status);
          expect(told.code).toMatch(/^[a-z-]+$/);
          if (told.code === 'request-invalid') expect(told.faults?.length).toBeGreaterThan(0);
        }),
        { numRuns: 25 },
      );
    }, 120_000);

  it('is reached past its checks', () => {
    const never = allRoutes.filter(({ name, answers }) => !Object.keys(answers).some((status) => reached.has(`${name} ${status}`)));
    // A seen fingerprint, an unfinished edition and a story's name are not to be had by chance.
    const byChance = ['approveSlot', 'sendSlot', 'pauseEdition', 'resumeEdition', 'cancelEdition', 'undoOverride', 'addOverride'];
    expect(never.map(({ name }) => name).filter((name) => !byChance.includes(name))).toEqual([]);
  });
});

describe('limits', () => {
  it('are of each key, and of who guesses', async () => {
    const strict = await apiNewsroom(3);
    try {
      const statuses: number[] = [];
      for (let times = 0; times < 5; times++) statuses.push((await strict.ask('GET', '/newsletters')).status);
      expect(statuses).toEqual([200, 200, 200, 429, 429]);
      expect((await strict.ask('GET', '/newsletters')).headers.get('retry-after')).toMatch(/^\d+$/);
      const guesses: number[] = [];
      for (let times = 0; times < 25; times++)
        guesses.push((await strict.ask('GET', '/newsletters', undefined, { authorization: 'Bearer ck_aaaaaaaaaa_' })).status);
      expect(guesses.filter((status) => status === 429).length).toBe(5);
    } finally {
      await strict.close();
    }
  }, 120_000);
});
