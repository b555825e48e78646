import type { Outcome } from '../../../delivery/ledger/outcome.ts';
import { outcomeOfReply } from '../../../delivery/replies/smtp-reply.ts';

/**
 * What the server has said about one message to one recipient. Its replies come in the order MAIL, RCPT, DATA, end of data,
 * pipelined or not, so counting them is enough. `body` starts with the go-ahead (354): from there on silence proves nothing.
 */
export type Exchange = {
  readonly step: 'mail' | 'rcpt' | 'data' | 'body' | 'decided';
  readonly heard: boolean;
  /** 354 was heard, so the message is being sent. */
  readonly goAhead: boolean;
  /** The final dot has been handed to the socket. */
  readonly bodyWritten: boolean;
  /** A reply did not fit its place or came too early: nothing heard on this connection can be trusted any more. */
  readonly outOfStep: boolean;
  readonly outcome: Outcome | null;
};

export const newExchange: Exchange = { step: 'mail', heard: false, goAhead: false, bodyWritten: false, outOfStep: false, outcome: null };

/** One complete reply heard. */
export function hear(exchange: Exchange, reply: string): Exchange {
  const next = { ...exchange, heard: true };
  const digit = reply.charAt(0);
  switch (exchange.step) {
    case 'mail':
      return digit === '2' ? { ...next, step: 'rcpt' } : refused(next, exchange.step, reply);
    case 'rcpt':
      return digit === '2' ? { ...next, step: 'data' } : refused(next, exchange.step, reply);
    case 'data':
      return digit === '3' ? { ...next, step: 'body', goAhead: true } : refused(next, exchange.step, reply);
    case 'body':
      return answered(next, reply);
    case 'decided':
      return next;
  }
}

/** The outcome once nothing more can be heard. `why` says in words how the conversation ended. */
export function conclude(exchange: Exchange, why: string): Outcome {
  if (exchange.outcome !== null) return exchange.outcome;
  if (exchange.step === 'body') return { kind: 'unknown', response: `no final reply: ${why}` };
  return { kind: 'deferred', code: null, response: why, ...(exchange.step === 'decided' ? {} : { step: exchange.step }) };
}

// Before 354 nothing has been handed over, so a reply that makes no sense is safe to retry, on another connection.
function refused(exchange: Exchange, step: 'mail' | 'rcpt' | 'data', reply: string): Exchange {
  const outcome = outcomeOfReply(codeOf(reply), reply, step);
  return outcome.kind === 'deferred' || outcome.kind === 'failed'
    ? { ...exchange, step: 'decided', outcome }
    : { ...exchange, step: 'decided', outcome: { kind: 'deferred', code: null, response: `out of step: ${reply}`, step }, outOfStep: true };
}

// A yes that came before the final dot was written cannot be about this message; a no may well be.
function answered(exchange: Exchange, reply: string): Exchange {
  const outcome = outcomeOfReply(codeOf(reply), reply, 'body');
  const early = !exchange.bodyWritten;
  if (outcome.kind === 'accepted' && early) {
    const response = `answered before the message was sent whole: ${reply}`;
    return { ...exchange, step: 'decided', outcome: { kind: 'unknown', response }, outOfStep: true };
  }
  return { ...exchange, step: 'decided', outcome, outOfStep: early || outcome.kind === 'unknown' };
}

const codeOf = (reply: string): number => Number(/^\d{3}(?=[ ]|$)/u.exec(reply)?.[0] ?? 0);

/**
 * Splits what a server sends into complete replies, on one line each. A line without its line
 * end is not a reply: "25" could be the start of anything.
 */
export function replyReader(): (chunk: Uint8Array) => readonly string[] {
  let rest = '';
  let open: string[] = [];
  return (chunk) => {
    const lines = (rest + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1')).split(/\r?\n/u);
    rest = lines.pop() ?? '';
    const replies: string[] = [];
    for (const line of lines) {
      if (open.length === 0 && line.trim() === '') continue;
      open.push(line);
      if (/^\d+-/u.test(line)) continue;
      replies.push(oneLine(open));
      open = [];
    }
    return replies;
  };
}

// "250-first", "250 second" is told as "250 first second".
function oneLine(lines: readonly string[]): string {
  const code = /^\d*/u.exec(lines.at(-1) ?? '')?.[0] ?? '';
  const words = lines.map((line) => Buffer.from(line.replace(/^\d+[ -]?/u, ''), 'latin1').toString('utf8'));
  return `${code} ${words.join(' ')}`.trim();
}
