import type { AccountSubscription, ConsentSource } from './accounts.ts';

export type NewSignUp = {
  readonly address: string;
  readonly newsletter: string;
  readonly topics: readonly string[];
  readonly locale: string | null;
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
  readonly requestedAt: Date;
  readonly confirmedAt: Date | null;
};

export type SignUpStore = {
  /** Remembers the newest wish of an address for a newsletter; the same work whoever it is. Throws CourantError `bad-address`. */
  requestSignUp(request: NewSignUp): Promise<number>;
  /**
   * Whether a confirmation may be mailed to this address now: true once per `everyMs`, to one caller of any number in any
   * process; false too for suppressed addresses.
   */
  claimConfirmation(address: string, everyMs: number, now: Date): Promise<boolean>;
  /** The mail could not be handed over: the next sign-up may try again. */
  releaseConfirmation(address: string): Promise<void>;
  /** This sign-up and the others its address asked for since, open or confirmed; empty when unknown. */
  signUps(id: number, since: Date): Promise<readonly SignUp[]>;
  /** The reader's own yes: makes or revives the subscriptions; consent is logged as requested and as confirmed. Idempotent. */
  confirmSignUps(id: number, since: Date, source: ConsentSource, now: Date): Promise<readonly AccountSubscription[]>;
};
