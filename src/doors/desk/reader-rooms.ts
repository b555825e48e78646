/** What the rooms about readers need of the rest of Courant; `app/desk/people/` implements it. */
import type { ReaderField } from '../../audience/fields/reader-field.ts';
import type { Segment, SegmentRule } from '../../press/people/segment-rule.ts';
import type { GrowthWeek, ListedReader } from '../../press/ports/people/reader-lists.ts';
import type { AudienceStats } from '../../press/ports/store/accounts.ts';
import type { ImportReport } from '../../press/readers/import/import-readers.ts';
import type { ReaderStanding } from '../../press/readers/manage-readers.ts';

export type ReadersAsked = {
  readonly rule: SegmentRule;
  /** A part of an address; empty: any. */
  readonly text: string;
  /** Id of the last reader seen; `null`: from the newest. */
  readonly before: number | null;
};

export type ReadersSeen = {
  readonly readers: readonly ListedReader[];
  readonly all: number;
  /** Where the next page begins; `null`: this is the last. */
  readonly next: number | null;
};

export type ReaderNumbers = {
  readonly stats: readonly AudienceStats[];
  readonly growth: readonly GrowthWeek[];
  readonly joinedBy: readonly { readonly how: string; readonly readers: number }[];
  readonly segments: readonly (Segment & { readonly readers: number })[];
};

/** What a reader would get of the next edition. */
export type NextDigest = {
  readonly newsletter: string;
  readonly slot: Date | null;
  readonly subject: string | null;
  /** Why nothing would go to them; `null`: something would. */
  readonly skip: string | null;
  readonly titles: readonly string[];
};

export type ReaderAdded = {
  readonly address: string;
  readonly newsletter: string;
  readonly topics: readonly string[];
  readonly reason: string;
};

/** How a file is to be read: which column holds what, and what is true of all its rows. Empty names: as found. */
export type ImportWishes = {
  readonly columns: { readonly address: string; readonly topics: string; readonly state: string; readonly since: string };
  /** By the names of readers' own fields. */
  readonly fields: Readonly<Record<string, string>>;
  /** `columns`: each row says it. */
  readonly everybody: 'columns' | 'active' | 'unsubscribed' | 'suppressed' | 'unconfirmed';
  /** What words of the file's state column mean, as a person says. */
  readonly words: readonly { readonly word: string; readonly means: string }[];
};

export type ImportStage =
  | { readonly kind: 'received' }
  | { readonly kind: 'running'; readonly dryRun: boolean; readonly share: number }
  /** `stopped`: a person cancelled; what was taken over until then stays. */
  | { readonly kind: 'done'; readonly report: ImportReport; readonly stopped: boolean }
  | { readonly kind: 'failed'; readonly dryRun: boolean; readonly words: string };

export type ImportSeen = {
  readonly id: string;
  readonly file: string;
  readonly newsletter: string;
  readonly bytes: number;
  /** `null`: the first row is a reader already; columns then are named by number. */
  readonly header: readonly string[] | null;
  readonly firstRows: readonly (readonly string[])[];
  readonly wishes: ImportWishes;
  readonly stage: ImportStage;
};

export type ReaderRooms = {
  /** Readers' own, in the order they are shown in. */
  readerFields(): readonly ReaderField[];
  readers(asked: ReadersAsked): Promise<ReadersSeen>;
  readerNumbers(newsletter: string | null): Promise<ReaderNumbers>;
  /** `null`: nobody, or erased. */
  readerById(id: number): Promise<ReaderStanding | null>;
  nextDigests(address: string): Promise<readonly NextDigest[]>;
  /** Says in words what was done. */
  addReader(added: ReaderAdded, by: string): Promise<string>;
  segment(id: number): Promise<Segment | null>;
  saveSegment(name: string, rule: SegmentRule, by: string): Promise<number>;
  dropSegment(id: number): Promise<string>;
  /** Readers as CSV, in chunks. */
  exportReaders(asked: Pick<ReadersAsked, 'rule' | 'text'>): AsyncIterable<Uint8Array>;
  /** Keeps the file; nobody is taken over yet. Returns what it is called from now on. */
  receiveImport(newsletter: string, name: string, file: Blob): Promise<string>;
  /** `null`: there is none, or it was put away. */
  import(id: string): ImportSeen | null;
  /** Begins; `import` tells how far it is. */
  startImport(id: string, wishes: ImportWishes, dryRun: boolean): Promise<void>;
  /** Stops after the batch under way. */
  cancelImport(id: string): void;
  /** Removes the file. */
  dropImport(id: string): Promise<void>;
};
