import type { FieldValues } from '../../../audience/fields/reader-field.ts';
import type { FieldCondition } from './reader-fields.ts';

/** How readers stand towards a newsletter, or to any. `suppressed`: nobody writes there, whatever they subscribe to. */
export const standings = ['active', 'paused', 'pending', 'ended', 'suppressed'] as const;
export type Standing = (typeof standings)[number];

/** Which readers are meant; left out, a condition holds for all. Conditions add up. */
export type ReaderFilter = {
  /** What stands in the address, in whatever place. */
  readonly text?: string;
  /** One newsletter's subscriptions; left out, of any. */
  readonly newsletter?: string;
  readonly standing?: Standing;
  /** Any of these. */
  readonly topics?: readonly string[];
  /** The part behind the @, whole: `mail.example`. */
  readonly domain?: string;
  readonly joinedSince?: Date;
  readonly joinedBefore?: Date;
  /** Changed anything of their subscription since. */
  readonly changedSince?: Date;
  /** A mail to them came back since. */
  readonly bouncedSince?: Date;
  /** All of these. */
  readonly fields?: readonly FieldCondition[];
  /** Whether the newsletter's latest edition that went out reached their server; needs `newsletter`. */
  readonly gotLatest?: boolean;
};

/** A reader as a list tells them. */
export type ListedReader = {
  readonly subscriberId: number;
  readonly address: string;
  readonly createdAt: Date;
  readonly suppressed: string | null;
  /** Their own fields that hold something. */
  readonly fields: FieldValues;
  readonly subscriptions: readonly {
    readonly newsletter: string;
    readonly topics: readonly string[];
    readonly state: 'pending' | 'active' | 'unsubscribed';
    readonly pausedUntil: Date | null;
  }[];
};

/** `week`: its first instant, UTC, Mondays. */
export type GrowthWeek = { readonly week: Date; readonly joined: number; readonly left: number };

export type ReaderListStore = {
  /** Newest first, keyset: those before `before` (a subscriber's id), `null` from the newest. */
  listReaders(
    filter: ReaderFilter,
    page: { readonly before: number | null; readonly limit: number; readonly now: Date },
  ): Promise<readonly ListedReader[]>;
  countReaders(filter: ReaderFilter, now: Date): Promise<number>;
  /** Every week since then, oldest first, those without any change too. `null`: of all newsletters. */
  growth(newsletter: string | null, since: Date, now: Date): Promise<readonly GrowthWeek[]>;
  /** How those who joined since then came, most frequent first. */
  joinedBy(newsletter: string | null, since: Date, limit: number): Promise<readonly { readonly how: string; readonly readers: number }[]>;
};
