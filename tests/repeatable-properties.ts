import fc from 'fast-check';

/** The same cases in every run, so that a change is judged by what it changed. `npm run test:explore` looks at new ones. */
const explored = process.env.COURANT_EXPLORE;
fc.configureGlobal(explored === undefined ? { seed: 20261121 } : {});
