import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { CourantError } from '../../errors/courant-error.ts';
import { onceAMinute } from '../../press/feedback/once-a-minute.ts';

/** Takes one mail; resolves when it is kept or heard, so that 250 is never said too early. */
export type TakeMail = (bytes: Uint8Array, envelopeTo: readonly string[]) => Promise<void>;

export type BounceListener = { readonly port: number; readonly close: () => Promise<void> };

const mailBytes = 10 * 1024 * 1024;
const mostConnections = 50;

/**
 * A mail server for bounces and nothing else: it relays nothing, takes one mail a connection at a time, and answers 451 when
 * a mail could not be kept, so that the other side tries again. @throws CourantError `cannot-listen`
 */
export async function listenForMail(
  options: { readonly host: string; readonly port: number; readonly lmtp: boolean },
  take: TakeMail,
  onError: (error: unknown) => void,
): Promise<BounceListener> {
  const door = doorFor(mostConnections);
  const settings: SMTPServerOptions = {
    lmtp: options.lmtp,
    // The bounce host has no certificate, and the library's own is known to everybody; bounces carry nothing worth more than the
    // return path.
    hideSTARTTLS: true,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: mailBytes,
    socketTimeout: 60_000,
    closeTimeout: 5_000,
    disableReverseLookup: true,
    logger: false,
    onMailFrom(_address, session, done) {
      door.begun(session.remotePort);
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      let size = 0;
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= mailBytes) chunks.push(chunk);
      });
      stream.once('end', () => {
        if (size > mailBytes) return done(Object.assign(new Error('the mail is too large'), { responseCode: 552 }));
        door.busy(session.remotePort, true);
        take(
          Buffer.concat(chunks),
          session.envelope.rcptTo.map(({ address }) => address),
        ).then(
          () => {
            door.busy(session.remotePort, false);
            done(null);
          },
          (error: unknown) => {
            door.busy(session.remotePort, false);
            onError(error);
            done(Object.assign(new Error('could not be kept just now, please try again'), { responseCode: 451 }));
          },
        );
      });
    },
  };
  const server = new SMTPServer(settings);
  server.server.on('connection', door.enter);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new CourantError('cannot-listen', `Cannot listen for bounces on ${options.host}, port ${options.port}.`, {
          help: 'Choose another address or port with --host and --port; ports under 1024 need rights.',
          cause,
        }),
      ),
    );
    server.listen(options.port, options.host, resolve);
  });
  // Strangers break connections off as they like: each way is told once a minute.
  const brokenOff = onceAMinute(
    () => new Date(),
    (words) => onError(new CourantError('bounce-connection', `A connection to the bounce listener failed: ${words}`)),
  );
  server.on('error', (error) => brokenOff(error.message));
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/**
 * Room for `most` connections. One more closes the one that has been silent longest: first of those that have begun no mail, never
 * one whose mail is being taken. So whoever keeps connections open and says nothing shuts nobody out.
 */
function doorFor(most: number) {
  // The one heard from longest ago comes first; what was read of it tells whether it has spoken since.
  const heard = new Map<Socket, number>();
  const begun = new Set<number>();
  const busy = new Set<number>();
  const portOf = (socket: Socket) => socket.remotePort ?? 0;
  return {
    enter(socket: Socket): void {
      for (const [one, bytes] of [...heard]) {
        if (one.bytesRead === bytes) continue;
        heard.delete(one);
        heard.set(one, one.bytesRead);
      }
      heard.set(socket, 0);
      const port = portOf(socket);
      socket.once('close', () => {
        heard.delete(socket);
        begun.delete(port);
        busy.delete(port);
      });
      if (heard.size <= most) return;
      const silent = [...heard.keys()].filter((one) => !busy.has(portOf(one)));
      (silent.find((one) => !begun.has(portOf(one))) ?? silent[0])?.destroy();
    },
    begun: (port: number) => void begun.add(port),
    busy: (port: number, is: boolean) => void (is ? busy.add(port) : busy.delete(port)),
  };
}
