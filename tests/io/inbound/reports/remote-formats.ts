import { type Format, mailOf, reportMail, returned, type Told } from './mail-text.ts';

const phrase = { rcpt: 'RCPT TO command', data: 'end of DATA command' } as const;
const sent = ({ stage, address }: Told) => (stage === 'rcpt' ? `RCPT TO:<${address}>` : 'DATA');
const daemon = 'Mail Delivery System <MAILER-DAEMON@mail.courant.example>';
const status = (reply: string) => /\b[245]\.\d\.\d+\b/u.exec(reply)?.[0] ?? (reply.startsWith('4') ? '4.0.0' : '5.0.0');

/** Mailers that talked to the reader's server and repeat what it said. */
export const remoteFormats: readonly Format[] = [
  {
    name: 'Postfix',
    speaks: 'remote',
    mail: (told) =>
      reportMail({
        from: daemon,
        subject: 'Undelivered Mail Returned to Sender',
        address: told.address,
        words: `This is the mail system at host mail.courant.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<${told.address}>: host mx.shop.example[192.0.2.5] said: ${told.reply} (in
    reply to ${phrase[told.stage]})`,
        fields: `Action: failed
Status: ${status(told.reply)}
Remote-MTA: dns; mx.shop.example
Diagnostic-Code: smtp; ${told.reply}`,
      }),
  },
  {
    name: 'Sendmail 8',
    speaks: 'remote',
    mail: (told) =>
      reportMail({
        from: daemon,
        subject: 'Returned mail: see transcript for details',
        address: told.address,
        words: `The original message was received at Mon, 23 Nov 2026 09:00:00 GMT

   ----- The following addresses had permanent fatal errors -----
<${told.address}>
    (reason: ${told.reply})

   ----- Transcript of session follows -----
... while talking to mx.shop.example.:
>>> ${sent(told)}
<<< ${told.reply}
${told.stage === 'rcpt' ? `550 5.1.1 <${told.address}>... User unknown` : '554 5.0.0 Service unavailable'}`,
        fields: `Action: failed
Status: ${status(told.reply)}
Remote-MTA: DNS; mx.shop.example
Diagnostic-Code: SMTP; ${told.reply}`,
      }),
  },
  {
    name: 'Sendmail 5',
    speaks: 'remote',
    mail: (told) =>
      mailOf({
        from: daemon,
        subject: 'Returned mail: User unknown',
        body: `   ----- Transcript of session follows -----
While talking to mx.shop.example:
>>> ${sent(told)}
<<< ${told.reply}
${told.stage === 'rcpt' ? `550 <${told.address}>... User unknown` : '554 Service unavailable'}

   ----- Unsent message follows -----
${returned(told.address)}`,
      }),
  },
  {
    name: 'Exim',
    speaks: 'remote',
    hallmark: /^This message was created automatically.*$/gmu,
    mail: (told) =>
      mailOf({
        from: 'Mail Delivery System <Mailer-Daemon@mail.courant.example>',
        subject: 'Mail delivery failed: returning message to sender',
        headers: `X-Failed-Recipients: ${told.address}\nContent-Type: text/plain; charset=utf-8\n`,
        body: `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ${told.address}
    SMTP error from remote mail server after ${told.stage === 'rcpt' ? `RCPT TO:<${told.address}>` : 'end of data'}:
    host mx.shop.example [192.0.2.5]: ${told.reply}

------ This is a copy of the message, including all the headers. ------

${returned(told.address)}`,
      }),
  },
  {
    name: 'qmail',
    speaks: 'remote',
    hallmark: /^Hi\. This is the qmail-send program.*$/gmu,
    mail: (told) =>
      mailOf({
        from: 'MAILER-DAEMON@mail.courant.example',
        subject: 'failure notice',
        body: `Hi. This is the qmail-send program at mail.courant.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<${told.address}>:
${told.stage === 'rcpt' ? '192.0.2.5 does not like recipient.' : '192.0.2.5 failed after I sent the message.'}
Remote host said: ${told.reply}
Giving up on 192.0.2.5.

--- Below this line is a copy of the message.

${returned(told.address)}`,
      }),
  },
  {
    name: 'Courier',
    speaks: 'remote',
    mail: (told) =>
      reportMail({
        from: '"Courier mail server at mail.courant.example" <@>',
        subject: 'NOTICE: mail delivery status.',
        address: told.address,
        words: `This is a delivery status notification from mail.courant.example,
running the Courier mail server, version 0.65.

The original message was received on Mon, 23 Nov 2026 09:00:00 +0000
from news@courant.example

---------------------------------------------------------------------------

                           UNDELIVERABLE MAIL

Your message to the following recipients cannot be delivered:

<${told.address}>:
    mx.shop.example [192.0.2.5]:
>>> ${sent(told)}
<<< ${told.reply}`,
        fields: `Action: failed
Status: ${status(told.reply).replace(/^(\d).*/u, '$1.0.0')}
Remote-MTA: dns; mx.shop.example [192.0.2.5]
Diagnostic-Code: smtp; ${told.reply}`,
      }),
  },
  {
    name: 'Gmail',
    speaks: 'remote',
    mail: (told) =>
      mailOf({
        from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
        subject: 'Delivery Status Notification (Failure)',
        body: `Delivery to the following recipient failed permanently:

     ${told.address}

Technical details of permanent failure:
Google tried to deliver your message, but it was rejected by the server for the recipient domain shop.example by mx.shop.example. [192.0.2.5].

The error that the other server returned was:
${told.reply.slice(0, 3)} ${told.reply} (state ${told.stage === 'rcpt' ? 14 : 18})

----- Original message -----

${returned(told.address)}`,
      }),
  },
  {
    name: 'hMailServer',
    speaks: 'remote',
    mail: (told) =>
      mailOf({
        from: 'mailer-daemon@mail.courant.example',
        subject: 'Message undeliverable: The Weekly',
        body: `Your message did not reach some or all of the intended recipients.

   Sent: Mon, 23 Nov 2026 09:00:00 +0000
   Subject: The Weekly

The following recipient(s) could not be reached:

${told.address}
   Error Type: SMTP
   Remote server (192.0.2.5) issued an error.
   hMailServer sent: ${sent(told)}
   Remote server replied: ${told.reply}



hMailServer
`,
      }),
  },
  {
    name: 'MDaemon',
    speaks: 'remote',
    mail: (told) =>
      mailOf({
        from: 'MDaemon at mail.courant.example <MDaemon@mail.courant.example>',
        subject: 'Permanent Delivery Failure',
        body: `The attached message had PERMANENT fatal delivery errors!

After one or more unsuccessful delivery attempts the attached message has
been removed from the mail queue on this server. The number and frequency
of delivery attempts are determined by local configuration parameters.

YOUR MESSAGE WAS NOT DELIVERED TO ONE OR MORE RECIPIENTS!

Failed address: ${told.address}

--- Session Transcript ---
 Mon 2026-11-23 09:00:01: Parsing message <d:\\queues\\remote\\pd35.msg>
 Mon 2026-11-23 09:00:02: <-- 220 mx.shop.example ESMTP
 Mon 2026-11-23 09:00:02: --> EHLO mail.courant.example
 Mon 2026-11-23 09:00:02: <-- 250 SIZE
 Mon 2026-11-23 09:00:03: --> MAIL From:<bounces@courant.example>
 Mon 2026-11-23 09:00:03: <-- 250 ok
 Mon 2026-11-23 09:00:03: --> ${sent(told)}
 Mon 2026-11-23 09:00:04: <-- ${told.reply}
 Mon 2026-11-23 09:00:04: --> QUIT
--- End Transcript ---
`,
      }),
  },
  {
    name: 'InterScan',
    speaks: 'remote',
    mail: (told) =>
      mailOf({
        from: 'postmaster@mail.courant.example',
        subject: 'Mail delivery failed',
        body: `Sent >>> ${sent(told)}
Received <<< ${told.reply}
Unable to deliver message to <${told.address}>

**************************************
${returned(told.address)}`,
      }),
  },
  {
    name: 'CommuniGate Pro',
    speaks: 'remote',
    mail: (told) =>
      mailOf({
        from: '<MAILER-DAEMON@mail.courant.example>',
        subject: 'Undeliverable mail: The Weekly',
        body: `Failed to deliver to '${told.address}'
SMTP module(domain shop.example) reports:
 host mx.shop.example says (in response to ${told.stage === 'rcpt' ? 'RCPT TO' : 'DATA'}):
 ${told.reply}

`,
      }),
  },
  {
    name: 'GMX',
    speaks: 'remote',
    hallmark: /^This message was created automatically.*$/gmu,
    mail: (told) =>
      mailOf({
        from: 'mailer-daemon@gmx.net',
        subject: 'Mail delivery failed: returning message to sender',
        body: `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of
its recipients. This is a permanent error. The following address
failed:

"${told.address}":
SMTP error from remote server after ${told.stage === 'rcpt' ? 'RCPT' : 'DATA'} command:
host: mx.shop.example
${told.reply}


--- The header of the original message is following. ---

${returned(told.address)}`,
      }),
  },
  {
    name: 'iPlanet',
    speaks: 'remote',
    mail: (told) =>
      reportMail({
        from: 'Internet Mail Delivery <postmaster@mail.courant.example>',
        subject: 'Delivery Notification: Delivery has failed',
        address: told.address,
        words: `This report relates to a message you sent with the following header fields:

  Message-id: <edition-7.reader-9@courant.example>
  Date: Mon, 23 Nov 2026 09:00:00 +0000
  From: Courant <news@courant.example>
  To: ${told.address}
  Subject: The Weekly

Your message cannot be delivered to the following recipients:

  Recipient address: ${told.address}
  Reason: ${told.stage === 'rcpt' ? 'Remote SMTP server has rejected address' : 'Remote SMTP server has rejected the message after DATA'}
  Diagnostic code: smtp;${told.reply}
  Remote system: dns;mx.shop.example (TCP|192.0.2.1|2525|192.0.2.5|25)`,
        fields: `Action: failed
Status: ${status(told.reply)}
Remote-MTA: dns;mx.shop.example (TCP|192.0.2.1|2525|192.0.2.5|25)
Diagnostic-code: smtp;${told.reply}`,
      }),
  },
  {
    name: 'a report without MIME structure',
    speaks: 'remote',
    mail: (told) =>
      mailOf({
        from: daemon,
        subject: 'Delivery failure',
        body: `Your message was not delivered.

Content-Type: message/delivery-status

Reporting-MTA: dns; mail.courant.example

Final-Recipient: rfc822; ${told.address}
Action: failed
Status: ${status(told.reply)}
Remote-MTA: dns; mx.shop.example
Diagnostic-Code: smtp; ${told.reply} (in reply to ${phrase[told.stage]})

Content-Type: message/rfc822

${returned(told.address)}`,
      }),
  },
];
