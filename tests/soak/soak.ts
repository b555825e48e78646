/**
 * `npm run soak -- [--minutes N] [--newsletters N] [--json]`: `courant serve` with several newsletters that go out every minute, articles
 * that keep coming, editors who look and readers who come, read and leave. Memory and open files are measured every two seconds; what
 * counts is how they grow once the server is warm. Exit code 1 when either grows beyond the noise.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type ServingDesk, serveFolder } from '../doors/desk/serving.ts';
import { startSmtpSink } from '../io/mail/smtp-sink.ts';
import { articleText, newsletterInput, projectFolder } from '../project-folder.ts';
import { slopeOf } from './slope.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    newsletters: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const minutes = Number(values.minutes);
const names = Array.from({ length: Number(values.newsletters) }, (_, index) => `news${index}`);

const sink = await startSmtpSink({ keepBytes: false });
const newsletters = names.map((id) => ({
  ...newsletterInput,
  id,
  topics: ['Climate', 'Space'],
  window: '2d',
  selection: { minStories: 1, perTopic: 4 },
  schedule: { cron: '* * * * *', zone: 'UTC' },
}));
const folder = projectFolder({ newsletters });
for (let index = 0; index < 20; index++) writeArticle(index);
for (const name of names)
  await folder.run(['subscribers', 'add', name, ...Array.from({ length: 50 }, (_, index) => `r${index}@reader.example`)]);
const serving = await serveFolder(folder.path, {
  ticking: true,
  env: { SMTP_URL: sink.url, BASE_URL: 'http://127.0.0.1', TRUST_PROXY: 'yes' },
});

type Sample = { readonly minute: number; readonly rssMb: number; readonly files: number };
const samples: Sample[] = [];
const began = performance.now();
const over = () => performance.now() - began > minutes * 60_000;
let requests = 0;
const answers = new Map<number, number>();
await Promise.all([watched(), coming(), ...Array.from({ length: 3 }, () => visitors())]);
await serving.stop();
await sink.close();
const errors = serving
  .errors()
  .split('\n')
  .filter((line) => /defect|unexpected/u.test(line));
folder.remove();
report();

async function watched(): Promise<void> {
  while (!over()) {
    samples.push(sampleOf(serving));
    await pause(2_000);
  }
}

function sampleOf({ pid }: ServingDesk): Sample {
  const rss = Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  return { minute: (performance.now() - began) / 60_000, rssMb: rss / 1024, files: readdirSync(`/proc/${pid}/fd`).length };
}

/** An article every five seconds, as a newsroom of many outlets has them; old ones go. */
async function coming(): Promise<void> {
  for (let index = 20; !over(); index++) {
    writeArticle(index);
    await pause(5_000);
  }
}

function writeArticle(index: number): void {
  // A hundred places, so that the folder does not grow for ever.
  folder.write(
    `articles/a${index % 100}.md`,
    articleText({
      title: `"Council ${index} of harbour ${index * 7} reopens bridge ${index * 13}"`,
      publishedDateTime: new Date().toISOString(),
      webUrl: `"https://outlet${index % 9}.example/${index}"`,
      provider: `{ name: Outlet ${index % 9}, domain: outlet${index % 9}.example }`,
      topics: index % 2 === 0 ? '[Climate]' : '[Space]',
    }),
  );
}

async function visitors(): Promise<void> {
  for (let turn = 0; !over(); turn++) {
    const name = names[turn % names.length] ?? '';
    for (const path of [
      '/',
      `/edition?newsletter=${name}`,
      '/content',
      '/subscribe',
      `/archive/${name}`,
      `/archive/${name}/atom.xml`,
      '/sitemap.xml',
      '/u/nonsense',
    ])
      await ask(path);
    await ask('/subscribe', new URLSearchParams({ address: `new${turn}@reader.example`, newsletter: name }));
    const listening = new AbortController();
    await fetch(`${serving.url}/events`, { signal: listening.signal }).catch(() => null);
    listening.abort();
    await pause(200);
  }
}

async function ask(path: string, body?: URLSearchParams): Promise<void> {
  requests += 1;
  const headers = { 'X-Forwarded-For': `198.51.${requests % 250}.${requests % 200}` };
  const answer = await fetch(serving.url + path, { headers, ...(body && { method: 'POST', body }) }).catch(() => null);
  await answer?.arrayBuffer().catch(() => null);
  const status = answer?.status ?? 0;
  answers.set(status, (answers.get(status) ?? 0) + 1);
}

function report(): void {
  // Caches fill and code is compiled at first.
  const warm = samples.filter(({ minute }) => minute > minutes / 3);
  const memory = slopeOf(warm.map(({ minute, rssMb }) => [minute / 60, rssMb]));
  const files = slopeOf(warm.map(({ minute, files: open }) => [minute / 60, open]));
  const first = warm[0];
  const last = warm.at(-1);
  const result = {
    minutes,
    requests,
    answers: Object.fromEntries(answers),
    messages: sink.accepted.length,
    doubled: sink.duplicates().length,
    rssMb: { first: first?.rssMb, last: last?.rssMb, perHour: memory.slope, noise: memory.noise },
    files: { first: first?.files, last: last?.files, perHour: files.slope, noise: files.noise },
    errors: errors.length,
  };
  const grows = memory.slope > 2 * memory.noise + 20 || files.slope > 2 * files.noise + 5;
  if (values.json) console.log(JSON.stringify(result));
  else {
    console.log(
      `${minutes} minutes, ${requests} requests (${JSON.stringify(result.answers)}), ${result.messages} messages, ${result.doubled} doubled, ${errors.length} errors of ours`,
    );
    console.log(
      `memory: ${first?.rssMb.toFixed(0)} -> ${last?.rssMb.toFixed(0)} MB, ${memory.slope.toFixed(0)} +- ${memory.noise.toFixed(0)} MB an hour once warm`,
    );
    console.log(`open files: ${first?.files} -> ${last?.files}, ${files.slope.toFixed(1)} +- ${files.noise.toFixed(1)} an hour once warm`);
  }
  process.exitCode = grows || errors.length > 0 || result.doubled > 0 ? 1 : 0;
}
