import { expect, it } from 'vitest';
import { slopeOf } from './slope.ts';

it('a line is found through points that scatter about it, and how sure that is', () => {
  const points = Array.from({ length: 100 }, (_, x) => [x, 3 * x + 7 + (x % 2 === 0 ? 1 : -1)] as const);
  const { slope, noise } = slopeOf(points);
  expect(slope).toBeCloseTo(3, 2);
  expect(noise).toBeLessThan(0.01);
  expect(slopeOf(points.map(([x]) => [x, 5] as const))).toEqual({ slope: 0, noise: 0 });
});
