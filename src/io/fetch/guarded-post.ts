import type { PostAnswer } from '../../press/oversight/tell-elsewhere.ts';
import { exchange, readBody } from './exchange.ts';
import { openTarget, type ResolveHost, resolveBySystem } from './target.ts';

/** Hosts in `allow` are exempt from the rules for ports and addresses, as for what is fetched. */
type Options = { readonly allow: readonly string[]; readonly timeoutMs: number; readonly resolve?: ResolveHost };

/**
 * POSTs JSON to an address outside: the name resolved once and the connection pinned to that answer, no address inside the network, no
 * redirect followed. Never rejects.
 */
export async function guardedPost(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  options: Options,
): Promise<PostAnswer> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  try {
    const target = await openTarget(url, null, options.allow, options.resolve ?? resolveBySystem);
    if (target.kind === 'refused') return { kind: 'refused', words: `${target.detail}; FETCH_HOSTS names hosts inside that may be called` };
    if (target.kind === 'unresolved') return { kind: 'failed', words: target.detail };
    const whole = {
      ...headers,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'Courant',
    };
    const response = await exchange(target.url, target.addresses, whole, signal, body);
    const { statusCode: status = 0 } = response;
    await readBody(response, 10_000).catch(() => undefined);
    response.destroy();
    return status >= 200 && status < 300
      ? { kind: 'taken', words: `answered ${status}` }
      : { kind: 'failed', words: `answered ${status}`, gone: status === 410 };
  } catch (error) {
    if (signal.aborted) return { kind: 'failed', words: `no answer within ${options.timeoutMs / 1000} s` };
    return {
      kind: 'failed',
      words: `the connection failed (${error instanceof Error && 'code' in error ? String(error.code) : 'no reason given'})`,
    };
  }
}
