import type { Socket } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { DialogueStep, Outcome } from '../../../delivery/ledger/outcome.ts';
import type { OutgoingMessage } from '../../../press/ports/mail.ts';
import { askedToStop } from '../submissions.ts';
import { conclude, type Exchange, hear, newExchange, replyReader } from './smtp-dialogue.ts';
import type { SmtpRelay } from './smtp-url.ts';

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

type Submission = {
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
  /** Whether addresses with a local part beyond ASCII can be used (RFC 6531). */
  readonly takesUtf8Addresses: boolean;
  /** Bytes a message may have (RFC 1870); `null`: the server does not say. */
  readonly largestMessage: number | null;
  close(): void;
};

export type Opening =
  | { readonly session: SmtpSession }
  | { readonly session: null; readonly code: number | null; readonly why: string; readonly step: DialogueStep };

/** Aborted when the process is to end: `unsent` before `everything`. */
export type StopSignals = { readonly unsent: AbortSignal; readonly everything: AbortSignal };

type Watch = { greeting: string; exchange: Exchange | null; ended: ((why: string) => void) | null; why: string };

/** Connects, secures the connection as the relay demands, logs in. Never rejects: a connection that fails is told in words. */
export function openSmtpSession(relay: SmtpRelay, timeouts: SmtpTimeouts, stop: StopSignals): Promise<Opening> {
  const watch: Watch = { greeting: '', exchange: null, ended: null, why: 'the connection was closed' };
  const connection = new SMTPConnection({
    host: relay.host,
    port: relay.port,
    secure: relay.tls === 'implicit',
    requireTLS: relay.tls === 'required',
    ignoreTLS: relay.tls === 'none',
    opportunisticTLS: relay.tls === 'optional',
    tls: { rejectUnauthorized: relay.tls !== 'optional' },
    ...(relay.ehloName === null ? {} : { name: relay.ehloName }),
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.silence,
    // A closed connection must not go on writing what is still queued: its memory may hold the next message by then.
    socketCloseTimeout: 0,
    transactionLog: true,
    logger: listener(watch),
  });
  connection.on('error', (error) => {
    watch.why = error.message;
  });
  connection.on('end', () => watch.ended?.(watch.why));
  return new Promise((resolve) => {
    const failed = (error: Trouble) => {
      watch.ended = null;
      connection.close();
      stop.unsent.removeEventListener('abort', giveUp);
      resolve({ session: null, code: error.responseCode || null, why: wordsOf(error), step: stepOf(error) });
    };
    const giveUp = () => failed({ message: askedToStop });
    const ready = () => {
      watch.ended = null;
      connection.off('error', failed);
      stop.unsent.removeEventListener('abort', giveUp);
      resolve({ session: sessionOver(connection, watch, timeouts, stop) });
    };
    stop.unsent.addEventListener('abort', giveUp);
    connection.on('error', failed);
    watch.ended = (why) => failed({ message: why });
    connection.connect((error) => {
      if (error) return failed(error);
      if (relay.login === null) return ready();
      if (!connection.allowsAuth) return failed(noLogin);
      connection.login(relay.login, (refused) => (refused ? failed(refused) : ready()));
    });
  });
}

type Trouble = {
  readonly message: string;
  readonly code?: string | undefined;
  /** What nodemailer was at: `CONN`, `EHLO`, `STARTTLS`, `AUTH PLAIN` ... */
  readonly command?: string | undefined;
  readonly response?: string | undefined;
  readonly responseCode?: number | false | undefined;
  readonly errors?: readonly Error[];
};

/** The server would hardly take mail from strangers, and whoever wrote a login into SMTP_URL did not mean to send without. */
const noLogin: Trouble = {
  message: 'SMTP_URL has a login, and the server offers none over this connection (no AUTH in its EHLO): nothing was sent',
  command: 'AUTH',
  responseCode: 530,
};

function stepOf({ command }: Trouble): DialogueStep {
  if (command?.startsWith('AUTH')) return 'auth';
  return command !== undefined && /^(?:EHLO|HELO|LHLO|STARTTLS)/u.test(command) ? 'ehlo' : 'connect';
}

// Node reports several addresses tried in vain as one error without a message.
function wordsOf(error: Trouble): string {
  if (error.response) return `the server refused the connection: ${error.response}`;
  return error.message || error.errors?.[0]?.message || error.code || 'the connection failed';
}

