import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Transport } from '../../press/ports/mail.ts';
import type { Press } from '../../press/ports/press.ts';

export async function openTransport(config: Config): Promise<Transport> {
  const connections = Math.max(config.delivery.connections, ...config.newsletters.map(({ delivery }) => delivery?.connections ?? 1));
  if (config.smtpUrl !== null) {
    const { smtpTransport } = await import('../../io/mail/smtp/smtp-transport.ts');
    const { parseSmtpUrl } = await import('../../io/mail/smtp/smtp-url.ts');
    return await signing(config, reaching(parseSmtpUrl(config.smtpUrl).host, smtpTransport({ url: config.smtpUrl, connections })));
  }
  if (config.sendmail !== null) {
    const { sendmailTransport } = await import('../../io/mail/transports/sendmail-transport.ts');
    return await signing(config, reaching(null, sendmailTransport({ path: config.sendmail, connections })));
  }
  if (config.ses !== null) {
    const { sesTransport } = await import('../../io/mail/transports/ses-transport.ts');
    const host = config.ses.endpoint === null ? null : new URL(config.ses.endpoint).hostname;
    return await signing(config, reaching(host, sesTransport({ ...config.ses, connections })));
  }
  const { outboxTransport } = await import('../../io/mail/transports/outbox-transport.ts');
  return await signing(config, outboxTransport(join(config.stateFolder, 'outbox'), outboxReaders(config)));
}

/** How mail leaves, without opening it; `away`: for other machines. `null`: into the outbox. */
export async function wayOf(config: Config): Promise<{ readonly name: string; readonly away: boolean } | null> {
  if (config.smtpUrl !== null) {
    const { parseSmtpUrl } = await import('../../io/mail/smtp/smtp-url.ts');
    const { name, host } = parseSmtpUrl(config.smtpUrl);
    return { name, away: isAway(host) };
  }
  if (config.sendmail !== null) return { name: config.sendmail, away: true };
  if (config.ses === null) return null;
  return { name: `SES in ${config.ses.region}`, away: config.ses.endpoint === null || isAway(new URL(config.ses.endpoint).hostname) };
}

/** The outbox is for the readers of a first run; for others only where a person said so. */
const outboxReaders = ({ outboxForAll, demoReaders }: Config): ReadonlySet<string> | undefined =>
  outboxForAll ? undefined : new Set(demoReaders.map(({ address }) => address.toLowerCase()));

/** By a person's word for this one call. */
export function withOutboxForAll(press: Press): Press {
  const { onlyFor: _readers, ...transport } = press.transport;
  return { ...press, transport };
}

/** The one judgement whether a relay is another machine's. What a relay of this machine does with mail nobody can know. */
const isAway = (host: string): boolean => !/^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);

const reaching = (host: string | null, transport: Transport): Transport =>
  host !== null && !isAway(host) ? transport : { ...transport, reach: 'away' };

async function signing(config: Config, transport: Transport): Promise<Transport> {
  if (config.dkim.length === 0) return transport;
  const { signedTransport } = await import('../../io/mail/transports/signed-transport.ts');
  return signedTransport(transport, config.dkim);
}
