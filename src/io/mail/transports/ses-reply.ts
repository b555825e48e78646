import type { Outcome } from '../../../delivery/ledger/outcome.ts';

/** What came of one request. `silence`: it had left, and no whole answer came. */
export type SesReply =
  | { readonly kind: 'reply'; readonly status: number; readonly type: string; readonly text: string }
  | { readonly kind: 'not-sent'; readonly why: string }
  | { readonly kind: 'silence'; readonly why: string };

const longestResponse = 500;

/** The account sends too fast or too much: everyone waits. */
const tooMuch: ReadonlySet<string> = new Set([
  'TooManyRequestsException',
  'LimitExceededException',
  'ThrottlingException',
  'Throttling',
  'RequestThrottledException',
]);

/** Refusals of us: every message would meet the same until a person has seen to the account. */
const aboutUs: ReadonlySet<string> = new Set([
  'AccountSuspendedException',
  'SendingPausedException',
  'MailFromDomainNotVerifiedException',
  'NotFoundException',
]);

/**
 * SESv2 SendEmail: 200 with its MessageId is accepted. Too many requests are for later; a refusal of our account, which is never the
 * reader's fault, is like that of a login. 503 says that nothing was taken; any other 5xx says nothing, so it is `unknown`.
 */
export function sesOutcome(reply: SesReply): Outcome {
  switch (reply.kind) {
    case 'not-sent':
      return { kind: 'deferred', code: null, response: clean(`SES could not be reached: ${reply.why}`) };
    case 'silence':
      return { kind: 'unknown', response: clean(`SES had the request and did not answer: ${reply.why}`) };
    case 'reply':
      return outcomeOf(reply.status, reply.type, reply.text);
  }
}

function outcomeOf(status: number, type: string, text: string): Outcome {
  const said = fieldsOf(text);
  const words = `SES ${status} ${type}: ${said.message}`;
  if (status === 200) {
    if (said.messageId === '') return { kind: 'unknown', response: 'SES answered 200 without a MessageId' };
    return { kind: 'accepted', code: 250, response: clean(`250 2.0.0 SES has it as ${said.messageId}`) };
  }
  if (status === 429 || tooMuch.has(type)) return { kind: 'deferred', code: 421, response: clean(`421 4.3.2 ${words}`) };
  if (status === 503) return { kind: 'deferred', code: null, response: clean(words) };
  if (status === 401 || status === 403 || status === 404 || aboutUs.has(type))
    return { kind: 'deferred', code: 530, response: clean(words), step: 'auth' };
  if (status >= 400 && status < 500) return { kind: 'failed', code: 554, response: clean(`554 5.6.0 ${words}`) };
  return { kind: 'unknown', response: clean(words) };
}

function fieldsOf(text: string): { readonly message: string; readonly messageId: string } {
  try {
    const fields = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
    return { message: String(fields?.message ?? fields?.Message ?? ''), messageId: String(fields?.MessageId ?? '') };
  } catch {
    return { message: text, messageId: '' };
  }
}

const clean = (text: string): string =>
  text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, longestResponse);
