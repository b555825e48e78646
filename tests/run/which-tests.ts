const [every, long] = ['tests/**/*.test.{ts,tsx}', 'tests/**/*.long.test.{ts,tsx}'] as const;

/** `npm test` runs what a change may wait for; what takes minutes by itself has `npm run test:long`, and `all` is both. */
const asked = process.env.COURANT_TESTS ?? 'short';

export const whichTests: { readonly include: string[]; readonly exclude: string[] } = {
  include: [asked === 'long' ? long : every],
  exclude: asked === 'short' ? ['**/node_modules/**', long] : ['**/node_modules/**'],
};
