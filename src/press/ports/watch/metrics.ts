import type { DeliveryState } from '../../../delivery/ledger/state-machine.ts';

/** Which of the great providers, or `other`: what a label may say of a mail domain. */
export type DomainClass = 'gmail.com' | 'outlook.com' | 'yahoo.com' | 'icloud.com' | 'gmx' | 'aol.com' | 'proton' | 'other';

/** How the newsroom stands, as numbers. */
export type Figures = {
  readonly deliveries: readonly {
    readonly newsletter: string;
    readonly state: DeliveryState;
    readonly domainClass: DomainClass;
    readonly count: number;
  }[];
  readonly oldestWaitingSeconds: number;
  /** `null`: nobody has looked for what is due yet. */
  readonly tickAgeSeconds: number | null;
  readonly relayAwaySeconds: number;
  /** Shares of the accepted, of the newsletter's latest edition. */
  readonly echoes: readonly { readonly newsletter: string; readonly bounces: number; readonly complaints: number }[];
  readonly feeds: readonly { readonly state: string; readonly count: number }[];
  readonly alerts: readonly { readonly kind: string; readonly count: number }[];
  readonly outgoing: readonly { readonly state: string; readonly count: number }[];
};

/** What this process counts itself. */
export type Metrics = {
  handedOver(domainClass: DomainClass, outcome: string): void;
  answered(door: string, method: string, status: number, seconds: number): void;
  ticked(seconds: number): void;
  /** In the text format of Prometheus. `null`: the store could not be asked; what this process counted is told all the same. */
  exposition(figures: Figures | null): Promise<{ readonly type: string; readonly text: string }>;
};
