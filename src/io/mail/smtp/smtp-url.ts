import { isIPv4 } from 'node:net';
import { domainToASCII } from 'node:url';
import { CourantError } from '../../../errors/courant-error.ts';

/**
 * The relay an SMTP_URL names. `tls`: `implicit` from the first byte (smtps), `required` through STARTTLS or no mail at all,
 * `optional` when the server offers it (its certificate is then not checked, as plain text would do too), `none` on loopback.
 */
export type SmtpRelay = {
  readonly host: string;
  readonly port: number;
  readonly tls: 'implicit' | 'required' | 'optional' | 'none';
  readonly login: { readonly user: string; readonly pass: string } | null;
  /** What we call ourselves in EHLO; `null`: this machine's name. */
  readonly ehloName: string | null;
  /** Who speaks once the connection stands: Courant itself, or nodemailer, for a server that has trouble with the former. */
  readonly engine: 'direct' | 'nodemailer';
  /** `smtp://host:port`, without credentials. */
  readonly name: string;
};

/**
 * Reads `smtp://` and `smtps://` URLs: `smtps://user:password@smtp.example.com`, `smtp://127.0.0.1:25`,
 * `smtp://relay.example.com:587?tls=required&name=news.example.com`. Without `tls`, TLS is required except on loopback.
 * Throws CourantError `smtp-url-invalid`; its words never hold the URL, which may hold a password.
 */
export function parseSmtpUrl(text: string): SmtpRelay {
  const url = URL.canParse(text) ? new URL(text) : invalid('it is not a URL');
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') invalid('it starts with neither smtp:// nor smtps://');
  const bare = decoded(url.hostname).replace(/^\[(.*)\]$/u, '$1');
  const host = bare.includes(':') ? bare : domainToASCII(bare);
  if (host === '') invalid('it names no server');
  if (url.pathname !== '' && url.pathname !== '/') invalid('it has a path (a "/" in the password is written %2F)');
  if (url.hash !== '') invalid('it has a "#" (in the password it is written %23)');
  for (const key of url.searchParams.keys()) {
    if (key !== 'tls' && key !== 'name' && key !== 'engine')
      invalid(`it has the unknown setting ${JSON.stringify(key)}; there are tls, name and engine`);
  }
  const implicit = url.protocol === 'smtps:';
  const port = url.port === '' ? (implicit ? 465 : 587) : Number(url.port);
  if (port === 0) invalid('its port is 0');
  return {
    host,
    port,
    tls: implicit ? 'implicit' : tlsOf(url.searchParams.get('tls'), host),
    login: url.username === '' ? null : { user: decoded(url.username), pass: decoded(url.password) },
    ehloName: ehloName(url.searchParams.get('name')),
    engine: engineOf(url.searchParams.get('engine')),
    name: `${implicit ? 'smtps' : 'smtp'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
  };
}

function tlsOf(setting: string | null, host: string): SmtpRelay['tls'] {
  if (setting === 'required' || setting === 'optional') return setting;
  if (setting !== null) invalid(`tls is ${JSON.stringify(setting)}; it can be required or optional`);
  const loopback = host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
  return loopback ? 'none' : 'required';
}

function engineOf(setting: string | null): SmtpRelay['engine'] {
  if (setting === null) return 'direct';
  return setting === 'nodemailer' ? setting : invalid(`engine is ${JSON.stringify(setting)}; it can be nodemailer`);
}

function ehloName(setting: string | null): string | null {
  if (setting === null || /^[a-z0-9.:[\]-]{1,255}$/iu.test(setting)) return setting;
  return invalid('its name setting is not a host name');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return invalid('a "%" in it does not start an escape (it is written %25)');
  }
}

function invalid(found: string): never {
  throw new CourantError('smtp-url-invalid', `SMTP_URL cannot be used: ${found}.`, {
    help: 'Write it like smtps://user:password@smtp.example.com:465 with special characters of the password percent-encoded.',
  });
}
