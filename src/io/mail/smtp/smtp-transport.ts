import { domainToASCII } from 'node:url';
import type { Outcome } from '../../../delivery/ledger/outcome.ts';
import type { OutgoingMessage, Transport } from '../../../press/ports/mail.ts';
import { askedToStop, notSent, submissions } from '../submissions.ts';
import { type Opening, openSmtpSession } from './open-session.ts';
import { idleSessions } from './smtp-pool.ts';
import { type SmtpSession, type SmtpTimeouts, type StopSignals, smtpTimeouts } from './smtp-session.ts';
import { parseSmtpUrl, type SmtpRelay } from './smtp-url.ts';

export type SmtpOptions = {
  /** See `parseSmtpUrl`. */
  readonly url: string;
  /** Connections at most, and so messages on their way at once; further callers wait. */
  readonly connections?: number;
  /** A connection is left after so many messages, before servers that count begin to refuse. */
  readonly messagesPerConnection?: number;
  readonly timeouts?: Partial<SmtpTimeouts>;
};

const longestResponse = 500;

/**
 * Delivers to one relay over connections that are kept open. What the server said decides the outcome, never an error's words:
 * a reply is known, silence before 354 is `deferred`, silence after it `unknown`. A refusal of the connection itself (greeting,
 * TLS, login) is about us, not the reader, and so always `deferred`. Throws CourantError `smtp-url-invalid` when made.
 */
export function smtpTransport(options: SmtpOptions): Transport {
  const relay = parseSmtpUrl(options.url);
  const timeouts = { ...smtpTimeouts, ...options.timeouts };
  const line = submissions(options.connections);
  const idle = idleSessions(options.messagesPerConnection ?? 100);
  const unsent = new AbortController();
  const everything = new AbortController();
  const open = openings(relay, timeouts, { unsent: unsent.signal, everything: everything.signal });
  let busy = 0;
  let keep = Number.POSITIVE_INFINITY;
  const leaveSurplus = () => idle.leave(keep - busy);
  const send = async (message: OutgoingMessage): Promise<Outcome> => {
    busy += 1;
    try {
      return await sendOnOne(message);
    } finally {
      busy -= 1;
      leaveSurplus();
    }
  };
  const sendOnOne = async (message: OutgoingMessage): Promise<Outcome> => {
    for (let used = idle.take(); ; used = null) {
      leaveSurplus();
      const opening = used ?? (await open());
      if (unsent.signal.aborted && opening.session !== null) opening.session.close();
      if (unsent.signal.aborted) return notSent(askedToStop);
      if (opening.session === null) return { kind: 'deferred', code: opening.code, response: opening.why, step: opening.step };
      const done = refusedHere(message, opening.session) ?? (await opening.session.submit(message));
      if (unsent.signal.aborted && done.outcome.kind === 'deferred' && done.outcome.code === null) return notSent(askedToStop);
      if (done.reusable) idle.put({ session: opening.session, sent: (used?.sent ?? 0) + 1 });
      // A kept connection the server had already left: nothing was said, so nothing was taken, and a new one may do better.
      if (used === null || done.heard || done.outcome.kind !== 'deferred') return done.outcome;
    }
  };
  return {
    name: relay.name,
    submit: async (message) => {
      const prepared = prepare(message);
      if ('kind' in prepared) return prepared;
      return told(await line.add(() => send(prepared)), relay);
    },
    stop: (what) => {
      line.refuse(askedToStop);
      unsent.abort();
      if (what === 'everything') everything.abort();
    },
    keep: (most) => {
      keep = most;
      leaveSurplus();
    },
    close: async () => {
      await line.close();
      idle.leave(0);
    },
  };
}

/**
 * Opens connections. Until one stands they are tried one at a time, and what the server says to one it has said to all who wait: a
 * wrong password given for each of fifty readers locks the account.
 */
function openings(relay: SmtpRelay, timeouts: SmtpTimeouts, stop: StopSignals): () => Promise<Opening> {
  let standing = false;
  let trial: Promise<Opening> | null = null;
  const attempt = async () => {
    const opening = await openSmtpSession(relay, timeouts, stop);
    standing = opening.session !== null;
    return opening;
  };
  return async () => {
    while (!standing && trial !== null) {
      const first = await trial;
      if (first.session === null) return first;
    }
    if (standing) return await attempt();
    trial = attempt().finally(() => {
      trial = null;
    });
    return await trial;
  };
}

/** The envelope as SMTP wants it, domains in punycode; or the outcome when it cannot be one (RFC 3463 5.1.3, 5.1.7). */
function prepare(message: OutgoingMessage): OutgoingMessage | Outcome {
  const to = smtpPath(message.envelope.to);
  if (to === null) return { kind: 'failed', code: 553, response: '553 5.1.3 not a mail address (refused here, never sent)' };
  const from = message.envelope.from === '' ? '' : smtpPath(message.envelope.from);
  if (from === null)
    return { kind: 'failed', code: 553, response: '553 5.1.7 the sender is not a mail address (refused here, never sent)' };
  return { ...message, envelope: { from, to } };
}

function smtpPath(address: string): string | null {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const domain = domainToASCII(address.slice(at + 1));
  const unsafe = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029<>]/u;
  return at < 1 || domain === '' || unsafe.test(local) || unsafe.test(domain) ? null : `${local}@${domain}`;
}

/** What the server's EHLO says it does not take. */
function refusedHere({ envelope, bytes }: OutgoingMessage, { extensions }: SmtpSession) {
  const refusal = (outcome: Outcome) => ({ outcome, heard: true, reusable: true });
  // nodemailer would send such an address to any server; one without SMTPUTF8 may deliver it to who knows whom.
  const ascii = /^[\u0000-\u007f]*$/u;
  if (!extensions.includes('SMTPUTF8') && !(ascii.test(envelope.to) && ascii.test(envelope.from))) {
    const response = '550 5.6.7 the relay does not take addresses beyond ASCII (no SMTPUTF8; refused here, never sent)';
    return refusal({ kind: 'failed', code: 550, response });
  }
  // RFC 1870; a server may announce SIZE without saying how much.
  const largestMessage = Number(extensions.find((extension) => extension.startsWith('SIZE '))?.slice(5) ?? 0) || null;
  if (largestMessage === null || bytes.byteLength <= largestMessage) return null;
  const response = `552 5.3.4 the message has ${bytes.byteLength} bytes and the relay takes ${largestMessage} at most (SIZE; refused here, never sent)`;
  return refusal({ kind: 'deferred', code: 552, response, step: 'ehlo' });
}

// A server may quote a login back at us, send control characters, or go on for a page.
function told(outcome: Outcome, { login }: SmtpRelay): Outcome {
  const { user, pass } = login ?? { user: '', pass: '' };
  let response = outcome.response;
  for (const secret of [pass, encodeURIComponent(pass), base64(pass), base64(`\u0000${user}\u0000${pass}`)]) {
    if (pass !== '') response = response.replaceAll(secret, '[redacted]');
  }
  response = response.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/gu, ' ').trim();
  return { ...outcome, response: response.length > longestResponse ? `${response.slice(0, longestResponse)}...` : response };
}

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
