import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BounceKind, Refusal, SmtpStage } from '../../../../src/delivery/bounce/judging/classification.ts';
import { judgeRefusal } from '../../../../src/delivery/bounce/judging/judge-refusal.ts';

const refusal = (reply: string, status: string | null, stage: SmtpStage | null, more: Partial<Refusal> = {}): Refusal => ({
  address: 'a@b.example',
  action: 'failed',
  status,
  reply,
  diagnosticType: 'smtp',
  remote: '',
  stage,
  ownDirectory: false,
  filterGateway: false,
  source: 'test',
  ...more,
});

type Case = readonly [reply: string, status: string | null, stage: SmtpStage | null];

const cases: Readonly<Partial<Record<BounceKind, readonly Case[]>>> = {
  hard: [
    ['550 5.1.1 The email account that you tried to reach does not exist.', '5.1.1', null],
    ['550 No such user here', '5.0.0', 'rcpt'],
    ['550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup', '5.1.10', null],
    ['550 5.4.310 DNS domain nope.example does not exist', '5.4.310', null],
    ['551 User not local; please try <x@y.example>', '5.0.0', 'rcpt'],
    ['Domain b.example does not accept mail (nullMX)', '5.1.0', null],
    ['Host or domain name not found. Name service error for name=b.example type=A: Host not found', '5.4.4', null],
    ["554 delivery error: dd This user doesn't have a yahoo.com account (a@yahoo.com) [0]", '5.0.0', 'data'],
    ['552 1 Requested mail action aborted, mailbox not found', '5.0.0', 'data'],
    ['550 Requested action not taken: mailbox unavailable', '5.0.0', 'rcpt'],
    ['550 5.1.6 recipient no longer on server: a@b.example', '5.1.6', 'rcpt'],
    ['550 #5.1.0 Address rejected.', '5.1.0', 'rcpt'],
    ['all relevant MX records point to non-existent hosts', null, null],
    ["Sorry, I couldn't find any host named b.example. (#5.1.2)", '5.1.2', null],
    ['550 5.1.1 spamtrap@b.example: user unknown', '5.1.1', 'rcpt'],
    ['550-5.1.1 User unknown. See https://b.example/help#blocked-by-policy', '5.1.1', 'rcpt'],
    ['550 Utilisateur inconnu', '5.0.0', 'rcpt'],
    ['550 El destinatario no existe', '5.0.0', 'rcpt'],
    ['550 Unbekannter Empfänger', '5.0.0', 'rcpt'],
    ['550 Usuário inexistente', '5.0.0', 'rcpt'],
    ['550 Utente sconosciuto', '5.0.0', 'rcpt'],
    ['550 ユーザーが見つかりません', '5.0.0', 'rcpt'],
    ['550 нет такого пользователя', '5.0.0', 'rcpt'],
    ['', '5.1.1', null],
    ['', '5.2.1', null],
    ['521 host takes no mail', null, 'rcpt'],
    ['553 old.example does not exist', null, 'data'],
    ['Remote host said: 550 Benutzer unbekannt', null, 'rcpt'],
  ],
  soft: [
    ['Host or domain name not found. Name service error for name=b.example type=MX: Host not found, try again', '4.4.3', null],
    ['552 5.2.2 The email account that you tried to reach is over quota.', '5.2.2', null],
    ['550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents delivery', '5.2.1', null],
    ['450 4.2.0 <a@b.example>: Recipient address rejected: Greylisted', '4.2.0', 'rcpt'],
    ['552 5.3.4 Message size exceeds fixed limit', '5.3.4', 'mail'],
    ['554 5.4.14 Hop count exceeded - possible mail loop', '5.4.14', null],
    ['554 30 Sorry, your message cannot be delivered. This mailbox is disabled (554.30).', '5.0.0', 'data'],
    ['550 5.1.1 <a@b.example>: user inactive', '5.1.1', 'rcpt'],
    ['550 User unknown', '5.0.0', 'data'],
    ['550 User unknown', '5.0.0', null],
    ['retry time not reached for any host after a long failure period', null, null],
    ['user is over quota (#5.2.2)', null, null],
    ['550', '5.0.0', 'rcpt'],
    ['Remote host said: 550 Benutzer unbekannt', null, 'data'],
    ['450 no such user', '4.2.0', 'rcpt'],
    // Rules of one mailbox: no reason to stop a mailing.
    ['550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required', '5.7.133', null],
    ['550 5.7.129 RESOLVER.RST.RestrictedToRecipientsPermission; not authorized', '5.7.129', null],
    ['550 5.7.124 sender not in allowed list', '5.7.124', null],
    ['550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy', '5.7.1', null],
    ['554 5.7.1 <a@b.example>: Recipient address rejected: Access denied', '5.7.1', 'rcpt'],
    ['550 5.7.1 <a@b.example>: Recipient address rejected: user no longer here', '5.7.1', 'rcpt'],
    ['550 5.7.1 You have been blocked by the recipient', '5.7.1', null],
  ],
  sender: [
    ['550 5.7.1 Service unavailable, Client host [192.0.2.3] blocked using Spamhaus.', '5.7.1', null],
    ['550 5.1.1 User unknown, see http://www.spamhaus.org/query/bl?ip=192.0.2.3', '5.1.1', null],
    ['554 5.7.1 Message rejected as spam by content filtering', '5.7.1', 'data'],
    ['550 <me@x.example>: Sender address rejected: User unknown in virtual mailbox table', '5.0.0', null],
    ['550 Verification failed for <me@x.example> No Such User Here Sender verify failed', '5.0.0', 'rcpt'],
    ['421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to user complaints', '4.7.0', null],
    ['550 SPF check failed', '5.0.0', 'mail'],
    ['550 5.7.26 This mail has been blocked because the sender is unauthenticated.', '5.7.26', null],
    ['550 Cannot resolve your address 192.0.2.3', '5.0.0', 'connect'],
    ['550 permanent failure for one or more recipients (a@b.example:blocked)', '5.0.0', null],
    ['550 5.7.1 No such user', '5.1.1', 'rcpt'],
    ['550 Client host unknown', null, 'rcpt'],
    ['550 your hostname mail.x.example does not resolve', null, 'rcpt'],
    ['554 5.7.1 <a@b.example>: Recipient address rejected: Mail appeared to be SPAM', '5.7.1', 'rcpt'],
    ['554 5.7.1 <a@b.example>: Recipient address rejected: SPF fail', '5.7.1', 'rcpt'],
  ],
};

