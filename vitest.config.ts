import { defineConfig } from 'vitest/config';
import LongestFirst from './tests/run/longest-first.ts';
import { whichTests } from './tests/run/which-tests.ts';

export default defineConfig({
  // As the product runs: production React has no jsxDEV.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  test: {
    ...whichTests,
    globalSetup: ['tests/global-setup.ts'],
    setupFiles: ['tests/clean-start.ts', 'tests/repeatable-properties.ts'],
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './tests/closing-line.ts'],
    // Generous, since it is no bar: a busy machine must not fail what works. Speed lives in the bench.
    testTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 120_000,
    pool: 'forks',
    // Loading the program anew for each file would be a sixth of the work; clean-start.ts keeps files apart.
    isolate: false,
    // vitest keeps one core for itself, which on two leaves one worker; most of the time is spent waiting for children anyway.
    maxWorkers: 2,
    env: { NODE_ENV: 'production' },
  },
});
