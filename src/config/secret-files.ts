/** Secrets of the environment as files: `SMTP_URL_FILE=/run/secrets/smtp-url`, as containers and service managers hand them out. */
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ConfigFault } from './feeds-config.ts';

/** Every variable that holds a secret, or may hold one in its address. */
const secretVariables = [
  'SMTP_URL',
  'DATABASE_URL',
  'MAILBOX_URL',
  'COURANT_SECRET',
  'DESK_PASSWORD',
  'DESK_VIEWER_PASSWORD',
  'OIDC_CLIENT_SECRET',
  'METRICS_TOKEN',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'WEBHOOK_MAILGUN_KEY',
  'WEBHOOK_SENDGRID_KEY',
  'WEBHOOK_POSTMARK',
  'WEBHOOK_RESEND_SECRET',
] as const;

const largest = 64 * 1024;

/**
 * The environment with what its `_FILE` variables name, without the line end that editors put there.
 * @param root relative paths are relative to it
 * @param faults told what cannot be read, and what is given twice; never what a file holds
 */
export function withSecretFiles(environment: NodeJS.ProcessEnv, root: string, faults: ConfigFault[]): NodeJS.ProcessEnv {
  const whole = { ...environment };
  for (const name of secretVariables) {
    const variable = `${name}_FILE`;
    const path = environment[variable];
    if (path === undefined) continue;
    const fault = (words: string) => faults.push({ place: { file: 'environment', line: null }, words: `${variable}: ${words}` });
    if (environment[name] !== undefined) fault(`${name} is set, too; set one of them`);
    else {
      const read = secretIn(resolve(root, path));
      if ('fault' in read) fault(`${path} ${read.fault}`);
      else whole[name] = read.text;
    }
  }
  return whole;
}

function secretIn(path: string): { readonly text: string } | { readonly fault: string } {
  try {
    if (statSync(path).size > largest) return { fault: 'is too large to be a secret' };
    const text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    return text === '' ? { fault: 'is empty' } : { text };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { fault: 'is not there' };
    return { fault: code === 'EACCES' ? 'may not be read by this user' : `cannot be read (${code})` };
  }
}
