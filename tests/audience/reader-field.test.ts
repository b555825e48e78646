import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldNumber, type ReaderField, ReaderFields, readField } from '../../src/audience/fields/reader-field.ts';

const field = (over: Partial<ReaderField>): ReaderField => ({
  name: 'name',
  label: 'Name',
  type: 'text',
  max: 20,
  choices: [],
  signUp: true,
  preferences: true,
  ...over,
});

describe('a reader’s own field', () => {
  it('whatever is typed becomes one harmless line within its length, and stays what it is when read again', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.constantFrom('text', 'date', 'number', 'yes-no', 'choice'),
        (typed, type) => {
          const one = field({ type: type as ReaderField['type'], choices: ['Free', 'paid'] });
          const read = readField(one, typed);
          if (read.kind === 'refused' || read.value === null) return;
          expect(read.value).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
          expect(read.value.isWellFormed()).toBe(true);
          expect([...read.value].length).toBeLessThanOrEqual(20);
          expect(readField(one, read.value)).toEqual(read);
        },
      ),
    );
  });

  it.each([
    ['text', ' Ada\r\nBcc: x@y.example ', 'Ada Bcc: x@y.example'],
    ['text', 'x'.repeat(21), null],
    ['text', '   ', ''],
    ['date', '2024-02-29', '2024-02-29'],
    ['date', '2023-02-29', null],
    ['number', '1,50', '1.5'],
    ['number', '-0', '0'],
    ['number', '1e9', null],
    ['number', '1,000', null],
    ['number', '-12,345,678', null],
    ['number', '0,125', '0.125'],
    ['choice', 'FREE', 'Free'],
    ['choice', 'none', null],
    ['yes-no', 'Ja', 'yes'],
    ['yes-no', 'perhaps', null],
  ] as const)('%s %j is kept as %j', (type, typed, kept) => {
    const read = readField(field({ type, choices: ['Free', 'paid'] }), typed);
    expect(read.kind === 'refused' ? null : (read.value ?? '')).toBe(kept);
  });

  it('compares numbers and days', () => {
    expect([fieldNumber('12.5'), fieldNumber('1970-01-02'), fieldNumber('Ada')]).toEqual([12.5, 86_400_000, null]);
  });

  it('says what is wrong with a description of fields', () => {
    const faults = ReaderFields.safeParse({
      Name: { type: 'text' },
      address: { type: 'text' },
      plan: { type: 'choice' },
      size: { type: 'number', max: 3 },
    });
    expect(faults.error?.issues.map(({ path }) => path.join('.')).sort()).toEqual(['Name', 'address', 'plan.choices', 'size.max']);
  });
});
