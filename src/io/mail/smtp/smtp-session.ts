import { setMaxListeners } from 'node:events';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Outcome } from '../../../delivery/ledger/outcome.ts';
import type { OutgoingMessage } from '../../../press/ports/mail.ts';
import { askedToStop } from '../submissions.ts';
import { conclude, type Exchange, newExchange } from './smtp-dialogue.ts';

/** Milliseconds. */
export type SmtpTimeouts = {
  readonly connect: number;
  readonly greeting: number;
  /** MAIL to the answer to DATA; ending it is safe. */
  readonly envelope: number;
  /** Silence after the message was sent. Long, since to give up here is not to know (RFC 5321 4.5.3.2.6: 10 minutes). */
  readonly silence: number;
};

export const smtpTimeouts: SmtpTimeouts = { connect: 60_000, greeting: 60_000, envelope: 300_000, silence: 600_000 };

const resetLimit = 10_000;

export type Submission = {
  readonly outcome: Outcome;
  /** The server said something about this message. */
  readonly heard: boolean;
  /** The connection stands and is ready for another message. */
  readonly reusable: boolean;
};

/** One connection to the relay, logged in; one message at a time. */
export type SmtpSession = {
  /** Never rejects. The bytes may be reused once it has resolved. */
  submit(message: OutgoingMessage): Promise<Submission>;
  alive(): boolean;
  /** What the server says it can do, in upper case, as in `PIPELINING` or `SIZE 35882577`. */
  readonly extensions: readonly string[];
  close(): void;
};

/** Aborted when the process is to end: `unsent` before `everything`. */
export type StopSignals = { readonly unsent: AbortSignal; readonly everything: AbortSignal };

/** What is going on over one connection, whoever speaks. `ended` is called when the connection ends, whatever ended it. */
export type Watch = { exchange: Exchange | null; ended: ((why: string) => void) | null; why: string };

export const newWatch = (): Watch => ({ exchange: null, ended: null, why: connectionClosed });

const connectionClosed = 'the connection was closed';

/** One way of handing a message over; both end when the connection does. */
export type Talk = {
  /** Resolves once the server has said its last word about the message, or the connection has ended: then with how, in words. */
  handOver(message: OutgoingMessage): Promise<string | null>;
  /** Clears the transaction after a refusal. */
  reset(): Promise<boolean>;
};

/** Sees one message through: its limits of time, the end of the process, and what is known of it afterwards. */
export async function submit(
  connection: SMTPConnection,
  watch: Watch,
  timeouts: SmtpTimeouts,
  talk: Talk,
  message: OutgoingMessage,
): Promise<Submission> {
  watch.exchange = newExchange;
  watch.why = connectionClosed;
  const giveUp = () => {
    watch.why = 'the server took too long to answer';
    connection.close();
  };
  const clocks = [
    setTimeout(() => watch.exchange?.goAhead || giveUp(), timeouts.envelope),
    // The silence limit starts anew with every byte, so a server that trickles its reply meets this one.
    setTimeout(giveUp, timeouts.envelope + 2 * timeouts.silence),
  ];
  const why = await talk.handOver(message);
  for (const clock of clocks) clearTimeout(clock);
  const exchange: Exchange = watch.exchange ?? newExchange;
  watch.exchange = null;
  const outcome = conclude(exchange, why ?? 'the server stopped answering');
  const clean = outcome.kind !== 'unknown' && !connection.destroyed;
  const reusable = clean && (outcome.kind === 'accepted' || (await cleared(connection, watch, talk)));
  if (!reusable) connection.close();
  return { outcome, heard: exchange.heard, reusable };
}

// A server that will not even clear a transaction, and soon, is left.
async function cleared(connection: SMTPConnection, watch: Watch, talk: Talk): Promise<boolean> {
  const clock = setTimeout(() => connection.close(), resetLimit);
  const ended = new Promise<boolean>((resolve) => {
    watch.ended = () => resolve(false);
  });
  const done = await Promise.race([talk.reset(), ended]);
  clearTimeout(clock);
  watch.ended = null;
  return done;
}

/** Until the go-ahead nothing has left: a server that sees the connection end then throws away what it has. */
export function endWhenStopped(connection: SMTPConnection, watch: Watch, { unsent, everything }: StopSignals): void {
  const end = () => {
    watch.why = askedToStop;
    connection.close();
  };
  const endUnsent = () => watch.exchange === null || watch.exchange.goAhead || end();
  const endAnyhow = () => watch.exchange === null || end();
  setMaxListeners(0, unsent, everything);
  unsent.addEventListener('abort', endUnsent);
  everything.addEventListener('abort', endAnyhow);
  connection.once('end', () => {
    unsent.removeEventListener('abort', endUnsent);
    everything.removeEventListener('abort', endAnyhow);
  });
}
