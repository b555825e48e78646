/** The only reader of the environment, and of `courant.config.ts`. Everything else gets a frozen `Config`. */
import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { z } from 'zod';
import { ReaderFields } from '../audience/fields/reader-field.ts';
import { isThemeFile } from '../composition/themes/theme-names.ts';
import { unknownPlaces } from '../composition/views/filled/field-places.ts';
import { isSafeAddress } from '../content/addresses/reader-url.ts';
import { CourantError, type FilePlace } from '../errors/courant-error.ts';
import { DeliverySettings } from '../press/newsletter/delivery-settings.ts';
import { Newsletter, type NewsletterInput } from '../press/newsletter/newsletter.ts';
import { RetentionSettings, retentionFault } from '../press/newsletter/retention-settings.ts';
import { type SourceInput, TopicRuleInput } from '../press/newsletter/source-settings.ts';
import { AlertSettings, SignUpSettings, WebhookSettings } from '../press/newsletter/watch-settings.ts';
import { wholeBrands } from './brands.ts';
import type { Config } from './config.ts';
import { fieldFaults } from './config-faults.ts';
import { importConfig, lineOfField } from './config-module.ts';
import { ContentFolder, type ContentFolderInput, placedContent } from './content-folders.ts';
import { dkimOf, doorsOf, Environment, origin, watchingOf, wayOutOf, webhooksOf } from './environment.ts';
import { type ConfigFault, feedsOf, usualFeedList } from './feeds-config.ts';
import { withSecretFiles } from './secret-files.ts';
import { tracingOf } from './tracing-variables.ts';

const DemoReader = z.strictObject({ address: z.email(), topics: z.array(z.string()).min(1) });

const address = (example: string) =>
  z
    .string()
    .refine((value) => origin(value) && isSafeAddress(new URL(value)), `must be an https address, as in "${example}"`)
    .transform((url) => url.replace(/\/+$/, ''));

const MediaStore = z.strictObject({
  endpoint: address('https://s3.eu-west-1.amazonaws.com'),
  region: z.string().min(1).default('us-east-1'),
  bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]+$/i, 'must be the name of a bucket, as in "our-pictures"'),
  /** Put before every name in the bucket. */
  prefix: z
    .string()
    .regex(/^(?!\/)(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w./ -]*$/, 'must be a path such as "courant/"')
    .default(''),
  /** Where the bucket's `prefix` is reached from outside. */
  publicUrl: address('https://media.example.com/courant'),
});

export const ConfigFile = z
  .strictObject({
    /** Folders of articles, relative to the config file. */
    content: z
      .array(ContentFolder)
      .min(1, 'name at least one folder of articles')
      .default([{ folder: 'content', mapping: null, repository: null }]),
    newsletters: z.array(Newsletter).default([]),
    /** Places articles are pulled from: addresses of feeds, lists of feeds (`.opml`), APIs. Left out, the list `feeds.opml`, if there is one. */
    feeds: z.array(z.unknown()).optional(),
    /** Rules that give articles of all feeds their topics. */
    topicRules: z.array(TopicRuleInput).default([]),
    /** An S3-compatible store pictures are uploaded to; left out, Courant serves them itself. */
    media: MediaStore.optional(),
    /** Keys that sign outgoing mail; left out, signing is left to the relay. */
    dkim: z.array(z.strictObject({ domain: z.string().min(1), selector: z.string().min(1), keyFile: z.string().min(1) })).default([]),
    /** How mail goes out: rates, retries, canary, breaker. */
    delivery: DeliverySettings.prefault({}),
    /** How long deliveries are kept, reader by reader; left out, for good. */
    retention: RetentionSettings.prefault({}),
    /** Readers `courant start` adds to an empty store, so that a first run has someone to write to. Never used with SMTP_URL. */
    demoReaders: z.array(DemoReader).default([]),
    /** Where the desk may send a test of an edition to. */
    testAddresses: z.array(z.email('is not an e-mail address')).default([]),
    /** Who is told of trouble. */
    alerts: AlertSettings.prefault({}),
    /** Programs elsewhere that are told of events. */
    webhooks: z.array(WebhookSettings).max(20).default([]),
    /** Fields of readers beside their address, by name. */
    fields: ReaderFields.prefault({}),
    /** Where readers are told what is done with their data: the pages to subscribe by link there. */
    privacyPolicy: z
      .url({ protocol: /^https?$/, error: 'is not a web address; write one as in "https://news.example.com/privacy"' })
      .max(2_000)
      .nullable()
      .default(null),
    /** The sign-up form. */
    signup: SignUpSettings.prefault({}),
    /** Mail domains to any address of which the desk may send a test; `*`: to any address an editor types. */
    testDomains: z
      .array(
        z
          .string()
          .regex(/^(\*|[a-z0-9-]+(\.[a-z0-9-]+)+)$/i, 'is not a mail domain such as "example.com"')
          .transform((domain) => domain.toLowerCase()),
      )
      .default([]),
  })
  .superRefine((file, context) => {
    const ids = file.newsletters.map((newsletter) => newsletter.id);
    ids.forEach((id, index) => {
      if (ids.indexOf(id) !== index)
        context.addIssue({ code: 'custom', path: ['newsletters', index, 'id'], message: `"${id}" is taken by another newsletter` });
    });
    const names = file.webhooks.map(({ name }) => name);
    names.forEach((name, index) => {
      if (names.indexOf(name) !== index)
        context.addIssue({ code: 'custom', path: ['webhooks', index, 'name'], message: `"${name}" is taken by another webhook` });
    });
    const fields = file.fields.map(({ name }) => ({ name, max: 1 }));
    file.newsletters.forEach(({ greeting = '' }, index) => {
      for (const { source } of unknownPlaces(greeting, fields))
        context.addIssue({
          code: 'custom',
          path: ['newsletters', index, 'greeting'],
          message: `${source} is no field of readers; ${fields.length === 0 ? 'there are none under "fields"' : `there are ${fields.map(({ name }) => name).join(', ')}`}`,
        });
    });
    const fault = retentionFault(file.retention.deliveries, file.newsletters);
    if (fault !== null) context.addIssue({ code: 'custom', path: ['retention', 'deliveries'], message: fault });
  });

