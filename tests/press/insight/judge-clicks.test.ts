import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clickCounter } from '../../../src/press/insight/count-clicks.ts';
import { type HeldClick, machineClicks } from '../../../src/press/insight/judge-clicks.ts';
import type { Clicks } from '../../../src/press/ports/insight/insight-store.ts';

const stories = 20;
const click = (over: Partial<HeldClick> & Pick<HeldClick, 'at'>): HeldClick => ({
  editionId: 1,
  stories,
  storyId: 'story0',
  place: 'c',
  arm: 0,
  from: '192.0.2.1',
  agent: 'Firefox',
  ...over,
});

/** The same numbers each time: a test that fails sometimes proves nothing. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const agents = ['Firefox', 'Chrome on Windows', 'Chrome on Android', 'Safari on iPhone', 'Edge'];

/** People: they come over two hours, each from a place of their own, and open a story or three, the better ones more often. */
function people(count: number): readonly HeldClick[] {
  const next = chance(7);
  return Array.from({ length: count }, (_, reader) => {
    const at = Math.floor(next() * 7_200_000);
    const opened = new Set(Array.from({ length: 1 + Math.floor(next() * 3) }, () => Math.floor(stories * next() ** 2.5)));
    return [...opened].map((story, nth) =>
      click({
        at: at + nth * 4_000,
        storyId: `story${story}`,
        from: `198.51.${reader % 250}.${Math.floor(reader / 250)}`,
        agent: agents[reader % agents.length] ?? '',
      }),
    );
  }).flat();
}

/** Scanners as gateways have them: each mail's links opened within seconds, from one address. */
const gateway = (mails: number): readonly HeldClick[] =>
  Array.from({ length: mails }, (_, mail) =>
    Array.from({ length: stories }, (_, story) =>
      click({
        at: 60_000 + mail * 40 + story * 200,
        storyId: `story${story}`,
        from: `203.0.113.${mail % 200}`,
        agent: 'Chrome on Windows',
      }),
    ),
  ).flat();

/** And as clouds have them: each link from another address, all by one program, looking like a browser. */
const cloud = (mails: number): readonly HeldClick[] =>
  Array.from({ length: mails }, (_, mail) =>
    Array.from({ length: stories }, (_, story) =>
      click({
        at: 90_000 + mail * 150 + story * 37,
        storyId: `story${story}`,
        from: `203.0.${(mail * stories + story) % 250}.${story}`,
        agent: 'Chrome on Windows',
      }),
    ),
  ).flat();

const figures = (clicks: readonly HeldClick[]): ReadonlyMap<string, number> => {
  const machines = machineClicks(clicks);
  const kept = clicks.filter((one) => !machines.has(one));
  return new Map([...Map.groupBy(kept, ({ storyId }) => storyId)].map(([id, own]) => [id, own.length]));
};
const total = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, one) => sum + one, 0);

describe('clicks of people and of machines', () => {
  const readers = people(4_000);

  it('takes people for people, all but a few in a thousand', () => {
    expect(machineClicks(readers).size).toBeLessThan(readers.length / 200);
  });

  it.each([
    ['gateways', gateway(400)],
    ['a cloud', cloud(400)],
    ['both at once', [...gateway(200), ...cloud(200)]],
  ])('is changed by a burst of %s in no figure by two in a hundred', (_, burst) => {
    expect(burst.length).toBeGreaterThan(readers.length * 0.9);
    const [before, after] = [figures(readers), figures([...readers, ...burst])];
    expect(Math.abs(total(after) - total(before)) / total(before)).toBeLessThan(0.02);
    for (const [story, count] of before)
      if (count >= 100) expect(Math.abs((after.get(story) ?? 0) - count) / count, story).toBeLessThan(0.02);
  });

  it('counts a link once that one program opens again and again', () => {
    const again = [0, 900, 4_000, 9_000].map((at) => click({ at }));
    expect(machineClicks(again)).toEqual(new Set(again.slice(1)));
    expect(machineClicks([click({ at: 0 }), click({ at: 60_000 })]).size).toBe(0);
  });

  it('knows a sweep of an edition of three stories, and believes anybody of one story', () => {
    const sweep = [0, 1, 2].map((story) => click({ at: story * 300, stories: 3, storyId: `story${story}` }));
    expect(machineClicks(sweep).size).toBe(3);
    expect(machineClicks(sweep.slice(0, 2)).size).toBe(0);
    expect(machineClicks([click({ at: 0, stories: 1 })]).size).toBe(0);
  });

  it('says the same in whatever order clicks are told', () => {
    const some = [...people(60), ...gateway(3)];
    fc.assert(
      fc.property(fc.shuffledSubarray(some, { minLength: some.length }), (shuffled) => {
        expect(figures(shuffled)).toEqual(new Map([...figures(shuffled)].map(([id]) => [id, figures(some).get(id)])));
      }),
      { numRuns: 20 },
    );
  });
});

describe('the counter of clicks', () => {
  const counted = () => {
    const written: Clicks[] = [];
    let now = 0;
    let away = false;
    const store = {
      addClicks: async (rows: readonly Clicks[]) => {
        if (away) throw new Error('away');
        written.push(...rows);
      },
    };
    const faults: unknown[] = [];
    const counter = clickCounter({ store: store as never, now: () => new Date(now) }, (error) => faults.push(error));
    return {
      counter,
      written,
      faults,
      at: (ms: number) => {
        now = ms;
      },
      away: (is: boolean) => {
        away = is;
      },
      sum: () => written.reduce((sum, { clicks }) => sum + clicks, 0),
    };
  };

  it('writes a click down once it was held long enough to see what it is part of', async () => {
    const room = counted();
    for (const story of [0, 1, 2, 3, 4, 5]) room.counter.note(click({ at: story * 100, storyId: `story${story}`, from: 'scanner' }));
    room.counter.note(click({ at: 300, from: 'person' }));
    room.at(5_000);
    await room.counter.look();
    expect(room.written).toEqual([]);
    room.at(20_000);
    await room.counter.look();
    await room.counter.look();
    expect(room.written).toEqual([{ editionId: 1, storyId: 'story0', place: 'c', arm: 0, day: '1970-01-01', clicks: 1 }]);
  });

  it('tells a sweep that began before the last look for what it is', async () => {
    const room = counted();
    for (let story = 0; story < stories; story++) room.counter.note(click({ at: story * 900, storyId: `story${story}` }));
    for (let now = 0; now <= 40_000; now += 3_000) {
      room.at(now);
      await room.counter.look();
    }
    expect(room.sum()).toBe(0);
  });

  it('writes what it holds when the process ends, and loses nothing to a store that is away for a moment', async () => {
    const room = counted();
    room.counter.note(click({ at: 0 }));
    room.away(true);
    await room.counter.settled();
    expect(room.faults).toHaveLength(1);
    room.counter.note(click({ at: 0, storyId: 'story1' }));
    room.away(false);
    await room.counter.settled();
    expect(room.written.map(({ storyId, clicks }) => `${storyId} ${clicks}`).sort()).toEqual(['story0 1', 'story1 1']);
  });
});
