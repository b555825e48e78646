/** Everything `courant doctor` looks at, in the order it is told. */
export const checkupIds = [
  'config',
  'sender',
  'approver',
  'way-out',
  'store',
  'secret',
  'clock',
  'disk',
  'relay',
  'spf',
  'dkim',
  'dmarc',
  'alignment',
  'ptr',
  'bounce-mx',
  'one-click',
  'media',
  'tick',
  'feedback',
] as const;
export type CheckupId = (typeof checkupIds)[number];

/**
 * One thing looked at. `well`; `doubt`: it may be right, and a person should know; `fault`: mail is harmed by it; `skipped`: it cannot be
 * looked at, `found` says why. `advice`: what to do, `null` where nothing is.
 */
export type Checkup = {
  readonly id: CheckupId;
  /** What of several: a domain, an address, a newsletter. */
  readonly of: string | null;
  readonly state: 'well' | 'doubt' | 'fault' | 'skipped';
  readonly found: string;
  readonly advice: string | null;
};

export const checkup =
  (id: CheckupId, of: string | null = null) =>
  (state: Checkup['state'], found: string, advice: string | null = null): Checkup => ({ id, of, state, found, advice });
