import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { slots } from '../../../../src/composition/views/slots.ts';
import { quotedBlock, type WireBlock } from '../../../../src/io/mail/message/wire-block.ts';

const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(...'.= \t\nz<"é日🚢'), maxLength: 120 }),
      fc.constantFrom('.', '\n.', ' \n', '\t\n', '.\n', ' ', 'x'.repeat(75), 'x'.repeat(76), '.'.repeat(80), ...Object.values(slots)),
    ),
    { maxLength: 8 },
  )
  // Half a pair of surrogates is no text: it would be written as U+FFFD by anybody.
  .map((parts) => parts.join('').toWellFormed());

const joined = (blocks: readonly WireBlock[]): string => Buffer.concat(blocks.map(({ bytes }) => bytes)).toString('latin1');
/** A reader's program turns the line ends of mail into its own. */
const lines = (words: string) => words.replace(/\r\n|\r/g, '\n');

/** As a reader's program takes it apart; as a file, of which no byte is tidied. */
async function decoded(body: string): Promise<string> {
  const message = `Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${body}`;
  const { attachments } = await PostalMime.parse(Buffer.from(message, 'latin1'));
  return Buffer.from(attachments[0]?.content as ArrayBuffer).toString('utf8');
}

describe('blocks ready for the wire', () => {
  test('say joined, in any order, what their texts say joined', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 6 }), async (texts) => {
        expect(await decoded(joined(texts.map(quotedBlock)))).toBe(texts.map(lines).join(''));
      }),
      { numRuns: 2_000 },
    );
  });

  test('hold lines of at most 76 ASCII characters, none of which begins with a dot or ends in a blank, and end with a line end', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
        const body = joined(texts.map(quotedBlock));
        expect(body === '' || body.endsWith('\r\n')).toBe(true);
        for (const line of body.split('\r\n')) {
          expect(line).toMatch(/^(?!\.)[\t\x20-\x7e]{0,76}$/);
          expect(line).not.toMatch(/[ \t]$/);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('keep every slot whole and say where it stands', () => {
    fc.assert(
      fc.property(text, (words) => {
        const { bytes, slots: places } = quotedBlock(words);
        const body = Buffer.from(bytes).toString('latin1');
        for (const { slot, at } of places) expect(body.slice(at, at + 40)).toBe(slots[slot]);
        expect(places.length).toBe([...words.matchAll(new RegExp(Object.values(slots).join('|'), 'g'))].length);
      }),
      { numRuns: 2_000 },
    );
  });

  test('are as long as 76 columns allow: plain words take one soft end in 75', () => {
    expect(quotedBlock('a'.repeat(7_500)).bytes.length).toBe(7_500 + 100 * 3);
  });
});
