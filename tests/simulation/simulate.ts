/**
 * `npm run simulate -- --seeds 1000 --seed 1`: worlds out of seeds, one after the other; docs/quality.md says what they prove. Exit code 1: one of
 * them was broken. It is shrunk in at most `--tries` worlds (`--whole`: not at all), and its history told; `--keep FILE` keeps its plan.
 * `--jobs N`: in so many processes, each with its share of the seeds.
 */
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { defects } from './judging/defects.ts';
import { runWorld, type WorldReport } from './living/run-world.ts';
import { type Plan, planOf } from './outside/plan.ts';
import { shrink } from './shrink.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    defect: { type: 'string' },
    history: { type: 'boolean', default: false },
    keep: { type: 'string' },
    tries: { type: 'string', default: '400' },
    whole: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '1' },
  },
});

const defect = values.defect === undefined ? null : (defects[values.defect] ?? null);
if (values.defect !== undefined && defect === null) {
  process.stderr.write(`There is no defect ${values.defect}. There are: ${Object.keys(defects).join(', ')}\n`);
  process.exit(2);
}

const first = Number(values.seed);
const count = Number(values.seeds);
const jobs = Number(values.jobs);
if (![first, count, jobs].every(Number.isSafeInteger) || count < 1 || jobs < 1) {
  process.stderr.write('Say it as in: npm run simulate -- --seeds 1000 --seed 1\n');
  process.exit(2);
}

const say = (words: string) => process.stdout.write(`${words}\n`);
const isBroken = ({ breaches, failures }: WorldReport): boolean => breaches.length + failures.length > 0;
const sums = { worlds: 0, steps: 0, statements: 0, messages: 0, unknown: 0, nobodyHas: 0, avoidable: 0 };
const began = process.cpuUsage();
/** CPU of other processes. */
let otherSeconds = 0;
const secondsSoFar = (): number => {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
};
if (jobs > 1) process.exit(await shared());

let broken: Plan | null = null;
for (let seed = first; seed < first + count && broken === null; seed++) {
  const plan = planOf(String(seed));
  const report = await runWorld(plan, { defect, verbose: values.history });
  if (values.history) say(report.history.join('\n'));
  sums.worlds += 1;
  for (const name of ['steps', 'statements', 'messages', 'unknown', 'nobodyHas', 'avoidable'] as const) sums[name] += report[name];
  if (count === 1) say(`trace ${report.trace}`);
  if (isBroken(report)) broken = plan;
  else if (sums.worlds % 1_000 === 0) say(told());
}
say(told());
process.send?.({ ...sums, seconds: secondsSoFar() });
if (broken) await tell(broken);
process.exitCode = broken ? 1 : 0;

/** Exit code of the worst. Each tells its own seeds; the sum is told at the end. */
async function shared(): Promise<number> {
  const given = process.argv.slice(2);
  const ends = Array.from({ length: Math.min(jobs, count) }, (_, job) => {
    const [from, to] = [job, job + 1].map((part) => Math.floor((count * part) / Math.min(jobs, count)));
    const share = ['--jobs', '1', '--seed', String(first + (from ?? 0)), '--seeds', String((to ?? 0) - (from ?? 0))];
    const child = fork(fileURLToPath(import.meta.url), [...given, ...share]);
    child.on('message', (part) => {
      const told = part as typeof sums & { readonly seconds: number };
      for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += told[name];
      otherSeconds += told.seconds;
    });
    return new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
  });
  const codes = await Promise.all(ends);
  say(`All ${codes.length} processes: ${told()}`);
  return Math.max(...codes);
}

function told(): string {
  const seconds = secondsSoFar() + otherSeconds;
  const { worlds, messages, steps, statements, unknown, nobodyHas, avoidable } = sums;
  return (
    `${worlds} worlds from seed ${first}: ${messages} messages, ${steps} steps, ${statements} statements of SQL, ${seconds.toFixed(1)} s of CPU ` +
    `(${((1000 * seconds) / worlds).toFixed(0)} ms each). Unknown at the end: ${unknown}, ${nobodyHas} of which nobody has, ${avoidable} of these never handed over.`
  );
}

async function tell(plan: Plan): Promise<void> {
  const whole = await runWorld(plan, { defect });
  const [what] = whole.breaches;
  say(`\nSeed ${plan.seed} is broken${what ? `: "${what.invariant}"` : ', by a defect of the program'}. Shrinking ...`);
  const same = async (candidate: Plan) => {
    const report = await runWorld(candidate, { defect });
    return what ? report.breaches.some(({ invariant }) => invariant === what.invariant) : report.failures.length > 0;
  };
  const smallest = values.whole ? plan : await shrink(plan, same, Number(values.tries));
  const { history, failures } = await runWorld(smallest, { defect, verbose: true });
  say(history.join('\n'));
  for (const failure of failures) say(failure);
  say(`\n${smallest.acts.length} of ${plan.acts.length} acts are left. Again: npm run simulate -- --seeds 1 --seed ${plan.seed} --history`);
  if (values.keep !== undefined) writeFileSync(values.keep, `${JSON.stringify(smallest, null, 2)}\n`);
}
