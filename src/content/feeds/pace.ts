/** How often a source is asked, and how long it is left alone after trouble. Pure: `now` and chance come in. */
export type Asked = {
  readonly now: Date;
  /** As the config says, or the newsletters' schedules: see `paceOf`. */
  readonly everyMs: number;
  /** What the source itself says it is worth (ttl, Cache-Control). */
  readonly wishMs: number | null;
};

const hour = 3_600_000;
const longestWish = 24 * hour;
const longestBackOff = 48 * hour;
const longestRetryAfter = 7 * 24 * hour;

/** When a source that answered is asked again. */
export const nextAfterAnswer = ({ now, everyMs, wishMs }: Asked): Date =>
  new Date(now.getTime() + Math.max(everyMs, Math.min(wishMs ?? 0, longestWish)));

/**
 * When one that failed is: twice as long after each failure, and not before the time it named itself. One that says it is gone for
 * good is asked once a week, in case it is not.
 * @param failures in a row, this one included
 */
export function nextAfterFailure(
  { now, everyMs }: Omit<Asked, 'wishMs'>,
  failures: number,
  retryAfterMs: number | null,
  gone: boolean,
): Date {
  if (gone) return new Date(now.getTime() + longestRetryAfter);
  const backOff = Math.min(longestBackOff, Math.max(everyMs, hour / 4) * 2 ** Math.min(10, failures - 1));
  return new Date(now.getTime() + Math.max(backOff, Math.min(retryAfterMs ?? 0, longestRetryAfter)));
}

/** Retry-After (RFC 9110, 10.2.3) as ms from `now`; `null`: none that can be read. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

/** Cache-Control's max-age (RFC 9111, 5.2.2.1) in ms; `null`: none. */
export function maxAgeMs(header: string | undefined): number | null {
  const seconds = /(?:^|,)\s*max-age\s*=\s*"?(\d{1,9})/i.exec(header ?? '')?.[1];
  return seconds === undefined ? null : Number(seconds) * 1000;
}

/**
 * How often feeds are asked for newsletters that come out every so many ms (the shortest pause counts): often enough that a feed of
 * the usual twenty items loses none, a dozen times between two editions, not oftener than each quarter of an hour.
 */
export const paceOf = (pausesMs: readonly number[]): number =>
  Math.min(4 * hour, Math.max(hour / 4, Math.min(...pausesMs, 48 * hour) / 12));
