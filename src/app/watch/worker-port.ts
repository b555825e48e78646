/** The composition root's part for who looks after a worker: its health and what it has sent, on a port of its own. */
import type { Config } from '../../config/config.ts';
import { type HttpServer, serveHttp } from '../../doors/http/serve.ts';
import { createWatch } from '../../doors/watch/watch-routes.ts';
import type { Press } from '../../press/ports/press.ts';
import { silent } from '../../press/ports/watch/log.ts';
import type { Metrics } from '../../press/ports/watch/metrics.ts';
import { answered } from './answered.ts';
import { watchSource } from './watch-over.ts';

/** @throws CourantError `port-in-use`, `cannot-listen` */
export async function openWorkerPort(config: Config, { store, now, log }: Press, metrics: Metrics, port: number): Promise<HttpServer> {
  const { token, host } = config.metrics;
  const source = watchSource(() => config, store, metrics, now);
  const watch = createWatch(source, { token, trustProxy: false });
  const onAnswer = answered(metrics, log ?? silent);
  return await serveHttp({ desk: watch, reader: null, watch, onAnswer, host, port, variable: 'WORKER_METRICS' });
}
