import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { openSqlite, openStore } from '../src/io/store/open-store.ts';
import { madeUp, writeArticle } from './corpus/synthetic-corpus.ts';
import { load, say } from './engine/run-sender.ts';

export const name = 'line: from an edition to a server that takes everything, 100 KB a message, ledger on, beside what else sends mail';

type Row = { readonly sender: string; readonly perSecond: number; readonly cpuMs: number; readonly peakMb: number; readonly note: string };
type Took = {
  readonly attempted: number;
  readonly sendingMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly makingMs?: number;
  readonly digests?: number;
};

const topics = Array.from({ length: 30 }, (_, index) => `Topic ${index + 1}`);
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/**
 * `--readers N --connections N --digests own|one|both --think MS --alone --json`; what else sends mail is measured with fewer messages, or,
 * `--alone`, not at all.
 */
export async function run(args: readonly string[] = []): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      readers: { type: 'string', default: '3000' },
      connections: { type: 'string', default: '10' },
      digests: { type: 'string', default: 'both' },
      think: { type: 'string', default: '0' },
      alone: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const [readers, connections] = [Number(values.readers), Number(values.connections)];
  const sink = await startSink(values.think);
  const rows: Row[] = [];
  try {
    if (!values.alone) rows.push(...smtpSource(sink.port, connections), ...(await others(sink.url, values.connections)));
    for (const kind of ['one', 'own'] as const)
      if (values.digests === kind || values.digests === 'both') rows.push(await courant(kind, sink.url, readers, connections));
  } finally {
    sink.stop();
  }
  if (values.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
  else table(rows);
}

async function others(url: string, connections: string): Promise<Row[]> {
  const took = async (way: string, count: string) => await child('line-nodemailer.ts', [url, way, count, connections]);
  return [
    row('nodemailer pool, one finished message', await took('raw', '2000')),
    row('naive: rendered and composed per reader', await took('naive', '400')),
  ];
}