export type CourantConfig = Omit<z.input<typeof ConfigFile>, 'feeds' | 'content'> & {
  content?: ContentFolderInput[];
  newsletters?: NewsletterInput[];
  feeds?: SourceInput[];
};

/**
 * Reads the environment, the `.env` beside the config, and the config file. The process's own environment wins over `.env`. One in
 * a working folder that is not the config's is another program's as likely as ours: it is not read, and `notices` says so.
 * @param file path given by `--config`; left out, `courant.config.ts`, `.mts`, `.js` or `.mjs` in the working folder, if there is one
 * @param fresh read the file anew even when this process has read it before (live reload)
 * @throws CourantError `config-invalid` naming every fault at once, `config-missing` when a given file does not exist
 */
export async function loadConfig(options: { file?: string | undefined; cwd?: string; fresh?: boolean } = {}): Promise<Config> {
  const cwd = options.cwd ?? process.cwd();
  const path = configPath(cwd, options.file);
  const root = path ? dirname(path) : cwd;
  const envFile = resolve(root, '.env');
  const ignored = resolve(cwd, '.env');
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const faults: ConfigFault[] = [];
  const environment = parsed(
    Environment,
    withSecretFiles(blanksLeftOut(), root, faults),
    () => ({ file: 'environment', line: null }),
    faults,
  );
  const module = path === null ? { value: {}, files: [] } : await importConfig(path, { fresh: options.fresh ?? false, cwd });
  const placed = (field: readonly PropertyKey[]): FilePlace =>
    path === null ? { file: 'config', line: null } : { file: relative(cwd, path), line: lineOfField(path, module.value, field) };
  const file = parsed(ConfigFile, module.value, placed, faults);
  const branded = await wholeBrands(file?.newsletters ?? [], root);
  for (const { field, words } of branded.faults) faults.push({ place: placed(field), words: `${field.map(String).join('.')}: ${words}` });
  const media = environment && file?.media ? mediaOf(file.media, environment, faults) : null;
  if (!environment || !file || faults.length > 0) throw invalid(faults);
  const inRoot = (folder: string) => relative(cwd, resolve(root, folder)) || '.';
  const content = placedContent(file.content, inRoot);
  const feeds = feedsOf(file.feeds, root, placed, faults);
  if (faults.length > 0) throw invalid(faults);
  return Object.freeze({
    file: path ? relative(cwd, path) : null,
    files: [...module.files, ...feeds.lists],
    envFile,
    notices: noticesOf(ignored, envFile, environment),
    root,
    content: content.folders,
    mappings: content.mappings,
    newsletters: branded.newsletters.map((newsletter) => placedNewsletter(newsletter, inRoot)),
    feeds: [
      ...feeds.sources.map((feed) => (feed.folder === null ? feed : { ...feed, folder: inRoot(feed.folder) })),
      ...content.repositories,
    ],
    git: { credentials: environment.GIT_CREDENTIALS, environment: ofTheProcess(['PATH', 'HOME', 'SSH_AUTH_SOCK']) },
    feedList: inRoot(usualFeedList),
    topicRules: file.topicRules,
    fetchHosts: environment.FETCH_HOSTS,
    delivery: file.delivery,
    retention: file.retention,
    media,
    dkim: [...file.dkim, ...dkimOf(environment)].map((key) => ({ ...key, keyFile: inRoot(key.keyFile) })),
    demoReaders: file.demoReaders,
    baseUrl: environment.BASE_URL,
    databaseUrl: storeUrl(environment.DATABASE_URL ?? 'sqlite:.courant/courant.db', inRoot),
    mailboxUrl: environment.MAILBOX_URL ?? null,
    ...wayOutOf(environment),
    outboxForAll: environment.OUTBOX === 'yes',
    secrets: environment.COURANT_SECRET ?? [],
    webhooks: webhooksOf(environment),
    keepIp: environment.KEEP_IP === 'yes',
    trustProxy: environment.TRUST_PROXY === 'yes',
    ...doorsOf(environment),
    ...watchingOf(environment),
    ...toldOf(file),
    stateFolder: inRoot('.courant'),
  });
}

