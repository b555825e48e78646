import { isoOfLooseDate } from './loose-date.ts';

/** `zone` says whether the text named one; `time` whether it named a time of day. What is not named is UTC and midnight. */
export type PublishedDate =
  | { readonly kind: 'date'; readonly at: Date; readonly zone: boolean; readonly time: boolean }
  | { readonly kind: 'not-a-date' }
  | { readonly kind: 'impossible-date' };

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:(?:[Tt]| {1,9})(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: {0,9}(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?)?$/;

/**
 * Reads a date, or date and time, as an instant: ISO 8601, and what feeds and blogs write instead (see `isoOfLooseDate`). Years 1000
 * to 9999, in UTC; no leap seconds.
 */
export function publishedDate(text: string): PublishedDate {
  const trimmed = text.trim();
  const parts = iso.exec(trimmed) ?? iso.exec(isoOfLooseDate(trimmed) ?? '');
  if (parts === null) return { kind: 'not-a-date' };
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone] = parts;
  const time = parts[4] !== undefined;
  const wall = [Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second)] as const;
  const utc = Date.UTC(wall[0], wall[1] - 1, wall[2], wall[3], wall[4], wall[5], Number(fraction.padEnd(3, '0').slice(0, 3)));
  const offset = offsetMinutes(zone);
  if (offset === null || !isSameWall(new Date(utc), wall)) return { kind: 'impossible-date' };
  const at = new Date(utc - offset * 60_000);
  // The zone can carry the first and the last day of all across the border: to be written down, a year needs four digits.
  if (at.getUTCFullYear() < 1000 || at.getUTCFullYear() > 9999) return { kind: 'impossible-date' };
  return { kind: 'date', at, zone: zone !== undefined, time };
}

/** `Date.UTC` rolls the 30th of February over into March. */
const isSameWall = (date: Date, [year, month, day, hour, minute, second]: readonly [number, number, number, number, number, number]) =>
  date.getUTCFullYear() === year &&
  date.getUTCMonth() + 1 === month &&
  date.getUTCDate() === day &&
  date.getUTCHours() === hour &&
  date.getUTCMinutes() === minute &&
  date.getUTCSeconds() === second;

function offsetMinutes(zone: string | undefined): number | null {
  const parts = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone ?? '');
  if (parts === null) return 0;
  const [, sign, hours, minutes = '00'] = parts;
  if (Number(hours) > 14 || Number(minutes) > 59) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
