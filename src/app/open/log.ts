import { hostname } from 'node:os';
import type { Config } from '../../config/config.ts';
import { secretIfThere } from '../../io/files/secret-file.ts';
import { type Log, silent } from '../../press/ports/watch/log.ts';
import { version } from '../version.ts';
import { secretFile } from './secrets.ts';

/** Commands that run on and on: they tell what they do though nobody asked. Others do when a level or a file is set. */
const telling = new Set(['serve', 'worker', 'desk']);

/** The log of one process. `command`: what it runs. */
export async function openLog(config: Config, command: string, level: Config['log']['level'] = null): Promise<Log> {
  const { log } = config;
  const wanted = level ?? log.level ?? (telling.has(command) || log.file !== null ? 'info' : 'silent');
  if (wanted === 'silent') return silent;
  const [{ pinoLog }, { redactor }] = await Promise.all([import('../../io/watch/pino-log.ts'), import('../../io/watch/redact.ts')]);
  const format = log.format ?? (log.file === null && process.stderr.isTTY ? 'pretty' : 'json');
  const base = { command, pid: process.pid, host: hostname(), version: version() };
  return pinoLog({ level: wanted, file: log.file, format, redact: redactor(secretsIn(config)), base });
}

/** Every value of the settings that nobody else may learn. */
export function secretsIn(config: Config): readonly string[] {
  const { smtpUrl, databaseUrl, mailboxUrl, webhooks, ses, media, desk, metrics, secrets, tracing } = config;
  const own = (() => {
    try {
      return secretIfThere(secretFile(config));
    } catch {
      return null;
    }
  })();
  return [
    ...secrets,
    ...(own === null ? [] : [Buffer.from(own).toString('utf8'), Buffer.from(own).toString('base64'), Buffer.from(own).toString('hex')]),
    ...[smtpUrl, databaseUrl, mailboxUrl].flatMap(passwordsOf),
    ...[webhooks.mailgun, webhooks.sendgrid, webhooks.postmark, webhooks.resend, desk.password, desk.viewerPassword, metrics.token],
    ...Object.values(tracing?.headers ?? {}),
    ...[ses?.secretAccessKey, ses?.sessionToken, media?.secretAccessKey],
  ].filter((value) => typeof value === 'string');
}

function passwordsOf(text: string | null): readonly string[] {
  const password = text !== null && URL.canParse(text) ? new URL(text).password : '';
  if (password === '') return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}
