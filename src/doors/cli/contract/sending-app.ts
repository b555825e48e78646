import type { HoldOrder, HoldResult } from '../../../press/oversight/hold-edition.ts';
import type { Pruned, RetentionPlan } from '../../../press/oversight/prune.ts';
import type { Reconciled } from '../../../press/oversight/reconcile.ts';
import type { EditionRecord } from '../../../press/ports/store/editions.ts';
import type { Hold } from '../../../press/ports/store/sending.ts';
import type { ChunkDone } from '../../../press/sending/work-chunks.ts';

/** What a person orders about an edition that is being sent or was. */
export type EngineApp = {
  readonly hold: (edition: string, order: HoldOrder, reason: string) => Promise<HoldResult>;
  /** Why the edition does not go on, or `null`. */
  readonly heldBy: (editionId: number) => Promise<Hold | null>;
  readonly reconcile: (
    edition: string,
    evidence:
      | { readonly log: string }
      | { readonly events: true }
      | { readonly accepted: readonly string[]; readonly failed: readonly string[]; readonly words: string },
  ) => Promise<Reconciled>;
  /** Sends chunks other processes share out, until asked to stop. `watched`: where its health and figures are, if anywhere. */
  readonly work: (onChunk: (done: ChunkDone) => void, onReady: (watched: string | null) => void, outbox: boolean) => Promise<void>;
  readonly resend: (
    edition: string,
    state: 'unknown' | 'failed',
    addresses: readonly string[] | null,
  ) => Promise<{ readonly edition: EditionRecord; readonly queued: number }>;
  /** What would go of editions older than that (`400d`), or than the config says; `null`: neither says how old. */
  readonly retentionPlan: (newsletter: string | null, olderThan: string | null) => Promise<RetentionPlan | null>;
  readonly prune: (plan: RetentionPlan) => Promise<Pruned>;
};
