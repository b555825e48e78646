import { describe, expect, it } from 'vitest';
import { marksConflict, marksOf } from '../../src/selection/marks.ts';

const conflict = (a: string, b: string) => marksConflict(marksOf(a), marksOf(b));

describe('headlines dated or numbered differently', () => {
  it.each([
    ['Updates for June 2021', 'Updates for July 2021'],
    ['Support ends on 31 August 2022', 'Support ends on 31 August 2024'],
    ['Heron Q2 results', 'Heron Q3 results'],
    ['Heron OS 21.07 released', 'Heron OS 21.08 released'],
    ['Podcast, episode 5', 'Podcast, Episode 6'],
    ['Update rollup 55', 'Update rollup 56'],
  ])('“%s” is not “%s”', (a, b) => {
    expect(conflict(a, b)).toBe(true);
  });

  it.each([
    ['Quake kills 12', 'Quake kills 15'],
    ['Rates fall 3.5 percent', 'Rates fall 3.6 percent'],
    ['Heron raises 1.5 million', 'Heron raises 1.6 million crowns'],
    ['Heron OS 21.07 released', 'Heron OS is out'],
    ['Plans for 2030 set in 2024', 'Plans for 2030'],
    ['Heron may sell', 'Heron to sell in June'],
  ])('“%s” may be “%s”', (a, b) => {
    expect(conflict(a, b)).toBe(false);
  });
});
