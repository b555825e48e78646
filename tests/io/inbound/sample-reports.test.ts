import { describe, expect, it } from 'vitest';
import { classifiedFile } from '../../../src/delivery/bounce/classified-file.ts';
import { classifyInbound } from '../../../src/delivery/bounce/classify-inbound.ts';
import { parseInbound } from '../../../src/io/inbound/parse-inbound.ts';
import {
  complaint,
  eximReport,
  japaneseReport,
  mailBytes,
  postfixUnknown,
  qmailTwoReaders,
  sendmailDataRefusal,
  standardReport,
  vacation,
} from './sample-mails.ts';

const classified = async (mail: string | Uint8Array) =>
  classifyInbound(await parseInbound(typeof mail === 'string' ? mailBytes(mail) : mail));
const kinds = async (mail: string | Uint8Array) =>
  (await classified(mail)).recipients.map((one) => `${one.address} ${one.status} ${one.kind}`);

describe('reports with a delivery status', () => {
  it('a mailbox that does not exist is a hard bounce with its code and words', async () => {
    const { recipients } = await classified(postfixUnknown);
    expect(recipients).toMatchObject([
      {
        address: 'reader@shop.example',
        status: '5.1.1',
        kind: 'hard',
        diagnostic: '550 5.1.1 <reader@shop.example>: Recipient address rejected: User unknown in virtual mailbox table',
      },
    ]);
    expect(recipients[0]?.evidence).toContain('refused at rcpt');
  });

  it('the delivery can be found by the VERP address, the Message-ID and the return path', async () => {
    expect((await classified(postfixUnknown)).references).toEqual({
      envelopeRecipients: ['b+2s-0123456789abcdef0123@digest.example'],
      messageIds: ['edition-7.reader-100@news.example'],
      returnPaths: ['b+2s-0123456789abcdef0123@digest.example'],
    });
  });

  it.each([
    ['a delay is not a failure, whatever its code', 'Action: delayed\nStatus: 4.4.7', 'delayed'],
    ['a full mailbox is soft', 'Action: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox full', 'soft'],
    ['a refusal on policy is about us', 'Action: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 550 5.7.1 Access denied', 'sender'],
    [
      'the words of the server outrank a rote status',
      'Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.7.1 IP blacklisted',
      'sender',
    ],
    ['a delivered message is no bounce', 'Action: delivered\nStatus: 2.0.0', 'none'],
    ['a disabled mailbox may come back', 'Action: failed\nStatus: 5.2.1\nDiagnostic-Code: smtp; 550 5.2.1 The account is disabled', 'soft'],
    ['the code alone is enough', 'Action: failed\nStatus: 5.1.2', 'hard'],
    ['null MX is hard', 'Action: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp; 556 5.1.10 Domain does not accept mail', 'hard'],
  ])('%s', async (_what, fields, kind) => {
    const { recipients } = await classified(standardReport(`Final-Recipient: rfc822; reader@shop.example\n${fields}`));
    expect(recipients.map((one) => one.kind)).toEqual([kind]);
  });

  it('an unknown user told only after the message was seen is not proof that the mailbox is gone', async () => {
    expect(await kinds(sendmailDataRefusal)).toEqual(['reader@shop.example 5.2.0 soft']);
  });

  it('we suppress the address we mailed, not the one it is forwarded to', async () => {
    const report = standardReport(
      'Original-Recipient: rfc822;Reader@Shop.example\nFinal-Recipient: rfc822;inner@host.example\nAction: failed\nStatus: 5.1.1',
    );
    expect(await kinds(report)).toEqual(['Reader@shop.example 5.1.1 hard']);
  });

  it('several recipients are told apart even when the blank line between them is missing', async () => {
    const report = standardReport(
      ['gone@shop.example 5.1.1', 'full@shop.example 5.2.2', 'GONE@shop.example 5.1.1']
        .map((one) => one.split(' '))
        .map(([address, status]) => `Final-Recipient: rfc822;${address}\nAction: failed\nStatus: ${status}`)
        .join('\n'),
    );
    expect(await kinds(report)).toEqual(['gone@shop.example 5.1.1 hard', 'full@shop.example 5.2.2 soft']);
  });

  it('status fields are found in the text when the MIME structure is lost', async () => {
    const damaged = postfixUnknown.replace('boundary="=-report"', 'boundary="=-lost"');
    expect(await kinds(damaged)).toEqual(['reader@shop.example 5.1.1 hard']);
    expect(await kinds(postfixUnknown.replace(/^Content-Type: multipart.*\n/mu, ''))).toEqual(['reader@shop.example 5.1.1 hard']);
  });
});

