import type { Asked, serveHttp } from '../../doors/http/serve.ts';
import type { ProcessTracing } from '../../io/watch/otel-tracing.ts';
import type { Log } from '../../press/ports/watch/log.ts';
import type { Metrics } from '../../press/ports/watch/metrics.ts';

/** Counts and tells each answer. Paths are told as far as they hold no key of a reader. */
export const answered =
  (metrics: Metrics, log: Log): NonNullable<Parameters<typeof serveHttp>[0]['onAnswer']> =>
  ({ door, method, path, status, ms }) => {
    metrics.answered(door, method, status, ms / 1000);
    const level = status >= 500 ? 'error' : door === 'watch' ? 'debug' : 'info';
    log(level, 'request', { door, method, path: told(door, path), status, ms: Math.round(ms) });
  };

/** Each answer as a trace, or a part of the proxy's where one is trusted: what strangers say of theirs is nothing to us. */
export const tracedAnswers =
  ({ answer }: ProcessTracing, trustProxy: boolean) =>
  ({ door, path, request }: Asked, work: () => Promise<Response>): Promise<Response> => {
    const { method, headers } = request;
    const fields = { 'http.request.method': method, 'url.path': told(door, path), door };
    if (door === 'watch') return work();
    return answer(`${method} ${door}`, fields, trustProxy ? headers.get('traceparent') : null, work);
  };

/** A line of its own with its time for each click would tell more than is counted: which story it was is left out. */
const readersPath = (path: string): string =>
  path.startsWith('/g/') ? '/g/[link]' : path.replace(/^(\/[a-z]{1,12}\/)[^/]{20,}.*/, '$1[key]');

const told = (door: string, path: string): string => (door === 'reader' ? readersPath(path) : path);
