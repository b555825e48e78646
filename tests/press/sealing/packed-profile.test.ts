import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileCodec } from '../../../src/press/sealing/packed-profile.ts';

const topics = ['Climate', 'Space & Time', 'Künste', 'a.b|c'];

describe('a reader’s profile in a few bytes', () => {
  it('is read back with the same topics and history, whatever they are called', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom(...topics),
            fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => text.trim().replace(/\s+/g, ' ')),
          ),
        ),
        fc.array(fc.nat(2 ** 40)),
        fc.constantFrom(undefined, 1 as const, 2 as const),
        (followed, history, arm) => {
          const codec = profileCodec(topics);
          const named = followed.filter((topic) => topic !== '' && topic.isWellFormed());
          const packed = codec.pack({ topics: named, sentDigests: history, arm });
          const again = codec.unpack(packed);
          const folded = (list: readonly string[]) => [...new Set(list.map((topic) => topic.normalize('NFKC').toLowerCase()))].sort();
          // Topics the edition does not have are kept letter for letter.
          expect(folded(again.topics)).toEqual(folded(named));
          expect(again.sentDigests).toEqual(history.toSorted((a, b) => a - b));
          expect(again.arm).toBe(arm);
          expect(codec.pack(again)).toBe(packed);
        },
      ),
    );
  });

  it('takes a place for a topic, not its name', () => {
    expect(profileCodec(topics).pack({ topics: ['künste', 'CLIMATE'], sentDigests: [40, 7] })).toBe('0.2|7.14');
  });

  it('is not read with the topics of another edition', () => {
    expect(() => profileCodec(['One']).unpack('0.7')).toThrow('topic 7 of 1');
  });
});
