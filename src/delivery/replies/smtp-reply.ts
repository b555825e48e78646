import { refusalReason } from '../bounce/judging/refusal-words.ts';
import type { Outcome } from '../ledger/outcome.ts';

/**
 * What a final reply asks of us beyond the one delivery. `suppress-recipient`: the mailbox or its domain does not exist.
 * `pause-mailing`: the reply is about us (authentication, reputation, policy; RFC 3463 x.7.x), so the next readers would get
 * it too: alert, pause, and never suppress a reader for it.
 */
export type ReplyConsequence = 'none' | 'suppress-recipient' | 'pause-mailing';

// RFC 3463 and RFC 7505: no such mailbox, no such system, bad syntax, null MX, disabled mailbox.
const recipientGone: ReadonlySet<string> = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.10', '5.2.1']);

/** The outcome of a final SMTP reply. Only 2xx, 4xx and 5xx are final: any other code proves nothing, so it is `unknown`. */
export function outcomeOfReply(code: number, response: string): Outcome {
  switch (Math.trunc(code / 100)) {
    case 2:
      return { kind: 'accepted', code, response };
    case 4:
      return { kind: 'deferred', code, response };
    case 5:
      return { kind: 'failed', code, response };
    default:
      return { kind: 'unknown', response };
  }
}

/** What the outcome asks of us; only a reply with an enhanced code (RFC 2034) can suppress or pause. */
export function consequenceOf(outcome: Outcome): ReplyConsequence {
  if (outcome.kind !== 'failed') return 'none';
  const code = enhancedCode(outcome.response);
  if (code === null) return 'none';
  if (code.startsWith('5.7.')) return 'pause-mailing';
  if (code === '5.2.1' && !saysGone(outcome.response)) return 'none';
  return recipientGone.has(code) ? 'suppress-recipient' : 'none';
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
