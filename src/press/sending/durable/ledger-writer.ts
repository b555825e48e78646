import type { Press } from '../../ports/press.ts';
import type { LedgerTurn } from '../../ports/store/ledger.ts';
import { storeMayRecover, withRetries } from './with-retries.ts';

/** How long a running send waits for its store to come back before it gives up. */
export const storePatienceMs = 5 * 60_000;

/** What comes in meanwhile is written together. Messages of so long, and those on their way, are uncertain when a process is killed. */
const gatherMs = 10;
const rowsPerTurn = 400;

export type Intent = LedgerTurn['intents'][number];
export type Entry = LedgerTurn['outcomes'][number];

/** All promises reject when the store stays out of reach for minutes. */
export type LedgerWriter = {
  /** Resolves once the intent is durable: whether the delivery is this worker's to hand over. `ahead`: nobody waits for it yet. */
  intend(intent: Intent, ahead: boolean): Promise<boolean>;
  /** Resolves once the outcome is durable. `waited`: somebody waits for that before anything else. */
  conclude(entry: Entry, waited: boolean): Promise<void>;
  /** Of a first attempt nothing of which was handed over: it is queued as before. */
  withdraw(id: number): Promise<void>;
  /** When nothing is left to write. */
  settled(): Promise<void>;
};

type Waiting<Item, Result> = { readonly item: Item; resolve(result: Result): void; reject(error: unknown): void };

type Pending = {
  outcomes: Waiting<Entry, void>[];
  withdrawn: Waiting<number, void>[];
  intents: Waiting<Intent, boolean>[];
};

/**
 * The one who writes the ledger for all connections of a send: a transaction for what came in since the last one, outcomes and intents
 * together, so that the disk is waited for once for some dozens of messages. It waits a few milliseconds for more to come, unless
 * somebody waits for it.
 */
export function ledgerWriter(press: Press, overdue: () => boolean): LedgerWriter {
  let pending: Pending = { outcomes: [], withdrawn: [], intents: [] };
  let writing: Promise<void> | null = null;
  let hurried = false;
  let hurry: () => void = () => undefined;
  const isEmpty = () => pending.outcomes.length + pending.withdrawn.length + pending.intents.length === 0;
  const gather = async () => {
    if (!hurried) {
      const asked = new Promise<void>((resolve) => {
        hurry = resolve;
      });
      await Promise.race([press.wait(gatherMs), asked]);
    }
    // After the callers of this turn, so that messages that end together share a transaction.
    await new Promise<void>((resolve) => void setImmediate(resolve));
    hurried = false;
  };
  const drain = async () => {
    while (!isEmpty()) {
      await gather();
      const turn = pending;
      pending = { outcomes: [], withdrawn: [], intents: [] };
      for (let from = 0; from === 0 || from < longest(turn); from += rowsPerTurn) await write(press, overdue, partOf(turn, from));
    }
    writing = null;
  };
  const add = <Item, Result>(list: Waiting<Item, Result>[], item: Item, now: boolean) => {
    const done = new Promise<Result>((resolve, reject) => list.push({ item, resolve, reject }));
    if (now) {
      hurried = true;
      hurry();
    }
    writing ??= drain();
    return done;
  };
  return {
    intend: (intent, ahead) => add(pending.intents, intent, !ahead),
    conclude: (entry, waited) => add(pending.outcomes, entry, waited),
    withdraw: (id) => add(pending.withdrawn, id, false),
    settled: async () => {
      while (writing !== null) await writing;
    },
  };
}

const longest = ({ outcomes, withdrawn, intents }: Pending): number => Math.max(outcomes.length, withdrawn.length, intents.length);

const partOf = ({ outcomes, withdrawn, intents }: Pending, from: number): Pending => ({
  outcomes: outcomes.slice(from, from + rowsPerTurn),
  withdrawn: withdrawn.slice(from, from + rowsPerTurn),
  intents: intents.slice(from, from + rowsPerTurn),
});

async function write(press: Press, overdue: () => boolean, part: Pending): Promise<void> {
  const turn: LedgerTurn = {
    outcomes: part.outcomes.map(({ item }) => item),
    withdrawn: part.withdrawn.map(({ item }) => item),
    intents: part.intents.map(({ item }) => item),
  };
  try {
    const begun = new Set(await written(press, overdue, turn));
    for (const { resolve } of [...part.outcomes, ...part.withdrawn]) resolve();
    for (const { item, resolve } of part.intents) resolve(begun.has(item.id));
  } catch (error) {
    for (const { reject } of [...part.outcomes, ...part.withdrawn, ...part.intents]) reject(error);
  }
}

/**
 * After a turn that ended without an answer, the store is asked which intents are ours: those were never handed over, so they may be.
 * The rest is written again, which changes nothing where it was written.
 */
async function written({ store, worker, now, wait }: Press, overdue: () => boolean, turn: LedgerTurn): Promise<readonly number[]> {
  try {
    return await store.turn(turn, worker, now());
  } catch (error) {
    if (!storeMayRecover(error)) throw error;
  }
  return await withRetries(
    async () => {
      const asked = turn.intents.map(({ id }) => id);
      const ours = new Set(asked.length === 0 ? [] : await store.ownSubmitting(worker, asked));
      const begun = await store.turn({ ...turn, intents: turn.intents.filter(({ id }) => !ours.has(id)) }, worker, now());
      return [...ours, ...begun];
    },
    storePatienceMs,
    wait,
    overdue,
  );
}
