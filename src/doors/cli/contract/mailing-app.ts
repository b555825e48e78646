import type { DeliveryReport } from '../../../press/mailing/deliver-edition.ts';
import type { DryRun } from '../../../press/mailing/dry-run.ts';
import type { StartReport } from '../../../press/mailing/start.ts';
import type { TickLine } from '../../../press/mailing/tick.ts';

/** The slot in words: `Saturday, 21 November 2026 at 08:00 (Europe/London), 6 days ago`. */
type When = { readonly when: string };

export type SendOptions = {
  readonly at: string | undefined;
  readonly to: readonly string[];
  /** A person has said that it goes out whatever is strange about it. */
  readonly yes: boolean;
  /** Before, or long after, the slot has come. */
  readonly early: boolean;
  readonly late: boolean;
  readonly outbox: boolean;
};

/** What the command line asks of Courant when mail is to leave. `outbox`: into the outbox, whoever the readers are. */
export type MailingApp = {
  readonly send: (newsletter: string, options: SendOptions) => Promise<DeliveryReport & When>;
  readonly dryRun: (newsletter: string, options: Pick<SendOptions, 'at' | 'to'>) => Promise<DryRun & When>;
  readonly tick: (options: { readonly outbox: boolean }) => Promise<readonly TickLine[]>;
  /** Of these lines, those that say something no run before has said in the last day; from then on these are told. */
  readonly newsOf: (lines: readonly TickLine[]) => Promise<readonly TickLine[]>;
  readonly start: () => Promise<StartReport>;
  /** Serves desk and reader pages until the process is told to stop; `ticking`: also does what is due, every minute. */
  readonly serve: (options: ServeOptions) => Promise<Serving>;
};

export type ServeOptions = {
  readonly ticking: boolean;
  readonly at: string | undefined;
  /** Templates written as components are compiled anew when they are saved. */
  readonly dev: boolean;
  readonly outbox: boolean;
  /** No desk is opened: readers' pages and webhooks alone. */
  readonly readersOnly?: boolean;
  /** Called with what is new in a minute, if anything is. */
  readonly onTick: (lines: readonly TickLine[]) => void;
};
export type Serving = { readonly url: string; readonly stopped: Promise<void> };
