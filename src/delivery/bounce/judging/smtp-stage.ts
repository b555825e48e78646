import type { SmtpStage } from './classification.ts';

/** How mailers say which command was refused. The first that is found decides. */
const tellings: readonly { readonly stage: SmtpStage; readonly words: RegExp }[] = [
  {
    stage: 'data',
    words:
      /in reply to (?:the )?(?:end of )?DATA|after (?:the )?end of data|after (?:sending )?DATA|after pipelined DATA|\[DATA\]|final DATA|failed after I sent the message|for TEXT command|\(DATA\)|SMTP command\s+DATA\b|STEP: DATA|\(state 1[578]\)|SMTP: ?DATA\b|DATA command|end of (?:message|data) command/iu,
  },
  {
    stage: 'rcpt',
    words:
      /in reply to (?:the )?RCPT TO|after (?:pipelined )?RCPT|RCPT (?:TO )?command|\[RCPT_TO\]|did not like our RCPT|RCPT TO response|does not like recipient|SMTP command\s+RCPT\b|\(RCPT(?: TO)?\)|STEP: RCPT|\(state (?:9|1[34])\)|SMTP: ?RCPT\b|recipient address rejected: user unknown in \w|server has rejected address|(?<!\b5\.2\.\d{1,3} )(?<![^\s:])<?[^\s<>@]{1,256}@[^\s<>]{1,255}>?\.\.\. {0,3}(?:user unknown|unknown user|no such|addressee unknown|unknown)/imu,
  },
  {
    stage: 'mail',
    words:
      /in reply to (?:the )?MAIL FROM|after (?:pipelined )?MAIL|sender was rejected|\[MAIL_FROM\]|did not like our MAIL|SMTP command\s+MAIL\b|\(MAIL(?: FROM)?\)|STEP: MAIL|MAIL (?:FROM )?command/iu,
  },
  {
    stage: 'connect',
    words:
      /after (?:initial connection|EHLO|HELO|STARTTLS)|in reply to (?:EHLO|HELO|STARTTLS)|initial (?:connection|greeting)|while (?:performing|receiving) the (?:\w+ )?(?:EHLO|HELO|initial)|did not like our (?:EHLO|HELO)/iu,
  },
];

/** The command a report says was refused; `null` when it does not say. */
export function smtpStage(report: string): SmtpStage | null {
  const unwrapped = report.replace(/\n[ \t]+/gu, ' ');
  return tellings.find((telling) => telling.words.test(unwrapped))?.stage ?? transcriptStage(report);
}

/**
 * Transcripts in whatever notation: the command on the line of the first refusal, or else the last one before it. With PIPELINING
 * sendmail's `>>> DATA` may stand before the refusal of RCPT; then it adds its own `550 5.1.1 <address>... User unknown`.
 */
function transcriptStage(report: string): SmtpStage | null {
  let before: SmtpStage | null = null;
  for (const line of report.split('\n')) {
    const refusal = /(?<![\d.:-])[45][0-5]\d(?=[ -])/u.exec(line);
    const named = line.slice(0, lineCap).matchAll(/\b(?:RCPT|DATA|MAIL FROM|MAIL From|EHLO|HELO)\b/gu);
    const here = commandStages[[...named].at(-1)?.[0] ?? ''] ?? null;
    if (refusal !== null && (here ?? before) !== null) return here ?? before;
    before = here ?? before;
  }
  return null;
}

const lineCap = 2000;
const commandStages: Readonly<Record<string, SmtpStage>> = {
  RCPT: 'rcpt',
  DATA: 'data',
  'MAIL FROM': 'mail',
  'MAIL From': 'mail',
  EHLO: 'connect',
  HELO: 'connect',
};
