import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publishedDate } from '../../../src/content/fields/published-date.ts';

const iso = (text: string) => {
  const date = publishedDate(text);
  return date.kind === 'date' ? date.at.toISOString() : date.kind;
};

describe('a publication date', () => {
  it('is an instant in UTC, whatever its zone', () => {
    expect(iso('2026-03-02T09:30:00Z')).toBe('2026-03-02T09:30:00.000Z');
    expect(iso('2026-03-02T01:30:00+05:30')).toBe('2026-03-01T20:00:00.000Z');
    expect(iso('2026-03-02 23:00:00.25 -0800')).toBe('2026-03-03T07:00:00.250Z');
    expect(iso('2026-03-02T09:30 GMT')).toBe('2026-03-02T09:30:00.000Z');
  });

  it('says when zone or time were not given', () => {
    expect(publishedDate('2026-03-02T09:30:00')).toMatchObject({ zone: false, time: true });
    expect(publishedDate('2026-03-02')).toMatchObject({ zone: false, time: false });
    expect(iso('2026-03-02')).toBe('2026-03-02T00:00:00.000Z');
  });

  it('is refused when no calendar has it', () => {
    for (const text of [
      '2026-02-30',
      '2025-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31T00:00:00Z',
      '2026-01-01T24:00:00Z',
      '2026-01-01T10:60:00Z',
      '2026-01-01T10:00:00+15:00',
      '0000-01-01',
      '0999-12-31T23:59:59Z',
      '9999-12-31T23:59:59-14:00',
      '1000-01-01T00:00:00+14:00',
    ]) {
      expect([text, iso(text)]).toEqual([text, 'impossible-date']);
    }
    expect(iso('2024-02-29')).toBe('2024-02-29T00:00:00.000Z');
    expect(iso('0999-12-31T23:59:59-14:00')).toBe('1000-01-01T13:59:59.000Z');
  });

  it('is refused when it is something else', () => {
    for (const text of ['', 'yesterday', '02/03/2026', '20260302', '1646213400', '2026-03-02T09:30:00Zx']) {
      expect([text, iso(text)]).toEqual([text, 'not-a-date']);
    }
  });

  it('is of a year with four digits, whatever its zone', () => {
    const wall = fc.tuple(
      fc.constantFrom('0999-12-31', '1000-01-01', '9999-12-31'),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: -14, max: 14 }),
    );
    fc.assert(
      fc.property(wall, ([day, hour, offset]) => {
        const zone = `${offset < 0 ? '-' : '+'}${String(Math.abs(offset)).padStart(2, '0')}:00`;
        const date = publishedDate(`${day}T${String(hour).padStart(2, '0')}:00:00${zone}`);
        if (date.kind === 'date') expect(date.at.toISOString()).toMatch(/^[1-9]\d{3}-/);
      }),
    );
  });

  it('comes back from its own ISO text', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
        (date) => {
          expect(iso(date.toISOString())).toBe(date.toISOString());
        },
      ),
    );
  });
});
