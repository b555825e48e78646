import type { DeliveryRow } from '../../ports/store/ledger.ts';

/** Deliveries of so long are begun before their turn: what they would do to the books if the process is killed now. */
const aheadMs = 25;
const mostAhead = 200;
/** Below so many a millisecond it is the server that is waited for: then each intent and outcome is written at once. */
const fastPerMs = 0.5;
/** Begun and not handed over for so long, because its domain or the relay wants to be left alone: somebody else may. */
const staleMs = 250;

/** Intents made durable before their message's turn, so that no connection waits for the disk. */
export type IntentsAhead = {
  /** Begins the next deliveries where the last ones went fast enough. `likely`: those whose turn comes next, not begun yet. */
  prepare(now: number, likely: (count: number, begun: { has(id: number): boolean }) => readonly DeliveryRow[]): void;
  /** Whether messages leave so fast that the ledger is written for many at a time. */
  readonly fast: () => boolean;
  /** The intent of a delivery whose turn it is; asked for now if it was not before. */
  claim(row: DeliveryRow): Promise<boolean>;
  /** Gives back what was begun before `since` and never claimed. Resolves once that is durable. */
  giveBack(since: number): Promise<void>;
};

/** `gone`: being given back; once that is durable it may be begun anew. */
type Ahead = { readonly at: number; readonly intent: Promise<boolean>; gone: Promise<void> | null };

export function intentsAhead(ledger: {
  intend(row: DeliveryRow, ahead: boolean): Promise<boolean>;
  withdraw(id: number): Promise<void>;
}): IntentsAhead {
  const begun = new Map<number, Ahead>();
  const pace = { claimed: 0, since: 0, perMs: 0 };
  const withdraw = async (id: number, intent: Promise<boolean>) => {
    try {
      if (await intent) await ledger.withdraw(id);
    } finally {
      begun.delete(id);
    }
  };
  const giveBack = async (since: number) => {
    const stale = [...begun].filter(([, { at, gone }]) => at <= since && gone === null);
    const gone = stale.map(([id, ahead]) => {
      ahead.gone = withdraw(id, ahead.intent);
      return ahead.gone;
    });
    await Promise.all(gone);
  };
  const measure = (now: number) => {
    const elapsed = now - pace.since;
    if (elapsed < 10) return;
    pace.perMs = 0.5 * pace.perMs + (0.5 * pace.claimed) / elapsed;
    pace.claimed = 0;
    pace.since = now;
  };
  const isFast = () => pace.perMs >= fastPerMs;
  return {
    fast: isFast,
    prepare(now, likely) {
      measure(now);
      // The oldest is the first.
      const [oldest] = begun.values();
      if (oldest !== undefined && oldest.at <= now - staleMs) void giveBack(now - staleMs).catch(() => undefined);
      const wanted = Math.min(mostAhead, Math.floor(pace.perMs * aheadMs));
      if (!isFast() || begun.size >= wanted / 2) return;
      for (const row of likely(wanted - begun.size, begun)) {
        const intent = ledger.intend(row, true);
        // Whoever claims it hears of it.
        intent.catch(() => undefined);
        begun.set(row.id, { at: now, intent, gone: null });
      }
    },
    async claim(row) {
      pace.claimed += 1;
      const ahead = begun.get(row.id);
      if (ahead === undefined) return await ledger.intend(row, false);
      if (ahead.gone !== null) {
        await ahead.gone;
        return await ledger.intend(row, false);
      }
      begun.delete(row.id);
      return await ahead.intent;
    },
    giveBack,
  };
}
