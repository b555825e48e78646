import type { CheckId } from './check-ids.ts';
import type { Where } from './document/place.ts';
import type { LintedMail } from './linted-mail.ts';

export type Severity = 'error' | 'warning';

/**
 * Who can mend what a check finds: the author of the theme; an editor, by other words; the operator, by the settings; or, where
 * none of them wrote it, the developers of Courant itself.
 */
export type Audience = 'theme author' | 'editor' | 'operator' | 'developers of Courant';

/** What one check found once: `found` is what stands there, in words. The others only where they differ from the check's own. */
export type Found = {
  readonly found: string;
  readonly where: Where;
  readonly severity?: Severity;
  readonly audience?: Audience;
  readonly fix?: string;
};

export type Family =
  | 'size'
  | 'head'
  | 'language'
  | 'tables'
  | 'headings'
  | 'pictures'
  | 'links'
  | 'preheader'
  | 'text part'
  | 'headers'
  | 'contrast'
  | 'markup'
  | 'clients'
  | 'leftovers'
  | 'sameness';

/** One question the gate asks of a finished message. Pure: the same message gives the same findings in the same order. */
export type Check = {
  /** Stable: it stands in configs and scripts. */
  readonly id: CheckId;
  readonly family: Family;
  readonly severity: Severity;
  /** What must be so. */
  readonly asks: string;
  readonly why: string;
  /** To its audience. */
  readonly fix: string;
  readonly audience: Audience;
  readonly find: (mail: LintedMail) => Iterable<Found>;
};

export type Finding = Omit<Required<Found>, 'found'> & {
  readonly check: CheckId;
  readonly found: string;
  readonly why: string;
};
