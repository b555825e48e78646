import { defineConfig } from 'vitest/config';

/** `npm run test:package`: what npm gives to others, packed once and installed as they do. Apart, since it needs a registry and a minute. */
export default defineConfig({
  test: {
    include: ['tests/package/**/*.package.ts'],
    reporters: ['default', './tests/closing-line.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    fileParallelism: false,
  },
});
