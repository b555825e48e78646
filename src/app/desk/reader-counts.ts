/** The composition root's part for counts of readers: made behind the pages, which show the last ones until there are new. */
import { LRUCache } from 'lru-cache';
import type { DeskChange, DeskSource, ReadersCounted } from '../../doors/desk/desk-source.ts';
import { slotRequest } from '../../press/editing/slot-request.ts';
import { distributionOf } from '../../press/mailing/distribution.ts';
import { selectEdition } from '../../press/planning/select-edition.ts';
import type { Press } from '../../press/ports/press.ts';
import type { Resolve, ResolvedQuery } from './resolve-preview.ts';

type Tools = { readonly resolve: Resolve; readonly tell: (kind: DeskChange['kind'], what: string) => void };

/** Readers come and go without a word: what took a moment to count is counted again after a few, what took long after a minute at most. */
const worthTurns = 20;
const countedForMs = 60_000;
/** A page waits so long, so that few readers are counted in it; the question before a send waits longer. */
const patienceMs = 250;
const longPatienceMs = 5_000;
const editionsKept = 24;

type Count = {
  readonly by: readonly unknown[];
  result: ReadersCounted | null;
  took: number;
  goodUntil: number;
  running: Promise<void> | null;
};

export function readerCounts(press: Press, { resolve, tell }: Tools): DeskSource['readerCounts'] {
  const counts = new LRUCache<string, Count>({ max: editionsKept });
  const inTurn = oneAfterTheOther();
  const countAnew = async (count: Count, resolved: ResolvedQuery): Promise<void> => {
    const before = count.result;
    const begun = press.now().getTime();
    const distribution = await countNow(press, resolved);
    const at = press.now();
    count.took = at.getTime() - begun;
    count.goodUntil = at.getTime() + Math.min(countedForMs, count.took * worthTurns);
    count.result = { at, distribution };
    // Pages are told only where they would show something else.
    if (before === null || told(before) !== told(count.result)) tell('counts', resolved.newsletter.name);
  };
  return async (query, patience = 'short') => {
    const resolved = await resolve(query);
    const key = `${resolved.newsletter.id} ${resolved.request.slot.toISOString()}`;
    const by = await madeOf(press, resolved);
    const known = counts.get(key);
    const same = known?.by.every((one, index) => one === by[index]) === true;
    const count: Count = same && known ? known : { by, result: null, took: 0, goodUntil: 0, running: null };
    counts.set(key, count);
    const now = press.now().getTime();
    // Whoever is about to send is told of no reader too few or too many that a recount would find, as long as it takes less than the wait.
    const old = patience === 'long' && now - (count.result?.at.getTime() ?? 0) > Math.min(count.took, longPatienceMs);
    if (count.result === null || now > count.goodUntil || old) {
      count.running ??= inTurn(() => countAnew(count, resolved)).finally(() => {
        count.running = null;
      });
      // Whoever waits hears of it; else the next page asks again.
      count.running.catch(() => undefined);
      await Promise.race([count.running, press.wait(patience === 'long' ? longPatienceMs : patienceMs)]);
    }
    return count.result;
  };
}

const told = ({ distribution }: ReadersCounted): string => JSON.stringify([distribution, [...distribution.stories]]);

async function countNow(press: Press, { newsletter, request, content }: ResolvedQuery) {
  const selection = selectEdition(content.articles, await slotRequest(press, newsletter, request.slot));
  return await distributionOf(press, newsletter, request.slot, selection);
}

/** What a count depends on beside the readers. */
async function madeOf({ store }: Press, { newsletter, request, content }: ResolvedQuery): Promise<readonly unknown[]> {
  const [overrides, last] = await Promise.all([store.overrides(newsletter.id, request.slot), store.lastEdition(newsletter.id)]);
  return [newsletter, content, overrides.version, last?.id, last?.state];
}

/** Counts share one processor with the pages: one at a time. */
function oneAfterTheOther() {
  let turn: Promise<unknown> = Promise.resolve();
  return (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };
}
