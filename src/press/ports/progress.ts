import type { Outcome } from '../../delivery/ledger/outcome.ts';

/** Progress of long work, drawn as a bar on a terminal, silent or as lines elsewhere. */
export type Progress = {
  start(label: string, total: number): void;
  step(done: number): void;
  finish(): void;
  /** Something the person who waits should know now. */
  note?(text: string): void;
  /** A send under way, twice a second. */
  sending?(view: SendingProgress): void;
};

export type SendingProgress = {
  readonly newsletter: string;
  readonly number: number;
  /** Messages this process has handed over, second tries included. */
  readonly attempted: number;
  /** Deliveries it has brought to an end, of `total` that were left when it began. */
  readonly settled: number;
  readonly total: number;
  /** What became of what it handed over. */
  readonly outcomes: Readonly<Record<Outcome['kind'], number>>;
  readonly underWay: number;
  /** Of the last ten seconds. */
  readonly perSecond: number;
  readonly secondsLeft: number | null;
  /** Mail domains left alone for a while, with the server's last word. */
  readonly troubled: readonly { readonly domain: string; readonly waiting: number; readonly lastWord: string }[];
};
