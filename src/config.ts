/** The only reader of the environment, and of `courant.config.ts`. Everything else gets a frozen `Config`. */
import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { CourantError } from './courant-error.ts';
import { Newsletter, type NewsletterInput } from './press/newsletter.ts';

const DemoReader = z.strictObject({ address: z.email(), topics: z.array(z.string()).min(1) });

const ConfigFile = z
  .strictObject({
    /** Folders of articles, relative to the config file. */
    content: z.array(z.string().min(1)).min(1, 'name at least one folder of articles').default(['content']),
    newsletters: z.array(Newsletter).default([]),
    /** Readers `courant start` adds to an empty store, so that a first run has someone to write to. Never used with SMTP_URL. */
    demoReaders: z.array(DemoReader).default([]),
  })
  .superRefine((file, context) => {
    const ids = file.newsletters.map((newsletter) => newsletter.id);
    ids.forEach((id, index) => {
      if (ids.indexOf(id) !== index)
        context.addIssue({ code: 'custom', path: ['newsletters', index, 'id'], message: `"${id}" is taken by another newsletter` });
    });
  });

const origin = (value: string): boolean => {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return (url.protocol === 'https:' || url.protocol === 'http:') && url.search === '' && url.hash === '' && url.username === '';
};

const Environment = z.object({
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
  COURANT_SECRET: z.string().min(32, 'must be at least 32 characters; make one with `openssl rand -base64 32`').optional(),
  DESK_HOST: z.string().default('127.0.0.1'),
  DESK_PORT: z.coerce.number('must be a port such as 4400').int().min(0).max(65535, 'must be a port such as 4400').default(4400),
});

export type CourantConfig = z.input<typeof ConfigFile> & { newsletters?: NewsletterInput[] };

export type Config = {
  /** Name of the config file as a person would write it, or `null` when there is none. */
  readonly file: string | null;
  /** Folder that relative paths of the config are relative to. */
  readonly root: string;
  readonly content: readonly string[];
  readonly newsletters: readonly Newsletter[];
  readonly demoReaders: readonly { readonly address: string; readonly topics: readonly string[] }[];
  readonly baseUrl: string;
  readonly databaseUrl: string;
  readonly smtpUrl: string | null;
  readonly secret: string | null;
  readonly desk: { readonly host: string; readonly port: number };
  /** Outbox, media and the embedded store live here. */
  readonly stateFolder: string;
};

/** Types and checks `courant.config.ts`: `export default defineConfig({ ... })`. */
export const defineConfig = (config: CourantConfig): CourantConfig => config;

/**
 * Reads the environment (and `.env`) and the config file.
 * @param file path given by `--config`; left out, `courant.config.ts` or `.js` in the working folder, if there is one
 * @param fresh read the file anew even when this process has read it before (live reload)
 * @throws CourantError `config-invalid` naming every fault at once, `config-missing` when a given file does not exist
 */
export async function loadConfig(options: { file?: string | undefined; cwd?: string; fresh?: boolean } = {}): Promise<Config> {
  const cwd = options.cwd ?? process.cwd();
  if (existsSync(resolve(cwd, '.env'))) process.loadEnvFile(resolve(cwd, '.env'));
  const path = configPath(cwd, options.file);
  const faults: string[] = [];
  const environment = parsed(Environment, blanksLeftOut(), 'environment', faults);
  const file = parsed(
    ConfigFile,
    path ? await importConfig(path, options.fresh ?? false) : {},
    path ? relative(cwd, path) : 'config',
    faults,
  );
  if (!environment || !file || faults.length > 0) throw invalid(faults);
  const root = path ? dirname(path) : cwd;
  const inRoot = (folder: string) => relative(cwd, resolve(root, folder)) || '.';
  return Object.freeze({
    file: path ? relative(cwd, path) : null,
    root,
    content: file.content.map(inRoot),
    newsletters: file.newsletters.map((newsletter) => ({ ...newsletter, content: newsletter.content?.map(inRoot) ?? null })),
    demoReaders: file.demoReaders,
    baseUrl: environment.BASE_URL,
    databaseUrl: environment.DATABASE_URL ?? `sqlite:${inRoot('.courant/courant.db')}`,
    smtpUrl: environment.SMTP_URL ?? null,
    secret: environment.COURANT_SECRET ?? null,
    desk: { host: environment.DESK_HOST, port: environment.DESK_PORT },
    stateFolder: inRoot('.courant'),
  });
}

/** `NAME=` in a `.env` file means "not set" to the person who wrote it. */
const blanksLeftOut = () => Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));

function configPath(cwd: string, given: string | undefined): string | null {
  if (given !== undefined) {
    const path = resolve(cwd, given);
    if (existsSync(path)) return path;
    throw new CourantError('config-missing', `There is no config file ${given}.`, { help: 'Check the path after --config.' });
  }
  return ['courant.config.ts', 'courant.config.js'].map((name) => resolve(cwd, name)).find((path) => existsSync(path)) ?? null;
}

async function importConfig(path: string, fresh: boolean): Promise<unknown> {
  const url = pathToFileURL(path);
  if (fresh) url.searchParams.set('at', String(process.hrtime.bigint()));
  try {
    const module = (await import(url.href)) as { default?: unknown };
    return module.default ?? {};
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CourantError('config-invalid', `${path} could not be read: ${why}`, {
      help: 'Mend the file; it must `export default defineConfig({ ... })`.',
      cause,
    });
  }
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown, where: string, faults: string[]): z.infer<Schema> | null {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const path = issue.path.map(String).join('.');
    faults.push(`${where}: ${path ? `${path}: ` : ''}${issue.message}`);
  }
  return null;
}

const invalid = (faults: readonly string[]) =>
  new CourantError(
    'config-invalid',
    `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    {
      help: 'Every setting of the environment is explained in .env.example, every field of the config in docs/config.md.',
    },
  );
