import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { breach, isFinished } from '../../src/delivery/ledger/accounting.ts';
import type { Accounting } from '../../src/delivery/ledger/state-machine.ts';
import { openStore } from '../../src/io/store/open-store.ts';
import type { EditionRecord } from '../../src/press/ports/store/editions.ts';
import type { DeliveryRow } from '../../src/press/ports/store/ledger.ts';
import type { Store } from '../../src/press/ports/store/store.ts';
import type { SmtpSink } from '../io/mail/smtp-sink.ts';
import { articleText, newsletterInput, type ProjectFolder, projectFolder, type Ran } from '../project-folder.ts';

const bin = fileURLToPath(new URL('../../bin/courant.js', import.meta.url));
const slot = '2026-11-21T08:00:00Z';

export type CrashNewsroom = {
  readonly folder: ProjectFolder;
  readonly store: Store;
  /** `courant send` for the one slot, to its end. */
  send(): Promise<Ran>;
  /** Any other command, to its end. */
  run(...args: readonly string[]): Promise<Ran>;
  /** Starts `courant send` for the one slot, as a process of its own, to be killed or watched. */
  startSender(): Sender;
  /** Starts any other command, as a process of its own; `apart`: in a PID namespace of its own, as a container of a pod. */
  start(args: readonly string[], apart?: 'apart', env?: Readonly<Record<string, string>>): Sender;
  /** What `startSender` starts. */
  readonly sending: readonly string[];
  readonly url: string;
  edition(): Promise<EditionRecord | null>;
  books(): Promise<Accounting | null>;
  rows(): Promise<readonly DeliveryRow[]>;
  /** After its file was replaced. */
  reopen(): Promise<void>;
  close(): Promise<void>;
};

export type Sender = {
  readonly process: ChildProcess;
  /** What it has written to standard error so far. */
  err(): string;
  /** Exit code and what it wrote; code `null` after a kill. */
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
};

type Options = {
  readonly readers: readonly string[];
  readonly smtpUrl: string;
  /** Left out: SQLite in the newsroom's folder. */
  readonly databaseUrl?: string;
  readonly delivery?: object;
};

/** Retries come soon and trouble made on purpose does not trip the breaker. */
export const hardenedDelivery = {
  retry: { firstDelay: '1s', linger: '8s' },
  canary: { atMost: 0 },
  breaker: { bounces: 1, deferrals: 1 },
};

/** A newsroom with an audience, whose mail goes to a sink. */
export async function crashNewsroom({ readers, smtpUrl, databaseUrl, delivery = hardenedDelivery }: Options): Promise<CrashNewsroom> {
  const newsletter = { ...newsletterInput, topics: ['Climate'], window: '9d', selection: { minStories: 1 } };
  const folder = projectFolder({ newsletters: [newsletter], delivery });
  folder.write('articles/one.md', articleText({ publishedDateTime: '2026-11-18T09:00:00Z' }));
  const url = databaseUrl ?? `sqlite:${folder.path}/.courant/courant.db`;
  const filling = await openStore(url);
  await filling.migrate();
  const now = new Date('2026-11-20T08:00:00Z');
  for (const address of readers) await filling.subscribe({ address, newsletter: 'weekly', topics: ['Climate'], now, how: 'test' });
  // Opened anew, so that SQLite's log starts empty.
  await filling.close();
  let store = await openStore(url);
  const edition = async () => store.findEdition('weekly', new Date(slot));
  const env = { SMTP_URL: smtpUrl, DATABASE_URL: url };
  const sending = ['send', 'weekly', '--at', slot, '--late', '--json'];
  return {
    folder,
    get store() {
      return store;
    },
    send: () => folder.run(sending, env),
    run: (...args) => folder.run(args, env),
    sending,
    url,
    startSender: () => startCourant(folder.path, sending, env),
    start: (args, apart, more = {}) => startCourant(folder.path, args, { ...env, ...more }, apart && inOwnNamespace),
    edition,
    async books() {
      const known = await edition();
      return known && (await store.accounting(known.id));
    },
    async rows() {
      const known = await edition();
      return known ? await store.deliveries(known.id, null, 0, 1_000_000) : [];
    },
    async reopen() {
      await store.close();
      store = await openStore(url);
    },
    async close() {
      await store.close();
      folder.remove();
    },
  };
}

/** `--kill-child`: whoever kills `unshare` kills the process within. */
const inOwnNamespace = [
  'unshare',
  ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
  '--pid',
  '--fork',
  '--mount-proc',
  '--kill-child',
];

/** `null`: this machine lets us have PID namespaces; else why not. */
export function noNamespaces(): string | null {
  const [command = '', ...args] = inOwnNamespace;
  const { status, stderr, error } = spawnSync(command, [...args, 'true'], { encoding: 'utf8' });
  return status === 0 ? null : `skipped: no PID namespaces here (${error?.message ?? stderr.trim()})`;
}

function startCourant(cwd: string, args: readonly string[], env: Readonly<Record<string, string>>, before: readonly string[] = []): Sender {
  const { PATH = '', HOME = '' } = process.env;
  const [command = '', ...rest] = [...before, process.execPath, bin, ...args];
  const child = spawn(command, rest, { cwd, env: { PATH, HOME, ...env } });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
  return { process: child, ended, err: () => err };
}

export type Findings = {
  readonly doubled: readonly string[];
  /** Deliveries the ledger calls accepted that the sink never took. */
  readonly lost: readonly string[];
  /** Taken by the sink though the ledger says they failed, or still waits to send them. */
  readonly unaccounted: readonly string[];
  readonly unknown: number;
  readonly breach: string | null;
  readonly finished: boolean;
};

/** Compares what the sink took with what the ledger says, message by message. */
export async function audit(room: CrashNewsroom, sink: SmtpSink): Promise<Findings> {
  const rows = await room.rows();
  const books = await room.books();
  const taken = new Set(sink.accepted.map(({ messageId }) => messageId));
  const addresses = (chosen: readonly DeliveryRow[]) => chosen.map(({ address }) => address);
  return {
    doubled: sink.duplicates(),
    lost: addresses(rows.filter((row) => row.state === 'accepted' && !taken.has(row.messageId ?? ''))),
    unaccounted: addresses(
      rows.filter((row) => !['accepted', 'unknown', 'submitting'].includes(row.state) && taken.has(row.messageId ?? '')),
    ),
    unknown: rows.filter((row) => row.state === 'unknown').length,
    breach: books ? breach(books) : null,
    finished: books !== null && isFinished(books),
  };
}

export const manyReaders = (count: number, domain = 'reader.example'): readonly string[] =>
  Array.from({ length: count }, (_, index) => `r${index}@${domain}`);

/** Looks again and again; the test's own limit is the only one. */
export async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await met())) await new Promise((resolve) => setTimeout(resolve, 20));
}
