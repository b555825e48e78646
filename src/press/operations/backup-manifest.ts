import { z } from 'zod';
import { CourantError } from '../../errors/courant-error.ts';

export const manifestName = 'manifest.json';

const FileRecord = z.strictObject({
  /** Within the backup, `/` between. */
  path: z.string().regex(/^(?!.*(?:^|\/)\.\.?(?:\/|$))[\w.-]+(?:\/[\w.-]+)*$/),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What lies in a backup, and in which state the store was. */
export const BackupManifest = z.strictObject({
  format: z.literal(1).describe('layout of the backup'),
  /** Of Courant. */
  version: z.string(),
  /** Everything that happened later is missing. */
  createdAt: z.iso.datetime(),
  store: z.strictObject({
    kind: z.enum(['sqlite', 'postgres']),
    /** The store's own id: a copy has the same. */
    id: z.string(),
    /** Its newest migration. */
    schema: z.string(),
    /** Its file in the backup; `null`: it is not in it. */
    file: z.string().nullable(),
  }),
  /** `file`: it lies in the backup. `environment`: COURANT_SECRET, which is kept elsewhere. `none`: none was made yet. */
  secret: z.enum(['file', 'environment', 'none']),
  files: z.array(FileRecord),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

/** @throws CourantError `backup-unreadable` */
export function parseManifest(text: string, folder: string): BackupManifest {
  try {
    return BackupManifest.parse(JSON.parse(text));
  } catch (cause) {
    throw new CourantError('backup-unreadable', `${folder}/${manifestName} is not the manifest of a backup this version knows.`, {
      help: 'Name a folder that `courant backup` made; one of a newer Courant needs that version.',
      cause,
    });
  }
}
