import { createServer, type Socket } from 'node:net';

export type ImapMessage = { readonly uid: number; readonly bytes: Buffer; seen: boolean };

/** An IMAP server on loopback with one mailbox, as much of RFC 3501 as a client needs to read it and mark mails as seen. */
export type ImapServer = {
  readonly port: number;
  readonly messages: readonly ImapMessage[];
  /** Every command but LOGIN, by its name and arguments. */
  readonly commands: readonly string[];
  readonly close: () => Promise<void>;
};

export async function imapServer(user: string, password: string, mails: readonly string[]): Promise<ImapServer> {
  const messages = mails.map((text, index) => ({ uid: index + 11, bytes: Buffer.from(text), seen: false }));
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
    let waiting = '';
    socket.on('data', (chunk) => {
      waiting += chunk.toString('latin1');
      for (let end = waiting.indexOf('\r\n'); end >= 0; end = waiting.indexOf('\r\n')) {
        const [tag = '*', ...words] = waiting.slice(0, end).split(' ');
        waiting = waiting.slice(end + 2);
        const line = words.join(' ');
        if (!/^LOGIN/i.test(line)) commands.push(line);
        for (const part of answer(tag, line)) socket.write(part);
        if (/^LOGOUT/i.test(line)) socket.end();
      }
    });
  });

  function answer(tag: string, line: string): readonly (string | Buffer)[] {
    const done = (...lines: readonly (string | Buffer)[]) => [
      ...lines.map((one) => (typeof one === 'string' ? `* ${one}\r\n` : one)),
      `${tag} OK done\r\n`,
    ];
    const uid = /^UID (?:FETCH|STORE) (\d+) (.*)$/i.exec(line);
    const message = messages.find((one) => one.uid === Number(uid?.[1]));
    if (/^CAPABILITY/i.test(line)) return done('CAPABILITY IMAP4rev1');
    if (/^LOGIN/i.test(line)) {
      const right = line.replaceAll('"', '') === `LOGIN ${user} ${password}`;
      return right ? done() : [`${tag} NO [AUTHENTICATIONFAILED] no such name and password\r\n`];
    }
    if (/^(LIST|LSUB)/i.test(line)) return done('LIST (\\HasNoChildren) "/" INBOX');
    if (/^(SELECT|EXAMINE)/i.test(line))
      return done(
        'FLAGS (\\Seen)',
        `${messages.length} EXISTS`,
        '0 RECENT',
        'OK [PERMANENTFLAGS (\\Seen)] limited',
        'OK [UIDVALIDITY 7] valid',
        'OK [UIDNEXT 99] next',
      );
    if (/^UID SEARCH/i.test(line)) return done(`SEARCH ${messages.flatMap((one) => (one.seen ? [] : [one.uid])).join(' ')}`.trim());
    if (/^UID FETCH/i.test(line) && message) {
      const head = `* ${messages.indexOf(message) + 1} FETCH (UID ${message.uid} BODY[] {${message.bytes.length}}\r\n`;
      return done(Buffer.concat([Buffer.from(head), message.bytes, Buffer.from(')\r\n')]));
    }
    if (/^UID STORE/i.test(line) && message) {
      message.seen ||= /\+FLAGS.*\\Seen/i.test(line);
      return done();
    }
    if (/^LOGOUT/i.test(line)) return done('BYE until next time');
    if (/^(NOOP|CLOSE|CHECK)/i.test(line)) return done();
    return [`${tag} BAD not known here\r\n`];
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    messages,
    commands,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
