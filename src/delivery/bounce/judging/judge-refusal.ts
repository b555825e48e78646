import type { BouncedRecipient, BounceKind, Refusal } from './classification.ts';
import { receiverVerdict } from './receiver-habits.ts';
import { type RefusalReason, refusalReason } from './refusal-words.ts';
import { bestCode, enhancedCodes, isVague, replyCode } from './status-code.ts';

const diagnosticLimit = 500;
const replyCap = 8000;

// RFC 3463, RFC 7505: no such mailbox, no such system, bad address syntax, moved, null MX. 5.2.1 is looked at with its words:
// Gmail and others say it of accounts that are only suspended.
const goneCodes: ReadonlySet<string> = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1']);

const senderReasons: ReadonlySet<RefusalReason> = new Set([
  'authentication',
  'reputation',
  'spam',
  'reverse-dns',
  'sender-address',
  'policy',
  'mailing-list',
]);

const goneReasons: ReadonlySet<RefusalReason> = new Set(['host-unknown', 'no-mail-accepted', 'moved', 'user-unknown-told', 'user-unknown']);

type Verdict = { readonly kind: BounceKind; readonly rule: string };

/** Judges one refusal: what the reporter did, then what known receivers mean, then words and codes. Pure and total. */
export function judgeRefusal(told: Refusal): BouncedRecipient {
  const refusal = { ...told, reply: told.reply.slice(0, replyCap) };
  const status = bestCode(refusal.reply, refusal.status);
  const reason = refusalReason(refusal.reply);
  const verdict = verdictOn(refusal, status, reason);
  const evidence = [refusal.source];
  if (status !== null) evidence.push(`code ${status}`);
  if (reason !== null) evidence.push(`words: ${reason}`);
  if (refusal.stage !== null) evidence.push(`refused at ${refusal.stage}`);
  evidence.push(verdict.rule);
  return { address: refusal.address, status, kind: verdict.kind, diagnostic: oneLine(refusal.reply), evidence };
}

/** Words of a server on one line, cut to what a person reads; without what turns the direction of writing or hides. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Bidi_Control}\u200b-\u200d\u2060-\u2064\u00ad\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]+/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, diagnosticLimit);

function verdictOn(refusal: Refusal, status: string | null, reason: RefusalReason | null): Verdict {
  if (refusal.action === 'delivered' || status?.startsWith('2.')) return { kind: 'none', rule: 'delivered' };
  if (refusal.action === 'delayed') return delayed(refusal, reason);
  if (refusal.diagnosticType === 'x-unix') return exitVerdict(refusal.reply);
  const habit = receiverVerdict(refusal);
  if (habit !== null) return habit;
  if (isMailboxRule(refusal.reply, reason)) return { kind: 'soft', rule: 'a rule of this one mailbox' };
  return byInnerCode(refusal, reason) ?? (reason === null ? byCode(refusal, status) : byWords(refusal, status, reason));
}

/** Evidence of a report that is no failure yet: nothing is done to the reader before the reporter gives up. */
export const stillTried = 'still being tried';

/** That a domain is not in the DNS, or has nothing that takes mail, is so already while the reporter still tries. */
function delayed(refusal: Refusal, reason: RefusalReason | null): Verdict {
  const noSuchDomain = (reason === 'host-unknown' || reason === 'no-mail-accepted') && gone(refusal, reason).kind === 'hard';
  return { kind: noSuchDomain ? 'hard' : 'delayed', rule: stillTried };
}

/** Exit codes of delivery programs (sysexits): 67 is no such user, 68 no such host; the others are faults of the program. */
function exitVerdict(reply: string): Verdict {
  return /^\s*6[78]\s*$/u.test(reply)
    ? { kind: 'hard', rule: 'exit code of an unknown user or host' }
    : { kind: 'soft', rule: 'a local delivery program failed' };
}

/**
 * Who may write to one mailbox or group: Exchange's restrictions, an organisation's transport rule, a reader's own block. It is about
 * that mailbox, so it stops no mailing; where the words also blame our address, server or mail, they are about us.
 */
