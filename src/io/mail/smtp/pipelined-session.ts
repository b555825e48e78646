import type { Socket } from 'node:net';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { OutgoingMessage } from '../../../press/ports/mail.ts';
import { conclude, type Exchange, hear, newExchange, replyReader } from './smtp-dialogue.ts';
import { resetLimit, type SmtpSession, type SmtpTimeouts, type Submission } from './smtp-session.ts';

/** What the server said it can do, in upper case, as in `PIPELINING` or `SIZE 35882577`. */
export type Extensions = readonly string[];

/** How the connection ends is told here, whatever ended it. */
export type Ending = { ended: ((why: string) => void) | null; why: string };

type Talk = {
  exchange: Exchange;
  /** Replies still due to what has been sent. */
  owed: number;
  readonly message: OutgoingMessage;
  readonly done: (why: string | null) => void;
};

type Session = {
  readonly connection: SMTPConnection;
  readonly socket: Socket;
  readonly pipelining: boolean;
  readonly declaresSize: boolean;
  talk: Talk | null;
  /** Waits for the reply to RSET. */
  resetting: ((reply: string) => void) | null;
};

/**
 * One message at a time over a connection that nodemailer has opened, secured and logged in on. From here on the socket is
 * spoken to directly: a finished message is handed over as it is, no byte of it looked at in JavaScript, the commands before it
 * in one go where the server allows that (RFC 2920). What each reply means is `smtp-dialogue`'s to say.
 */
export function pipelinedSession(connection: SMTPConnection, extensions: Extensions, ending: Ending, timeouts: SmtpTimeouts): SmtpSession {
  const socket = connection._socket as Socket;
  const session: Session = {
    connection,
    socket,
    pipelining: extensions.includes('PIPELINING'),
    declaresSize: extensions.some((extension) => /^SIZE\b/u.test(extension)),
    talk: null,
    resetting: null,
  };
  socket.removeListener('data', (connection as unknown as { _onSocketData: () => void })._onSocketData);
  const replies = replyReader();
  socket.on('data', (chunk: Buffer) => {
    for (const reply of replies(chunk)) heard(session, reply);
  });
  return {
    submit: (message) => submit(session, message, ending, timeouts),
    alive: () => !connection.destroyed && !socket.destroyed && socket.writable,
    takesUtf8Addresses: extensions.includes('SMTPUTF8'),
    close: () => connection.close(),
  };
}

async function submit(session: Session, message: OutgoingMessage, ending: Ending, timeouts: SmtpTimeouts): Promise<Submission> {
  const { connection } = session;
  ending.why = 'the connection was closed';
  const giveUp = () => {
    ending.why = 'the server took too long to answer';
    connection.close();
  };
  const clocks = [
    setTimeout(() => session.talk?.exchange.goAhead || giveUp(), timeouts.envelope),
    // The silence limit starts anew with every byte, so a server that trickles its reply meets this one.
    setTimeout(giveUp, timeouts.envelope + 2 * timeouts.silence),
  ];
  const { exchange, why } = await handOver(session, message, ending);
  for (const clock of clocks) clearTimeout(clock);
  const outcome = conclude(exchange, why ?? 'the server stopped answering');
  const clean = outcome.kind !== 'unknown' && !connection.destroyed;
  const reusable = clean && (outcome.kind === 'accepted' || (await reset(session, ending)));
  if (!reusable) connection.close();
  return { outcome, heard: exchange.heard, reusable };
}

function handOver(session: Session, message: OutgoingMessage, ending: Ending): Promise<{ exchange: Exchange; why: string | null }> {
  return new Promise((resolve) => {
    const done = (why: string | null) => {
      ending.ended = null;
      session.talk = null;
      resolve({ exchange: talk.exchange, why });
    };
    const talk: Talk = { exchange: newExchange, owed: 0, message, done };
    session.talk = talk;
    ending.ended = done;
    if (session.pipelining) say(session, talk, [mailCommand(session, message), rcptCommand(message), 'DATA']);
    else say(session, talk, [mailCommand(session, message)]);
  });
}

function say({ socket }: Session, talk: Talk, commands: readonly string[]): void {
  talk.owed += commands.length;
  socket.write(`${commands.join('\r\n')}\r\n`, 'utf8');
}

