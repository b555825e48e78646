import { describe, expect, it } from 'vitest';
import { consequenceOf, enhancedCode, outcomeOfReply } from '../../../src/delivery/replies/smtp-reply.ts';

const consequence = (code: number, response: string) => consequenceOf(outcomeOfReply(code, response));

describe('a final reply of a mail server', () => {
  it('is accepted, deferred or failed by its first digit; a code that is not final proves nothing', () => {
    expect(outcomeOfReply(250, '250 2.0.0 queued as 1')).toEqual({ kind: 'accepted', code: 250, response: '250 2.0.0 queued as 1' });
    expect(outcomeOfReply(451, '451 greylisted')).toMatchObject({ kind: 'deferred', code: 451 });
    expect(outcomeOfReply(550, '550 no')).toMatchObject({ kind: 'failed', code: 550 });
    for (const code of [0, 99, 150, 354, 600]) expect(outcomeOfReply(code, 'odd')).toEqual({ kind: 'unknown', response: 'odd' });
  });

  it.each(['5.1.1', '5.1.2', '5.1.3', '5.1.10', '5.2.1'])('%s suppresses the recipient', (code) => {
    expect(consequence(550, `550 ${code} no such mailbox`)).toBe('suppress-recipient');
    expect(consequence(550, `550-${code} no such mailbox\r\n550 ${code} sorry`)).toBe('suppress-recipient');
    expect(consequence(550, `${code} no such mailbox`)).toBe('suppress-recipient');
  });

  it('5.2.1 suppresses nobody whose mailbox may come back, as in bounce mails', () => {
    for (const words of [
      'The email account that you tried to reach is disabled',
      'The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered',
      'Mailbox is full',
      'account suspended',
    ])
      expect(consequence(550, `550 5.2.1 ${words}`)).toBe('none');
    expect(consequence(550, '550 5.2.1')).toBe('suppress-recipient');
  });

  it.each(['5.7.0', '5.7.1', '5.7.26', '5.7.509', '5.7.515'])('%s is about us: it pauses and suppresses nobody', (code) => {
    expect(consequence(550, `550 ${code} 5.1.1 policy, see https://example.com/5.1.1`)).toBe('pause-mailing');
  });

  it('asks nothing more when it is accepted, temporary, without an enhanced code or about something else', () => {
    for (const [code, response] of [
      [250, '250 2.1.5 ok'],
      [450, '450 4.1.1 try later'],
      [421, '421 4.7.0 too many connections'],
      [451, '451 5.1.1 a temporary reply that names a permanent code'],
      [550, '550 user unknown 5.1.1'],
      [550, '550 mailbox unavailable'],
      [552, '552 5.2.2 mailbox full'],
      [550, '550 5.1.10.1 not a code'],
      [550, '550 5.1.100 another code'],
    ] as const) {
      expect(consequence(code, response)).toBe('none');
    }
  });

  it('has its enhanced code only at its start', () => {
    expect(enhancedCode('550 5.1.1 <a@example.com>: no such user')).toBe('5.1.1');
    expect(enhancedCode('550-5.7.26 Unauthenticated')).toBe('5.7.26');
    expect(enhancedCode('550 #5.1.1 old Exchange')).toBe('5.1.1');
    expect(enhancedCode('550 10.1.1.1 is blocked')).toBeNull();
    expect(enhancedCode('550 5.1.1.1 is blocked')).toBeNull();
    expect(enhancedCode('')).toBeNull();
  });
});
