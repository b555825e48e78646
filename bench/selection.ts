import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseFromRanking } from '../src/selection/choosing/choose.ts';
import type { Ranking } from '../src/selection/choosing/rank-stories.ts';
import { rankStories } from '../src/selection/choosing/rank-stories.ts';
import { SelectionSettings } from '../src/selection/choosing/settings.ts';
import { groupCoverages } from '../src/selection/stories/grouping/regroup.ts';
import { type SentStory, sentStoryOf } from '../src/selection/stories/sent-stories.ts';
import type { Story } from '../src/selection/stories/story.ts';
import { madeUp, slot, topics, writeArticle, writeCorpus } from './corpus/synthetic-corpus.ts';
import { bCubedOfAll } from './eval/b-cubed.ts';

export const name = 'selection: 100,000 articles in one week, through the command line; 1,000 reader profiles';

const bin = fileURLToPath(new URL('../bin/courant.js', import.meta.url));

/** `BENCH_ARTICLES` sets another number of articles. */
export function run(): void {
  const count = Number(process.env.BENCH_ARTICLES ?? 100_000);
  const folder = mkdtempSync(join(tmpdir(), 'courant-bench-'));
  try {
    writeCorpus(join(folder, 'articles'), count);
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    plan(folder, `plan, ${count} articles, cold`);
    plan(folder, 'plan, warm');
    plan(folder, 'plan, warm again');
    writeArticle(join(folder, 'articles'), count + 1, {
      title: 'One more thing nobody foresaw',
      excerpt: 'It came late.',
      at: slot,
      outlet: 'late.example',
      quality: 50,
      topics: topics.slice(0, 1),
    });
    plan(folder, 'plan, one article added');
    rmSync(join(folder, 'articles', '0000', '7.md'));
    plan(folder, 'plan, one article removed');
    stories(count);
    profiles();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What only one thread can do: on a quiet machine a plan takes hardly longer, however many cores there are. */
const tellThread = `data:text/javascript,${encodeURIComponent(`process.on('exit', () => {
  const { user, system } = process.threadCpuUsage();
  process.stderr.write((user + system) / 1e6 + '\\n');
});`)}`;

function plan(folder: string, what: string): void {
  const started = performance.now();
  const args = [
    '-f',
    '%M %U %S',
    process.execPath,
    '--import',
    tellThread,
    bin,
    'plan',
    '--articles',
    'articles',
    '--at',
    slot.toISOString(),
    '--window',
    '7d',
  ];
  const { status, stderr } = spawnSync('/usr/bin/time', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  const [thread = '', all = ''] = stderr.trim().split('\n').slice(-2);
  const [kilobytes = 0, user = 0, system = 0] = all.split(' ').map(Number);
  const seconds = (performance.now() - started) / 1_000;
  const cpu = `${(user + system).toFixed(2)} s of CPU, ${Number(thread).toFixed(2)} s of them in the main thread`;
  const used = `${seconds.toFixed(2)} s, ${cpu}, ${Math.round(kilobytes / 1_024)} MB`;
  tell(what, `${used}${status === 0 ? '' : `, exit code ${status}`}`);
}

/** Grouping alone, and how well it finds the events the corpus was made of. */
function stories(count: number): void {
  const made = Array.from(madeUp(count), ({ event, title, excerpt, at, outlet, quality }, index) => {
    const url = `https://${outlet}/${index}`;
    const provider = { name: outlet, domain: outlet };
    return {
      event,
      url,
      canonicalUrl: url,
      title,
      excerpt,
      publishedAt: at,
      type: 'article',
      quality,
      images: [],
      provider,
      file: '',
      topics: [],
    };
  }).sort((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime());
  const started = process.cpuUsage();
  const groups = groupCoverages({ coverages: made, edges: [] });
  const { user, system } = process.cpuUsage(started);
  const { precision, recall } = bCubedOfAll(groups, (page) => made[page]?.event ?? -1);
  const found = `B-cubed precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}`;
  tell(`${count} pages grouped`, `${((user + system) / 1_000_000).toFixed(2)} s of CPU; ${found}`);
}

/** A reader each of 1,000 sets of topics, with and without 400 stories told before. */
function profiles(): void {
  const now = slot;
  const window = { from: new Date(now.getTime() - 7 * 86_400_000), to: now };
  const stories = Array.from({ length: 30_000 }, (_, index) => madeUpStory(index));
  const ranking: Ranking = rankStories(stories, { now, window, settings: SelectionSettings.parse({}) });
  const told = stories.slice(0, 400).map(sentStoryOf);
  const digests = (what: string, sentTo: (profile: number) => readonly SentStory[]) => {
    const started = process.cpuUsage();
    for (let profile = 0; profile < 1_000; profile++) {
      const followed = topics.filter((_, index) => ((profile >> (index % 10)) & 1) === 1 || index === profile % 12);
      chooseFromRanking(ranking, { topics: followed, sentBefore: sentTo(profile) }, { newsletterTopics: topics, explain: false });
    }
    const { user, system } = process.cpuUsage(started);
    tell(what, `${((user + system) / 1_000_000).toFixed(2)} s of CPU`);
  };
  digests('1,000 digests of 30,000 stories', () => []);
  digests('the same, 400 stories told to every second', (profile) => (profile % 2 === 0 ? told : []));
  digests('the same, 400 stories told to all', () => told);
}

function madeUpStory(index: number): Story {
  const url = `https://outlet${index % 700}.example/${index}`;
  const provider = { name: `outlet${index % 700}`, domain: `outlet${index % 700}.example` };
  const publishedAt = new Date(slot.getTime() - ((index * 7_919) % 604_800) * 1_000);
  const told = [topics[index % 12] ?? '', topics[(index * 5) % 12] ?? ''];
  const lead = { url, canonicalUrl: url, title: `Story ${index}`, excerpt: null, publishedAt, type: 'article', provider };
  const coverage = { ...lead, quality: (index * 31) % 150, images: [], file: `${index}.md`, topics: told };
  return { id: index.toString(16).padStart(16, '0'), lead: coverage, coverages: [coverage], alsoCoveredBy: [], topics: [...new Set(told)] };
}

const tell = (what: string, figure: string) => process.stdout.write(`  ${what.padEnd(44)} ${figure}  (load ${loadavg()[0]?.toFixed(1)})\n`);