function sessionOver(connection: SMTPConnection, watch: Watch, timeouts: SmtpTimeouts, stop: StopSignals): SmtpSession {
  const replies = replyReader();
  // Heard at the socket, before nodemailer: it works a pipelined burst off in turns and drops the rest when the server closes.
  const socket = connection._socket as Socket;
  socket.prependListener('data', (chunk: Buffer) => {
    for (const reply of replies(chunk)) {
      if (watch.exchange === null) continue;
      watch.exchange = hear(watch.exchange, reply);
      // At once, so that nodemailer, which takes 250 for a go-ahead, does not send the message into the wrong place.
      if (watch.exchange.outOfStep) connection.close();
    }
  });
  return {
    submit: (message) => submit(connection, watch, message, timeouts, stop),
    alive: () => !connection.destroyed && !socket.destroyed && socket.writable,
    takesUtf8Addresses: /[ -]SMTPUTF8\b/iu.test(watch.greeting),
    largestMessage: Number(/[ -]SIZE (\d+)/iu.exec(watch.greeting)?.[1] ?? 0) || null,
    close: () => connection.close(),
  };
}

async function submit(
  connection: SMTPConnection,
  watch: Watch,
  message: OutgoingMessage,
  timeouts: SmtpTimeouts,
  stop: StopSignals,
): Promise<Submission> {
  watch.exchange = newExchange;
  watch.why = 'the connection was closed';
  const end = (why: string) => {
    watch.why = why;
    connection.close();
  };
  const giveUp = () => end('the server took too long to answer');
  // Until the go-ahead nothing has left: a server that sees the connection end then throws away what it has.
  const stopUnsent = () => watch.exchange?.goAhead || end(askedToStop);
  const stopAnyhow = () => end(askedToStop);
  stop.unsent.addEventListener('abort', stopUnsent);
  stop.everything.addEventListener('abort', stopAnyhow);
  const clocks = [
    setTimeout(() => watch.exchange?.goAhead || giveUp(), timeouts.envelope),
    // The silence limit starts anew with every byte, so a server that trickles its reply meets this one.
    setTimeout(giveUp, timeouts.envelope + 2 * timeouts.silence),
  ];
  const why = await handOver(connection, watch, message);
  for (const clock of clocks) clearTimeout(clock);
  stop.unsent.removeEventListener('abort', stopUnsent);
  stop.everything.removeEventListener('abort', stopAnyhow);
  const exchange: Exchange = watch.exchange ?? newExchange;
  watch.exchange = null;
  const outcome = conclude(exchange, why ?? 'the server stopped answering');
  const clean = outcome.kind !== 'unknown' && !connection.destroyed;
  const reusable = clean && (why === null || (await reset(connection, watch)));
  if (!reusable) connection.close();
  return { outcome, heard: exchange.heard, reusable };
}

/** `null` when nodemailer was content, else how it ended. A connection closed by us calls nobody back, so its end is heard too. */
function handOver(connection: SMTPConnection, watch: Watch, { envelope, bytes }: OutgoingMessage): Promise<string | null> {
  return new Promise((resolve) => {
    const done = (why: string | null) => {
      watch.ended = null;
      resolve(why);
    };
    watch.ended = done;
    const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    connection.send({ from: envelope.from, to: envelope.to }, body, (error) => done(error ? error.message : null));
  });
}

// After a refusal the transaction is cleared; a server that will not do even that, and soon, is left.
function reset(connection: SMTPConnection, watch: Watch): Promise<boolean> {
  return new Promise<boolean>((resolve) => {
    const clock = setTimeout(() => connection.close(), resetLimit);
    const done = (cleared: boolean) => {
      clearTimeout(clock);
      watch.ended = null;
      resolve(cleared);
    };
    watch.ended = () => done(false);
    connection.reset((error) => done(!error));
  });
}

/**
 * nodemailer's transaction log, read by nobody else (it holds addresses): what the server announced in EHLO, and the moment the
 * whole message with its final dot has been taken from our side of the stream.
 */
function listener(watch: Watch) {
  let hello = false;
  const note = (entry: { tnx?: string }, text?: string) => {
    if (entry.tnx === 'client') hello = /^(?:EHLO|HELO) /u.test(text ?? '');
    else if (entry.tnx === 'server' && hello) watch.greeting = text ?? '';
    else if (entry.tnx === 'message' && watch.exchange !== null) watch.exchange = { ...watch.exchange, bodyWritten: true };
  };
  const ignore = () => undefined;
  return { trace: ignore, debug: note, info: note, warn: ignore, error: ignore, fatal: ignore };
}