function isMailboxRule(reply: string, reason: RefusalReason | null): boolean {
  if (/\b5\.7\.(?:124|129|13[3-6])\b|RESOLVER\.RST\.|TRANSPORT\.RULES\.RejectMessage/u.test(reply)) return true;
  if (
    /(?:blocked|rejected|refused) by (?:the |this )?(?:recipient|addressee|user)\b(?!(?:'s)? ?(?:server|domain|provider|system|host|mail|network))/iu.test(
      reply,
    )
  )
    return true;
  const blamesUs = reason !== null && reason !== 'policy' && senderReasons.has(reason);
  return /\b5\.7\.\d/u.test(reply) && /recipient address rejected/iu.test(reply) && !blamesUs;
}

/** A telling x.7.x in the server's own words is about us whatever else is said (DESIGN: never suppress on 5.7.x). */
function byInnerCode(refusal: Refusal, reason: RefusalReason | null): Verdict | null {
  const security = enhancedCodes(refusal.reply).some((code) => /^[45]\.7\./u.test(code));
  if (!security) return null;
  return reason === 'rate' || reason === 'mailbox-full'
    ? { kind: 'soft', rule: 'x.7.x, but the words say it may pass' }
    : { kind: 'sender', rule: 'x.7.x: about the sender' };
}

function byWords(refusal: Refusal, status: string | null, reason: RefusalReason): Verdict {
  if (refusal.stage === 'mail' && goneReasons.has(reason)) return { kind: 'sender', rule: 'our own address was refused' };
  if (reason === 'user-unknown') return unknownUser(refusal, status);
  if (goneReasons.has(reason)) return gone(refusal, reason);
  if (reason === 'policy') return vagueRefusal(refusal, status);
  if (senderReasons.has(reason)) return { kind: 'sender', rule: 'words about the sender' };
  // `content`, `system` and `expired` are loose words: a code that names the mailbox is worth more.
  if (looseReasons.has(reason) && status !== null && goneCodes.has(status)) return byCode(refusal, status);
  if ((reason === 'expired' || reason === 'system') && refusal.stage === 'connect')
    return { kind: 'soft', rule: 'the server did not talk to us' };
  return { kind: 'soft', rule: 'may work again' };
}

const looseReasons: ReadonlySet<RefusalReason> = new Set(['content', 'system', 'expired']);

/** Refusals without a reason: a code about the mailbox speaks for itself, else they are taken as aimed at us. */
function vagueRefusal(refusal: Refusal, status: string | null): Verdict {
  if (status !== null && (goneCodes.has(status) || /^[45]\.[236]\.[1-9]/u.test(status))) return byCode(refusal, status);
  return { kind: 'sender', rule: 'refused without a reason that concerns the mailbox' };
}

/**
 * "User unknown" is also what filters answer once they have seen the message, so it is believed only when a code about
 * the address, the RCPT command, or a reporter that owns the mailbox stands behind it.
 */
function unknownUser(refusal: Refusal, status: string | null): Verdict {
  // 5.2.1 is not among them: it says that the mailbox exists and is off.
  const addressCode = status !== null && /^[45]\.1\.(?:[0-6]|10|351)$/u.test(status);
  if (isTemporary(refusal) && !(addressCode && refusal.action === 'failed')) return { kind: 'soft', rule: 'temporary reply' };
  if (addressCode) return { kind: 'hard', rule: 'unknown mailbox, said with an address code' };
  if (status?.startsWith('5.7.') && refusal.stage !== 'rcpt') return { kind: 'sender', rule: 'x.7.x: about the sender' };
  if (refusal.filterGateway) return { kind: 'soft', rule: 'unknown mailbox, but told by a filter without a code' };
  if (refusal.stage === 'rcpt') return { kind: 'hard', rule: 'unknown mailbox, refused at RCPT TO' };
  if (refusal.stage === 'data') return { kind: 'soft', rule: 'unknown mailbox, but only after the message was seen' };
  if (refusal.ownDirectory) return { kind: 'hard', rule: 'unknown mailbox, told by the server that owns it' };
  return { kind: 'soft', rule: 'unknown mailbox, but neither a code nor the SMTP stage backs it' };
}

function gone(refusal: Refusal, reason: RefusalReason): Verdict {
  if (
    /(?:not found|error|failure),?\s+try\s+again|host name lookup fail|lookup failed temp|message expired|temporar|timed out|servfail/iu.test(
      oneLine(refusal.reply),
    )
  )
    return { kind: 'soft', rule: 'a lookup that may work later' };
  if (isTemporary(refusal) && reason === 'user-unknown-told') return { kind: 'soft', rule: 'temporary reply' };
  if (
    reason === 'user-unknown-told' &&
    !refusal.ownDirectory &&
    replyCode(refusal.reply) === null &&
    enhancedCodes(refusal.reply).length === 0
  )
    return { kind: 'soft', rule: 'unknown mailbox, but without any reply code' };
  return { kind: 'hard', rule: 'mailbox or domain is gone' };
}

function byCode(refusal: Refusal, status: string | null): Verdict {
  const reply = replyCode(refusal.reply);
  // RFC 7504: 521 and 556 are hosts and domains that take no mail at all; 551: user not local.
  if (reply === 521 || reply === 556 || reply === 551) return { kind: 'hard', rule: `reply ${reply}` };
  if (status === null) return codeless(refusal, reply);
  if (goneCodes.has(status)) return { kind: 'hard', rule: 'code of a mailbox or domain that is gone' };
  if (/^[45]\.7\.|^[45]\.1\.[78]$/u.test(status)) return { kind: 'sender', rule: 'code about the sender' };
  if (isVague(status)) return codeless(refusal, reply);
  return { kind: 'soft', rule: 'code that may pass' };
}

function codeless(refusal: Refusal, reply: number | null): Verdict {
  const early = refusal.stage === 'connect' || refusal.stage === 'mail';
  if (early && reply !== null && reply >= 500)
    return { kind: 'sender', rule: `refused at ${refusal.stage}, before the recipient was named` };
  return { kind: 'soft', rule: 'undeliverable, reason not told' };
}

function isTemporary(refusal: Refusal): boolean {
  const reply = replyCode(refusal.reply);
  if (reply !== null) return reply < 500;
  return bestCode(refusal.reply, refusal.status)?.startsWith('4.') ?? false;
}
