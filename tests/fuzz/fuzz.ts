/**
 * `npm run fuzz -- [target]... [--runs N] [--seed S] [--json]`: sound inputs mutated without end, and inputs of half a megabyte that
 * were written to be slow: eight times the size must not take sixty-four times the work. Exit code 1 when anything was found.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { mutatedText } from './mutated-text.ts';
import { type Target, targets } from './targets.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(targets, name));
if (unknown.length > 0) {
  console.error(`There is no target ${unknown.join(', ')}. There are: ${Object.keys(targets).join(', ')}`);
  process.exit(2);
}
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);

type Result = {
  readonly target: string;
  readonly runs: number;
  readonly seconds: number;
  readonly found: readonly string[];
  readonly slopes: readonly string[];
};

const results: Result[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(targets)) {
  const target = targets[name];
  if (!target) continue;
  const result = await fuzzed(name, target);
  results.push(result);
  if (!values.json) tell(result, target);
}
if (values.json) console.log(JSON.stringify({ seed, results }));
process.exitCode = results.every(({ found, slopes }) => found.length === 0 && slopes.length === 0) ? 0 : 1;

async function fuzzed(target: string, { check, runs: usual, large, ...corpus }: Target): Promise<Result> {
  const runs = values.runs === undefined ? usual : Number(values.runs);
  const began = performance.now();
  const property = fc.asyncProperty(mutatedText(corpus), async (text) => await check(text));
  const details = await fc.check(property, { numRuns: runs, seed, endOnFailure: false });
  const found = details.failed
    ? [
        `${details.errorInstance instanceof Error ? details.errorInstance.message : 'failed'}: ${JSON.stringify(details.counterexample?.[0])}`,
      ]
    : [];
  const slopes: string[] = [];
  for (const [what, make] of Object.entries(large)) {
    const steep = await tooSteep(check, make);
    if (steep !== null) slopes.push(`${what}: ${steep}`);
  }
  return { target, runs: details.numRuns, seconds: (performance.now() - began) / 1000, found, slopes };
}

/** Linear work grows eightfold; the milliseconds are for what any input costs at all. */
async function tooSteep(check: Target['check'], make: (length: number) => string): Promise<string | null> {
  const [small, large] = [await leastCpuMs(check, make(62_500)), await leastCpuMs(check, make(500_000))];
  return large > 20 * small + 60 ? `${small.toFixed(1)} ms of work for 62 kB, ${large.toFixed(0)} ms for 500 kB` : null;
}

async function leastCpuMs(check: Target['check'], text: string): Promise<number> {
  const times = [];
  for (let round = 0; round < 3; round++) {
    const before = process.cpuUsage();
    await check(text);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return Math.min(...times);
}

function tell({ target, runs, seconds, found, slopes }: Result, { says, large }: Target): void {
  console.log(`${target}: ${says}`);
  console.log(
    `  ${runs.toLocaleString('en')} inputs in ${seconds.toFixed(0)} s, ${Object.keys(large).length} of half a megabyte, seed ${seed}`,
  );
  for (const one of found) console.log(`  FOUND ${one.slice(0, 600)}`);
  for (const one of slopes) console.log(`  SLOW  ${one}`);
}
