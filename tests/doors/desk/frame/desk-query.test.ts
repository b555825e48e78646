import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clients,
  type DeskQuery,
  deskAddress,
  eyes,
  looks,
  panels,
  parseDeskQuery,
  pictureModes,
  schemes,
  widths,
} from '../../../../src/doors/desk/frame/desk-query.ts';

const word = fc.string({ minLength: 1, maxLength: 30 }).filter((text) => text.isWellFormed());
const anyQuery: fc.Arbitrary<DeskQuery> = fc.record({
  newsletter: fc.option(word),
  at: fc.option(fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })),
  topics: fc.uniqueArray(word, { maxLength: 5 }),
  look: fc.constantFrom(...looks),
  width: fc.constantFrom(...widths),
  scheme: fc.constantFrom(...schemes),
  pictures: fc.constantFrom(...pictureModes),
  story: fc.option(word),
  left: fc.option(word),
  client: fc.constantFrom(...clients),
  panel: fc.constantFrom(...panels),
  as: fc.constantFrom(...eyes),
  // Pages answer with the instant.
  local: fc.constant(null),
  reader: fc.constantFrom(null, 'ada@reader.example'),
  theme: fc.constantFrom(null, 'bulletin'),
  locale: fc.constantFrom(null, 'de-DE'),
  halfLife: fc.constantFrom(null, 48),
  coverageWeight: fc.constantFrom(null, 0, 12),
  perTopic: fc.constantFrom(null, 4),
  said: fc.constant(null),
  spot: fc.constantFrom(null, '12:3'),
  sample: fc.constantFrom(null, 'sixty'),
});

describe('the address of a view', () => {
  it('means the same view when it is opened again', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        const { searchParams } = new URL(deskAddress('/', query), 'http://127.0.0.1');
        expect(parseDeskQuery(searchParams)).toEqual({ query, complaints: [] });
      }),
    );
  });

  it('is read without failing whatever stands in it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('at', 'look', 'width', 'newsletter', 'topics', 'left', 'x'), fc.string())), (pairs) => {
        const { query } = parseDeskQuery(new URLSearchParams(pairs));
        expect(looks).toContain(query.look);
        expect(query.at === null || !Number.isNaN(query.at.getTime())).toBe(true);
      }),
    );
  });

  it.each(['2026-02-30x', 'tomorrow', '2026-13-01', '1', '2026-05-12T25:00'])('does not take "%s" for an instant', (at) => {
    const { query, complaints } = parseDeskQuery(new URLSearchParams({ at }));
    expect(query.at).toBeNull();
    expect(complaints).toHaveLength(1);
  });
});
