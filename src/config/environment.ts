/** The variables of the environment: what each may be, what they may be beside one another, and what they mean. */
import { isIP } from 'node:net';
import { z } from 'zod';
import type { Config } from './config.ts';
import { tracingOf, tracingVariables } from './tracing-variables.ts';
import { webhookVariables } from './webhook-variables.ts';

/** A web address without parameters, fragment or name: what paths are put after. */
export const origin = (value: string): boolean => {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return (url.protocol === 'https:' || url.protocol === 'http:') && url.search === '' && url.hash === '' && url.username === '';
};

/** Whether name, password and path can be told from a URL: a "%" that begins no escape cannot. The words never hold the value. */
const isDecodable = (value: string): boolean => {
  try {
    const { username, password, pathname } = new URL(value);
    return [username, password, pathname].map(decodeURIComponent).length > 0;
  } catch {
    return false;
  }
};

/** `ip`, `ip:port`, `[ip]:port`. */
const isServer = (text: string): boolean => isIP(text.replace(/^\[(.*)\](?::\d{1,5})?$/, '$1').replace(/^([\d.]+):\d{1,5}$/, '$1')) > 0;

const Variables = z.object({
  BASE_URL: z
    .string()
    .refine(origin, 'must be the public address of the reader pages, as in "https://news.example.com"')
    .transform((url) => url.replace(/\/+$/, ''))
    .default('http://127.0.0.1:4400'),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must be "sqlite:path/to/file.db" or "postgres://user@host/name"')
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/.+$/, 'must be "smtp://user:password@mail.example.com:587" or "smtps://..."')
    .optional(),
  OUTBOX: z.enum(['yes', 'no'], 'must be "yes" or "no"').default('no'),
  SENDMAIL: z.string().startsWith('/', 'must be the whole path of a program, as in "/usr/sbin/sendmail"').optional(),
  SES_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d+$/, 'must be a region of Amazon, as in "eu-west-1"')
    .optional(),
  SES_CONFIGURATION_SET: z.string().optional(),
  SES_ENDPOINT: z.string().refine(origin, 'must be an address without a path, as in "https://email.eu-west-1.amazonaws.com"').optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
  DKIM_DOMAIN: z.string().optional(),
  DKIM_SELECTOR: z.string().optional(),
  DKIM_KEY_FILE: z.string().optional(),
  COURANT_SECRET: z
    .string()
    .transform((text) => text.split(',').map((secret) => secret.trim()))
    .pipe(z.array(z.string().min(32, 'must be at least 32 characters; make one with `openssl rand -base64 32`')).min(1))
    .optional(),
  /** Proof by which each provider's webhooks are believed; one not set is not heard. */
  ...webhookVariables,
  /** The mailbox bounces come back to. */
  MAILBOX_URL: z
    .string()
    .regex(/^imaps?:\/\/[^/@]+@.+$/, 'must be "imaps://user:password@mail.example.com/INBOX"')
    .refine(isDecodable, 'must be an address in which "/", "@" and "%" of name, password and folder are written %2F, %40 and %25')
    .optional(),
  /** Keys to the store of `media`. */
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  FETCH_HOSTS: z
    .string()
    .regex(/^[a-z0-9.:[\]-]+(\s*,\s*[a-z0-9.:[\]-]+)*$/i, 'must be hosts with commas between, as in "intranet.example:8080, 10.0.0.5"')
    .transform((hosts) => hosts.toLowerCase().split(/\s*,\s*/))
    .default([]),
  /** For repositories of `content`, by host: `git.example.com=name:password`. */
  GIT_CREDENTIALS: z
    .string()
    .regex(
      /^[\w.:[\]-]+=[^\s,:]*:[^\s,]+(?:\s*,\s*[\w.:[\]-]+=[^\s,:]*:[^\s,]+)*$/,
      'must be as in "git.example.com=name:password", with commas between',
    )
    .transform((text) =>
      Object.fromEntries(
        text.split(/\s*,\s*/).map((pair) => [pair.slice(0, pair.indexOf('=')).toLowerCase(), pair.slice(pair.indexOf('=') + 1)]),
      ),
    )
    .default({}),
  KEEP_IP: z.enum(['yes', 'no'], 'must be "yes" or "no"').default('no'),
  TRUST_PROXY: z.enum(['yes', 'no'], 'must be "yes" or "no"').default('no'),
  DESK_PASSWORD: z.string().min(8, 'must be at least 8 characters').optional(),
  /** Where people reach the desk, for links in mails to them; left out, BASE_URL. */
  DESK_URL: z
    .string()
    .refine(origin, 'must be the address of the desk, as in "https://desk.example.com"')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  /** A provider of identities (OpenID Connect) people of the desk may log in at. */
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: 'must be the address of an OpenID provider, as in "https://login.example.com"' })
    .optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  DESK_NAMES: z
    .string()
    .regex(/^[a-z0-9.-]+(\s*,\s*[a-z0-9.-]+)*$/i, 'must be host names with commas between, as in "desk.example.com"')
    .transform((names) => names.toLowerCase().split(/\s*,\s*/))
    .default([]),
  READERS_HOST: z.string().default('127.0.0.1'),
  READERS_PORT: z.coerce.number('must be a port such as 4480').int().min(1).max(65535, 'must be a port such as 4480').optional(),
  COURANT_DNS: z
    .string()
    .transform((text) => text.split(',').map((server) => server.trim()))
    .pipe(z.array(z.string().refine(isServer, 'must be resolvers with commas between, as in "9.9.9.9, 127.0.0.1:5353"')))
    .default([]),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent').optional(),
  /** Where lines are added; left out, standard error. */
  LOG_FILE: z.string().optional(),
  LOG_FORMAT: z.enum(['json', 'pretty'], 'must be "json" or "pretty"').optional(),
  METRICS_TOKEN: z.string().min(16, 'must be at least 16 characters; make one with `openssl rand -base64 24`').optional(),
  METRICS_PORT: z.coerce.number('must be a port such as 9464').int().min(0).max(65535, 'must be a port such as 9464').optional(),
  /** Of `courant worker`: beside a server on the same machine it cannot have the same. */
  WORKER_METRICS_PORT: z.coerce.number('must be a port such as 9465').int().min(0).max(65535, 'must be a port such as 9465').optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  ...tracingVariables,
  DESK_VIEWER_PASSWORD: z.string().min(8, 'must be at least 8 characters').optional(),
  DESK_HOST: z.string().default('127.0.0.1'),
  DESK_PORT: z.coerce.number('must be a port such as 4400').int().min(0).max(65535, 'must be a port such as 4400').default(4400),
});

