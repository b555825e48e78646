import type { IncomingHttpHeaders } from 'node:http';
import { exchange, readBody } from './exchange.ts';
import { openTarget, type Refused, type ResolveHost, resolveBySystem } from './target.ts';

export type GuardedFetchOptions = {
  /** Most bytes of body, counted after decompression. */
  readonly maxBytes: number;
  /** For everything: names, redirects and body. */
  readonly timeoutMs: number;
  /** The Accept header. What came is for the caller to judge: see `contentType`. */
  readonly accept: string;
  /** Validators of an earlier answer, as it gave them. */
  readonly ifNoneMatch?: string | null;
  readonly ifModifiedSince?: string | null;
  /** Default 5. */
  readonly maxRedirects?: number;
  /** Hosts exempt from the port and address rules, as `URL.host` writes them: `127.0.0.1:3045`. Default none. */
  readonly allow?: readonly string[];
  /** Default the system's resolver. Its answers are checked like any other. */
  readonly resolve?: ResolveHost;
  /** The caller's own deadline, on top of `timeoutMs`. */
  readonly signal?: AbortSignal;
};

type FailureReason = 'not-found' | 'connection' | 'timeout' | 'aborted' | 'status' | 'redirect' | 'encoding';

/**
 * `refused`: against our rules, and will be the next time; `failed`: the network or the server, which may recover.
 * `detail` completes the sentence "the picture could not be fetched: ...". `url` is the last one asked.
 */
export type Fetched =
  | {
      readonly kind: 'ok';
      readonly url: string;
      readonly bytes: Uint8Array;
      /** Lower case, without parameters; `null` when the server did not say. */
      readonly contentType: string | null;
      readonly etag: string | null;
      readonly lastModified: string | null;
      readonly headers: IncomingHttpHeaders;
      /** Where it was moved to for good (301, 308), as far as every redirect up to there said so; `null`: nowhere. */
      readonly movedTo: string | null;
    }
  | { readonly kind: 'not-modified'; readonly url: string; readonly headers: IncomingHttpHeaders; readonly movedTo: string | null }
  | Refused
  | {
      readonly kind: 'failed';
      readonly reason: FailureReason;
      readonly detail: string;
      readonly status: number | null;
      /** Of an answer that was no success, as the server sent it. */
      readonly retryAfter: string | null;
    };

type Hop = { readonly kind: 'redirect'; readonly url: string; readonly location: string; readonly forGood: boolean } | Fetched;

/**
 * GETs an address that strangers chose (pictures, feeds) without letting them reach the inside of the network: http(s) on
 * the usual ports only, each name resolved once and the connection pinned to that answer, private and translated addresses
 * refused, every redirect checked again, size capped as it streams. Never rejects, sends no cookie and no referrer.
 */
export async function guardedFetch(url: string, options: GuardedFetchOptions): Promise<Fetched> {
  const deadline = new AbortController();
  const late = setTimeout(() => deadline.abort(), options.timeoutMs);
  const stop = () => deadline.abort();
  options.signal?.addEventListener('abort', stop, { once: true });
  if (options.signal?.aborted) stop();
  try {
    return await unlessAborted(deadline.signal, follow(url, options, deadline.signal));
  } catch (error) {
    if (options.signal?.aborted) return failed('aborted', 'there was no time left for it');
    if (deadline.signal.aborted) return failed('timeout', `${hostOf(url)} took longer than ${seconds(options.timeoutMs)}`);
    return failed('connection', `the connection to ${hostOf(url)} failed (${codeOf(error)})`);
  } finally {
    clearTimeout(late);
    options.signal?.removeEventListener('abort', stop);
    // Whatever is still open after a refusal half-way ends here.
    deadline.abort();
  }
}

async function follow(first: string, options: GuardedFetchOptions, signal: AbortSignal): Promise<Fetched> {
  const most = options.maxRedirects ?? 5;
  let next: { text: string; base: string | null } = { text: first, base: null };
  let movedTo: string | null = null;
  let forGood = true;
  for (let redirects = 0; redirects <= most; redirects++) {
    const hop = await request(next.text, next.base, options, signal);
    // Without its host: whoever reads of it must not be led to let in what a stranger's server points at.
    if (hop.kind === 'refused' && redirects > 0)
      return { kind: hop.kind, reason: hop.reason, detail: `it redirects to an address we do not fetch: ${hop.detail}` };
    if (hop.kind === 'ok' || hop.kind === 'not-modified') return { ...hop, movedTo };
    if (hop.kind !== 'redirect') return hop;
    forGood &&= hop.forGood;
    if (forGood) movedTo = URL.parse(hop.location, hop.url)?.href ?? movedTo;
    next = { text: hop.location, base: hop.url };
  }
  return { kind: 'refused', reason: 'too-many-redirects', detail: `it redirects more than ${most} times` };
}

async function request(text: string, base: string | null, options: GuardedFetchOptions, signal: AbortSignal): Promise<Hop> {
  const target = await openTarget(text, base, options.allow ?? [], options.resolve ?? resolveBySystem);
  if (target.kind === 'refused') return target;
  if (target.kind === 'unresolved') return failed('not-found', target.detail);
  signal.throwIfAborted();

  const url = target.url.href;
  const response = await exchange(target.url, target.addresses, requestHeaders(options), signal);
  const { headers, statusCode: status = 0 } = response;
  if (status === 200) {
    const bytes = await readBody(response, options.maxBytes);
    if (bytes === 'too-big') return { kind: 'refused', reason: 'too-big', detail: `it is larger than ${megabytes(options.maxBytes)}` };
    if (bytes === 'unknown-encoding') return failed('encoding', 'it is compressed in a way that was not asked for');
    const contentType = headers['content-type']?.split(';')[0]?.trim().toLowerCase() || null;
    return {
      kind: 'ok',
      url,
      bytes,
      contentType,
      etag: headers.etag ?? null,
      lastModified: headers['last-modified'] ?? null,
      headers,
      movedTo: null,
    };
  }
  response.destroy();
  if (status === 304) return { kind: 'not-modified', url, headers, movedTo: null };
  if (![301, 302, 303, 307, 308].includes(status))
    return failed('status', `${target.url.host} answered ${status}`, status, headers['retry-after'] ?? null);
  if (headers.location === undefined) return failed('redirect', `${target.url.host} answered ${status} without an address`, status);
  return { kind: 'redirect', url, location: headers.location, forGood: status === 301 || status === 308 };
}

function requestHeaders(options: GuardedFetchOptions): Record<string, string> {
  return {
    accept: options.accept,
    'accept-encoding': 'gzip, br',
    'user-agent': 'Mozilla/5.0 (compatible; Courant)',
    ...(options.ifNoneMatch ? { 'if-none-match': options.ifNoneMatch } : {}),
    ...(options.ifModifiedSince ? { 'if-modified-since': options.ifModifiedSince } : {}),
  };
}

/** Name resolution cannot be cancelled, so it is left behind when time is up. */
function unlessAborted<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

function failed(
  reason: FailureReason,
  detail: string,
  status: number | null = null,
  retryAfter: string | null = null,
): Fetched & { kind: 'failed' } {
  return { kind: 'failed', reason, detail, status, retryAfter };
}

function hostOf(url: string): string {
  return URL.parse(url.trim())?.host ?? 'the server';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
}

function seconds(ms: number): string {
  return ms === 1000 ? '1 second' : `${ms / 1000} seconds`;
}

function megabytes(bytes: number): string {
  return bytes >= 1_000_000 ? `${Math.round(bytes / 100_000) / 10} MB` : `${bytes} bytes`;
}
