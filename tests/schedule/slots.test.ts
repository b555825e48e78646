import { describe, expect, it } from 'vitest';
import { parseDuration, writeDuration } from '../../src/schedule/duration.ts';
import { dueSlot, latestSlot, nextSlot, type Schedule, scheduleFault } from '../../src/schedule/slots.ts';

const saturday: Schedule = { cron: '0 8 * * 6', zone: 'Europe/London', catchUpMs: 12 * 3_600_000 };
const at = (iso: string) => new Date(iso);

describe('slots of a schedule', () => {
  const zones = ['America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'America/Santiago'];
  const hours = ['0 0 * * *', '45 1 * * *', '0 2 * * *', '30 2 * * *', '0 8 * * *'];
  it.each(zones.flatMap((zone) => hours.map((cron) => [zone, cron] as const)))(
    'in %s, "%s" has exactly one slot on every local day of two years, clock changes included',
    (zone, cron) => {
      const local = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
      const days = new Map<string, number>();
      const schedule = { cron, zone, catchUpMs: 0 };
      for (
        let slot = nextSlot(schedule, at('2024-12-31T23:59:59Z'));
        slot && slot < at('2027-01-01T00:00:00Z');
        slot = nextSlot(schedule, slot)
      ) {
        const day = local.format(slot);
        days.set(day, (days.get(day) ?? 0) + 1);
      }
      expect([...days].filter(([, count]) => count !== 1)).toEqual([]);
      expect(days.size).toBeGreaterThanOrEqual(729);
    },
  );

  it('finds the latest slot at or before an instant, the instant included', () => {
    expect(latestSlot(saturday, at('2026-01-01T00:00:00Z'), at('2026-11-21T08:00:00Z'))).toEqual(at('2026-11-21T08:00:00Z'));
    expect(latestSlot(saturday, at('2026-01-01T00:00:00Z'), at('2026-11-21T07:59:59Z'))).toEqual(at('2026-11-14T08:00:00Z'));
    expect(latestSlot({ ...saturday, cron: '0 8 29 2 *' }, at('2020-01-01T00:00:00Z'), at('2026-11-21T00:00:00Z'))).toEqual(
      at('2024-02-29T08:00:00Z'),
    );
  });

  it('has a moved date at its moment and not where the schedule has it', () => {
    const earlier = { from: at('2026-11-21T08:00:00Z'), to: at('2026-11-20T17:00:00Z') };
    const later = { from: at('2026-11-28T08:00:00Z'), to: at('2026-12-05T12:00:00Z') };
    const moved = { ...saturday, moved: [earlier, later] };
    const slots: Date[] = [];
    for (let slot = nextSlot(moved, at('2026-11-14T08:00:00Z')); slot && slots.length < 4; slot = nextSlot(moved, slot)) slots.push(slot);
    expect(slots.map((slot) => slot.toISOString().slice(0, 16))).toEqual([
      '2026-11-20T17:00',
      '2026-12-05T08:00',
      '2026-12-05T12:00',
      '2026-12-12T08:00',
    ]);
    expect(latestSlot(moved, at('2026-01-01T00:00:00Z'), at('2026-11-25T00:00:00Z'))).toEqual(earlier.to);
    expect(dueSlot(moved, at('2026-11-14T08:00:00Z'), at('2026-01-01T00:00:00Z'), at('2026-11-20T17:01:00Z'))).toEqual({
      kind: 'due',
      slot: earlier.to,
      missed: 0,
    });
    expect(dueSlot(moved, earlier.to, at('2026-01-01T00:00:00Z'), at('2026-11-21T08:01:00Z'))).toMatchObject({ kind: 'nothing' });
  });

  it('says in words why a schedule cannot be used', () => {
    expect(scheduleFault('0 8 * * 6', 'Europe/London')).toBeNull();
    expect(scheduleFault('0 8 * * 6', 'Europe/Londn')).toContain('Europe/Londn');
    expect(scheduleFault('every friday', 'UTC')).toContain('five-field');
    expect(scheduleFault('0 8 * * 9', 'UTC')).toContain('not a cron expression');
    expect(scheduleFault('0 8 30 2 *', 'UTC')).toContain('never fires');
  });
});

describe('what is due', () => {
  const known = at('2026-01-01T00:00:00Z');
  it('is the latest slot that has no edition yet', () => {
    expect(dueSlot(saturday, at('2026-11-14T08:00:00Z'), known, at('2026-11-21T08:00:30Z'))).toEqual({
      kind: 'due',
      slot: at('2026-11-21T08:00:00Z'),
      missed: 0,
    });
  });
  it('is nothing when the last slot has its edition', () => {
    expect(dueSlot(saturday, at('2026-11-21T08:00:00Z'), known, at('2026-11-21T08:01:00Z'))).toEqual({
      kind: 'nothing',
      next: at('2026-11-28T08:00:00Z'),
    });
  });
  it('folds slots missed while the machine slept into the latest one', () => {
    expect(dueSlot(saturday, at('2026-10-31T08:00:00Z'), known, at('2026-11-21T09:00:00Z'))).toEqual({
      kind: 'due',
      slot: at('2026-11-21T08:00:00Z'),
      missed: 2,
    });
  });
  it('asks a person when the slot is later than the catch-up time', () => {
    expect(dueSlot(saturday, at('2026-11-14T08:00:00Z'), known, at('2026-11-22T08:00:00Z'))).toMatchObject({
      kind: 'stale',
      slot: at('2026-11-21T08:00:00Z'),
    });
  });
  it('never fires for slots before the newsletter was first seen', () => {
    expect(dueSlot(saturday, null, at('2026-11-21T09:00:00Z'), at('2026-11-21T09:01:00Z'))).toMatchObject({ kind: 'nothing' });
  });
});

describe('durations', () => {
  it('are read as people write them', () => {
    expect([parseDuration('7d'), parseDuration('36h'), parseDuration('1.5d'), parseDuration('90m')]).toEqual([
      604_800_000, 129_600_000, 129_600_000, 5_400_000,
    ]);
    expect([parseDuration('7'), parseDuration('d'), parseDuration('-1d'), parseDuration('0d'), parseDuration('1y')]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
  it('are written back the shortest whole way', () => {
    expect([writeDuration(604_800_000), writeDuration(5_400_000), writeDuration(1_500)]).toEqual(['7d', '90m', '1.5s']);
  });
});

describe('clocks that change', () => {
  const list = (cron: string, from: string, count: number, weeks?: { every: number; from: string }) => {
    const slots: string[] = [];
    let at = new Date(from);
    while (slots.length < count) {
      at = nextSlot({ cron, zone: 'Europe/London', catchUpMs: 0, weeks }, at) ?? at;
      slots.push(at.toISOString().slice(0, 16));
    }
    return slots;
  };

  it('make one slot of all the times in the hour they skip, however these are listed', () => {
    const day = ['2026-03-28T01:15', '2026-03-28T01:45', '2026-03-29T01:00', '2026-03-30T00:15'];
    expect(list('15,45 1 * * *', '2026-03-28T00:00:00Z', 4)).toEqual(day);
    expect(list('*/15 1 * * *', '2026-03-28T02:00:00Z', 2)).toEqual(['2026-03-29T01:00', '2026-03-30T00:00']);
    expect(list('0,30 1,2 * * *', '2026-03-28T12:00:00Z', 3)).toEqual(['2026-03-29T01:00', '2026-03-29T01:30', '2026-03-30T00:00']);
  });

  it('make one slot of a time they show twice, listed or not', () => {
    expect(list('15,45 1 * * *', '2026-10-24T12:00:00Z', 3)).toEqual(['2026-10-25T00:15', '2026-10-25T00:45', '2026-10-26T01:15']);
  });

  it('do not touch the count of every second week', () => {
    const weeks = { every: 2, from: '2026-03-18' };
    expect(list('0 8 * * 6', '2026-03-15T00:00:00Z', 3, weeks)).toEqual(['2026-03-21T08:00', '2026-04-04T07:00', '2026-04-18T07:00']);
    expect(list('0 8 * * 6', '2026-02-15T00:00:00Z', 1, weeks)).toEqual(['2026-02-21T08:00']);
  });
});

describe('at its edges, what is due', () => {
  const knownSince = at('2026-11-16T00:00:00Z');
  const monday = { ...saturday, cron: '0 8 * * *' };

  it('is no slot from before the newsletter was known, whatever was its last edition', () => {
    const lastSlot = at('2026-11-10T08:00:00Z');
    expect(dueSlot(monday, lastSlot, knownSince, at('2026-11-16T07:59:59Z'))).toMatchObject({ kind: 'nothing' });
    expect(dueSlot(monday, lastSlot, knownSince, at('2026-11-17T09:00:00Z'))).toMatchObject({ kind: 'due', missed: 1 });
  });

  it('is the slot at the very moment the newsletter became known, and not again once it had its edition', () => {
    const slot = at('2026-11-16T08:00:00Z');
    expect(dueSlot(monday, null, slot, slot)).toEqual({ kind: 'due', slot, missed: 0 });
    expect(dueSlot(monday, slot, slot, slot)).toMatchObject({ kind: 'nothing', next: at('2026-11-17T08:00:00Z') });
    expect(dueSlot(monday, slot, slot, at('2026-11-17T08:00:00Z'))).toMatchObject({ kind: 'due', missed: 0 });
  });

  it('goes out by itself up to the last moment of the catch-up time, and a person is asked right after it', () => {
    const last = at('2026-11-16T20:00:00Z');
    expect(dueSlot(monday, null, knownSince, last)).toMatchObject({ kind: 'due' });
    expect(dueSlot(monday, null, knownSince, new Date(last.getTime() + 1))).toMatchObject({ kind: 'stale', lateMs: 12 * 3_600_000 + 1 });
  });

  it('counts every slot that was missed, up to a thousand', () => {
    const minutely = { ...saturday, cron: '* * * * *' };
    const missed = (now: string) => dueSlot(minutely, null, knownSince, at(now));
    expect(missed('2026-11-16T00:10:00Z')).toMatchObject({ missed: 10 });
    expect(missed('2026-11-18T00:00:00Z')).toMatchObject({ missed: 1_000 });
  });
});

describe('a duration', () => {
  it.each([
    ['90s', 90_000],
    ['2 w', 1_209_600_000],
    [' 1.5h ', 5_400_000],
    ['999999d', 86_399_913_600_000],
  ])('"%s" is read', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['0d', '', '7', 'd', '7 days', '-1d', '1234567d', '1.2345h', '7d 2h'])('"%s" is none', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it('that no larger unit divides is written in seconds', () => {
    expect(writeDuration(1_500)).toBe('1.5s');
    expect(writeDuration(60_000)).toBe('1m');
    expect(writeDuration(604_800_000)).toBe('7d');
  });
});