/** Every variable, checked alone and beside the others. */
export const Environment = Variables.superRefine((variables, context) => {
  const { SMTP_URL, SENDMAIL, SES_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = variables;
  const { DKIM_DOMAIN, DKIM_SELECTOR, DKIM_KEY_FILE } = variables;
  const fault = (message: string) => context.addIssue({ code: 'custom', message });
  const ways = Object.entries({ SMTP_URL, SENDMAIL, SES_REGION }).flatMap(([name, value]) => (value ? [name] : []));
  if (ways.length > 1) fault(`${ways.join(' and ')} are both set; mail leaves by one of them`);
  if (SES_REGION && !(AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY))
    fault('SES_REGION needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY beside it');
  // Without a password whoever reaches the desk is an editor, so only this machine may.
  if (variables.DESK_PASSWORD === undefined && variables.DESK_NAMES.length > 0)
    fault('DESK_NAMES needs DESK_PASSWORD beside it: under those names anybody could open the desk, and edit');
  if (variables.DESK_PASSWORD === undefined && variables.DESK_VIEWER_PASSWORD !== undefined)
    fault('DESK_VIEWER_PASSWORD needs DESK_PASSWORD beside it: without that one nobody is asked for either');
  const oidc = [variables.OIDC_ISSUER, variables.OIDC_CLIENT_ID, variables.OIDC_CLIENT_SECRET].filter(Boolean).length;
  if (oidc !== 0 && oidc !== 3) fault('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together; set all three or none');
  const dkim = [DKIM_DOMAIN, DKIM_SELECTOR, DKIM_KEY_FILE].filter(Boolean).length;
  if (dkim !== 0 && dkim !== 3) fault('DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY_FILE belong together; set all three or none');
});
export type Environment = z.infer<typeof Variables>;

/** How mail leaves: one way, or none. */
export function wayOutOf(environment: Environment): Pick<Config, 'smtpUrl' | 'sendmail' | 'ses'> {
  const { SMTP_URL: smtpUrl = null, SENDMAIL: sendmail = null, SES_REGION: region } = environment;
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken = null } = environment;
  const { SES_CONFIGURATION_SET: configurationSet = null, SES_ENDPOINT: endpoint = null } = environment;
  const ses =
    region && accessKeyId && secretAccessKey ? { region, accessKeyId, secretAccessKey, sessionToken, configurationSet, endpoint } : null;
  return { smtpUrl, sendmail, ses };
}

/** One key more, where keys are given to the process and not to the folder. */
export const dkimOf = ({ DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_KEY_FILE: keyFile }: Environment): Config['dkim'] =>
  domain && selector && keyFile ? [{ domain, selector, keyFile }] : [];

export const webhooksOf = (environment: Environment): Config['webhooks'] => ({
  sesTopics: (environment.WEBHOOK_SES_TOPICS ?? '')
    .split(',')
    .map((topic) => topic.trim())
    .filter(Boolean),
  mailgun: environment.WEBHOOK_MAILGUN_KEY ?? null,
  sendgrid: environment.WEBHOOK_SENDGRID_KEY ?? null,
  postmark: environment.WEBHOOK_POSTMARK ?? null,
  resend: environment.WEBHOOK_RESEND_SECRET ?? null,
});

/** Where it listens, and whom it asks. */
export const doorsOf = (environment: Environment): Pick<Config, 'desk' | 'readers' | 'dnsServers'> => ({
  desk: {
    host: environment.DESK_HOST,
    port: environment.DESK_PORT,
    password: environment.DESK_PASSWORD ?? null,
    viewerPassword: environment.DESK_VIEWER_PASSWORD ?? null,
    names: environment.DESK_NAMES,
    url: environment.DESK_URL ?? environment.BASE_URL,
    oidc: oidcOf(environment),
  },
  readers: { host: environment.READERS_HOST, port: environment.READERS_PORT ?? null },
  dnsServers: environment.COURANT_DNS,
});

function oidcOf({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret }: Environment): Config['desk']['oidc'] {
  return issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : null;
}

export const watchingOf = (environment: Environment): Pick<Config, 'log' | 'metrics' | 'tracing'> => ({
  log: {
    level: environment.LOG_LEVEL ?? null,
    file: environment.LOG_FILE ?? null,
    format: environment.LOG_FORMAT ?? null,
  },
  metrics: {
    token: environment.METRICS_TOKEN ?? null,
    port: environment.METRICS_PORT ?? null,
    workerPort: environment.WORKER_METRICS_PORT ?? null,
    host: environment.METRICS_HOST,
  },
  tracing: tracingOf(environment).settings,
});
