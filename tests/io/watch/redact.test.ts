import fc from 'fast-check';
import { expect, it } from 'vitest';
import { redactor } from '../../../src/io/watch/redact.ts';

const redact = redactor(['s3cret-pass', 'p%40ss word']);

it('takes addresses, keys of readers, logins and known secrets out of whatever words come', () => {
  expect(redact('550 5.1.1 <ada.l+news@reader.example>: user unknown')).toBe('550 5.1.1 <[address]>: user unknown');
  expect(redact('GET /u/AbC123_def-ghiJKLmnoPQRstuVWXyz0123456789abc HTTP')).toBe('GET /u/[key] HTTP');
  expect(redact('GET /join/abcdefgh-ijklmnop_qrstuvwxyzABCDE and /password/12.17.x_y')).toBe('GET /join/[key] and /password/[key]');
  expect(redact('smtps://user:pw@mail.example.com refused')).toBe('smtps://[secret]@mail.example.com refused');
  expect(redact('login with s3cret-pass failed')).toBe('login with [secret] failed');
  expect(redact('Authorization: Bearer ck_abc_def')).toBe('Authorization: Bearer [secret]');
  expect(redact('https://x.example/cb?token=abc&x=1')).toBe('https://x.example/cb?token=[secret]&x=1');
  expect(redact('Message-ID <1a.2b.0123456789abcdef01234567@courant.example>')).not.toContain('0123456789abcdef');
});

it('leaves words as they are', () => {
  for (const words of [
    'the relay does not take mail now: connect ECONNREFUSED 127.0.0.1:25',
    'weekly No. 3 is paused: 12 of 100 bounced',
    '2026-11-21T08:00:00.000Z',
  ])
    expect(redact(words)).toBe(words);
});

it('lets no address through, wherever it stands, and is quick about it', () => {
  const part = fc.stringMatching(/^[a-z0-9][a-z0-9._+-]{0,20}$/);
  fc.assert(
    fc.property(part, part, fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (local, host, before, after) => {
      const address = `${local}@${host}.example`;
      expect(redact(`${before} ${address} ${after}`)).not.toContain(address);
    }),
  );
  for (const hostile of ['a', '@', 'a1-', 'a@']) expect(redact(hostile.repeat(200_000)).length).toBeLessThan(50_000);
});
