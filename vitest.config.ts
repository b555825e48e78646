import { defineConfig } from 'vitest/config';

const stages = 'tests/{audience,composition,content,delivery,schedule,selection}/**/*.test.{ts,tsx}';

export default defineConfig({
  // As the product runs: production React has no jsxDEV.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  test: {
    projects: [
      // Nothing in these touches the process, so they share one, and what it has loaded.
      { extends: true, test: { name: 'stages', include: [stages], isolate: false } },
      { extends: true, test: { name: 'effects', include: ['tests/**/*.test.{ts,tsx}'], exclude: [stages] } },
    ],
    globalSetup: ['tests/global-setup.ts'],
    setupFiles: ['tests/repeatable-properties.ts'],
    reporters: ['default', './tests/closing-line.ts'],
    // Generous, since it is no bar: a busy machine must not fail what works. Speed lives in the bench.
    testTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 120_000,
    pool: 'forks',
    // vitest keeps one core for itself, which on two leaves one worker; most of the time is spent waiting for children anyway.
    maxWorkers: 2,
    env: { NODE_ENV: 'production' },
  },
});
