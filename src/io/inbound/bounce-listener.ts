import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { CourantError } from '../../errors/courant-error.ts';

/** Takes one mail; resolves when it is kept or heard, so that 250 is never said too early. */
export type TakeMail = (bytes: Uint8Array, envelopeTo: readonly string[]) => Promise<void>;

export type BounceListener = { readonly port: number; readonly close: () => Promise<void> };

const mailBytes = 10 * 1024 * 1024;

/**
 * A mail server for bounces and nothing else: it relays nothing, takes one mail a connection at a time, and answers 451 when
 * a mail could not be kept, so that the other side tries again. @throws CourantError `cannot-listen`
 */
export async function listenForMail(
  options: { readonly host: string; readonly port: number; readonly lmtp: boolean },
  take: TakeMail,
  onError: (error: unknown) => void,
): Promise<BounceListener> {
  const settings: SMTPServerOptions = {
    lmtp: options.lmtp,
    // The bounce host may have no certificate; bounces carry nothing worth more than the return path.
    hideSTARTTLS: true,
    authOptional: true,
    disabledCommands: ['AUTH'],
    size: mailBytes,
    maxClients: 50,
    socketTimeout: 60_000,
    closeTimeout: 5_000,
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      let size = 0;
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= mailBytes) chunks.push(chunk);
      });
      stream.once('end', () => {
        if (size > mailBytes) return done(Object.assign(new Error('the mail is too large'), { responseCode: 552 }));
        take(
          Buffer.concat(chunks),
          session.envelope.rcptTo.map(({ address }) => address),
        ).then(
          () => done(null),
          (error: unknown) => {
            onError(error);
            done(Object.assign(new Error('could not be kept just now, please try again'), { responseCode: 451 }));
          },
        );
      });
    },
  };
  const server = new SMTPServer(settings);
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
  server.on('error', onError);
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
