/** The composition root's part for those who watch over sending. */
import { open } from 'node:fs/promises';
import type { Config } from '../../config/config.ts';
import type { EngineApp } from '../../doors/cli/contract/sending-app.ts';
import type { HttpServer } from '../../doors/http/serve.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { newsletterNamed } from '../../press/newsletter/find-newsletter.ts';
import { editionNamed } from '../../press/planning/find-edition.ts';
import type { Press } from '../../press/ports/press.ts';
import type { Store } from '../../press/ports/store/store.ts';
import type { Metrics } from '../../press/ports/watch/metrics.ts';
import { untraced } from '../../press/ports/watch/tracing.ts';
import type { Opened } from '../open/opened.ts';
import { withOutboxForAll } from '../open/transport.ts';
import { version } from '../version.ts';
import { person } from './person.ts';

type Watching = { readonly store: () => Promise<Store>; readonly lookOn: () => Promise<Press>; readonly opened: Opened };

export const engineApp = (config: Config, press: () => Promise<Press>, { store, lookOn, opened: around }: Watching): EngineApp => ({
  async hold(text, order, reason) {
    const opened = await press();
    const { orderHold } = await import('../../press/oversight/hold-edition.ts');
    return await orderHold(opened, await editionNamed(opened.store, config.newsletters, text), order, `${reason} (${person()})`);
  },
  heldBy: async (editionId) => (await store()).hold(editionId),
  async reconcile(text, given) {
    const opened = await press();
    const { reconcile } = await import('../../press/oversight/reconcile.ts');
    const edition = await editionNamed(opened.store, config.newsletters, text);
    if ('events' in given) return await reconcile(opened, edition, { kind: 'events' }, person());
    if (!('log' in given)) {
      const { accepted, failed, words } = given;
      return await reconcile(opened, edition, { kind: 'by-hand', accepted, failed, evidence: words }, person());
    }
    const file = await open(given.log).catch((cause) => {
      throw new CourantError('file-missing', `The log ${given.log} cannot be read.`, { help: 'Check the path after --log.', cause });
    });
    return await reconcile(opened, edition, { kind: 'relay-log', name: given.log, lines: file.readLines() }, person());
  },
  async work(onChunk, onReady, outbox) {
    const port = config.metrics.workerPort;
    const metrics = port === null ? null : await workerMetrics(around);
    const opened = outbox ? withOutboxForAll(await press()) : await press();
    const { queue } = opened;
    if (!queue) {
      throw new CourantError('queue-missing', 'Workers share the work through PostgreSQL, and this store is not one.', {
        help: 'Set DATABASE_URL=postgres://... for every process; with SQLite, courant send and tick do all the work themselves.',
      });
    }
    const { assertMayLeave } = await import('../../press/mailing/may-leave.ts');
    for (const newsletter of config.newsletters) await assertMayLeave(opened, newsletter, false);
    const watched = port === null || metrics === null ? null : await watchedAt(config, opened, metrics, port);
    const { workChunk } = await import('../../press/sending/work-chunks.ts');
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const unlisten = opened.onStop(stop);
    const { run } = opened.tracing ?? untraced;
    const stopWorking = await queue.work(async (chunk) => {
      const of = { newsletter: chunk.newsletter, slot: chunk.slot };
      onChunk(await run('chunk', of, () => workChunk(opened, config.newsletters, queue, chunk)));
    });
    onReady(watched?.url ?? null);
    await stopped;
    await stopWorking();
    await watched?.close();
    unlisten();
  },
  async resend(text, state, addresses) {
    const opened = await press();
    const { resend } = await import('../../press/oversight/reconcile.ts');
    return await resend(opened, await editionNamed(opened.store, config.newsletters, text), state, addresses, person());
  },
  async retentionPlan(id, olderThan) {
    const { planRetention, parseRetention } = await import('../../press/oversight/prune.ts');
    const olderThanMs = olderThan === null ? config.retention.deliveries : parseRetention(olderThan);
    const newsletter = id === null ? null : newsletterNamed(config.newsletters, id).id;
    return olderThanMs === null ? null : await planRetention(await lookOn(), config.newsletters, { newsletter, olderThanMs });
  },
  async prune(plan) {
    const { prune } = await import('../../press/oversight/prune.ts');
    // Nothing is signed for it.
    return await prune(await lookOn(), plan);
  },
});

/** Before the transport is opened, which counts into them. */
async function workerMetrics(opened: Opened): Promise<Metrics> {
  const { prometheus } = await import('../../io/watch/prometheus.ts');
  opened.metrics = prometheus(version());
  return opened.metrics;
}

const watchedAt = async (config: Config, press: Press, metrics: Metrics, port: number): Promise<HttpServer> => {
  const { openWorkerPort } = await import('../watch/worker-port.ts');
  return await openWorkerPort(config, press, metrics, port);
};
