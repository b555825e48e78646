import type { Clicks } from '../ports/insight/insight-store.ts';
import type { Press } from '../ports/press.ts';
import { type HeldClick, machineClicks, windowMs } from './judge-clicks.ts';

/**
 * Counts links that were followed. A click is held in memory until it can be seen whether it is one of a machine's burst; then a number
 * grows, and nothing of who asked is left anywhere.
 */
export type ClickCounter = {
  note(click: HeldClick): void;
  /** To be called every few seconds: writes down what has been held long enough. */
  look(): Promise<void>;
  /** Judges and writes down everything that is held, as when the process ends. */
  settled(): Promise<void>;
};

/** As many as come in a minute at a rate no mailing brings; what is more is led on and not counted. */
const heldAtMost = 100_000;

type Held = { readonly click: HeldClick; judged: boolean };
type Count = Clicks & { readonly editionId: number };

export function clickCounter({ store, now }: Pick<Press, 'store' | 'now'>, onError: (error: unknown) => void): ClickCounter {
  let held: Held[] = [];
  let counts = new Map<string, Count>();
  let writing: Promise<void> = Promise.resolve();
  const judge = (before: number) => {
    if (!held.some(({ judged, click }) => !judged && click.at <= before)) return;
    const machines = machineClicks(held.map(({ click }) => click));
    for (const each of held) {
      if (each.judged || each.click.at > before) continue;
      each.judged = true;
      if (!machines.has(each.click)) add(counts, each.click);
    }
    // What was judged still shows later ones for what they are.
    held = held.filter(({ judged, click }) => !judged || click.at > before - windowMs);
  };
  const write = async () => {
    const rows = counts;
    if (rows.size === 0) return;
    counts = new Map();
    try {
      await store.addClicks([...rows.values()]);
    } catch (error) {
      // They are not lost by a store that is away for a moment.
      for (const [key, row] of rows) counts.set(key, { ...row, clicks: row.clicks + (counts.get(key)?.clicks ?? 0) });
      onError(error);
    }
  };
  const inTurn = (): Promise<void> => {
    writing = writing.then(write);
    return writing;
  };
  return {
    note(click) {
      if (held.length < heldAtMost) held.push({ click, judged: false });
    },
    look() {
      judge(now().getTime() - windowMs);
      return inTurn();
    },
    settled() {
      judge(Number.POSITIVE_INFINITY);
      return inTurn();
    },
  };
}

function add(counts: Map<string, Count>, { editionId, storyId, place, arm, at }: HeldClick): void {
  const day = new Date(at).toISOString().slice(0, 10);
  const key = `${editionId} ${storyId} ${place} ${arm} ${day}`;
  counts.set(key, { editionId, storyId, place, arm, day, clicks: (counts.get(key)?.clicks ?? 0) + 1 });
}
