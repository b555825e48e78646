import { describe, expect, it } from 'vitest';
import { isWrittenTo, tokensIn, unsubscribeMailto } from '../../../src/delivery/message/unsubscribe-address.ts';

const token = 'Ab-_'.repeat(10);
const other = 'x'.repeat(40);
const mailbox = 'leave@news.example.com';

describe('the address a mail client writes to for a reader who leaves', () => {
  it('holds the token of their link, and a subject for clients that will not send without', () => {
    expect(unsubscribeMailto('leave@News.Example.com', token)).toBe(`mailto:leave+${token}@news.example.com?subject=unsubscribe`);
    expect(() => unsubscribeMailto('leave@a.example\r\nBcc: x@y.example', token)).toThrow(
      expect.objectContaining({ code: 'header-injection' }),
    );
  });

  it('is found among all whom a mail is written to, its token once and in the case it has', () => {
    expect(
      tokensIn([`"Leave, please" <leave+${token}@news.example.com>, bea@reader.example`, `old-name+${token}@elsewhere.example`]),
    ).toEqual([token]);
    expect(tokensIn([`leave+${token}@news.example.com`, `leave+${other}@news.example.com`])).toEqual([token, other]);
  });

  it.each([`leave+${token}x@a.example`, `leave+${token.slice(1)}@a.example`, `leave${token}@a.example`, 'leave@a.example', ''])(
    'holds nothing where the token is too long, too short or none: %j',
    (address) => expect(tokensIn([address])).toEqual([]),
  );

  it('is known as the mailbox whatever stands behind the plus, and no other mailbox is', () => {
    for (const address of [mailbox, `Leave <LEAVE+x@news.example.com>`, `a@b.example,leave+${token}@NEWS.example.com`])
      expect([address, isWrittenTo(mailbox, [address])]).toEqual([address, true]);
    for (const address of [
      'leave@newsXexample.com',
      'sleave@news.example.com',
      'leave@news.example.com.evil.example',
      'x+leave@news.example.com',
    ])
      expect([address, isWrittenTo(mailbox, [address])]).toEqual([address, false]);
  });
});
