/** The HTTP API: who asks, how often, with what, and what comes of it. What it does is in `routes/`. */
import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { z } from 'zod';
import { CourantError } from '../../errors/courant-error.ts';
import { keyShown } from '../../press/operations/api-keys.ts';
import type { ApiKey } from '../../press/ports/watch/key-store.ts';
import { boundedBody } from '../requests/bounded-body.ts';
import { clientOf } from '../requests/client-address.ts';
import type { ApiSource } from './api-source.ts';
import { openApi } from './openapi.ts';
import { largestBody, type Problem, problem, problemBody, type RequestFault, tooLarge } from './problem.ts';
import { referencePage } from './reference-page.tsx';
import type { Answer, Route } from './route.ts';
import { allRoutes } from './routes/all-routes.ts';

export type ApiOptions = {
  readonly version: string;
  readonly baseUrl: string;
  readonly trustProxy: boolean;
  /** Requests a minute with one key. */
  readonly perMinute?: number;
};

type Env = { Variables: { key: ApiKey } };

const root = '/api/v1';
const usualRate = 600;
const wrongKeysPerMinute = 20;

/** `GET /api/v1/openapi.json` and the page `/api/v1/` are for everybody; the rest is for programs with a key. */
export function createApi(source: ApiSource, options: ApiOptions): Hono<Env> {
  const api = new Hono<Env>();
  api.use(async (c, next) => {
    await next();
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'no-referrer');
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
  });
  api.use(boundedBody(largestBody, tooLarge));
  const document = openApi(allRoutes, options);
  api.get(`${root}/openapi.json`, (c) => c.json(document));
  api.get(root, (c) => c.redirect(`${root}/`));
  api.get(`${root}/`, (c) => {
    c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'");
    return c.html(referencePage(document));
  });
  const gate = keyGate(source, options);
  for (const route of allRoutes) {
    const path = `${root}${route.path.replace(/\{(\w+)\}/g, ':$1')}`;
    api.on(route.method.toUpperCase(), path, gate, (c) => answered(c, source, route));
  }
  const methods = Map.groupBy(allRoutes, ({ path }) => path);
  for (const [path, routes] of methods)
    api.all(`${root}${path.replace(/\{(\w+)\}/g, ':$1')}`, (c) => {
      c.header('Allow', routes.map(({ method }) => method.toUpperCase()).join(', '));
      return problem(c, { status: 405, code: 'method-not-allowed', title: 'This path takes other methods' });
    });
  api.notFound((c) =>
    problem(c, { status: 404, code: 'no-such-path', title: 'There is no such path', help: `The paths there are: ${root}/` }),
  );
  api.onError((error, c) => failed(c, source, error));
  return api;
}

/** Lets in who shows a key in force, as often as it may; strangers who guess are slowed down. */
function keyGate(source: ApiSource, { trustProxy, perMinute = usualRate }: ApiOptions) {
  const uses = new RateLimiterMemory({ points: perMinute, duration: 60 });
  const guesses = new RateLimiterMemory({ points: wrongKeysPerMinute, duration: 60 });
  return async (c: Context<Env>, next: () => Promise<void>): Promise<Response | undefined> => {
    const shown = /^Bearer\s+(\S{1,200})$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const from = clientOf(c, trustProxy) ?? 'here';
    const guessed = await guesses.get(from);
    if (guessed !== null && guessed.remainingPoints <= 0) return slowDown(c, guessed.msBeforeNext);
    const key = shown === undefined ? null : await keyShown(source.store, shown, source.now());
    if (key === null) {
      if (shown !== undefined) await guesses.consume(from).catch(() => undefined);
      c.header('WWW-Authenticate', 'Bearer');
      const help = 'Send "Authorization: Bearer ck_..."; a key is made by: courant keys create';
      return problem(c, { status: 401, code: 'key-missing', title: 'No key in force was shown', help });
    }
    try {
      const left = await uses.consume(key.id);
      c.header('RateLimit-Limit', String(perMinute));
      c.header('RateLimit-Remaining', String(left.remainingPoints));
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return slowDown(c, refusal.msBeforeNext);
      throw refusal;
    }
    c.set('key', key);
    await next();
    return undefined;
  };
}

function slowDown(c: Context, ms: number): Response {
  c.header('Retry-After', String(Math.max(1, Math.ceil(ms / 1000))));
  return problem(c, {
    status: 429,
    code: 'too-many-requests',
    title: 'Too many requests',
    help: 'Wait for as many seconds as Retry-After says.',
  });
}

async function answered(c: Context<Env>, source: ApiSource, route: Route): Promise<Response> {
  const key = c.get('key');
  if (!key.scopes.includes(route.scope)) {
    const help = `It needs the scope ${route.scope}; this key has ${key.scopes.join(', ')}.`;
    return problem(c, { status: 403, code: 'scope-missing', title: 'This key may not do that', help });
  }
  const text = route.body === null ? '' : await c.req.text();
  const given = readRequest(c, route, text);
  if ('status' in given) return problem(c, given);
  const work = async () => await acted(source, route, given, key);
  const name = c.req.header('idempotency-key');
  if (name === undefined || route.method === 'get') return send(c, await work());
  if (!/^[\x21-\x7e]{1,200}$/.test(name))
    return problem(c, { status: 400, code: 'idempotency-key', title: 'Idempotency-Key must be 1 to 200 visible characters' });
  return await onceOnly(c, source, { keyId: key.id, name, text, work });
}