async function startSink(think: string): Promise<{ readonly port: string; readonly url: string; stop(): void }> {
  const sink: ChildProcess = spawn(process.execPath, [here('engine/fast-sink.ts'), think], { stdio: ['pipe', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve) => sink.stdout?.once('data', (text: Buffer) => resolve(String(text).trim())));
  return { port, url: `smtp://127.0.0.1:${port}`, stop: () => sink.kill() };
}

/** Postfix's own generator of load: the practical limit. */
function smtpSource(port: string, connections: number): Row[] {
  const program = ['/usr/sbin/smtp-source', '/usr/bin/smtp-source'].find((path) => existsSync(path));
  if (program === undefined) {
    say('smtp-source (Debian: postfix) is not installed: its row is skipped, and with it the ratios to it');
    return [];
  }
  const count = 10_000;
  const began = performance.now();
  const envelope = ['-f', 'bounce@courant.example', '-t', 'reader@reader.example'];
  const sizes = ['-s', String(connections), '-m', String(count), '-l', '100000'];
  const { stderr, status } = spawnSync('/usr/bin/time', ['-f', '%U %S %M', program, ...sizes, ...envelope, `127.0.0.1:${port}`], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const [user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  const sendingMs = performance.now() - began;
  return [row('smtp-source', { attempted: count, sendingMs, cpuMs: (user + system) * 1000, peakMb: kilobytes / 1024 })];
}

const row = (sender: string, { attempted, sendingMs, cpuMs, peakMb }: Took, note = ''): Row => ({
  sender,
  perSecond: (attempted * 1000) / sendingMs,
  cpuMs: cpuMs / attempted,
  peakMb,
  note,
});

function child(script: string, args: readonly string[]): Promise<Took> {
  return new Promise((resolve, reject) => {
    const running = fork(here(`engine/${script}`), [...args], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning', ...(process.env.BENCH_NODE_OPTIONS?.split(' ') ?? [])],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    let out = '';
    running.stdout?.on('data', (text: Buffer) => {
      out += String(text);
    });
    running.once('exit', (code) => (code === 0 ? resolve(JSON.parse(out) as Took) : reject(new Error(`${script} ended with ${code}`))));
  });
}

/** A newsroom of thirty topics. `own`: each reader follows five to eight of them at random; `one`: all follow the same six. */
async function courant(kind: 'own' | 'one', smtpUrl: string, readers: number, connections: number): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'courant-bench-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const file = join(folder, 'courant.config.js');
    writeFileSync(file, `export default ${JSON.stringify(configOf(folder, connections))}`);
    let index = 0;
    for (const article of madeUp(900))
      writeArticle(join(folder, 'articles'), index++, { ...article, topics: [topics[article.event % 30] ?? ''] });
    await audience(join(folder, '.courant.db'), kind, readers);
    process.env.SMTP_URL = smtpUrl;
    process.env.DATABASE_URL = `sqlite:${join(folder, '.courant.db')}`;
    process.env.COURANT_SECRET = 'bench '.repeat(8);
    const took = await child('line-sender.ts', [file]);
    const note = `${took.digests} digests made in ${((took.makingMs ?? 0) / 1000).toFixed(1)} s`;
    return row(kind === 'one' ? 'Courant, one digest for all' : `Courant, a digest of their own for each of ${readers}`, took, note);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const configOf = (folder: string, connections: number) => ({
  content: [join(folder, 'articles')],
  delivery: { connections, canary: { atMost: 0 } },
  newsletters: [
    {
      id: 'weekly',
      name: 'The Weekly Bench',
      sender: { name: 'The Weekly Bench', address: 'editors@courant.example' },
      postalAddress: '1 Bench Street, Benchtown',
      topics,
      schedule: { cron: '0 8 * * 6', zone: 'Europe/London' },
      selection: { perTopic: 5, maxStories: 36 },
      lint: { waive: ['picture-reach'] },
    },
  ],
});

async function audience(path: string, kind: 'own' | 'one', readers: number): Promise<void> {
  const store = await openStore(`sqlite:${path}`);
  await store.migrate();
  await store.close();
  const { db } = await openSqlite(path);
  const random = chance(7);
  const pick = () => {
    const left = [...topics];
    return Array.from({ length: 5 + Math.floor(random() * 4) }, () => left.splice(Math.floor(random() * left.length), 1)[0]);
  };
  const same = JSON.stringify(topics.slice(0, 6));
  for (let from = 0; from < readers; from += 5_000) {
    const rows = Array.from({ length: Math.min(5_000, readers - from) }, (_, at) => [
      from + at + 1,
      kind === 'one' ? same : JSON.stringify(pick()),
    ]);
    const given = sql`json_each(${JSON.stringify(rows)})`;
    const address = sql`'reader' || json_extract(value, '$[0]') || '@d' || (json_extract(value, '$[0]') % 997) || '.example'`;
    await sql`insert into subscribers (id, address, address_key, created_at) select json_extract(value, '$[0]'), ${address}, ${address}, 0 from ${given}`.execute(
      db,
    );
    await sql`insert into subscriptions (subscriber_id, newsletter, topics, state, created_at, updated_at) select json_extract(value, '$[0]'), 'weekly', json_extract(value, '$[1]'), 'active', 0, 0 from ${given}`.execute(
      db,
    );
  }
  await db.destroy();
}

/** The same numbers each time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function table(rows: readonly Row[]): void {
  const rate = (sender: string) => rows.find((one) => one.sender.startsWith(sender))?.perSecond;
  const [limit, naive, raw] = [rate('smtp-source'), rate('naive'), rate('nodemailer')];
  const times = (one: Row, other: number | undefined) => (other === undefined ? '' : (one.perSecond / other).toFixed(2));
  say('| sender | messages/s | CPU a message | memory | x smtp-source | x nodemailer | x naive | |');
  say('|---|---|---|---|---|---|---|---|');
  for (const one of rows)
    say(
      `| ${one.sender} | ${one.perSecond.toFixed(0)} | ${one.cpuMs.toFixed(3)} ms | ${one.peakMb.toFixed(0)} MB | ${times(one, limit)} | ${times(one, raw)} | ${times(one, naive)} | ${one.note} |`,
    );
  say(`(${load()})`);
}
