import { scheduleFault } from './slots.ts';

type TimeOfDay = { readonly hour: number; readonly minute: number };

/** When a schedule goes out, as people say it. Days are 0 (Sunday) to 6; times and days of the month rise. */
export type Rhythm = {
  readonly on:
    | { readonly kind: 'every-day' }
    | { readonly kind: 'weekdays'; readonly days: readonly number[] }
    | { readonly kind: 'days-of-month'; readonly days: readonly number[] };
  readonly times: readonly TimeOfDay[];
  /** 2: every second week. */
  readonly everyWeeks: number;
};

const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** More than so many times a day are no rhythm anybody would read. */
const mostTimes = 4;

/** `null`: the expression says something too intricate for a sentence, or nothing. */
export function rhythmOf({
  cron,
  zone,
  everyWeeks = 1,
}: {
  readonly cron: string;
  readonly zone: string;
  readonly everyWeeks?: number;
}): Rhythm | null {
  if (scheduleFault(cron, zone) !== null) return null;
  const [minute = '', hour = '', dayOfMonth = '', month = '', weekday = ''] = cron.trim().toLowerCase().split(/\s+/);
  if (!isEvery(month)) return null;
  const [minutes, hours] = [numbersIn(minute, 0, 59), numbersIn(hour, 0, 23)];
  if (minutes === null || hours === null || minutes.length * hours.length > mostTimes) return null;
  const times = hours.flatMap((one) => minutes.map((at) => ({ hour: one, minute: at })));
  if (isEvery(dayOfMonth)) {
    if (isEvery(weekday)) return { on: { kind: 'every-day' }, times, everyWeeks };
    const named = weekday.replace(/[a-z]{3}/g, (name) => String(weekdayNames.indexOf(name)));
    const days = numbersIn(named, 0, 7);
    if (days === null) return null;
    // Weeks begin on Mondays, and 7 is Sunday, too.
    const inOrder = [...new Set(days.map((day) => day % 7))].sort((one, other) => ((one + 6) % 7) - ((other + 6) % 7));
    return { on: inOrder.length === 7 ? { kind: 'every-day' } : { kind: 'weekdays', days: inOrder }, times, everyWeeks };
  }
  const days = isEvery(weekday) && everyWeeks === 1 ? numbersIn(dayOfMonth, 1, 31) : null;
  return days === null ? null : { on: { kind: 'days-of-month', days }, times, everyWeeks };
}

const isEvery = (field: string): boolean => field === '*' || field === '?';

/** `1`, `1,15`, `1-5`; `null` for steps and what else there is. */
function numbersIn(field: string, least: number, most: number): readonly number[] | null {
  const numbers = new Set<number>();
  for (const part of field.split(',')) {
    const read = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(part);
    if (read === null) return null;
    const [from, to] = [Number(read[1]), Number(read[2] ?? read[1])];
    if (from < least || to > most || to < from) return null;
    for (let number = from; number <= to; number += 1) numbers.add(number);
  }
  return [...numbers].sort((one, other) => one - other);
}
