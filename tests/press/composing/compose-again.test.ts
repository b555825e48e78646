import { describe, expect, it } from 'vitest';
import { editionMessages, editionSizeBound, editionSizes, letterMessages } from '../../../src/io/mail/message/edition-messages.ts';
import { parseMessage } from '../../../src/io/mail/message/parse-message.ts';
import { composeDigests } from '../../../src/press/composing/compose-digests.ts';
import type { Digest } from '../../../src/selection/choosing/digest.ts';
import { headingWith, picturesFor } from '../../composition/made-up-digest.ts';
import { richDigest } from '../../composition/rich-digest.ts';

const tools = {
  preparePictures: async () => ({ pictures: new Map(picturesFor(richDigest)), problems: [] }),
  readTheme: async () => null,
  messages: {
    htmlSize: editionSizes,
    htmlSizeBound: editionSizeBound,
    edition: editionMessages,
    letter: letterMessages,
    read: parseMessage,
  },
  progress: { start: () => undefined, step: () => undefined, finish: () => undefined },
} satisfies Parameters<typeof composeDigests>[0];
const wishes = { images: new Map(), missing: 'none' } as const;

const composed = async (heading: ReturnType<typeof headingWith>, digest: Digest = richDigest) => {
  const { compiled, again } = await composeDigests(tools, heading, new Map([['all', digest]]), wishes);
  return { compiled, again };
};
/** Nothing was composed of these very stories: they are new. */
const fresh = (digest: Digest): Digest => ({
  ...digest,
  sections: digest.sections.map(({ topic, stories }) => ({ topic, stories: stories.map((one) => ({ ...one, story: { ...one.story } })) })),
});

describe('what was composed of a story before', () => {
  it('stands again for the same story, pictures and heading: as if it were composed anew, whatever the words at the top', async () => {
    const first = await composed(headingWith());
    const same = await composed(headingWith({ subject: 'Other words', intro: 'A note.' }));
    for (const id of Object.keys(first.compiled.stories)) expect(same.compiled.stories[id]).toBe(first.compiled.stories[id]);
    expect(same.compiled).toEqual((await composed(headingWith({ subject: 'Other words', intro: 'A note.' }), fresh(richDigest))).compiled);
  });

  it.each([
    ['another theme', headingWith({}, { theme: 'bulletin' })],
    ['another language', headingWith({}, { locale: 'ar' })],
    ['another number', headingWith({ number: 43 })],
    ['another slot', headingWith({ slot: new Date('2023-08-15T06:00:00Z') })],
    ['another brand', headingWith({}, { links: { utm: { source: 'letter' } } })],
  ])('does not stand for %s', async (_, heading) => {
    const first = await composed(headingWith());
    const other = await composed(heading);
    for (const id of Object.keys(first.compiled.stories)) expect(other.compiled.stories[id]).not.toBe(first.compiled.stories[id]);
    expect(other.compiled).toEqual((await composed(heading, fresh(richDigest))).compiled);
  });
});
