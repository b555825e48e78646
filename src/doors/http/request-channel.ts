/** Requests that one process takes and another answers, over a channel that brings messages whole and in order. */
import type { HttpBindings } from '@hono/node-server';
import { CourantError } from '../../errors/courant-error.ts';

type Pairs = readonly (readonly [string, string])[];

export type ChannelAsk = {
  readonly kind: 'ask';
  readonly id: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Pairs;
  readonly body: Uint8Array | null;
  /** The other end of the connection, and the version it spoke. */
  readonly peer: string | null;
  readonly httpVersion: string;
};
export type ChannelRequest = ChannelAsk | { readonly kind: 'drop'; readonly id: number };

export type ChannelAnswer =
  | { readonly kind: 'head'; readonly id: number; readonly status: number; readonly headers: Pairs; readonly bodiless: boolean }
  | { readonly kind: 'part'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: 'end'; readonly id: number }
  | { readonly kind: 'broken'; readonly id: number };

type Waiting = { readonly begin: (response: Response) => void; readonly lose: (error: Error) => void };

export type Forwarder = {
  /** @throws CourantError `desk-away` where nobody is there to answer, `desk-lost` where whoever was at it is no more */
  readonly fetch: (request: Request, env: unknown) => Promise<Response>;
  /** For every message that comes back. */
  readonly take: (message: object) => void;
  /** Whoever answers is gone, and with it what was under way. */
  readonly lost: () => void;
};

/** The end that has the requests. `send`: `false` where nobody is there; `back` resolves when somebody is again, or it has taken too long. */
export function forwardRequests(
  send: (message: ChannelRequest) => boolean,
  back: () => Promise<void>,
  traceParent: () => string | null = () => null,
): Forwarder {
  const waiting = new Map<number, Waiting>();
  const bodies = new Map<number, ReadableStreamDefaultController<Uint8Array>>();
  let last = 0;
  const bodyOf = (id: number): ReadableStream<Uint8Array> =>
    new ReadableStream({
      start: (controller) => void bodies.set(id, controller),
      cancel() {
        bodies.delete(id);
        send({ kind: 'drop', id });
      },
    });
  return {
    async fetch(request, env) {
      const id = ++last;
      const body = request.body === null ? null : new Uint8Array(await request.arrayBuffer());
      const { method, url, headers } = request;
      const ask = { kind: 'ask', id, method, url, headers: withParent(headers, traceParent()), body, ...connectionOf(env) } as const;
      if (!send(ask)) {
        await back();
        if (!send(ask)) throw away();
      }
      const { promise, resolve: begin, reject: lose } = Promise.withResolvers<Response>();
      waiting.set(id, { begin, lose });
      const leave = () => {
        if (!waiting.has(id)) return;
        send({ kind: 'drop', id });
        lose(new Error('whoever asked has gone'));
      };
      request.signal.addEventListener('abort', leave, { once: true });
      return promise.finally(() => waiting.delete(id));
    },
    take(message) {
      const told = message as ChannelAnswer;
      if (told.kind === 'head') {
        const headers = new Headers();
        for (const [name, value] of told.headers) headers.append(name, value);
        waiting.get(told.id)?.begin(new Response(told.bodiless ? null : bodyOf(told.id), { status: told.status, headers }));
        return;
      }
      if (told.kind === 'part') bodies.get(told.id)?.enqueue(told.bytes);
      else if (told.kind === 'end') bodies.get(told.id)?.close();
      else waiting.get(told.id)?.lose(broken());
      if (told.kind === 'broken') bodies.get(told.id)?.error(broken());
      if (told.kind !== 'part') bodies.delete(told.id);
    },
    lost() {
      for (const { lose } of waiting.values()) lose(broken());
      for (const body of bodies.values()) body.error(broken());
      waiting.clear();
      bodies.clear();
    },
  };
}

/** Whoever asks from outside does not say what our traces are part of. */
const withParent = (headers: Headers, parent: string | null): Pairs => [
  ...[...headers].filter(([name]) => name !== 'traceparent'),
  ...(parent === null ? [] : ([['traceparent', parent]] as const)),
];

function connectionOf(env: unknown): Pick<ChannelAsk, 'peer' | 'httpVersion'> {
  const incoming = (env as Partial<HttpBindings> | undefined)?.incoming;
  return { peer: incoming?.socket.remoteAddress ?? null, httpVersion: incoming?.httpVersion ?? '1.1' };
}

const away = (): CourantError =>
  new CourantError('desk-away', 'The desk’s process has ended and is being started again.', { help: 'Load the page again in a moment.' });

const broken = (): CourantError =>
  new CourantError('desk-lost', 'The desk’s process ended while it was at this.', {
    help: 'It is being started again. Look whether what you asked for was done before you ask again.',
  });

export type Answerer = {
  readonly take: (message: ChannelRequest) => void;
  /** Drops whatever is under way. */
  readonly close: () => void;
};

type Fetch = (request: Request, env: unknown) => Response | Promise<Response>;

/** The end that answers. */
export function answerRequests(fetch: Fetch, send: (message: ChannelAnswer) => void): Answerer {
  const under = new Map<number, AbortController>();
  const answer = async (ask: ChannelAsk, signal: AbortSignal) => {
    const { id } = ask;
    const response = await fetch(requestOf(ask, signal), environmentOf(ask));
    const { status, headers, body } = response;
    const reader = body?.getReader();
    const drop = () => void reader?.cancel().catch(() => undefined);
    if (signal.aborted) return drop();
    signal.addEventListener('abort', drop, { once: true });
    send({ kind: 'head', id, status, headers: [...headers], bodiless: reader === undefined });
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) send({ kind: 'part', id, bytes: part.value });
    if (reader && !signal.aborted) send({ kind: 'end', id });
  };
  return {
    take(message) {
      const { id } = message;
      if (message.kind === 'drop') return under.get(id)?.abort();
      const stop = new AbortController();
      under.set(id, stop);
      answer(message, stop.signal)
        .catch(() => send({ kind: 'broken', id }))
        .finally(() => under.delete(id));
    },
    close() {
      for (const stop of under.values()) stop.abort();
    },
  };
}

function requestOf({ method, url, headers, body }: ChannelAsk, signal: AbortSignal): Request {
  const given = new Headers();
  for (const [name, value] of headers) given.append(name, value);
  return new Request(url, { method, headers: given, signal, ...(body === null ? {} : { body: new Uint8Array(body) }) });
}

/** What hono's adapter would tell of the connection. */
const environmentOf = ({ peer, httpVersion }: ChannelAsk) =>
  peer === null ? {} : { incoming: { httpVersion, socket: { remoteAddress: peer } } };
