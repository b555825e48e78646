import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Transport } from '../../press/ports/mail.ts';

export async function openTransport(config: Config): Promise<Transport> {
  const connections = Math.max(config.delivery.connections, ...config.newsletters.map(({ delivery }) => delivery?.connections ?? 1));
  if (config.smtpUrl !== null) {
    const { smtpTransport } = await import('../../io/mail/smtp/smtp-transport.ts');
    return await signing(config, smtpTransport({ url: config.smtpUrl, connections }));
  }
  if (config.sendmail !== null) {
    const { sendmailTransport } = await import('../../io/mail/transports/sendmail-transport.ts');
    return await signing(config, sendmailTransport({ path: config.sendmail, connections }));
  }
  if (config.ses !== null) {
    const { sesTransport } = await import('../../io/mail/transports/ses-transport.ts');
    return await signing(config, sesTransport({ ...config.ses, connections }));
  }
  const { outboxTransport } = await import('../../io/mail/transports/outbox-transport.ts');
  return await signing(config, outboxTransport(join(config.stateFolder, 'outbox')));
}

async function signing(config: Config, transport: Transport): Promise<Transport> {
  if (config.dkim.length === 0) return transport;
  const { signedTransport } = await import('../../io/mail/transports/signed-transport.ts');
  return signedTransport(transport, config.dkim);
}
