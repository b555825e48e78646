/** Made-up mails of the main families of mailers, in their wording. CRLF is put in by `mailBytes`. */
export const mailBytes = (text: string): Uint8Array => new TextEncoder().encode(text.replace(/\r?\n/gu, '\r\n'));

const originalHeaders = `Return-Path: <b+2s-0123456789abcdef0123@digest.example>
From: Digest <digest@news.example>
To: reader@shop.example
Subject: Five stories
Message-ID: <edition-7.reader-100@news.example>`;

export const standardReport = (fields: string, words = 'Your message could not be delivered.'): string => `Return-Path: <>
Delivered-To: b+2s-0123456789abcdef0123@digest.example
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: b+2s-0123456789abcdef0123@digest.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=-report"

--=-report
Content-Type: text/plain; charset=utf-8

${words}

--=-report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

${fields}

--=-report
Content-Type: text/rfc822-headers

${originalHeaders}

--=-report--
`;

export const postfixUnknown = standardReport(
  `Final-Recipient: rfc822; reader@shop.example
Original-Recipient: rfc822;reader@shop.example
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.shop.example
Diagnostic-Code: smtp; 550 5.1.1 <reader@shop.example>: Recipient address
    rejected: User unknown in virtual mailbox table`,
  `<reader@shop.example>: host mx.shop.example[192.0.2.5] said: 550 5.1.1
    <reader@shop.example>: Recipient address rejected: User unknown in virtual
    mailbox table (in reply to RCPT TO command)`,
);

export const eximReport = (reply: string): string => `Return-Path: <>
From: Mail Delivery System <Mailer-Daemon@relay.example>
To: b+2s-0123456789abcdef0123@digest.example
Subject: Mail delivery failed: returning message to sender
X-Failed-Recipients: reader@shop.example
Auto-Submitted: auto-replied

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  reader@shop.example
${reply}

------ This is a copy of the message, including all the headers. ------

${originalHeaders}

The mailbox of the minister is full, user unknown, says a source.
`;

export const qmailTwoReaders = `Return-Path: <>
From: MAILER-DAEMON@queue.example
To: digest@news.example
Subject: failure notice

Hi. This is the qmail-send program at queue.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<gone@shop.example>:
192.0.2.9 does not like recipient.
Remote host said: 550 5.1.1 <gone@shop.example>: User unknown
Giving up on 192.0.2.9.

<full@shop.example>:
192.0.2.9 does not like recipient.
Remote host said: 552 5.2.2 <full@shop.example>: Mailbox full
Giving up on 192.0.2.9.

--- Below this line is a copy of the message.

${originalHeaders}
`;

export const sendmailDataRefusal = standardReport(
  `Final-Recipient: RFC822; reader@shop.example
Action: failed
Status: 5.2.0
Remote-MTA: DNS; mx.shop.example
Diagnostic-Code: SMTP; 550 Unknown user reader@shop.example`,
  `   ----- The following addresses had permanent fatal errors -----
<reader@shop.example>
    (reason: 550 Unknown user reader@shop.example)

   ----- Transcript of session follows -----
... while talking to mx.shop.example.:
>>> DATA
<<< 550 Unknown user reader@shop.example
554 5.0.0 Service unavailable`,
);

export const japaneseReport = (): Uint8Array => {
  const head = mailBytes(`Return-Path: <>
From: MAILER-DAEMON@mx.example
To: digest@news.example
Subject: failure notice
Content-Type: text/plain

`);
  // ISO-2022-JP without its charset parameter: "あて先が見つかりません" is what the escaped bytes read.
  const words = mailBytes('<reader@shop.example>:\n550 5.1.1 \u001b$B$"$F@h$,8+$D$+$j$^$;$s\u001b(B\n');
  return new Uint8Array([...head, ...words]);
};

export const complaint = (fields: string, original = originalHeaders): string => `From: feedback@isp.example
To: abuse@news.example
Subject: Abuse report
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="=-arf"

--=-arf
Content-Type: text/plain

This is an email abuse report.

--=-arf
Content-Type: message/feedback-report

${fields}
User-Agent: Loop/1.0
Version: 1

--=-arf
Content-Type: message/rfc822

${original}

Hello.
--=-arf--
`;

export const vacation = `From: Reader <reader@shop.example>
To: digest@news.example
Subject: Out of office: Five stories
Auto-Submitted: auto-replied

I am away. Mail to colleague@shop.example could not be delivered last week, so please call.
`;

export const sampleMails: readonly string[] = [
  postfixUnknown,
  eximReport(
    '    SMTP error from remote mail server after RCPT TO:<reader@shop.example>:\n    host mx.shop.example [192.0.2.5]: 550 No such user',
  ),
  qmailTwoReaders,
  sendmailDataRefusal,
  complaint('Feedback-Type: abuse\nOriginal-Rcpt-To: <reader@shop.example>'),
  vacation,
];
