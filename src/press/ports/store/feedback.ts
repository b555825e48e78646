import type { BounceKind } from '../../../delivery/bounce/judging/classification.ts';

/** A delivery as inbound mail names it. */
export type BouncedDelivery = {
  readonly deliveryId: number;
  readonly editionId: number;
  readonly newsletter: string;
  readonly subscriberId: number;
  readonly subscriptionId: number;
  readonly address: string;
  readonly messageId: string | null;
};

export type InboundRecord = {
  readonly at: Date;
  readonly source: string;
  readonly kind: BounceKind;
  readonly newsletter: string | null;
  readonly editionId: number | null;
  readonly status: string | null;
  readonly diagnostic: string;
  readonly evidence: readonly string[];
  /** What was done and why, in words. */
  readonly decision: string;
};

export type NewInboundRecord = InboundRecord & {
  /** Unique per source: the same event again is a duplicate. */
  readonly eventKey: string;
  readonly subscriberId: number | null;
  readonly deliveryId: number | null;
  readonly domain: string | null;
};

export type UnparsedMail = {
  readonly id: number;
  readonly source: string;
  readonly receivedAt: Date;
  readonly reason: string;
  readonly bytes: number;
};

export type BounceRates = {
  /** A mail domain (`gmail.com`) or an edition (`weekly:42`). */
  readonly of: string;
  readonly accepted: number;
  readonly hard: number;
  readonly soft: number;
  readonly complaints: number;
};

export type Alarm = {
  readonly newsletter: string;
  readonly edition: number;
  readonly kind: string;
  readonly detail: string;
  readonly at: Date;
};

export type InboundStore = {
  deliveryNamed(deliveryId: number): Promise<BouncedDelivery | null>;
  /** Of an address, the delivery accepted last. */
  lastDeliveryTo(address: string): Promise<BouncedDelivery | null>;
  isRecorded(source: string, eventKey: string): Promise<boolean>;
  /** False: the event was there already. */
  recordInbound(event: NewInboundRecord): Promise<boolean>;
  /** Whether each of the reader's latest deliveries of the newsletter up to this one bounced, newest first. */
  bouncesInARow(delivery: BouncedDelivery, limit: number): Promise<readonly boolean[]>;
  editionFeedback(editionId: number): Promise<{ readonly accepted: number; readonly complaints: number }>;
  /** False: that mail is kept already. */
  keepUnparsed(mail: { source: string; digest: string; reason: string; bytes: Uint8Array; now: Date }): Promise<boolean>;
  unparsed(limit: number): Promise<readonly UnparsedMail[]>;
  unparsedMail(id: number): Promise<Uint8Array | null>;
  bounceRates(
    newsletter: string | null,
    since: Date,
  ): Promise<{ readonly domains: readonly BounceRates[]; readonly editions: readonly BounceRates[] }>;
  /** Once per edition and kind: false when it was raised before. */
  raiseAlarm(editionId: number, kind: string, detail: string, now: Date): Promise<boolean>;
  alarms(limit: number): Promise<readonly Alarm[]>;
};
