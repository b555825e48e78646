import { createServer, type Server, type Socket } from 'node:net';

/**
 * What the sink does with one message. `drop-after-dot` reads the whole message and closes without a word: `kept` says
 * whether the message counts as accepted all the same. `reply` answers at one step with a line of its own.
 */
export type SinkConduct =
  | { readonly do: 'accept'; readonly delayMs?: number }
  | { readonly do: 'drop-before-data' }
  | { readonly do: 'drop-after-354' }
  | { readonly do: 'drop-after-dot'; readonly kept: boolean }
  | {
      readonly do: 'reply';
      readonly at: 'mail' | 'rcpt' | 'data' | 'dot';
      readonly line: string;
      readonly thenDrop?: boolean;
      readonly delayMs?: number;
    };

type SinkMoment = { readonly from: string; readonly to: string; readonly connection: number; readonly message: number };

export type SinkOptions = {
  /** Called for MAIL (`to` is still empty) and again for RCPT; the last answer counts. */
  readonly conduct?: (moment: SinkMoment) => SinkConduct;
  /** Instead of `220 sink`; anything but 220 closes the connection. */
  readonly greeting?: (connection: number) => string;
  readonly extensions?: readonly string[];
  /** The one login allowed; without it AUTH is not offered. */
  readonly login?: { readonly user: string; readonly pass: string };
  readonly keepBytes?: boolean;
};

type SunkMessage = { readonly messageId: string; readonly from: string; readonly to: string; readonly bytes: Buffer };

/** A server on 127.0.0.1 that remembers what it accepted and misbehaves as it is told. */
export type SmtpSink = {
  readonly port: number;
  readonly url: string;
  readonly accepted: readonly SunkMessage[];
  /** Message-IDs accepted more than once. */
  duplicates(): readonly string[];
  readonly connections: number;
  /** The most that ever stood side by side. */
  readonly mostAtOnce: number;
  /** Command lines heard, logins included. */
  readonly commands: readonly string[];
  /** Connections are refused from here on; those that stand are cut. */
  refuse(): Promise<void>;
  /** Listens again on the same port. */
  listen(): Promise<void>;
  close(): Promise<void>;
};

type Memory = {
  accepted: SunkMessage[];
  commands: string[];
  connections: number;
  mostAtOnce: number;
  messages: number;
  readonly sockets: Set<Socket>;
};

export async function startSmtpSink(options: SinkOptions = {}): Promise<SmtpSink> {
  const memory: Memory = { accepted: [], commands: [], connections: 0, mostAtOnce: 0, messages: 0, sockets: new Set() };
  let server: Server | null = null;
  let port = 0;
  const listen = () =>
    new Promise<void>((resolve, reject) => {
      const one = createServer((socket) => converse(socket, memory, options));
      one.once('error', reject);
      one.listen(port, '127.0.0.1', () => {
        const address = one.address();
        port = typeof address === 'object' && address !== null ? address.port : 0;
        server = one;
        resolve();
      });
    });
  const refuse = () =>
    new Promise<void>((resolve) => {
      if (server === null) return resolve();
      server.close(() => resolve());
      server = null;
      for (const socket of memory.sockets) socket.destroy();
    });
  await listen();
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    accepted: memory.accepted,
    commands: memory.commands,
    duplicates: () => {
      const ids = memory.accepted.map((message) => message.messageId);
      return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
    },
    get connections() {
      return memory.connections;
    },
    get mostAtOnce() {
      return memory.mostAtOnce;
    },
    refuse,
    listen,
    close: refuse,
  };
}

type Talk = { from: string; to: string; message: number; conduct: SinkConduct; inData: boolean };

function converse(socket: Socket, memory: Memory, options: SinkOptions): void {
  memory.connections += 1;
  const connection = memory.connections;
  memory.sockets.add(socket);
  socket.on('close', () => memory.sockets.delete(socket));
  socket.on('error', () => socket.destroy());
  socket.setNoDelay(true);
  const greeting = options.greeting?.(connection) ?? '220 sink ready';
  socket.write(`${greeting}\r\n`);
  if (!greeting.startsWith('220')) return void socket.end();
  const talk: Talk = { from: '', to: '', message: 0, conduct: { do: 'accept' }, inData: false };
  let buffered: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
    for (;;) {
      const end = !talk.inData ? buffered.indexOf('\r\n') : endOfData(buffered);
      if (end === -1 || socket.destroyed) return;
      if (!talk.inData) {
        const line = buffered.subarray(0, end).toString('utf8');
        buffered = buffered.subarray(end + 2);
        memory.commands.push(line);
        command(line, socket, talk, connection, memory, options);
      } else {
        const stuffed = buffered.subarray(0, end);
        buffered = buffered.subarray(end + 3);
        talk.inData = false;
        finish(stuffed, socket, talk, memory, options);
      }
    }
  });
}

