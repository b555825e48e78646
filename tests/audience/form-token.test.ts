import { describe, expect, it } from 'vitest';
import { formToken, isOwnForm } from '../../src/audience/form-token.ts';

const secret = Buffer.alloc(32, 1);
const older = Buffer.alloc(32, 2);
const at = (hours: number) => new Date(Date.UTC(2026, 10, 21, 8, 30) + hours * 3_600_000);

describe('a form of ours', () => {
  const token = formToken(secret, '/p/ada', at(0));
  const isOurs = (text: string, hours = 0, subject = '/p/ada', secrets: readonly Uint8Array[] = [secret]) =>
    isOwnForm(secrets, subject, text, at(hours));

  it('is taken for twelve hours and no longer', () => {
    for (const hours of [0, 1, 11, 12]) expect(isOurs(token, hours)).toBe(true);
    for (const hours of [13, 14, 24, 9_000]) expect(isOurs(token, hours)).toBe(false);
  });

  it('is not taken from the future', () => {
    expect(isOurs(token, -1)).toBe(false);
    expect(isOurs(token, -9_000)).toBe(false);
  });

  it('is taken for its own page and reader only', () => {
    for (const subject of ['/p/bea', '/p/ada/erase', '', '/p/ad']) expect(isOurs(token, 0, subject)).toBe(false);
  });

  it('made with an older secret is taken while that secret is known', () => {
    const made = formToken(older, '/p/ada', at(0));
    expect(isOurs(made, 0, '/p/ada', [secret, older])).toBe(true);
    expect(isOurs(made, 0, '/p/ada', [secret])).toBe(false);
    expect(isOurs(made, 0, '/p/ada', [])).toBe(false);
  });

  it('with any character changed, or moved to another hour, is none', () => {
    const [hour = '', mac = ''] = token.split('.');
    // The last character of 43 carries two bits that are not in the digest.
    for (let index = 0; index < mac.length - 1; index++) {
      const changed = `${hour}.${mac.slice(0, index)}${mac[index] === 'A' ? 'B' : 'A'}${mac.slice(index + 1)}`;
      expect(isOurs(changed, 1)).toBe(false);
    }
    const next = (Number.parseInt(hour, 36) + 1).toString(36);
    for (const text of [
      `${next}.${mac}`,
      `.${mac}`,
      mac,
      `${hour}.`,
      `${hour}.${mac}x`,
      `${hour}.${mac.slice(1)}`,
      `${hour}.${'é'.repeat(43)}`,
      '',
    ])
      expect(isOurs(text, 1)).toBe(false);
  });
});
