/** What clocks of a zone show, as a Date whose UTC fields say it, and the way back. */
export type WallClock = {
  readonly shownAt: (instant: Date) => Date;
  readonly instantOf: (wall: Date) => Date;
  readonly changesNear: (instant: Date) => boolean;
};

const hour = 3_600_000;
const known = new Map<string, WallClock>();

export function wallClock(zone: string): WallClock {
  const before = known.get(zone);
  if (before !== undefined) return before;
  const clock = newClock(zone);
  known.set(zone, clock);
  return clock;
}

function newClock(zone: string): WallClock {
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...numeric });
  const offsetAt = (instant: number): number => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)] as const));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
    return shown - Math.floor(instant / 1_000) * 1_000;
  };
  return {
    shownAt: (instant) => new Date(instant.getTime() + offsetAt(instant.getTime())),
    changesNear: (instant) => offsetAt(instant.getTime() - 4 * hour) !== offsetAt(instant.getTime() + 4 * hour),
    /** A time shown twice is the first of the two; one that is skipped is the instant at which clocks go on. */
    instantOf(wall) {
      const time = wall.getTime();
      const [earlier, later] = [offsetAt(time - 26 * hour), offsetAt(time + 26 * hour)];
      const fits = [earlier, later].find((offset) => offsetAt(time - offset) === offset);
      if (fits !== undefined) return new Date(time - fits);
      let [low, high] = [time - Math.max(earlier, later), time - Math.min(earlier, later)];
      while (high - low > 1_000) {
        const middle = Math.floor((low + high) / 2_000) * 1_000;
        if (offsetAt(middle) === earlier) low = middle;
        else high = middle;
      }
      return new Date(Math.ceil(high / 1_000) * 1_000);
    },
  };
}
