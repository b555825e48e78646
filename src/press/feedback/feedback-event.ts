import type { BounceKind } from '../../delivery/bounce/judging/classification.ts';
import type { BouncedDelivery } from '../ports/store/feedback.ts';

/** One event about one address, and what proves that it is about mail of ours. */
export type FeedbackEvent = {
  readonly source: string;
  readonly eventKey: string;
  readonly kind: BounceKind;
  readonly address: string | null;
  readonly status: string | null;
  readonly diagnostic: string;
  readonly evidence: readonly string[];
  readonly delivery: BouncedDelivery | null;
  /** A valid return path or Message-ID of ours, or a provider's signature. */
  readonly proven: boolean;
};
