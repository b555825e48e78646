/**
 * An SMTP server of its own process that takes whatever it is given and looks at no byte of a message but its last five, so that
 * it is not the wall when a sender is measured. argv[2]: how long it thinks before each reply, ms. Prints its port; `count` on
 * standard input makes it print how many messages it has taken since it was asked last.
 */
import { createServer, type Socket } from 'node:net';

const thinkMs = Number(process.argv[2] ?? 0);
let taken = 0;

const server = createServer({ noDelay: true, highWaterMark: 1 << 18 }, (socket) => {
  socket.on('error', () => socket.destroy());
  let inData = false;
  // Ends of chunks may fall between the five bytes a message ends with.
  let tail = '';
  say(socket, '220 sink\r\n');
  socket.on('data', (chunk: Buffer) => {
    if (inData) {
      tail = (chunk.length >= 5 ? '' : tail) + chunk.toString('latin1', Math.max(0, chunk.length - 5));
      if (!tail.endsWith('\r\n.\r\n')) return;
      [inData, tail] = [false, ''];
      taken += 1;
      return say(socket, '250 2.0.0 ok\r\n');
    }
    let replies = '';
    for (const line of chunk.toString('latin1').split('\r\n').slice(0, -1)) {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO') replies += '250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n';
      else if (verb === 'DATA') replies += '354 go\r\n';
      else if (verb === 'QUIT') return void socket.end('221 bye\r\n');
      else replies += '250 ok\r\n';
      inData = verb === 'DATA';
    }
    say(socket, replies);
  });
});

function say(socket: Socket, text: string): void {
  if (thinkMs === 0) socket.write(text, 'latin1');
  else setTimeout(() => socket.writable && socket.write(text, 'latin1'), thinkMs);
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`);
});
process.stdin.on('data', () => {
  process.stdout.write(`${taken}\n`);
  taken = 0;
});
process.stdin.on('end', () => process.exit());
