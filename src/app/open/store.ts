import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { OpenSendingLog } from '../../io/files/sending-log.ts';
import type { Store } from '../../press/ports/store/store.ts';
import { observedStore, tracedStore } from './observed-store.ts';
import type { Opened } from './opened.ts';
import { secretsThere } from './secrets.ts';

/** Opened once, by whoever asks first. */
export async function openMigratedStore(config: Config, opened: Opened): Promise<Store> {
  opened.store ??= migratedStore(config, opened);
  return await opened.store;
}

async function migratedStore(config: Config, opened: Opened): Promise<Store> {
  const [{ openStore }, { namingTransientErrors }, { sendingLog }] = await Promise.all([
    import('../../io/store/open-store.ts'),
    import('../../io/store/database/transient-errors.ts'),
    import('../../io/files/sending-log.ts'),
  ]);
  let id: string | null = null;
  const log = sendingLog(join(config.stateFolder, 'sending'), () => id);
  const store = namingTransientErrors(
    await openStore(config.databaseUrl, {
      erasureKeys: () => secretsThere(config),
      onIntents: log.append,
      endpoints: config.outgoing,
    }),
  );
  opened.close.push(() => store.close());
  await store.migrate();
  id = await store.storeId();
  opened.sendingLog = log;
  const whole = logged(store, log);
  const observed = opened.log ? observedStore(whole, opened.log) : whole;
  return opened.tracing ? tracedStore(observed, opened.tracing) : observed;
}

/** A store whose log knows which editions there are and who leaves. */
const logged = (store: Store, log: OpenSendingLog): Store => ({
  ...store,
  async openEdition(...given) {
    const found = await store.openEdition(...given);
    log.know(found.edition);
    return found;
  },
  async findEdition(...given) {
    const found = await store.findEdition(...given);
    if (found) log.know(found);
    return found;
  },
  async unsubscribe(id, at, how) {
    const ended = await store.unsubscribe(id, at, how);
    if (ended) log.leave({ kind: 'subscription', id, at });
    return ended;
  },
  async suppress(address, reason, evidence, at) {
    await store.suppress(address, reason, evidence, at);
    const reader = await store.accountOf(address);
    if (reader) log.leave({ kind: 'reader', id: reader.subscriberId, at });
  },
  async erase(address, at) {
    const reader = await store.accountOf(address);
    const erased = await store.erase(address, at);
    if (reader) log.leave({ kind: 'reader', id: reader.subscriberId, at });
    return erased;
  },
});

/** The store when there is one: looking at a plan makes none. */
export async function storeIfThere(config: Config, opened: Opened): Promise<Store | null> {
  const { sqlitePath } = await import('../../io/store/database/sqlite-path.ts');
  const path = sqlitePath(config.databaseUrl);
  return path !== null && !existsSync(path) ? null : await openMigratedStore(config, opened);
}
