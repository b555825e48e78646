import type { PresetName } from '../../../content/foreign/mapping.ts';
import type { ContentApp } from './content-app.ts';
import type { MailingApp } from './mailing-app.ts';

/** Where a first newsletter gets its articles from. `own`: a first article or two are written, to be replaced. */
export type InitSource =
  | { readonly kind: 'own' }
  | { readonly kind: 'feeds'; readonly addresses: readonly string[] }
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'preset'; readonly folder: string; readonly preset: PresetName; readonly site: string };

/** What `courant init` wants to know. `null`: nobody said; a placeholder is written under which nothing is sent. */
export type InitAnswers = {
  readonly name: string;
  readonly sender: string | null;
  readonly postalAddress: string | null;
  readonly topics: readonly string[];
  readonly schedule: InitSchedule;
  readonly source: InitSource;
  readonly smtpUrl: string | null;
  readonly baseUrl: string | null;
};

/** `cron` and an IANA zone; `window` as the config writes it, `null` for the usual one. */
export type InitSchedule = { readonly cron: string; readonly zone: string; readonly window: string | null };

export type Initialised = {
  readonly written: readonly string[];
  /** Files that were there: untouched, with what to do about each. */
  readonly kept: readonly { readonly file: string; readonly advice: string }[];
  /** Feeds looked for: found, or why not. */
  readonly feeds: readonly { readonly address: string; readonly found: string | null; readonly fault: string | null }[];
  /**
   * Courant as the files just written say. `rehearsing`: as if no way out were set, so that mail goes to demo readers, into the outbox.
   * Who opens it closes it.
   */
  readonly open: (how: { readonly rehearsing: boolean }) => Promise<FirstApp>;
};

/** What a newsletter just made is begun with. */
export type FirstApp = Pick<MailingApp, 'start' | 'serve'> & {
  readonly contentIn: Pick<ContentApp, 'addFeed' | 'pull'>;
  readonly close: () => Promise<void>;
};

export type InitApp = {
  /** The zone of this machine. */
  readonly zone: () => string;
  /** Writes what is not there into the working folder. @throws CourantError `config-exists` */
  readonly initialise: (answers: InitAnswers) => Promise<Initialised>;
};