describe('reports in words', () => {
  it.each([
    [
      'after RCPT TO',
      '    SMTP error from remote mail server after RCPT TO:<reader@shop.example>:\n    host mx [192.0.2.5]: 550 User unknown',
      'hard',
    ],
    ['after the message', '    SMTP error from remote mail server after end of data:\n    host mx [192.0.2.5]: 550 User unknown', 'soft'],
    ['an address nobody routes', '    Unrouteable address', 'hard'],
    ['a retry that ran out', '    retry timeout exceeded', 'soft'],
    ['a full mailbox', '    mailbox is full: retry timeout exceeded', 'soft'],
    [
      'before the recipient was named',
      '    SMTP error from remote mail server after initial connection:\n    host mx [192.0.2.5]: 550 Rejected',
      'sender',
    ],
    [
      'our own address',
      '    SMTP error from remote mail server after MAIL FROM:<b@digest.example>:\n    host mx [192.0.2.5]: 553 user does not exist',
      'sender',
    ],
  ])('Exim: %s', async (_what, reply, kind) => {
    expect((await classified(eximReport(reply))).recipients.map((one) => `${one.address} ${one.kind}`)).toEqual([
      `reader@shop.example ${kind}`,
    ]);
  });

  it('qmail: each reader has a reason of their own', async () => {
    expect(await kinds(qmailTwoReaders)).toEqual(['gone@shop.example 5.1.1 hard', 'full@shop.example 5.2.2 soft']);
  });

  it('a report whose plain text is empty talk is read from its HTML', async () => {
    const report = `From: postmaster@shop.example
To: digest@news.example
Subject: Undeliverable: Five stories
Content-Type: multipart/alternative; boundary=alt

--alt
Content-Type: text/plain

Your mail reader cannot show this report.
--alt
Content-Type: text/html

<p>Delivery has failed to these recipients:</p><p>reader@shop.example</p><p>Remote server returned '550 5.1.1 user not found'</p>
--alt--
`;
    expect(await kinds(report)).toEqual(['reader@shop.example 5.1.1 hard']);
  });

  it('a person who quotes status fields is not a bounce', async () => {
    const mail =
      'From: Ann <ann@shop.example>\nSubject: question\n\nWhat is this?\n\nFinal-Recipient: rfc822; bob@shop.example\nAction: failed\nStatus: 5.1.1\n';
    expect(await kinds(mail)).toEqual([]);
  });

  it('Japanese text without a charset is read', async () => {
    const { recipients } = await classified(japaneseReport());
    expect(recipients).toMatchObject([
      { address: 'reader@shop.example', kind: 'hard', diagnostic: expect.stringContaining('見つかりません') },
    ]);
  });

  it('a person who writes about failed mail is not a bounce', async () => {
    const mail =
      'From: Ann <ann@shop.example>\nSubject: your digest\n\nbob@shop.example: user unknown, they say. Mail could not be delivered.\n';
    expect(await kinds(mail)).toEqual([]);
  });

  it('what the returned newsletter says about mailboxes counts for nothing', async () => {
    expect(await kinds(eximReport('    host mx [192.0.2.5]: 421 try again later'))).toEqual(['reader@shop.example null soft']);
  });
});

