/**
 * `npm run mutate -- <folder or file of src>... [--sample N] [--seed S] [--tests N] [--wide] [--json]`: changes the sources a little, one place
 * at a time, in a copy of the project, and says which changes no test notices. Answers are kept as long as neither source nor tests
 * change.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { filesIn, importGraph } from './concerned-tests.ts';
import { findMutants, type Mutant } from './find-mutants.ts';
import { reasonFor } from './known-survivors.ts';
import { openSandbox, type Sandbox, type Verdict } from './sandbox.ts';

const root = join(import.meta.dirname, '../..');
const cachePath = join(root, 'node_modules/.cache/courant-mutants.json');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    /** How many test files each change is shown to, and whether those nobody of them noticed are shown to ten more. */
    tests: { type: 'string', default: '3' },
    wide: { type: 'boolean', default: false },
    /** Seconds a test file may take to be asked at all. */
    longest: { type: 'string', default: '90' },
    json: { type: 'boolean', default: false },
  },
});
if (positionals.length === 0) {
  console.error('Usage: npm run mutate -- <folder or file of src>... [--sample N|all] [--seed S] [--tests N] [--wide] [--json]');
  process.exit(2);
}

const graph = importGraph(root);
const near = Number(values.tests);
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const digest = (...texts: readonly string[]) => createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 24);
const cache = new Map<string, Verdict>(existsSync(cachePath) ? JSON.parse(readFileSync(cachePath, 'utf8')) : []);

const mutants = positionals.flatMap((asked) =>
  sampleOf(mutantsOf(asked.replace(/^(?:\.\/)?(?:src\/)?/u, 'src/').replace(/\/$/u, '')), asked),
);
const sandbox = openSandbox(root);
process.once('SIGINT', () => process.exit(130)).once('exit', () => sandbox.remove());

const took = new Map<string, number | null>();
const judged: { mutant: Mutant; verdict: Verdict }[] = [];
for (const mutant of mutants) {
  const verdict = await judge(sandbox, mutant);
  judged.push({ mutant, verdict });
  if (verdict === 'survived' && !values.json) console.log(told(mutant));
  if (judged.length % 10 === 0) console.error(`${judged.length} of ${mutants.length}, ${score()} % noticed`);
}
report();

function mutantsOf(asked: string): readonly Mutant[] {
  const files = asked.endsWith('.ts')
    ? [asked]
    : filesIn(root, asked).filter((file) => file.endsWith('.ts') && !file.includes('/migrations/'));
  return files.flatMap((file) => findMutants(file, read(file)));
}

/** The same ones for the same seed, however many there are. */
function sampleOf(all: readonly Mutant[], asked: string): readonly Mutant[] {
  if (values.sample === 'all') return all;
  const rank = ({ file, original, replacement, kind }: Mutant, index: number) =>
    digest(values.seed, asked, file, kind, original, replacement, String(index));
  return all
    .map((mutant, index) => ({ mutant, rank: rank(mutant, index) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, Number(values.sample))
    .map(({ mutant }) => mutant);
}

async function judge(on: Sandbox, mutant: Mutant): Promise<Verdict> {
  const all = graph.concernedBy(mutant.file).slice(0, values.wide ? near + 10 : near);
  const key = digest(read(mutant.file), String(mutant.start), mutant.replacement, ...all.map((test) => test + read(test)));
  const known = cache.get(key);
  if (known) return known;
  const verdict = await firstThatNotices(on, mutant, all);
  cache.set(key, verdict);
  mkdirSync(dirname(cachePath), { recursive: true });
  writeFileSync(cachePath, JSON.stringify([...cache]));
  return verdict;
}

/** The nearest tests first, since they notice most and take least; the others only with `--wide`. */
async function firstThatNotices(on: Sandbox, mutant: Mutant, concerned: readonly string[]): Promise<Verdict> {
  for (const stage of [concerned.slice(0, near), values.wide ? concerned.slice(near) : []]) {
    const measured = await usable(on, stage);
    if (measured.length === 0) continue;
    const names = measured.map(({ test }) => test);
    const verdict = await on.judge(mutant, names, 20_000 + 4 * measured.reduce((sum, { ms }) => sum + ms, 0));
    if (verdict !== 'survived') return verdict;
  }
  return 'survived';
}

type Measured = { readonly test: string; readonly ms: number };

/** Those that pass on the sources as they are, and do not take too long. */
async function usable(on: Sandbox, all: readonly string[]): Promise<readonly Measured[]> {
  const good: Measured[] = [];
  for (const test of all) {
    if (!took.has(test)) took.set(test, await on.measure([test]));
    const ms = took.get(test) ?? null;
    if (ms === null) console.error(`left out: ${test} fails before anything is changed`);
    else if (ms >= Number(values.longest) * 1000) console.error(`left out: ${test} takes too long`);
    else good.push({ test, ms });
  }
  return good;
}

function score(): string {
  const counted = judged.filter(({ mutant }) => reasonFor(mutant) === null);
  const noticed = counted.filter(({ verdict }) => verdict !== 'survived').length;
  return counted.length === 0 ? '-' : ((100 * noticed) / counted.length).toFixed(1);
}

function told(mutant: Mutant): string {
  const short = (text: string) => text.replace(/\s+/gu, ' ').trim().slice(0, 90);
  const reason = reasonFor(mutant);
  return `${mutant.file}:${mutant.line}  ${short(mutant.original)}  =>  ${short(mutant.replacement) || '(left out)'}${reason === null ? '' : `  [${reason}]`}`;
}

function report(): void {
  const survivors = judged.filter(({ verdict }) => verdict === 'survived').map(({ mutant }) => mutant);
  const timeouts = judged.filter(({ verdict }) => verdict === 'timeout').length;
  if (values.json) console.log(JSON.stringify({ asked: positionals, judged: judged.length, timeouts, score: Number(score()), survivors }));
  else
    console.log(
      `${positionals.join(', ')}: ${judged.length} changes, ${score()} % noticed (${timeouts} by never ending), ${survivors.length} not.`,
    );
}
