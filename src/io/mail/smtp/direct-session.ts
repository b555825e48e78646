import type { Socket } from 'node:net';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { OutgoingMessage } from '../../../press/ports/mail.ts';
import { hear, newExchange, replyReader } from './smtp-dialogue.ts';
import { type SmtpSession, type SmtpTimeouts, submit, type Watch } from './smtp-session.ts';

/** One message on its way. `owed`: replies still due to what has been sent. */
type Sending = { readonly message: OutgoingMessage; owed: number; readonly done: (why: string | null) => void };

type Line = {
  readonly connection: SMTPConnection;
  readonly socket: Socket;
  readonly watch: Watch;
  readonly pipelining: boolean;
  readonly declaresSize: boolean;
  sending: Sending | null;
  /** Waits for the reply to RSET. */
  resetting: ((reply: string) => void) | null;
};

/**
 * One message at a time over a connection that nodemailer has opened, secured and logged in on. From here on the socket is
 * spoken to directly: a finished message is handed over as it is, no byte of it looked at in JavaScript, the commands before it
 * in one go where the server allows that (RFC 2920). What each reply means is `smtp-dialogue`'s to say.
 */
export function directSession(
  connection: SMTPConnection,
  extensions: readonly string[],
  watch: Watch,
  timeouts: SmtpTimeouts,
): SmtpSession {
  const socket = connection._socket as Socket;
  const line: Line = {
    connection,
    socket,
    watch,
    pipelining: extensions.includes('PIPELINING'),
    declaresSize: extensions.some((extension) => /^SIZE\b/u.test(extension)),
    sending: null,
    resetting: null,
  };
  socket.removeListener('data', (connection as unknown as { readonly _onSocketData: () => void })._onSocketData);
  const replies = replyReader();
  socket.on('data', (chunk: Buffer) => {
    for (const reply of replies(chunk)) heard(line, reply);
  });
  const talk = { handOver: (message: OutgoingMessage) => handOver(line, message), reset: () => reset(line) };
  return {
    submit: (message) => submit(connection, watch, timeouts, talk, message),
    alive: () => !connection.destroyed && !socket.destroyed && socket.writable,
    extensions,
    close: () => connection.close(),
  };
}

function handOver(line: Line, message: OutgoingMessage): Promise<string | null> {
  return new Promise((resolve) => {
    const done = (why: string | null) => {
      line.watch.ended = null;
      line.sending = null;
      resolve(why);
    };
    const sending: Sending = { owed: 0, message, done };
    line.sending = sending;
    line.watch.ended = done;
    if (line.pipelining) say(line, sending, [mailCommand(line, message), rcptCommand(message), 'DATA']);
    else say(line, sending, [mailCommand(line, message)]);
  });
}

function say({ socket }: Line, sending: Sending, commands: readonly string[]): void {
  sending.owed += commands.length;
  socket.write(`${commands.join('\r\n')}\r\n`, 'utf8');
}

function mailCommand({ declaresSize }: Line, { envelope, bytes }: OutgoingMessage): string {
  const size = declaresSize ? ` SIZE=${bytes.length}` : '';
  return `MAIL FROM:<${envelope.from}>${size}${isAscii(envelope.from) && isAscii(envelope.to) ? '' : ' SMTPUTF8'}`;
}

const rcptCommand = ({ envelope }: OutgoingMessage): string => `RCPT TO:<${envelope.to}>`;

const isAscii = (address: string): boolean => /^[\u0000-\u007f]*$/u.test(address);

function heard(line: Line, reply: string): void {
  const { sending, connection, watch } = line;
  if (line.resetting !== null) return void line.resetting(reply);
  // Nobody asked: what comes next on this connection cannot be told apart from it.
  if (sending === null) return void connection.close();
  sending.owed -= 1;
  const exchange = watch.exchange ?? newExchange;
  if (exchange.step === 'decided') return void afterDecision(line, sending, reply);
  watch.exchange = hear(exchange, reply);
  if (watch.exchange.outOfStep) {
    // At once, so that nothing more of the message goes to the wrong place.
    sending.done(null);
    return void connection.close();
  }
  goOn(line, sending);
}

/** Sends what follows the reply just heard, unless it is on its way already. */
function goOn(line: Line, sending: Sending): void {
  switch (line.watch.exchange?.step) {
    case 'rcpt':
      if (sending.owed === 0) say(line, sending, [rcptCommand(sending.message)]);
      return;
    case 'data':
      if (sending.owed === 0) say(line, sending, ['DATA']);
      return;
    case 'body':
      sending.owed += 1;
      return void sendBody(line, sending.message);
    case 'decided':
      if (sending.owed === 0) sending.done(null);
  }
}

/** Replies to commands sent ahead of a refusal. A go-ahead for a message without a recipient is not followed: the connection is left. */
function afterDecision({ connection }: Line, sending: Sending, reply: string): void {
  const goAhead = reply.startsWith('3');
  if (goAhead || sending.owed === 0) sending.done(null);
  if (goAhead) connection.close();
}

const lineWithDot = Buffer.from('\r\n.', 'latin1');
const oneDot = Buffer.from('.', 'latin1');

function sendBody({ socket, watch }: Line, { bytes }: OutgoingMessage): void {
  const body = dotStuffed(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const whole = body.length >= 2 && body[body.length - 2] === 13 && body[body.length - 1] === 10;
  socket.cork();
  socket.write(body);
  socket.write(whole ? '.\r\n' : '\r\n.\r\n', 'latin1', (error) => {
    if (!error && watch.exchange !== null) watch.exchange = { ...watch.exchange, bodyWritten: true };
  });
  socket.uncork();
}

/** A line that begins with a dot gets another one (RFC 5321, 4.5.2). Messages of ours have none: looking for one is all they cost. */
function dotStuffed(body: Buffer): Buffer {
  const atStart = body[0] === oneDot[0];
  if (!atStart && body.indexOf(lineWithDot) === -1) return body;
  const pieces: Buffer[] = atStart ? [oneDot] : [];
  let from = 0;
  for (let at = body.indexOf(lineWithDot); at !== -1; at = body.indexOf(lineWithDot, from)) {
    const end = at + lineWithDot.length;
    pieces.push(body.subarray(from, end), oneDot);
    from = end;
  }
  return Buffer.concat([...pieces, body.subarray(from)]);
}

function reset(line: Line): Promise<boolean> {
  return new Promise((resolve) => {
    line.resetting = (reply) => {
      line.resetting = null;
      resolve(reply.startsWith('2'));
    };
    line.socket.write('RSET\r\n', 'latin1');
  });
}
