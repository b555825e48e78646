/** What a relay's own log says became of one message: evidence about a delivery nobody else knows the end of. */
export type LogVerdict = { readonly messageId: string; readonly verdict: 'accepted' | 'failed'; readonly evidence: string };

type Reader = {
  line(text: string): void;
  verdicts(): readonly LogVerdict[];
  /** How many messages its lines were about; 0: it is no log of Postfix or Exim. */
  messages(): number;
};

/**
 * Reads lines of a Postfix or Exim main log, in their order. A message the relay took in counts as accepted, whatever became of
 * it further on, unless it says that it bounced; a message the relay never names has no verdict. Queue ids join the lines.
 */
export function relayLogReader(): Reader {
  const messageOf = new Map<string, string>();
  const found = new Map<string, LogVerdict>();
  const note = (queueId: string, verdict: LogVerdict['verdict'], evidence: string) => {
    const messageId = messageOf.get(queueId);
    if (messageId !== undefined) found.set(messageId, { messageId, verdict, evidence: evidence.trim().slice(0, 500) });
  };
  return {
    line: (text) => void (postfixLine(text, messageOf, note) || eximLine(text, messageOf, note)),
    verdicts: () => [...found.values()],
    messages: () => messageOf.size,
  };
}

type Note = (queueId: string, verdict: LogVerdict['verdict'], evidence: string) => void;

/**
 * `postfix/cleanup[1]: 4Fz: message-id=<a@b>`, `postfix/qmgr[3]: 4Fz: from=<b@a>, ... (queue active)`, `postfix/smtp[2]: 4Fz:
 * to=<c@d>, ... dsn=2.0.0, status=sent (250 ok)`. The first is written as the header goes by, while the message may still be cut
 * off or refused: only the queue manager has it whole.
 */
function postfixLine(text: string, messageOf: Map<string, string>, note: Note): boolean {
  const match = /\bpostfix(?:-[\w-]+)?\/[\w/-]+\[\d+\]: ([0-9A-Za-z]{6,20}): (.*)$/u.exec(text);
  if (!match) return false;
  const [, queueId = '', rest = ''] = match;
  const id = /^message-id=(<[^<>\s]+>)/u.exec(rest)?.[1];
  if (id !== undefined) messageOf.set(queueId, id);
  if (/^from=<.*\(queue active\)/u.test(rest)) note(queueId, 'accepted', text);
  const status = /\bstatus=(sent|bounced|deferred|expired)\b/u.exec(rest)?.[1];
  if (status !== undefined) note(queueId, status === 'bounced' || status === 'expired' ? 'failed' : 'accepted', text);
  return true;
}

/** `1rABCD-0001-XY <= from@x H=... id=a@b`, then `=>` (delivered), `==` (deferred), `**` (bounced). */
function eximLine(text: string, messageOf: Map<string, string>, note: Note): boolean {
  const match =
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?: [+-]\d{4})?(?: \[\d+\])? ([0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4}) (<=|=>|->|==|\*\*) (.*)$/u.exec(
      text,
    );
  if (!match) return false;
  const [, queueId = '', sign = '', rest = ''] = match;
  const id = sign === '<=' ? /(?:^| )id=([^\s<>]+)/u.exec(rest)?.[1] : undefined;
  if (id !== undefined) messageOf.set(queueId, `<${id}>`);
  note(queueId, sign === '**' ? 'failed' : 'accepted', text);
  return true;
}
