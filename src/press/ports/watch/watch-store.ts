import type { DeliveryState } from '../../../delivery/ledger/state-machine.ts';

/** Something amiss that stands until it has ended. `key` names the same thing in every process. */
export type NewAlert = { readonly key: string; readonly kind: string; readonly newsletter: string | null; readonly words: string };
export type AlertRecord = NewAlert & { readonly id: number; readonly since: Date; readonly over: Date | null };

/** A sign of life, or of trouble, by name; `words`: of whoever gave it. */
export type Beat = { readonly name: string; readonly at: Date; readonly words: string };

/** Deliveries of the editions that matter now, by mail domain. */
export type DeliveryFigure = {
  readonly newsletter: string;
  readonly state: DeliveryState;
  readonly domain: string;
  readonly count: number;
};

export type WatchStore = {
  /** `null`: an alert of this key stands already (and counts as seen). One to any number of processes that raise the same. */
  raiseAlert(alert: NewAlert, now: Date): Promise<AlertRecord | null>;
  /** Alerts of other keys than these are gone from now on, and over when they were gone for `graceMs`. Returns those this call ended. */
  endAlerts(standing: readonly string[], graceMs: number, now: Date): Promise<readonly AlertRecord[]>;
  /** Newest first; `standing`: those not over. */
  alerts(query: { readonly standing: boolean; readonly limit: number }): Promise<readonly AlertRecord[]>;
  /** Raised, or over after they were told, since then, and not told by mail. */
  alertsToTell(since: Date): Promise<readonly { readonly alert: AlertRecord; readonly what: AlertWord }[]>;
  /** True to one caller of any number; who could not tell gives it back. */
  claimTelling(id: number, what: AlertWord, now: Date): Promise<boolean>;
  releaseTelling(id: number, what: AlertWord): Promise<void>;
  beat(beat: Beat): Promise<void>;
  /** Only where there is none of that name: the first one counts. */
  firstBeat(beat: Beat): Promise<void>;
  endBeat(name: string): Promise<void>;
  beats(): Promise<readonly Beat[]>;
  /** Of editions not finished, and of each newsletter's last one. */
  deliveryFigures(): Promise<readonly DeliveryFigure[]>;
  /** Since when the oldest delivery waits that could go now; `null`: none does. */
  oldestWaiting(now: Date): Promise<Date | null>;
  /** Whether the store answers and has the tables of this version. */
  isCurrent(): Promise<boolean>;
};

export type AlertWord = 'raised' | 'over';
