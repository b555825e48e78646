import type { Digest } from '../../src/selection/choosing/digest.ts';
import { digestOf } from '../../tests/composition/made-up-digest.ts';

const words = 'harbour council night ferry returns after eleven years of silence with bookings that closed at nine in the morning'.split(
  ' ',
);
const sentence = (seed: number, length: number) => Array.from({ length }, (_, at) => words[(seed * 7 + at * 5) % words.length]).join(' ');

/** A digest about as large as a reader of seven topics gets: seven sections of five stories. */
export const largeDigest = (): Digest =>
  digestOf(
    Object.fromEntries(
      Array.from({ length: 7 }, (_, topic) => [
        `Topic ${topic + 1}`,
        Array.from({ length: 5 }, (_, story) => ({
          id: `story-${topic}-${story}`,
          title: sentence(topic * 5 + story, 9),
          excerpt: `${sentence(topic + story, 24)}.`,
          others: ['Coast Wire', 'The Ledger', 'Harbour Post'],
        })),
      ]),
    ),
  );
