import { Command } from 'commander';
import { type Checkup, checkupIds } from '../../../../press/operations/doctor/checkup.ts';
import { print, printJson, styled } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

export const doctorCommand = (run: Run): Command =>
  new Command('doctor')
    .description('look at config, store, relay, DNS and public addresses, and say what to mend; sends and changes nothing')
    .option('--dns <servers...>', 'resolvers to ask instead of this machine’s, as in 9.9.9.9 or 127.0.0.1:5353')
    .option('--json', 'print JSON')
    .action((flags: { dns?: string[]; json?: boolean }) =>
      run(async (app) => {
        const checkups = await app.operations.doctor(flags.dns ?? []);
        const faults = checkups.filter(({ state }) => state === 'fault').length;
        if (flags.json) printJson({ faults, doubts: checkups.filter(({ state }) => state === 'doubt').length, checkups });
        else print(...inOrder(checkups).flatMap(lines), '', summary(checkups, faults));
        return faults > 0 ? exitCodes.faults : exitCodes.done;
      }),
    );

const marks = { well: ['green', 'ok   '], doubt: ['yellow', 'look '], fault: ['red', 'FAULT'], skipped: ['dim', '-    '] } as const;

const inOrder = (checkups: readonly Checkup[]): readonly Checkup[] =>
  checkups.toSorted((a, b) => checkupIds.indexOf(a.id) - checkupIds.indexOf(b.id));

function lines({ id, of, state, found, advice }: Checkup): readonly string[] {
  const [style, mark] = marks[state];
  const head = `${styled(style, mark)} ${id.padEnd(10)} ${of === null ? '' : `${of}: `}${found}`;
  return advice === null || state === 'well' ? [head] : [head, `${' '.repeat(17)}${advice}`];
}

function summary(checkups: readonly Checkup[], faults: number): string {
  const count = (state: Checkup['state']) => checkups.filter((one) => one.state === state).length;
  const counts = `${count('well')} well, ${count('doubt')} to look at, ${count('skipped')} passed over`;
  return faults === 0 ? `No faults: ${counts}.` : `${faults} ${faults === 1 ? 'fault' : 'faults'}: ${counts}.`;
}
