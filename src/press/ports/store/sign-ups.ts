import type { FieldChanges } from '../../../audience/fields/reader-field.ts';
import type { AccountSubscription, ConsentSource } from './accounts.ts';

export type NewSignUp = {
  readonly address: string;
  readonly newsletter: string;
  readonly topics: readonly string[];
  readonly locale: string | null;
  /** What was typed into fields; nobody's before the address is confirmed. Left out: nothing. */
  readonly fields?: FieldChanges;
  readonly ip: string | null;
  readonly textVersion: string;
  readonly now: Date;
};

export type SignUp = {
  readonly id: number;
  readonly address: string;
  readonly newsletter: string;
  readonly topics: readonly string[];
  readonly locale: string | null;
  readonly fields: FieldChanges;
  readonly requestedAt: Date;
  readonly confirmedAt: Date | null;
};

/** Mails that anyone who knows an address, or was forwarded a mail, can have sent to it. */
export type NoticePurpose = 'confirm' | 'export' | 'erase';

export type SignUpStore = {
  /** Remembers the newest wish of an address for a newsletter; the same work whoever it is. Throws CourantError `bad-address`. */
  requestSignUp(request: NewSignUp): Promise<number>;
  /**
   * Whether such a mail may go to this address now: true once per purpose and `everyMs` for its inbox, whatever its tag, to one
   * caller of any number in any process; false too for suppressed addresses.
   */
  claimNotice(purpose: NoticePurpose, address: string, everyMs: number, now: Date): Promise<boolean>;
  /** Whether this answer to a page's task is used for the first time, in any process; it is remembered `until` it would be over. */
  spendProof(id: string, until: Date, now: Date): Promise<boolean>;
  /** The mail could not be handed over: the next one may try again. */
  releaseNotice(purpose: NoticePurpose, address: string): Promise<void>;
  /** This sign-up and the others its address asked for since, open or confirmed; empty when unknown. */
  signUps(id: number, since: Date): Promise<readonly SignUp[]>;
  /** The reader's own yes: makes or revives the subscriptions; consent is logged as requested and as confirmed. Idempotent. */
  confirmSignUps(id: number, since: Date, source: ConsentSource, now: Date): Promise<readonly AccountSubscription[]>;
};
