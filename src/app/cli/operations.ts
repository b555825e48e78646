/** The composition root's part for those who keep an installation safe. */
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { OperationsApp } from '../../doors/cli/contract/operations-app.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { newsletterNamed } from '../../press/newsletter/find-newsletter.ts';
import { backUp } from '../../press/operations/back-up.ts';
import { renewSecret } from '../../press/operations/known-secret.ts';
import { parseInstant } from '../../press/planning/resolve-request.ts';
import type { StoreCopier } from '../../press/ports/backup.ts';
import type { Progress } from '../../press/ports/progress.ts';
import type { Store } from '../../press/ports/store/store.ts';
import { now } from '../open/opened.ts';
import { secretFile, secretsThere } from '../open/secrets.ts';
import { version } from '../version.ts';
import { person } from './person.ts';

type Tools = { readonly store: () => Promise<Store>; readonly progress: Progress };

export const operationsApp = (config: Config, { store, progress }: Tools): OperationsApp => ({
  async backUp(folder) {
    // The store as this version has it, so that its copy can be read.
    await store();
    const { backupFiles } = await import('../../io/files/backup-folder.ts');
    const order = {
      folder,
      version: version(),
      secretFile: secretFile(config),
      mediaFolder: join(config.stateFolder, 'media'),
      secretGiven: config.secrets.length > 0,
    };
    return await backUp(order, await copierOf(config), backupFiles, { progress, now });
  },
  async restore(folder, yes) {
    const { restoreBackup } = await import('./restore-backup.ts');
    return await restoreBackup(config, folder, yes, progress);
  },
  async doctor(dnsServers) {
    const { doctor } = await import('./doctor.ts');
    return await doctor(config, dnsServers);
  },
  async migrate(dryRun) {
    const { lookIntoStore } = await import('../../io/store/look-into-store.ts');
    const looked = await lookIntoStore(config.databaseUrl);
    await looked?.store.close();
    if (!dryRun) await store();
    return { name: shownStore(config), made: looked === null, waiting: looked?.waiting ?? [] };
  },
  async renewSecret() {
    const { secretFingerprint, secretFromFile } = await import('../../io/files/secret-file.ts');
    const [secret = secretFromFile(secretFile(config))] = secretsThere(config);
    await renewSecret(await store(), secret, secretFingerprint, now());
  },
  async releaseSlot(id, text) {
    const slot = parseInstant(text);
    if (!slot) throw new CourantError('option-invalid', `--at: "${text}" is not an instant; write one as in 2026-11-21T08:00:00Z`);
    return await (await store()).releaseSlot(newsletterNamed(config.newsletters, id).id, slot, person(), now());
  },
});

/** Without name and password. */
const shownStore = ({ databaseUrl }: Config): string => databaseUrl.replace(/\/\/[^/@]*@/, '//');

async function copierOf({ databaseUrl }: Config): Promise<StoreCopier> {
  const [{ sqlitePath }, { openPostgres, openSqlite }, { postgresCopier, sqliteCopier }] = await Promise.all([
    import('../../io/store/database/sqlite-path.ts'),
    import('../../io/store/open-store.ts'),
    import('../../io/store/database/copy-store.ts'),
  ]);
  const path = sqlitePath(databaseUrl);
  return path === null ? postgresCopier(databaseUrl, () => openPostgres(databaseUrl)) : sqliteCopier(path, openSqlite);
}
