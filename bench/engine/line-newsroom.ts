import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { openSqlite, openStore } from '../../src/io/store/open-store.ts';
import { madeUp, writeArticle } from '../corpus/synthetic-corpus.ts';
import { benchNewsletter } from './bench-newsroom.ts';

export type Took = {
  readonly attempted: number;
  readonly sendingMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly makingMs?: number;
  readonly makingCpuMs?: number;
  readonly sendingPeakMb?: number;
  readonly digests?: number;
};

/** `own`: each reader follows five to eight of thirty topics at random; `one`: all follow the same six. */
export type Following = 'own' | 'one';

type Wanted = { readonly kind: Following; readonly readers: number; readonly connections: number; readonly smtpUrl: string };

const topics = Array.from({ length: 30 }, (_, index) => `Topic ${index + 1}`);

/** A newsroom with so many readers, its store and its articles, gone after `work`. */
export async function inLineNewsroom<Result>(
  { kind, readers, connections, smtpUrl }: Wanted,
  work: (room: { readonly config: string; readonly database: string }) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'courant-bench-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const config = join(folder, 'courant.config.js');
    writeFileSync(config, `export default ${JSON.stringify(configOf(folder, connections))}`);
    let index = 0;
    for (const article of madeUp(900))
      writeArticle(join(folder, 'articles'), index++, { ...article, topics: [topics[article.event % 30] ?? ''] });
    const database = join(folder, '.courant.db');
    await audience(database, kind, readers);
    process.env.SMTP_URL = smtpUrl;
    process.env.DATABASE_URL = `sqlite:${database}`;
    process.env.COURANT_SECRET = 'bench '.repeat(8);
    return await work({ config, database });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a script beside this one measured of itself. */
export function tookBy<Told = Took>(script: string, args: readonly string[]): Promise<Told> {
  return new Promise((resolve, reject) => {
    const running = fork(fileURLToPath(new URL(script, import.meta.url)), [...args], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning', ...(process.env.BENCH_NODE_OPTIONS?.split(' ') ?? [])],
      env: { ...process.env, NODE_ENV: 'production' },
    });
    let out = '';
    running.stdout?.on('data', (text: Buffer) => {
      out += String(text);
    });
    running.once('exit', (code) => (code === 0 ? resolve(JSON.parse(out) as Told) : reject(new Error(`${script} ended with ${code}`))));
  });
}

const configOf = (folder: string, connections: number) => ({
  content: [join(folder, 'articles')],
  delivery: { connections, canary: { atMost: 0 } },
  newsletters: [
    {
      ...benchNewsletter,
      topics,
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
