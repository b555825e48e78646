/** The composition root's part for keys, calls to other programs, and alerts. */
import type { Config } from '../../config/config.ts';
import type { WatchApp } from '../../doors/cli/contract/watch-app.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { createKey, revokeKey } from '../../press/operations/api-keys.ts';
import type { Press } from '../../press/ports/press.ts';
import type { Store } from '../../press/ports/store/store.ts';
import { now } from '../open/opened.ts';
import { person } from './person.ts';

type Opening = { readonly press: () => Promise<Press>; readonly store: () => Promise<Store> };

export const watchApp = (config: Config, { press, store }: Opening): WatchApp => ({
  createKey: async (name, scopes) => await createKey(await store(), { name, scopes, by: person(), now: now() }),
  keys: async () => (await store()).keys(),
  revokeKey: async (id) => await revokeKey(await store(), id, now()),
  calls: async (state, limit) => (await store()).outgoing({ state, limit }),
  async retryCalls(ids) {
    const opened = await press();
    const due = await opened.store.retryOutgoing(ids, now());
    const { tellWhoWaits } = await import('../watch/watch-over.ts');
    if (due > 0) await tellWhoWaits(config, opened);
    return due;
  },
  endpoints: () => config.outgoing,
  async endpointSecret(name) {
    if (!config.outgoing.some((one) => one.name === name))
      throw new CourantError('webhook-unknown', `There is no webhook ${JSON.stringify(name)} in the config.`, {
        help: config.outgoing.length === 0 ? 'Name one under `webhooks`.' : `Known: ${config.outgoing.map((one) => one.name).join(', ')}.`,
      });
    const { webhookSecret } = await import('../../press/oversight/tell-elsewhere.ts');
    return webhookSecret((await press()).secret, name);
  },
  alerts: async (standing) => (await store()).alerts({ standing, limit: 200 }),
});
