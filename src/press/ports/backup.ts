/** What backing up and restoring need of files and databases. */

export type Summed = { readonly bytes: number; readonly sha256: string };

/** A file with its path within the folder it was found in, `/` between. */
export type FoundFile = { readonly path: string; readonly bytes: number };

export type BackupFiles = {
  /**
   * Makes a folder whole or not at all; `fill` is given a draft of it.
   * @throws CourantError `backup-exists` when something is there already
   */
  makeWhole<Result>(folder: string, fill: (draft: string) => Promise<Result>): Promise<Result>;
  /** On the disk when it resolves, readable for its owner alone. `step` is told how many bytes more. */
  copy(from: string, to: string, step: (bytes: number) => void): Promise<Summed>;
  sum(path: string, step: (bytes: number) => void): Promise<Summed>;
  write(path: string, text: string): Promise<void>;
  /** `null`: there is none. */
  read(path: string): Promise<string | null>;
  /** Empty where there is no such folder; files whose names begin with a dot are left out. */
  list(folder: string): Promise<readonly FoundFile[]>;
  exists(path: string): boolean;
};

export type StoreCopy = {
  readonly id: string;
  readonly schema: string;
  /** Its file in the backup; `null`: it is not in it. */
  readonly file: string | null;
  /** Why it is not, and what to do. */
  readonly missing: string | null;
};

/** The store as a thing to be copied while others use it. */
export type StoreCopier = {
  readonly kind: 'sqlite' | 'postgres';
  /** About how many bytes; 0 where nobody knows. */
  size(): number;
  /** As it stands at one moment. `step` is told how many bytes there are so far. */
  copy(folder: string, step: (bytes: number) => void): Promise<StoreCopy>;
};