const noticesOf = (ignored: string, envFile: string, environment: Environment): readonly string[] => {
  const { notice } = tracingOf(environment);
  const notRead = `${ignored} is not read: settings come from ${envFile}, beside the config.`;
  return [...(ignored !== envFile && existsSync(ignored) ? [notRead] : []), ...(notice === null ? [] : [notice])];
};

const placedNewsletter = (newsletter: Newsletter, inRoot: (path: string) => string): Newsletter => ({
  ...newsletter,
  content: newsletter.content?.map(inRoot) ?? null,
  theme: isThemeFile(newsletter.theme) ? inRoot(newsletter.theme) : newsletter.theme,
});

const ofTheProcess = (names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));

const toldOf = ({ testAddresses, testDomains, alerts, webhooks: outgoing, signup, privacyPolicy, fields }: z.infer<typeof ConfigFile>) => ({
  testAddresses,
  testDomains,
  alerts,
  outgoing,
  signup,
  privacyPolicy,
  fields,
});

/** A store's file stands where the config says, from whatever folder the command is run. */
const storeUrl = (url: string, inRoot: (path: string) => string): string =>
  url.replace(/^sqlite:(?![/:])(.+)$/, (_, path: string) => `sqlite:${inRoot(path)}`);

function mediaOf(
  store: z.infer<typeof MediaStore>,
  { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey }: Environment,
  faults: ConfigFault[],
): Config['media'] {
  if (accessKeyId && secretAccessKey) return { ...store, accessKeyId, secretAccessKey };
  const words = 'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY must both be set: `media` in the config uploads pictures with them';
  faults.push({ place: { file: 'environment', line: null }, words });
  return null;
}

/** `NAME=` in a `.env` file means "not set" to the person who wrote it. */
const blanksLeftOut = () => Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));

/** `.mts` and `.mjs` where a package.json says that other files are CommonJS. */
const configNames = ['courant.config.ts', 'courant.config.mts', 'courant.config.js', 'courant.config.mjs'];

function configPath(cwd: string, given: string | undefined): string | null {
  if (given !== undefined) {
    const path = resolve(cwd, given);
    if (existsSync(path)) return path;
    throw new CourantError('config-missing', `There is no config file ${given}.`, { help: 'Check the path after --config.' });
  }
  return configNames.map((name) => resolve(cwd, name)).find((path) => existsSync(path)) ?? null;
}

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: (field: readonly PropertyKey[]) => FilePlace,
  faults: ConfigFault[],
): z.infer<Schema> | null {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const { path, words } of fieldFaults(schema, value, result.error.issues))
    faults.push({ place: where(path), words: `${path.length > 0 ? `${path.map(String).join('.')}: ` : ''}${words}` });
  return null;
}

function invalid(faults: readonly ConfigFault[]) {
  const told = faults.map(({ place, words }) => `  ${place.file}${place.line === null ? '' : `:${place.line}`}: ${words}`).join('\n');
  return new CourantError(
    'config-invalid',
    `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${told}`,
    {
      help: 'Every setting of the environment is explained in .env.example, every field of the config in docs/reference/config.md.',
      place: faults.find(({ place }) => place.line !== null)?.place ?? null,
    },
  );
}
