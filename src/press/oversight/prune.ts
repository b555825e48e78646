import { breach } from '../../delivery/ledger/accounting.ts';
import type { Accounting } from '../../delivery/ledger/state-machine.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { parseDuration } from '../../schedule/duration.ts';
import { storySpanMs } from '../../selection/stories/grouping/evidence.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { retentionFault } from '../newsletter/retention-settings.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import type { AgedEdition, ReaderRows } from '../ports/store/retention.ts';
import { editionStanding } from './edition-standing.ts';

/** So many of a newsletter's latest editions keep their deliveries whatever their age, and twice its `softLimit`: bounces in a row count them. */
const newestKept = 10;

export type KeptReason = 'not-finished' | 'held' | 'unknown' | 'breach' | 'newest';

type Standing = { readonly edition: EditionRecord; readonly accounting: Accounting };

export type RetentionPlan = {
  readonly olderThanMs: number;
  readonly before: Date;
  /** Oldest slot first. `begun`: a run before has written its books down and removed some of its rows. */
  readonly editions: readonly (Standing & { readonly rows: ReaderRows; readonly begun: boolean })[];
  /** Old enough, and why they keep their deliveries all the same. */
  readonly kept: readonly (Standing & { readonly reason: KeptReason; readonly detail: string })[];
  /** Not all were looked at. */
  readonly more: boolean;
};

/** `editionsAtMost`: counting is work, and enough is enough. */
type Asked = { readonly newsletter: string | null; readonly olderThanMs: number; readonly editionsAtMost?: number };

/**
 * What would go of editions finished longer ago than `olderThanMs`. Nothing is changed.
 * @throws CourantError `retention-too-short`: readers could be told a story again
 */
export async function planRetention(
  press: Pick<Press, 'store' | 'now'>,
  newsletters: readonly Newsletter[],
  asked: Asked,
): Promise<RetentionPlan> {
  mustOutlastMemory(newsletters, asked);
  const before = new Date(press.now().getTime() - asked.olderThanMs);
  const editions: RetentionPlan['editions'][number][] = [];
  const kept: RetentionPlan['kept'][number][] = [];
  const all = await press.store.editionsBefore(asked.newsletter, before);
  for (const aged of all) {
    if (editions.length === asked.editionsAtMost) break;
    const { edition, begun } = aged;
    const accounting = await press.store.accounting(edition.id);
    const why = begun ? null : whyKept(newsletters, aged, accounting);
    if (why !== null) kept.push({ edition, accounting, ...why });
    else editions.push({ edition, accounting, begun, rows: await press.store.readerRows(edition.id) });
  }
  const more = editions.length + kept.length < all.length;
  return { olderThanMs: asked.olderThanMs, before, editions, kept, more };
}

/** @throws CourantError `option-invalid` */
export function parseRetention(text: string): number {
  const ms = parseDuration(text);
  if (ms !== null) return ms;
  throw new CourantError('option-invalid', `--older-than: "${text}" is not a duration; write one as in 400d`);
}

function mustOutlastMemory(newsletters: readonly Newsletter[], { newsletter, olderThanMs }: Asked): void {
  const fault = retentionFault(olderThanMs, newsletter === null ? newsletters : newsletters.filter(({ id }) => id === newsletter));
  if (fault === null) return;
  throw new CourantError('retention-too-short', `--older-than: ${fault}.`, { help: 'Nothing was removed.' });
}

function whyKept(
  newsletters: readonly Newsletter[],
  { edition, hold, newer }: AgedEdition,
  books: Accounting,
): { reason: KeptReason; detail: string } | null {
  const name = `${edition.newsletter}:${edition.number}`;
  const wrong = breach(books);
  if (wrong !== null) return { reason: 'breach', detail: wrong };
  if (edition.state !== 'finished') {
    const held = hold ? `, ${hold.kind}: ${hold.reason}` : '';
    return {
      reason: 'not-finished',
      detail: `it is not finished (${edition.state}${held}); finish it, or call it off with: courant cancel ${name}`,
    };
  }
  if (hold?.kind === 'paused') return { reason: 'held', detail: `it is held: ${hold.reason}; once looked at: courant resume ${name}` };
  if (books.unknown > 0)
    return { reason: 'unknown', detail: `${books.unknown} unknown and not settled: courant deliveries ${name} --state unknown` };
  const latest = Math.max(newestKept, 2 * (newsletters.find(({ id }) => id === edition.newsletter)?.bounces.softLimit ?? 0));
  return newer < latest
    ? { reason: 'newest', detail: `one of the latest ${latest} of its newsletter: bounces in a row are counted with it` }
    : null;
}

export type Pruned = {
  readonly editions: readonly (Standing & { readonly removed: ReaderRows })[];
  /** Every edition of the plan is done; else the run was stopped, and the next one goes on where it ended. */
  readonly complete: boolean;
};

const readersAtOnce = 2_000;

/**
 * Removes what the plan names: of each edition the books are written down first, then rows go in short transactions, and others
 * get as much of the store's time as this does. Killed at any moment, it goes on when it is run again.
 * @param enough asked after each step; true ends the run early
 */
