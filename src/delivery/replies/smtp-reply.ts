import { refusalReason } from '../bounce/judging/refusal-words.ts';
import { type DialogueStep, type Outcome, readerNamed } from '../ledger/outcome.ts';

/**
 * What a final reply asks of us beyond the one delivery. `suppress-recipient`: the mailbox or its domain does not exist.
 * `pause-mailing`: the server will not have us (connection, login, sender), so every other reader would meet the same.
 * `weigh-refusal`: said of us (RFC 3463 x.7.x) when a reader was named, which is as often one mailbox's or one company's own rule:
 * how many say so, and from how many domains, decides (`pacing/sender-refusals`). No reader is ever suppressed for either.
 */
export type ReplyConsequence = 'none' | 'suppress-recipient' | 'pause-mailing' | 'weigh-refusal';

// RFC 3463 and RFC 7505: no such mailbox, no such system, bad syntax, null MX, disabled mailbox.
const recipientGone: ReadonlySet<string> = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.10', '5.2.1']);

/** RFC 4954: a login is asked for, too weak, wrong, or wants encryption first; servers say so at any step. */
const loginWanted: ReadonlySet<number> = new Set([530, 534, 535, 538]);

/**
 * The outcome of a final SMTP reply heard at `step`. Only 2xx, 4xx and 5xx are final: any other code proves nothing, so it is
 * `unknown`. A 5xx to what is not the reader's doing leaves the delivery to be tried again, once somebody has mended it.
 */
export function outcomeOfReply(code: number, response: string, step: DialogueStep): Outcome {
  switch (Math.trunc(code / 100)) {
    case 2:
      return { kind: 'accepted', code, response };
    case 4:
      return { kind: 'deferred', code, response, step };
    case 5:
      return { kind: readerNamed(step) && !loginWanted.has(code) ? 'failed' : 'deferred', code, response, step };
    default:
      return { kind: 'unknown', response };
  }
}

/** What the outcome asks of us; only a reply with an enhanced code (RFC 2034) can suppress. */
export function consequenceOf(outcome: Outcome): ReplyConsequence {
  if (outcome.kind === 'deferred') return refusesUs(outcome) ? 'pause-mailing' : 'none';
  if (outcome.kind !== 'failed') return 'none';
  const code = enhancedCode(outcome.response);
  if (code === null) return 'none';
  if (saysOfSender(outcome.response)) return 'weigh-refusal';
  if (code === '5.2.1' && !saysGone(outcome.response)) return 'none';
  return recipientGone.has(code) ? 'suppress-recipient' : 'none';
}

// Some servers count connections and messages with a 5xx: that passes by itself, and the relay is left alone for a while.
const refusesUs = ({ code, response }: Outcome & { kind: 'deferred' }): boolean =>
  code !== null && code >= 500 && refusalReason(response) !== 'rate';

/** RFC 3463: security and policy, and a sender's address or domain that is not believed. */
const ofSender = /^5\.(?:7\.\d+|1\.[78])$/u;
/** Exchange's codes for a mailbox or group that takes mail from some people only. */
const ofOneMailbox: ReadonlySet<string> = new Set(['5.7.124', '5.7.129', '5.7.133', '5.7.134']);

/** Whether a refusal, given its words, is of the sender and not of this one mailbox. */
export function saysOfSender(response: string): boolean {
  const code = enhancedCode(response);
  return code !== null && ofSender.test(code) && !ofOneMailbox.has(code);
}

/**
 * 5.2.1 says "mailbox disabled", and servers say it of mailboxes that come back: suspended, full, written to too often. Bounce
 * mails are judged alike (`bounce/judge-refusal`): with such words it is soft and counts towards the limit; bare, it is final.
 */
function saysGone(response: string): boolean {
  const reason = refusalReason(response);
  return reason === null || reason === 'user-unknown' || reason === 'user-unknown-told';
}

/** `5.1.1` of `550 5.1.1 no such user` or `550-5.1.1 no such user`; `null` when the reply does not start with one. */
export function enhancedCode(response: string): string | null {
  const found = /^(?:\d{3}[ -])?\s{0,8}#?([245]\.\d{1,3}\.\d{1,3})(?![.\d])/u.exec(response);
  return found?.[1] ?? null;
}
