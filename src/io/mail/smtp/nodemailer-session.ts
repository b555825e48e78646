import type { Socket } from 'node:net';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { hear, replyReader } from './smtp-dialogue.ts';
import { type SmtpSession, type SmtpTimeouts, submit, type Talk, type Watch } from './smtp-session.ts';

/** nodemailer's own way of sending (`?engine=nodemailer`), for a server that has trouble with ours. Each byte passes through its stream. */
export function nodemailerSession(
  connection: SMTPConnection,
  extensions: readonly string[],
  watch: Watch,
  timeouts: SmtpTimeouts,
): SmtpSession {
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
  const talk = talkThrough(connection, watch);
  return {
    submit: (message) => submit(connection, watch, timeouts, talk, message),
    alive: () => !connection.destroyed && !socket.destroyed && socket.writable,
    extensions,
    close: () => connection.close(),
  };
}

/** A connection closed by us calls nobody back, so its end is heard too. */
const talkThrough = (connection: SMTPConnection, watch: Watch): Talk => ({
  handOver: ({ envelope, bytes }) =>
    new Promise((resolve) => {
      const done = (why: string | null) => {
        watch.ended = null;
        resolve(why);
      };
      watch.ended = done;
      const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      connection.send({ from: envelope.from, to: envelope.to }, body, (error) => done(error ? error.message : null));
    }),
  reset: () => new Promise((resolve) => connection.reset((error) => resolve(!error))),
});