async function acted(source: ApiSource, route: Route, given: Given, { id: keyId, name }: ApiKey): Promise<Answer> {
  try {
    const answer = await route.act(source, given as never, { keyId, name });
    return answer.status < 400
      ? answer
      : { status: answer.status, body: problemBody({ ...(answer.body as Omit<Problem, 'status'>), status: 422 }) };
  } catch (error) {
    if (!(error instanceof CourantError)) throw error;
    const known = problemOf(error);
    if (known.status >= 500) source.onError(error);
    return { status: known.status, body: problemBody(known) };
  }
}

type Once = { readonly keyId: string; readonly name: string; readonly text: string; readonly work: () => Promise<Answer> };

/** The same request again gets the answer of the first time; what failed through no fault of its own may be tried anew. */
async function onceOnly(c: Context, source: ApiSource, { keyId, name, text, work }: Once): Promise<Response> {
  const print = createHash('sha256')
    .update([c.req.method, c.req.path, new URL(c.req.url).search, text].join('\n'))
    .digest('hex');
  const before = await source.store.claimAnswer(keyId, name, print, source.now());
  if (before === 'under-way')
    return problem(c, { status: 409, code: 'idempotency-under-way', title: 'This very request is being answered' });
  if (before !== null && before.print !== print)
    return problem(c, { status: 422, code: 'idempotency-mismatch', title: 'This Idempotency-Key was used for another request' });
  if (before !== null) {
    c.header('Idempotency-Replayed', 'true');
    return send(c, { status: before.status, body: JSON.parse(before.body) });
  }
  let kept = false;
  try {
    const answer = await work();
    if (answer.status < 500) {
      await source.store.keepAnswer(keyId, name, { print, status: answer.status, body: JSON.stringify(answer.body ?? null) });
      kept = true;
    }
    return send(c, answer);
  } finally {
    if (!kept) await source.store.dropAnswer(keyId, name);
  }
}

const send = (c: Context, { status, body }: Answer): Response =>
  c.body(JSON.stringify(body ?? null), status as ContentfulStatusCode, {
    'Content-Type': status < 400 ? 'application/json' : 'application/problem+json',
  });

type Given = { readonly params: unknown; readonly query: unknown; readonly body: unknown };

/** All that is wrong with a request at once. */
function readRequest(c: Context, route: Route, text: string): Given | Problem {
  const faults: RequestFault[] = [];
  const read = (at: string, schema: z.ZodType, value: unknown): unknown => {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const { path, message } of result.error.issues) faults.push({ at: [at, ...path.map(String)].join('.'), message });
    return null;
  };
  const repeated = Object.entries(c.req.queries()).filter(([, values]) => values.length > 1);
  for (const [name] of repeated) faults.push({ at: `query.${name}`, message: 'is given more than once' });
  const params = read('path', route.params, c.req.param());
  const query = read('query', route.query, c.req.query());
  let body: unknown = null;
  if (route.body !== null) {
    const isJson = /^application\/(?:[\w.+-]+\+)?json\b/i.test(c.req.header('content-type') ?? '');
    if (text !== '' && !isJson)
      return { status: 415, code: 'not-json', title: 'The body must be JSON', help: 'Send Content-Type: application/json.' };
    try {
      body = text === '' ? {} : JSON.parse(text);
    } catch {
      return { status: 400, code: 'json-unreadable', title: 'The body is no JSON that can be read' };
    }
    body = read('body', route.body, body);
  }
  if (faults.length === 0) return { params, query, body };
  return {
    status: 422,
    code: 'request-invalid',
    title: `The request has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}`,
    faults,
  };
}

const statuses: readonly (readonly [Problem['status'], RegExp])[] = [
  [404, /^(?:reader|edition|newsletter|override|key|feed)-unknown$|^not-subscribed$/],
  [
    409,
    /^(?:approval-|slot-|override-conflict|edition-|reader-(?:left|suppressed)|not-paused|not-approved|lint-blocked|links-unreachable|outbox-refused|history-pruned|words-partial|nothing-to-send)/,
  ],
  [503, /^store-(?:busy|unavailable|unreachable|in-use)$|^config-invalid$|^queue-unreachable$|^(?:accounting-breach|store-inconsistent)$/],
];

function problemOf(error: CourantError): Problem {
  const status = statuses.find(([, codes]) => codes.test(error.code))?.[0] ?? 422;
  return { status, code: error.code, title: titles[status] ?? 'This cannot be done', detail: error.message, help: error.help ?? undefined };
}

const titles: Readonly<Record<number, string>> = {
  404: 'There is no such thing',
  409: 'Not as things stand',
  503: 'Not now',
};

function failed(c: Context, source: ApiSource, error: unknown): Response {
  if (error instanceof CourantError) {
    const known = problemOf(error);
    if (known.status >= 500) source.onError(error);
    return problem(c, known);
  }
  source.onError(error);
  return problem(c, { status: 500, code: 'unexpected', title: 'This is a defect of the program', help: 'The log has what happened.' });
}
