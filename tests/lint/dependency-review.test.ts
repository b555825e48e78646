import { expect, it } from 'vitest';
import { reviewDependencies } from './dependency-review.ts';

it('every package of the lockfile has a licence we may ship, a hash, a source by https, and no install script that runs', () => {
  const { faults, packages, named } = reviewDependencies();
  expect(faults).toEqual([]);
  expect(packages).toBeGreaterThan(300);
  expect(named.filter(({ version }) => version === '')).toEqual([]);
});