function mailCommand({ declaresSize }: Session, { envelope, bytes }: OutgoingMessage): string {
  const size = declaresSize ? ` SIZE=${bytes.length}` : '';
  return `MAIL FROM:<${envelope.from}>${size}${isAscii(envelope.from) && isAscii(envelope.to) ? '' : ' SMTPUTF8'}`;
}

const rcptCommand = ({ envelope }: OutgoingMessage): string => `RCPT TO:<${envelope.to}>`;

const isAscii = (address: string): boolean => /^[\u0000-\u007f]*$/u.test(address);

function heard(session: Session, reply: string): void {
  const { talk, connection } = session;
  if (session.resetting !== null) return session.resetting(reply);
  // Nobody asked: what comes next on this connection cannot be told apart from it.
  if (talk === null) return connection.close();
  talk.owed -= 1;
  if (talk.exchange.step === 'decided') return afterDecision(session, talk, reply);
  talk.exchange = hear(talk.exchange, reply);
  if (talk.exchange.outOfStep) {
    // At once, so that nothing more of the message goes to the wrong place.
    connection.close();
    return talk.done(null);
  }
  goOn(session, talk);
}

/** Sends what follows the reply just heard, unless it is on its way already. */
function goOn(session: Session, talk: Talk): void {
  switch (talk.exchange.step) {
    case 'mail':
      return;
    case 'rcpt':
      return talk.owed > 0 ? undefined : say(session, talk, [rcptCommand(talk.message)]);
    case 'data':
      return talk.owed > 0 ? undefined : say(session, talk, ['DATA']);
    case 'body':
      talk.owed += 1;
      return sendBody(session, talk);
    case 'decided':
      if (talk.owed === 0) talk.done(null);
  }
}

/** Replies to commands sent ahead of a refusal. A go-ahead for a message without a recipient is not followed: the connection is left. */
function afterDecision({ connection }: Session, talk: Talk, reply: string): void {
  if (reply.startsWith('3')) connection.close();
  if (talk.owed === 0 || reply.startsWith('3')) talk.done(null);
}

const endOfLine = Buffer.from('\r\n', 'latin1');
const lineWithDot = Buffer.from('\r\n.', 'latin1');

function sendBody({ socket }: Session, talk: Talk): void {
  const { bytes } = talk.message;
  const body = dotStuffed(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const whole = body.length >= 2 && body[body.length - 2] === 13 && body[body.length - 1] === 10;
  socket.cork();
  socket.write(body);
  socket.write(whole ? '.\r\n' : '\r\n.\r\n', 'latin1', (error) => {
    if (!error) talk.exchange = { ...talk.exchange, bodyWritten: true };
  });
  socket.uncork();
}

/** A line that begins with a dot gets another one (RFC 5321, 4.5.2). Messages of ours have none: looking for one is all they cost. */
function dotStuffed(body: Buffer): Buffer {
  const first = body[0] === 46 ? 0 : body.indexOf(lineWithDot);
  if (first === -1) return body;
  const pieces: Buffer[] = body[0] === 46 ? [Buffer.from('.', 'latin1')] : [];
  let from = 0;
  for (let at = body.indexOf(lineWithDot); at !== -1; at = body.indexOf(lineWithDot, at + endOfLine.length)) {
    pieces.push(body.subarray(from, at + lineWithDot.length), Buffer.from('.', 'latin1'));
    from = at + lineWithDot.length;
  }
  return Buffer.concat([...pieces, body.subarray(from)]);
}

/** After a refusal the transaction is cleared; a server that will not do even that, and soon, is left. */
function reset(session: Session, ending: Ending): Promise<boolean> {
  return new Promise((resolve) => {
    const clock = setTimeout(() => session.connection.close(), resetLimit);
    const done = (cleared: boolean) => {
      clearTimeout(clock);
      ending.ended = null;
      session.resetting = null;
      resolve(cleared);
    };
    ending.ended = () => done(false);
    session.resetting = (reply) => done(reply.startsWith('2'));
    session.socket.write('RSET\r\n', 'latin1');
  });
}