describe('reports nobody announced the parts of', () => {
  const report = (body: string, from = 'postmaster@shop.example') =>
    `From: ${from}\nTo: digest@news.example\nSubject: Undeliverable mail\n\n${body}`;

  it('a mail that is quoted from its first header line, without a word before it, says nothing', async () => {
    const quoted =
      'From: Courant <digest@news.example>\nTo: reader@shop.example\nSubject: Five stories\nDate: Mon, 23 Nov 2026 09:00:00 +0000';
    const mail = report(
      `The mail to <reader@shop.example> failed:\n550 5.1.1 No such user\n\n${quoted}\n\n554 5.7.1 is a code, and 552 another: quota.\n`,
    );
    expect(await kinds(mail)).toEqual(['reader@shop.example 5.1.1 hard']);
  });

  it('what the server said counts, not the "User unknown" sendmail writes under any refusal', async () => {
    const transcript =
      '>>> RCPT To:<reader@shop.example>\n<<< 552 Mailbox is over its limit, quota reached\n550 <reader@shop.example>... User unknown\n';
    const mail = report(
      `   ----- Transcript of session follows -----\nWhile talking to shop.example:\n${transcript}`,
      'MAILER-DAEMON@news.example',
    );
    expect(await kinds(mail)).toEqual(['reader@shop.example null soft']);
  });

  it('a mailer nobody knows is believed on the users of its own domain only', async () => {
    const body = 'Your mail could not be delivered.\n\nRecipient: <reader@shop.example>\nReason: no such user\n';
    expect(await kinds(report(body))).toEqual(['reader@shop.example null hard']);
    expect(await kinds(report(body, 'postmaster@relay.example'))).toEqual(['reader@shop.example null soft']);
  });

  it('the step is read from a transcript in any notation: an unknown user is believed at RCPT, not at DATA', async () => {
    const at = (command: string) =>
      report(
        `The following recipient could not be reached:\n\nreader@shop.example\n   we sent: ${command}\n   it replied: 550 Unknown user\n`,
        'a@news.example',
      );
    expect(await kinds(at('RCPT TO:<reader@shop.example>'))).toEqual(['reader@shop.example null hard']);
    expect(await kinds(at('DATA'))).toEqual(['reader@shop.example null soft']);
  });
});

describe('complaints', () => {
  it('the reader is the one the feedback report names', async () => {
    expect(await kinds(complaint('Feedback-Type: abuse\nOriginal-Rcpt-To: <reader@shop.example>'))).toEqual([
      'reader@shop.example null complaint',
    ]);
  });

  it('a report without a name is resolved by the enclosed mail', async () => {
    expect(await kinds(complaint('Feedback-Type: abuse'))).toEqual(['reader@shop.example null complaint']);
  });

  it('a redacted report still leads to the delivery', async () => {
    const report = await classified(
      complaint('Feedback-Type: abuse', 'To: <redacted@shop.example>\nMessage-ID: <edition-7.reader-100@news.example>'),
    );
    expect(report.recipients).toMatchObject([{ address: null, kind: 'complaint' }]);
    expect(report.references.messageIds).toEqual(['edition-7.reader-100@news.example']);
  });

  it('a failed authentication is ours and a not-spam report is good news', async () => {
    expect(await kinds(complaint('Feedback-Type: auth-failure'))).toEqual(['reader@shop.example null sender']);
    expect(await kinds(complaint('Feedback-Type: not-spam'))).toEqual(['reader@shop.example null none']);
  });
});

describe('automatic answers', () => {
  it('an absence note is no bounce, even when it talks of undelivered mail', async () => {
    expect(await kinds(vacation)).toEqual(['reader@shop.example null auto-reply']);
  });

  it.each([
    'Abwesenheitsnotiz: Ihr Digest',
    'Réponse automatique : Digest',
    '自動返信: ダイジェスト',
    'Автоответ: дайджест',
    'Frånvarande: Digest',
    'Automaattinen vastaus: Digest',
    'Automatyczna odpowiedź: Digest',
    'Otomatik yanıt: Digest',
    'Αυτόματη απάντηση: Digest',
    'رد تلقائي: Digest',
    '자동 회신: Digest',
    '自动答复: Digest',
  ])('by its subject: %s', async (subject) => {
    expect(await kinds(`From: reader@shop.example\nSubject: ${subject}\n\nBis Montag.\n`)).toEqual(['reader@shop.example null auto-reply']);
  });
});

describe('notifications of Amazon SES by mail', () => {
  const bounce = {
    notificationType: 'Bounce',
    bounce: {
      bounceType: 'Permanent',
      bouncedRecipients: [{ emailAddress: 'reader@shop.example', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' }],
    },
  };

  it('are read inside their SNS envelope, also when a server broke the long line', async () => {
    const body = JSON.stringify({ Type: 'Notification', Message: JSON.stringify(bounce) });
    const broken = `${body.slice(0, 60)}!\n ${body.slice(60)}`;
    for (const text of [body, broken]) {
      expect(await kinds(`From: no-reply@sns.example\nSubject: AWS\n\n${text}\n--\nTo stop, visit the page.\n`)).toEqual([
        'reader@shop.example 5.1.1 hard',
      ]);
    }
  });
});

it('the row of a file has address, status, kind and diagnostic only', async () => {
  expect(classifiedFile('a.eml', await classified(eximReport('    Unrouteable address')))).toEqual({
    file: 'a.eml',
    recipients: [{ address: 'reader@shop.example', status: null, kind: 'hard', diagnostic: 'Unrouteable address' }],
  });
});