// The message ends with its own CRLF, which "CRLF . CRLF" shares; an empty one is the dot alone.
function endOfData(buffered: Buffer): number {
  if (buffered.subarray(0, 3).equals(Buffer.from('.\r\n'))) return 0;
  const end = buffered.indexOf('\r\n.\r\n');
  return end === -1 ? -1 : end + 2;
}

function command(line: string, socket: Socket, talk: Talk, connection: number, memory: Memory, options: SinkOptions): void {
  const say = (text: string) => socket.write(`${text}\r\n`);
  const verb = line.split(' ')[0]?.toUpperCase();
  switch (verb) {
    case 'EHLO': {
      // Not when it is made: what its client closed before that may not have been noticed yet.
      memory.mostAtOnce = Math.max(memory.mostAtOnce, memory.sockets.size);
      const lines = ['sink', ...(options.extensions ?? ['PIPELINING', '8BITMIME']), ...(options.login ? ['AUTH PLAIN'] : [])];
      return void say(lines.map((text, at) => `250${at === lines.length - 1 ? ' ' : '-'}${text}`).join('\r\n'));
    }
    case 'AUTH':
      return void say(rightLogin(line, options) ? '235 2.7.0 welcome' : `535 5.7.8 wrong: ${line}`);
    case 'MAIL': {
      memory.messages += 1;
      Object.assign(talk, { from: path(line), to: '', message: memory.messages });
      talk.conduct = options.conduct?.({ ...talk, connection }) ?? { do: 'accept' };
      step('mail', '250 2.1.0 sender ok', socket, talk);
      return;
    }
    case 'RCPT': {
      talk.to = path(line);
      talk.conduct = options.conduct?.({ ...talk, connection }) ?? { do: 'accept' };
      if (talk.conduct.do === 'drop-before-data') return void socket.destroy();
      step('rcpt', '250 2.1.5 recipient ok', socket, talk);
      return;
    }
    case 'DATA': {
      if (refusedBefore(talk.conduct)) {
        // In its turn: a client that pipelines has sent DATA before it heard the refusal.
        const wait = talk.conduct.do === 'reply' ? talk.conduct.delayMs : undefined;
        if (wait === undefined) return void say('503 5.5.1 no transaction');
        return void setTimeout(() => say('503 5.5.1 no transaction'), wait);
      }
      step('data', '354 go ahead', socket, talk);
      if (talk.conduct.do === 'drop-after-354') return void socket.end();
      talk.inData = !(talk.conduct.do === 'reply' && talk.conduct.at === 'data' && !/^[23]/u.test(talk.conduct.line));
      return;
    }
    case 'RSET':
      return void say('250 2.0.0 reset');
    case 'QUIT':
      say('221 2.0.0 bye');
      return void socket.end();
    default:
      return void say('502 5.5.2 what?');
  }
}

const refusedBefore = (conduct: SinkConduct) =>
  conduct.do === 'reply' && (conduct.at === 'mail' || conduct.at === 'rcpt') && !conduct.line.startsWith('2');

function step(at: 'mail' | 'rcpt' | 'data', usual: string, socket: Socket, { conduct }: Talk): void {
  const own = conduct.do === 'reply' && conduct.at === at ? conduct : null;
  const say = () => {
    socket.write(`${own?.line ?? usual}\r\n`);
    if (own?.thenDrop) socket.end();
  };
  if (own?.delayMs === undefined) say();
  else setTimeout(say, own.delayMs);
}

function finish(stuffed: Buffer, socket: Socket, talk: Talk, memory: Memory, options: SinkOptions): void {
  const { conduct } = talk;
  const text = stuffed.toString('latin1');
  const messageId = /^message-id:[ \t\r\n]*(<[^>]*>)/imu.exec(text)?.[1] ?? '';
  const bytes = options.keepBytes === false ? Buffer.alloc(0) : Buffer.from(text.replace(/(^|\r\n)\./gu, '$1'), 'latin1');
  const accept = () => memory.accepted.push({ messageId, from: talk.from, to: talk.to, bytes });
  if (conduct.do === 'drop-after-dot') {
    if (conduct.kept) accept();
    return void socket.destroy();
  }
  if (conduct.do === 'reply' && conduct.at === 'dot') {
    if (conduct.line.startsWith('2')) accept();
    socket.write(`${conduct.line}\r\n`);
    if (conduct.thenDrop) socket.end();
    return;
  }
  accept();
  const reply = () => socket.write('250 2.0.0 accepted\r\n');
  if (conduct.do === 'accept' && conduct.delayMs !== undefined) setTimeout(reply, conduct.delayMs);
  else reply();
}

const path = (line: string) => /<([^>]*)>/u.exec(line)?.[1] ?? '';

function rightLogin(line: string, { login }: SinkOptions): boolean {
  const [, user, pass] = Buffer.from(line.split(' ')[2] ?? '', 'base64')
    .toString('utf8')
    .split('\u0000');
  return login !== undefined && user === login.user && pass === login.pass;
}
