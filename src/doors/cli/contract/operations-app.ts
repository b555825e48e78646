import type { BackedUp } from '../../../press/operations/back-up.ts';
import type { BackupManifest } from '../../../press/operations/backup-manifest.ts';
import type { RestoreNotice } from '../../../press/operations/hold-restored.ts';

export type Restored = {
  readonly manifest: BackupManifest;
  readonly notice: RestoreNotice;
  /** Where what was there before lies now; `null`: nothing was. */
  readonly setAside: string | null;
};

/** What keeps an installation safe. */
export type OperationsApp = {
  readonly backUp: (folder: string) => Promise<BackedUp>;
  /** `yes`: over a store that is newer than the backup. */
  readonly restore: (folder: string, yes: boolean) => Promise<Restored>;
  /** The store's secret is lost: the one there is, or a new one, takes its place. */
  readonly renewSecret: () => Promise<void>;
  /** Lets a slot go out that is held; false: it was not. */
  readonly releaseSlot: (newsletter: string, slot: string) => Promise<boolean>;
};