export async function prune(press: Press, plan: RetentionPlan, enough: () => boolean = () => false): Promise<Pruned> {
  const { progress } = press;
  let stop = false;
  const unlisten = press.onStop(() => {
    stop = true;
  });
  const pruned: Pruned['editions'][number][] = [];
  let done = 0;
  progress.start(
    'pruning',
    plan.editions.reduce((sum, { rows }) => sum + rows.deliveries, 0),
  );
  const step = (rows: number) => {
    done += rows;
    progress.step(done);
    return stop || enough();
  };
  try {
    for (const { edition, accounting, begun } of plan.editions) {
      if (!begun && !(await frozen(press, edition))) continue;
      const removed = await removeRows(press, edition.id, step);
      pruned.push({ edition, accounting, removed: removed.rows });
      if (!removed.all) return { editions: pruned, complete: false };
    }
    return { editions: pruned, complete: true };
  } finally {
    progress.finish();
    unlisten();
  }
}

async function removeRows({ store, now, wait }: Press, editionId: number, step: (rows: number) => boolean) {
  const rows = { deliveries: 0, delivery_acts: 0, composing: 0 };
  for (let after = 0; ; ) {
    const began = now().getTime();
    const gone = await store.removeReaderRows(editionId, after, readersAtOnce);
    rows.deliveries += gone.deliveries;
    rows.delivery_acts += gone.delivery_acts;
    if (gone.last === null) break;
    after = gone.last;
    if (step(gone.deliveries)) return { rows, all: false };
    await wait(Math.max(2, now().getTime() - began));
  }
  rows.composing = await store.endPruning(editionId, now());
  return { rows, all: true };
}

/** Everything that can be counted of the edition, written into its row; false: it has been opened again meanwhile. */
async function frozen(press: Press, edition: EditionRecord): Promise<boolean> {
  const { accounting, bounces, complaints, unsubscribes } = await editionStanding(press, edition);
  const { frozen, ...counts } = accounting;
  if (breach(accounting) !== null || accounting.unknown > 0) return false;
  const arms = await press.store.armBooks(edition.id);
  const books = { ...counts, bounces, complaints, unsubscribes, ...(arms.length === 0 ? {} : { arms }) };
  return await press.store.freezeBooks(edition, books, press.now());
}

/**
 * An edition for a slot long past could tell what its readers were told by editions whose deliveries have gone.
 * @throws CourantError `history-pruned`
 */
export async function mustRemember({ store }: Pick<Press, 'store'>, newsletter: Newsletter, slot: Date): Promise<void> {
  const forgotten = await store.forgottenUpTo(newsletter.id);
  // The oldest page that can have a say, as `articlesUsed` has it: no edition before told anything of it.
  const oldest = slot.getTime() - newsletter.window - 2 * storySpanMs;
  if (forgotten === null || forgotten.getTime() < oldest) return;
  throw new CourantError(
    'history-pruned',
    `An edition of ${newsletter.id} for ${slot.toISOString()} could tell readers stories they had: who got the edition of ${forgotten.toISOString()} is not known any more.`,
    { help: 'Send a later slot. What deliveries tell goes with them: see docs/scaling.md, "Removing old deliveries".' },
  );
}

/** @throws CourantError `edition-pruned` */
export function mustHaveDeliveries(edition: EditionRecord): void {
  if (edition.prunedAt === undefined) return;
  throw new CourantError(
    'edition-pruned',
    `${edition.newsletter} No. ${edition.number} was pruned on ${edition.prunedAt.toISOString().slice(0, 10)}: its deliveries are not kept one by one any more.`,
    { help: `What became of them all together is: courant editions ${edition.newsletter}` },
  );
}

const everyMs = 24 * 3_600_000;
const editionsAtMost = 5;
const workAtMostMs = 20_000;

export type PrunedByItself = {
  readonly newsletter: string;
  readonly kind: 'pruned';
  readonly editions: number;
  readonly deliveries: number;
  /** There is more: the next tick goes on. */
  readonly more: boolean;
};

/** Once a day, in one process of all, and for some seconds at a time, since the next slot must not wait. `null`: nothing was due. */
export async function pruneWhatIsDue(press: Press, newsletter: Newsletter, olderThanMs: number): Promise<PrunedByItself | null> {
  const { id } = newsletter;
  if (!(await press.store.claimPruning(id, everyMs, press.now()))) return null;
  const plan = await planRetention(press, [newsletter], { newsletter: id, olderThanMs, editionsAtMost });
  const end = press.now().getTime() + workAtMostMs;
  const { editions, complete } = await prune(press, plan, () => press.now().getTime() >= end);
  const more = !complete || plan.more;
  if (more) await press.store.releasePruning(id);
  if (editions.length === 0) return null;
  const deliveries = editions.reduce((sum, { removed }) => sum + removed.deliveries, 0);
  return { newsletter: id, kind: 'pruned', editions: editions.length, deliveries, more };
}
