import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { DialogueStep } from '../../../delivery/ledger/outcome.ts';
import { askedToStop } from '../submissions.ts';
import { directSession } from './direct-session.ts';
import { nodemailerSession } from './nodemailer-session.ts';
import { endWhenStopped, newWatch, type SmtpSession, type SmtpTimeouts, type StopSignals, type Watch } from './smtp-session.ts';
import type { SmtpRelay } from './smtp-url.ts';

/** `secured`: by TLS. `tls`: what kept a connection from being secured; `null`: it was not that. */
export type Opening =
  | { readonly session: SmtpSession; readonly secured: boolean }
  | {
      readonly session: null;
      readonly code: number | null;
      readonly why: string;
      readonly step: DialogueStep;
      readonly tls: 'certificate' | 'starttls' | null;
    };

/** Connects, secures the connection as the relay demands, logs in. Never rejects: a connection that fails is told in words. */
export function openSmtpSession(relay: SmtpRelay, timeouts: SmtpTimeouts, stop: StopSignals): Promise<Opening> {
  const watch = newWatch();
  const hello: Hello = { text: '' };
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
    logger: listener(watch, hello),
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
      resolve({ session: null, code: error.responseCode || null, why: wordsOf(error), step: stepOf(error), tls: tlsTrouble(error) });
    };
    const giveUp = () => failed({ message: askedToStop });
    const ready = () => {
      watch.ended = null;
      connection.off('error', failed);
      stop.unsent.removeEventListener('abort', giveUp);
      endWhenStopped(connection, watch, stop);
      const engine = relay.engine === 'nodemailer' ? nodemailerSession : directSession;
      resolve({ session: engine(connection, extensionsOf(hello.text), watch, timeouts), secured: connection.secure });
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
  readonly cause?: unknown;
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

/** What Node's TLS says of a certificate it does not believe, by its own codes; and a server that will not begin TLS. */
function tlsTrouble({ code, command, cause }: Trouble): 'certificate' | 'starttls' | null {
  const codes = [code, (cause as NodeJS.ErrnoException | undefined)?.code];
  if (codes.some((one) => one !== undefined && /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ISSUER|CRL/u.test(one))) return 'certificate';
  return code === 'ETLS' || command === 'STARTTLS' ? 'starttls' : null;
}

// Node reports several addresses tried in vain as one error without a message.
function wordsOf(error: Trouble): string {
  if (error.response) return `the server refused the connection: ${error.response}`;
  return error.message || error.errors?.[0]?.message || error.code || 'the connection failed';
}

/** What the server answered to EHLO. */
type Hello = { text: string };

/** What it can do, in upper case, as in `PIPELINING` or `SIZE 35882577`. */
const extensionsOf = (hello: string): readonly string[] =>
  hello.split(/\r?\n/u).map((line) =>
    line
      .replace(/^\d{3}[ -]/u, '')
      .trim()
      .toUpperCase(),
  );

/**
 * nodemailer's transaction log, read by nobody else (it holds addresses): what the server announced in EHLO, and the moment the
 * whole message with its final dot has been taken from our side of the stream.
 */
function listener(watch: Watch, hello: Hello) {
  let said = false;
  const note = (entry: { tnx?: string }, text?: string) => {
    if (entry.tnx === 'client') said = /^(?:EHLO|HELO) /u.test(text ?? '');
    else if (entry.tnx === 'server' && said) hello.text = text ?? '';
    else if (entry.tnx === 'message' && watch.exchange !== null) watch.exchange = { ...watch.exchange, bodyWritten: true };
  };
  const ignore = () => undefined;
  return { trace: ignore, debug: note, info: note, warn: ignore, error: ignore, fatal: ignore };
}
