import type { BackedUp } from '../../../press/operations/back-up.ts';
import type { BackupManifest } from '../../../press/operations/backup-manifest.ts';
import type { Checkup } from '../../../press/operations/doctor/checkup.ts';
import type { RestoreNotice } from '../../../press/operations/hold-restored.ts';

export type Restored = {
  readonly manifest: BackupManifest;
  readonly notice: RestoreNotice;
  /** Where what was there before lies now; `null`: nothing was. */
  readonly setAside: string | null;
};

/** `made`: there was no store before. `waiting`: migrations, in order. */
export type Migrated = { readonly name: string; readonly made: boolean; readonly waiting: readonly string[] };

/** What keeps an installation safe. */
export type OperationsApp = {
  readonly backUp: (folder: string) => Promise<BackedUp>;
  /** `yes`: over a store that is newer than the backup. */
  readonly restore: (folder: string, yes: boolean) => Promise<Restored>;
  /** Looks and changes nothing. `dnsServers`: asked instead of those of the environment and the machine. */
  readonly doctor: (dnsServers: readonly string[]) => Promise<readonly Checkup[]>;
  /** Brings the store to this version; `dryRun`: only says what would be done. */
  readonly migrate: (dryRun: boolean) => Promise<Migrated>;
  /** The store's secret is lost: the one there is, or a new one, takes its place. */
  readonly renewSecret: () => Promise<void>;
  /** Lets a slot go out that is held; false: it was not. */
  readonly releaseSlot: (newsletter: string, slot: string) => Promise<boolean>;
};
