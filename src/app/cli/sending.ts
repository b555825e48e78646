/** The composition root's part for those who watch over sending. */
import { open } from 'node:fs/promises';
import type { Config } from '../../config/config.ts';
import type { EngineApp } from '../../doors/cli/contract/sending-app.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { newsletterNamed } from '../../press/newsletter/find-newsletter.ts';
import { editionNamed } from '../../press/planning/find-edition.ts';
import type { Press } from '../../press/ports/press.ts';
import type { Store } from '../../press/ports/store/store.ts';
import { withOutboxForAll } from '../open/transport.ts';
import { person } from './person.ts';

type Watching = { readonly store: () => Promise<Store>; readonly lookOn: () => Promise<Press> };

export const engineApp = (config: Config, press: () => Promise<Press>, { store, lookOn }: Watching): EngineApp => ({
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
    const opened = outbox ? withOutboxForAll(await press()) : await press();
    const { queue } = opened;
    if (!queue) {
      throw new CourantError('queue-missing', 'Workers share the work through PostgreSQL, and this store is not one.', {
        help: 'Set DATABASE_URL=postgres://... for every process; with SQLite, courant send and tick do all the work themselves.',
      });
    }
    const { assertMayLeave } = await import('../../press/mailing/may-leave.ts');
    for (const newsletter of config.newsletters) await assertMayLeave(opened, newsletter, false);
    const { workChunk } = await import('../../press/sending/work-chunks.ts');
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const unlisten = opened.onStop(stop);
    const stopWorking = await queue.work(async (chunk) => onChunk(await workChunk(opened, config.newsletters, queue, chunk)));
    onReady();
    await stopped;
    await stopWorking();
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
