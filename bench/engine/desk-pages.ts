import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { slot, topics, writeCorpus } from '../corpus/synthetic-corpus.ts';
import { benchNewsletter, inBenchNewsroom } from './bench-newsroom.ts';
import { addressOf, quantile, serve } from './readers/one-click.ts';
import { fillReaders, openSqlite, readers, storeOn } from './readers/reader-lists.ts';
import { load, say } from './run-sender.ts';

// The desk's pages asked for as a browser asks, in a newsroom of 200,000 readers on SQLite with four editions behind it.

const articles = 500;
const rounds = Number(process.env.BENCH_ROUNDS ?? 40);
const at = slot.toISOString();
const pages = {
  overview: '/',
  review: `/sign?at=${at}`,
  edition: `/edition?at=${at}`,
  calendar: '/calendar',
  readers: '/readers',
};

const newsletter = {
  ...benchNewsletter,
  topics,
  approval: 'required',
};

/** The bar: overview and review 95 of 100 times within 500 ms. `first` is what the first visitor waits, with everything still to be read. */
export async function deskPages(): Promise<void> {
  await inBenchNewsroom(async (folder) => {
    writeCorpus(join(folder, 'articles'), articles);
    const config = { content: ['articles'], newsletters: [newsletter] };
    writeFileSync(join(folder, 'courant.config.js'), `export default ${JSON.stringify(config)}`);
    await fillStore(join(folder, '.courant/courant.db'));
    const server = serve(folder);
    try {
      const origin = await addressOf(server);
      for (const [name, path] of Object.entries(pages)) await measure(name, origin + path);
    } finally {
      server.kill('SIGTERM');
    }
  });
}

async function fillStore(path: string): Promise<void> {
  const connected = await openSqlite(path);
  const store = storeOn(connected);
  await store.migrate();
  await fillReaders(connected.db, connected.dialect.name, topics);
  await store.close();
}

async function measure(name: string, url: string): Promise<void> {
  const first = await asked(url);
  // What is counted behind the page is counted once it is asked for; a page that waits for it shows the rest.
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    times.push(await asked(url));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const words = (share: number) => `${quantile(times, share).toFixed(0)} ms`;
  say(
    `${readers} readers, ${name}: first ${first.toFixed(0)} ms; ${rounds} more: p50 ${words(0.5)}, p95 ${words(0.95)}, slowest ${words(1)} (${load()})`,
  );
}

async function asked(url: string): Promise<number> {
  const begun = performance.now();
  const answer = await fetch(url, { headers: { Accept: 'text/html' } });
  await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return performance.now() - begun;
}
