import type { ClassifiedFile } from '../../../delivery/bounce/classified-file.ts';
import type { BounceReport } from '../../../press/feedback/receive-feedback.ts';
import type { AudienceStats, ReaderRecord } from '../../../press/ports/store/accounts.ts';
import type { Alarm, BounceRates, UnparsedMail } from '../../../press/ports/store/feedback.ts';
import type { ImportOptions, ImportReport } from '../../../press/readers/import/import-readers.ts';
import type { EndedByHand, Unsuppressed } from '../../../press/readers/manage-readers.ts';

/** What the command line can ask about readers and what comes back from them. */
export type ReaderApp = {
  readonly importReaders: (
    newsletter: string,
    file: string,
    options: ImportOptions & { readonly encoding: string | null },
  ) => Promise<ImportReport>;
  /** Writes CSV; returns how many rows. */
  readonly exportReaders: (newsletter: string | null, out: NodeJS.WritableStream) => Promise<number>;
  readonly showReader: (address: string) => Promise<ReaderRecord | null>;
  readonly eraseReader: (address: string) => Promise<boolean>;
  readonly suppressAddress: (address: string, reason: string) => Promise<void>;
  readonly unsuppressAddress: (address: string, reason: string, evenComplaint: boolean) => Promise<Unsuppressed>;
  readonly unsubscribeReader: (address: string, newsletter: string | null, reason: string) => Promise<EndedByHand>;
  readonly audienceStats: () => Promise<readonly AudienceStats[]>;
  /** One mail from standard input or a file. */
  readonly ingestMail: (bytes: Uint8Array, envelopeTo: readonly string[]) => Promise<BounceReport>;
  readonly classifyFiles: (files: readonly string[]) => AsyncIterable<ClassifiedFile>;
  /** Listens until the process is told to stop. */
  readonly listenForBounces: (options: ListenOptions) => Promise<{ readonly address: string; readonly stopped: Promise<void> }>;
  /** Reads a mailbox once; `null`: the one of `MAILBOX_URL`. @throws CourantError `mailbox-missing`, `mailbox-url`, `mailbox-unreachable` */
  readonly pollMailbox: (url: string | null, onReport: (report: BounceReport) => void) => Promise<number>;
  readonly unparsed: (limit: number) => Promise<readonly UnparsedMail[]>;
  readonly unparsedMail: (id: number) => Promise<Uint8Array | null>;
  readonly bounceStats: (newsletter: string | null, days: number) => Promise<BounceStats>;
};

export type ListenOptions = {
  readonly host: string;
  readonly port: number;
  readonly lmtp: boolean;
  readonly onReport: (report: BounceReport) => void;
};

export type BounceStats = {
  readonly domains: readonly BounceRates[];
  readonly editions: readonly BounceRates[];
  readonly alarms: readonly Alarm[];
};
