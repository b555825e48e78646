import { describe, expect, it } from 'vitest';
import type { DialogueStep } from '../../../src/delivery/ledger/outcome.ts';
import { consequenceOf, enhancedCode, outcomeOfReply } from '../../../src/delivery/replies/smtp-reply.ts';

const consequence = (code: number, response: string, step: DialogueStep = 'rcpt') => consequenceOf(outcomeOfReply(code, response, step));

describe('a final reply of a mail server', () => {
  it('is accepted, deferred or failed by its first digit; a code that is not final proves nothing', () => {
    expect(outcomeOfReply(250, '250 2.0.0 queued as 1', 'body')).toEqual({
      kind: 'accepted',
      code: 250,
      response: '250 2.0.0 queued as 1',
    });
    expect(outcomeOfReply(451, '451 greylisted', 'rcpt')).toMatchObject({ kind: 'deferred', code: 451, step: 'rcpt' });
    expect(outcomeOfReply(550, '550 no', 'data')).toMatchObject({ kind: 'failed', code: 550, step: 'data' });
    for (const code of [0, 99, 150, 354, 600]) expect(outcomeOfReply(code, 'odd', 'body')).toEqual({ kind: 'unknown', response: 'odd' });
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

  it.each(['5.7.0', '5.7.1', '5.7.26', '5.7.509', '5.7.515', '5.1.8'])(
    '%s about a reader’s message is of its sender: it is weighed and suppresses nobody',
    (code) => {
      for (const step of ['rcpt', 'data', 'body'] as const)
        expect(consequence(550, `550 ${code} 5.1.1 policy, see https://example.com/5.1.1`, step)).toBe('weigh-refusal');
    },
  );

  it.each(['5.7.124', '5.7.129', '5.7.133', '5.7.134'])('%s is one mailbox’s own rule and nobody else’s trouble', (code) => {
    expect(consequence(550, `550 ${code} RESOLVER.RST.SenderNotAuthenticatedForGroup`)).toBe('none');
  });

  it('before the reader was named is about us, whatever its code: nobody fails, nobody is suppressed, the edition is paused', () => {
    for (const step of ['connect', 'ehlo', 'auth', 'mail'] as const)
      for (const reply of ['550 5.1.1 sender unknown', '554 go away', '553 5.1.8 no such domain', '550 5.7.1 blocked']) {
        expect(outcomeOfReply(Number(reply.slice(0, 3)), reply, step)).toMatchObject({ kind: 'deferred', step });
        expect(consequence(Number(reply.slice(0, 3)), reply, step)).toBe('pause-mailing');
      }
    expect(consequence(451, '451 4.7.1 later', 'mail')).toBe('none');
    expect(consequence(554, '554 5.7.0 too many connections from your host', 'connect')).toBe('none');
  });

  it('that wants a login is about us at any step', () => {
    for (const step of ['mail', 'rcpt', 'data', 'body'] as const) {
      expect(outcomeOfReply(530, '530 5.7.0 Authentication required', step)).toMatchObject({ kind: 'deferred' });
      expect(consequence(530, '530 5.7.0 Authentication required', step)).toBe('pause-mailing');
    }
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