describe.each(Object.entries(cases))('refusals that are %s', (kind, list) => {
  it.each([...(list ?? [])])('%s (%s, %s)', (reply, status, stage) => {
    const judged = judgeRefusal(refusal(reply, status, stage));
    expect(judged.kind, judged.evidence.join('; ')).toBe(kind);
  });
});

describe('who says it matters', () => {
  it('a server is believed on the users of its own directory, a filter gateway only with a code', () => {
    expect(judgeRefusal(refusal('User unknown', null, null, { ownDirectory: true })).kind).toBe('hard');
    expect(judgeRefusal(refusal('550 User unknown', null, 'rcpt', { filterGateway: true })).kind).toBe('soft');
    expect(judgeRefusal(refusal('550 5.1.1 User unknown', null, null, { filterGateway: true })).kind).toBe('hard');
  });

  it('a local delivery program is no proof, except for the exit code of an unknown user', () => {
    expect(judgeRefusal(refusal('procmail: No such user', '5.1.1', null, { diagnosticType: 'x-unix' })).kind).toBe('soft');
    expect(judgeRefusal(refusal('67', '5.1.1', null, { diagnosticType: 'x-unix' })).kind).toBe('hard');
  });

  it('au names an address that does not exist and leaves it out when a subscriber filters', () => {
    const remote = 'lsean.ezweb.ne.jp';
    expect(judgeRefusal(refusal('550 <a@b.example>: User unknown', '5.2.0', null, { remote })).kind).toBe('hard');
    expect(judgeRefusal(refusal('550 : User unknown', '5.1.1', 'rcpt', { remote })).kind).toBe('soft');
  });

  it('Exchange Online refuses access to addresses that are not in the directory', () => {
    const reply = '550 5.4.1 Recipient address rejected: Access denied';
    expect(judgeRefusal(refusal(reply, '5.4.1', 'rcpt', { remote: 'x.mail.protection.outlook.com' })).kind).toBe('hard');
    expect(judgeRefusal(refusal(reply, '5.4.1', 'rcpt', { remote: 'mx.b.example' })).kind).not.toBe('hard');
  });
});

it('an x.7.x in the words of the server never suppresses a reader, whatever stands around it', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 200 }),
      fc.string({ maxLength: 200 }),
      fc.nat(999),
      fc.constantFrom<(SmtpStage | null)[]>(null, 'rcpt', 'data', 'mail', 'connect'),
      (before, after, detail, stage) => {
        const judged = judgeRefusal(refusal(`550 ${before} 5.7.${detail} ${after} user unknown`, '5.1.1', stage));
        expect(judged.kind).not.toBe('hard');
      },
    ),
    { numRuns: 300 },
  );
});

it('nothing that turns the direction of writing or hides reaches a diagnostic', () => {
  const hidden = '\u202e\u2066\u200f\u061c\u200b\ufeff\u2028\u0007\u009b';
  expect(judgeRefusal(refusal(`550 ${hidden}User${hidden} unknown`, null, null)).diagnostic).toBe('550 User unknown');
});

it('any words give a verdict and a diagnostic on one line of at most 500 characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 800 }), (reply) => {
      const judged = judgeRefusal(refusal(reply, null, null));
      expect(judged.diagnostic).not.toMatch(/[\n\r\t]/u);
      expect(judged.diagnostic.length).toBeLessThanOrEqual(500);
    }),
    { numRuns: 200 },
  );
});
