import type { ReaderField } from '../audience/fields/reader-field.ts';
import type { TopicRule } from '../content/feeds/keeping/topic-rules.ts';
import type { FolderMapping } from '../content/foreign/mapping.ts';
import type { DeliverySettings } from '../press/newsletter/delivery-settings.ts';
import type { Newsletter } from '../press/newsletter/newsletter.ts';
import type { RetentionSettings } from '../press/newsletter/retention-settings.ts';
import type { SourceSettings } from '../press/newsletter/source-settings.ts';
import type { AlertSettings, SignUpSettings, WebhookSettings } from '../press/newsletter/watch-settings.ts';
import type { SesAccount } from '../press/ports/mail.ts';
import type { TracingSettings } from './tracing-variables.ts';

/** The S3-compatible store pictures are uploaded to, with its keys. */
export type MediaAccount = {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly publicUrl: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

/** All settings, checked: what the environment and the config file say together. */
export type Config = {
  /** Name of the config file as a person would write it, or `null` when there is none. */
  readonly file: string | null;
  /** Absolute: the file, and what it imports by relative paths when it was read anew. */
  readonly files: readonly string[];
  /** Absolute: where variables of the environment may be written down, beside the config; it need not exist. */
  readonly envFile: string;
  /** What a person should know about where the settings come from. */
  readonly notices: readonly string[];
  /** Folder that relative paths of the config are relative to. */
  readonly root: string;
  readonly content: readonly string[];
  /** How files of other programs are read, by their folder. */
  readonly mappings: Readonly<Record<string, FolderMapping>>;
  readonly newsletters: readonly Newsletter[];
  /** Places articles are pulled from, those of lists of feeds included. */
  readonly feeds: readonly SourceSettings[];
  /** The list `courant feeds add` writes to; it need not exist. */
  readonly feedList: string;
  /** For repositories: name and password by host, given to git in its environment alone, and what else of the environment it needs. */
  readonly git: {
    readonly credentials: Readonly<Record<string, string>>;
    readonly environment: Readonly<Record<string, string>>;
  };
  readonly topicRules: readonly TopicRule[];
  /** Hosts inside the own network that feeds and pages may be fetched from, as `URL.host` writes them. */
  readonly fetchHosts: readonly string[];
  readonly delivery: DeliverySettings;
  readonly retention: RetentionSettings;
  /** `null`: pictures are served by Courant itself. */
  readonly media: MediaAccount | null;
  readonly dkim: readonly { readonly domain: string; readonly selector: string; readonly keyFile: string }[];
  readonly demoReaders: readonly { readonly address: string; readonly topics: readonly string[] }[];
  readonly baseUrl: string;
  readonly databaseUrl: string;
  /** The mailbox bounces come back to; `null`: none. */
  readonly mailboxUrl: string | null;
  readonly smtpUrl: string | null;
  /** Whether mail that leaves by no way may be written to the outbox though it has real readers. */
  readonly outboxForAll: boolean;
  /** This machine's own mail program, instead of `smtpUrl`. */
  readonly sendmail: string | null;
  /** Amazon SES through its API, instead of `smtpUrl`. */
  readonly ses: SesAccount | null;
  /** The first one signs; the others are accepted still. Empty: one is made and kept in the state folder. */
  readonly secrets: readonly string[];
  /** What proves a provider's webhooks; `null`: not heard. */
  readonly webhooks: {
    readonly sesTopics: readonly string[];
    readonly mailgun: string | null;
    readonly sendgrid: string | null;
    readonly postmark: string | null;
    readonly resend: string | null;
  };
  /** Whether the consent log keeps where a reader's click came from. */
  readonly keepIp: boolean;
  /** Whether a proxy in front tells the reader's address in X-Forwarded-For. */
  readonly trustProxy: boolean;
  readonly desk: {
    readonly host: string;
    readonly port: number;
    /** `null`: whoever sits at this machine is an editor, and nobody else sees the desk. */
    readonly password: string | null;
    readonly viewerPassword: string | null;
    /** Host names the desk may be called by beside loopback ones. */
    readonly names: readonly string[];
    /** Where people reach it, for links in mails to them. */
    readonly url: string;
    /** A provider of identities people may log in at; `null`: none. */
    readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | null;
  };
  /** A port of their own for readers' pages and webhooks, beside the one that has the desk, too; `null`: they are on that one alone. */
  readonly readers: { readonly host: string; readonly port: number | null };
  /** Resolvers `courant doctor` asks; empty: this machine's. */
  readonly dnsServers: readonly string[];
  /** `level` `null`: what the command takes; `file` `null`: standard error; `format` `null`: by who reads it. */
  readonly log: {
    readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent' | null;
    readonly file: string | null;
    readonly format: 'json' | 'pretty' | null;
  };
  /** `token` `null`: this machine alone reads the figures. `port` `null`: on the desk's. `workerPort` `null`: a worker has none. */
  readonly metrics: {
    readonly token: string | null;
    readonly port: number | null;
    readonly workerPort: number | null;
    readonly host: string;
  };
  /** Whom traces are sent to; `null`: none are made. */
  readonly tracing: TracingSettings | null;
  readonly alerts: AlertSettings;
  readonly outgoing: readonly WebhookSettings[];
  readonly signup: SignUpSettings;
  /** Fields of readers, in the order they are shown in. */
  readonly fields: readonly ReaderField[];
  /** Where readers are told what is done with their data; `null`: nowhere. */
  readonly privacyPolicy: string | null;
  readonly testAddresses: readonly string[];
  /** Mail domains to any address of which a test may go; `*`: any. */
  readonly testDomains: readonly string[];
  /** Outbox, media and the embedded store live here. */
  readonly stateFolder: string;
};
