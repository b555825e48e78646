/** What the processes of one store must agree on, on however many machines they run. */

/** Which media folder `BASE_URL` serves pictures from: the folder's own id, and where a person finds it. */
export type MediaPlace = { readonly folder: string; readonly place: string };

/** A store that was found to be older than what was sent from it. `copiedAt`: when the copy was made, as far as is known. */
export type Restore = { readonly noticedAt: Date; readonly copiedAt: Date | null };

/** A delivery as a log beside the store has it: how often it was handed over. */
export type LoggedAttempts = { readonly id: number; readonly attempts: number };

export type InstallationStore = {
  /** The store's own name, for good: a copy of it has the same. */
  storeId(): Promise<string>;
  /** Fingerprints of the secrets mails were signed with; the last one signs now. */
  secretFingerprints(): Promise<readonly string[]>;
  /** False, and nothing is written: there are not `known` of them any more. */
  addSecretFingerprint(fingerprint: string, known: number, now: Date): Promise<boolean>;
  /** Whether a secret has ever been used: mails have gone out, or readers were erased. */
  secretWasUsed(): Promise<boolean>;
  mediaPlace(baseUrl: string): Promise<MediaPlace | null>;
  setMediaPlace(baseUrl: string, place: MediaPlace, now: Date): Promise<void>;
  lastRestore(): Promise<Restore | null>;
  noteRestore(restore: Restore): Promise<void>;
  /** When anything was last changed by sending, signing up or editing, as far as rows tell; `null`: it is empty. */
  lastChange(): Promise<Date | null>;
  /** Those the store knows nothing of, or fewer attempts; of an edition that was pruned none. */
  behindLog(editionId: number, logged: readonly LoggedAttempts[]): Promise<readonly LoggedAttempts[]>;
  /** Subscriptions active all the same, and not changed since that instant. */
  stillActive(ended: readonly { readonly id: number; readonly at: Date }[]): Promise<readonly number[]>;
  /** Fixes the Message-IDs of deliveries that have none yet. */
  fixMessageIds(deliveries: readonly { readonly id: number; readonly messageId: string }[]): Promise<void>;
  /** Those that are not at an end and had fewer attempts become `unknown` with this reason. Returns how many. */
  doubt(editionId: number, logged: readonly LoggedAttempts[], reason: string, now: Date): Promise<number>;
};
