import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EditionHeading } from '../../../src/composition/edition.ts';
import { lintMessage } from '../../../src/composition/lint/lint-message.ts';
import type { Digest } from '../../../src/selection/choosing/digest.ts';
import { digestOf, type MadeUpStory } from '../made-up-digest.ts';
import { headingFor, locales, themes } from './editions.ts';
import { hostileAddress, hostileWords, naughtyFile, naughtyStrings, usualSuspects } from './hostile-words.ts';
import { finished } from './sound-message.ts';

/** What would stop the edition, made and fitted as it would be. */
async function errorsOf(digest: Digest, heading: EditionHeading): Promise<readonly string[]> {
  const { message, context } = await finished(digest, heading, [], true);
  return lintMessage(message, context)
    .filter(({ severity }) => severity === 'error')
    .map(({ check, found }) => `${check}: ${found}`);
}

const story = fc.record({
  title: hostileWords(300),
  excerpt: fc.option(hostileWords(2_000)),
  url: hostileAddress,
  outlet: hostileWords(120),
  others: fc.array(hostileWords(60), { maxLength: 8 }),
  type: fc.constantFrom('article', 'video', 'undefined'),
  update: fc.boolean(),
});

const note = fc.oneof(
  hostileWords(800),
  fc.tuple(hostileWords(60), hostileAddress).map(([words, to]) => `[here](${to}) [${words}](${to}) **[x](${to})**`),
);

const edition = fc.record({
  theme: fc.constantFrom(...themes),
  locale: fc.constantFrom(...locales),
  sections: fc.array(fc.tuple(hostileWords(40), fc.array(story, { minLength: 1, maxLength: 4 })), { minLength: 1, maxLength: 3 }),
  words: fc.record({ intro: note, subject: hostileWords(200), preheader: hostileWords(200) }, { requiredKeys: [] }),
  share: fc.boolean(),
});

describe('content, however hostile', () => {
  it('never makes the gate stop an edition, in any theme and language', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(edition, async ({ theme, locale, sections, words, share }) => {
        const digest = digestOf(
          Object.fromEntries(
            sections.map(([topic, stories], section) => [
              `${topic} ${section}`,
              stories.map((each, at): MadeUpStory => ({ id: `s${section}x${at}`, ...each })),
            ]),
          ),
        );
        const base = headingFor(theme, locale, 'sparse');
        expect(await errorsOf(digest, { ...base, imprint: { ...base.imprint, share }, ...words })).toEqual([]);
      }),
      {
        numRuns: process.env.COURANT_EXPLORE === undefined ? 40 : 2_000,
        ...(process.env.COURANT_EXPLORE === undefined ? { seed: 20261126 } : {}),
      },
    );
  });

  const suite = naughtyStrings.length > 0 ? 'naughty strings' : `naughty strings of ${naughtyFile.pathname}, which is absent: skipped,`;
  it.each(themes)(`${suite} and what once stopped an edition pass in %s`, { timeout: 600_000 }, async (theme) => {
    const all = [...usualSuspects, ...naughtyStrings];
    for (let at = 0; at < all.length; at += 9) {
      // Each of them in one theme and the usual suspects in all; with COURANT_EXPLORE all in all.
      if (!process.env.COURANT_EXPLORE && at >= usualSuspects.length && (at / 9) % themes.length !== themes.indexOf(theme)) continue;
      const chunk = all.slice(at, at + 9);
      const stories = chunk.map((words, index) => ({
        id: `s${index}`,
        title: words,
        excerpt: words,
        outlet: words,
        others: chunk.slice(0, 5),
        url: `https://outlet.example/${index}?q=${words}`,
      }));
      expect(await errorsOf(digestOf({ Words: stories }), headingFor(theme, 'en', 'sparse'))).toEqual([]);
    }
  });
});
