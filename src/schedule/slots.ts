import { Cron } from 'croner';
import { wallClock } from './wall-clock.ts';

/** When a Newsletter goes out: a five-field cron expression read in an IANA zone. */
export type Schedule = {
  readonly cron: string;
  readonly zone: string;
  /** Only each so-many-th week counts, from that of the day `from` (`2026-11-21`) on; weeks begin on Mondays. Left out: every week. */
  readonly weeks?: { readonly every: number; readonly from: string } | undefined;
  /** Dates that go out at another moment: `to` is a slot instead of `from`. */
  readonly moved?: readonly { readonly from: Date; readonly to: Date }[] | undefined;
  /** How late a slot may still go out by itself; later than that a person is asked. */
  readonly catchUpMs: number;
};

/** Why a schedule cannot be used, in words; `null` when it is sound and fires at least once. */
export function scheduleFault(cron: string, zone: string): string | null {
  const wrong = zoneFault(zone);
  if (wrong !== null) return wrong;
  if (cron.trim().split(/\s+/).length !== 5) return `"${cron}" is not a five-field cron expression such as "0 8 * * 6"`;
  try {
    return new Cron(cron, { timezone: zone, paused: true }).nextRun(new Date(0)) === null ? `"${cron}" never fires` : null;
  } catch (error) {
    return `"${cron}" is not a cron expression: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Why this is no time zone, in words; `null` when it is one. */
export function zoneFault(zone: string): string | null {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return null;
  } catch {
    return `"${zone}" is not a time zone; write one as in "Europe/London"`;
  }
}

const backFrom = 4 * 3_600_000;
/** Slots passed over at most, in looking for one of a week that counts. */
const mostPassedOver = 100_000;

/** The first slot strictly after `after`: one of the expression, or one that was moved. */
export function nextSlot(schedule: Schedule, after: Date): Date | null {
  const { moved = [] } = schedule;
  const gone = new Set(moved.map(({ from }) => from.getTime()));
  let next = nextByExpression(schedule, after);
  while (next !== null && gone.has(next.getTime())) next = nextByExpression(schedule, next);
  return moved.reduce<Date | null>((first, { to }) => (to > after && (first === null || to < first) ? to : first), next);
}

/**
 * The first one the expression names. The expression is read on the clocks of the zone: all times in an hour they skip are one
 * slot, when they go on; a time they show twice is one slot, the first.
 */
function nextByExpression(schedule: Schedule, after: Date): Date | null {
  const clock = wallClock(schedule.zone);
  const cron = new Cron(schedule.cron, { timezone: 'UTC', paused: true });
  // Where clocks change, what comes next on them may have been before, or be the same instant.
  let wall: Date | null = new Date(clock.shownAt(after).getTime() - (clock.changesNear(after) ? backFrom : 0));
  for (let passed = 0; passed < mostPassedOver; passed += 1) {
    wall = cron.nextRun(wall);
    if (wall === null) return null;
    if (!isWeekOf(schedule, wall)) continue;
    const slot = clock.instantOf(wall);
    if (slot > after) return slot;
  }
  return null;
}

const weekMs = 7 * 86_400_000;
/** 5 January 1970 was a Monday. */
const weekNumber = (wall: Date): number => Math.floor((wall.getTime() - 4 * 86_400_000) / weekMs);

function isWeekOf({ weeks }: Schedule, wall: Date): boolean {
  if (weeks === undefined || weeks.every === 1) return true;
  return (weekNumber(wall) - weekNumber(new Date(weeks.from))) % weeks.every === 0;
}

/** The latest slot at or before `now`, looked for no further back than `since`. */
export function latestSlot(schedule: Schedule, since: Date, now: Date): Date | null {
  const reach = [1, 8, 32, 370, 1500].map((days) => Math.max(since.getTime(), now.getTime() - days * 86_400_000));
  for (const from of new Set(reach)) {
    const found = lastBetween(schedule, new Date(from), now);
    if (found) return found;
  }
  return null;
}

function lastBetween(schedule: Schedule, from: Date, now: Date): Date | null {
  let last: Date | null = null;
  for (let slot = nextSlot(schedule, new Date(from.getTime() - 1)); slot && slot <= now; slot = nextSlot(schedule, slot)) last = slot;
  return last;
}

export type Due =
  | { readonly kind: 'nothing'; readonly next: Date | null }
  | { readonly kind: 'due'; readonly slot: Date; readonly missed: number }
  | { readonly kind: 'stale'; readonly slot: Date; readonly lateMs: number };

/**
 * What is due at `now`. Only the latest slot counts: slots missed before it are folded into it, because a digest looks back
 * over its window anyway. A slot later than the catch-up time is `stale`: it is for a person to decide.
 * @param lastSlot the slot of the newsletter's last edition, or `null` when there is none
 * @param knownSince when this newsletter was first seen: slots before it were never promised to anyone
 */
export function dueSlot(schedule: Schedule, lastSlot: Date | null, knownSince: Date, now: Date): Due {
  const since = lastSlot && lastSlot >= knownSince ? new Date(lastSlot.getTime() + 1) : knownSince;
  const slot = latestSlot(schedule, since, now);
  if (!slot) return { kind: 'nothing', next: nextSlot(schedule, now) };
  const lateMs = now.getTime() - slot.getTime();
  if (lateMs > schedule.catchUpMs) return { kind: 'stale', slot, lateMs };
  return { kind: 'due', slot, missed: countBetween(schedule, since, slot) };
}

function countBetween(schedule: Schedule, since: Date, slot: Date): number {
  let missed = 0;
  for (let at = nextSlot(schedule, new Date(since.getTime() - 1)); at && at < slot && missed < 1_000; at = nextSlot(schedule, at)) missed++;
  return missed;
}
