/** One refusal as a report of any format tells it. */
export type Told = {
  readonly address: string;
  /** What the remote server, or the reporter itself, said. */
  readonly reply: string;
  readonly stage: 'rcpt' | 'data';
};

/** How one family of mailers reports. */
export type Format = {
  readonly name: string;
  /** `remote`: it quotes the server it talked to, with the step; `own`: the mailbox would be its own, and only it speaks. */
  readonly speaks: 'remote' | 'own';
  /** Lines of the report that give its family away. */
  readonly hallmark?: RegExp;
  readonly mail: (told: Told) => string;
};

const ours = 'bounces@courant.example';

/** The newsletter that comes back; its words are full of what mail servers say, and none of them counts. */
export const returned = (address: string) => `Received: from courant.example by mx.shop.example; Mon, 23 Nov 2026 09:00:00 +0000
From: Courant <news@courant.example>
To: ${address}
Subject: Mailbox full, spam and 5.7.1
Message-ID: <edition-7.reader-9@courant.example>
Date: Mon, 23 Nov 2026 09:00:00 +0000

Ten replies explained: 552 5.2.2 Mailbox full. 554 5.7.1 Message rejected as spam.
450 4.2.0 Greylisted. 421 4.4.5 too many connections. Over quota, and why it happens.
`;

export const mailOf = (options: { readonly from: string; readonly subject: string; readonly headers?: string; readonly body: string }) =>
  `From: ${options.from}
To: ${ours}
Subject: ${options.subject}
Date: Mon, 23 Nov 2026 09:00:05 +0000
MIME-Version: 1.0
${options.headers ?? 'Content-Type: text/plain; charset=utf-8\n'}
${options.body}`;

/** A report of RFC 3464: words, status fields, the returned headers. */
export const reportMail = (options: {
  readonly from: string;
  readonly subject: string;
  readonly words: string;
  readonly fields: string;
  readonly address: string;
}) =>
  mailOf({
    ...options,
    headers: 'Content-Type: multipart/report; report-type=delivery-status; boundary="rr"\n',
    body: `--rr
Content-Type: text/plain; charset=utf-8

${options.words}
--rr
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.courant.example

Final-Recipient: rfc822; ${options.address}
${options.fields}
--rr
Content-Type: message/rfc822

${returned(options.address)}
--rr--
`,
  });
