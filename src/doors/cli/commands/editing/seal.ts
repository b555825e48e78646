import { Command } from 'commander';
import type { SealReport } from '../../../../press/sealing/seal-now.ts';
import type { Verification } from '../../../../press/sealing/verify-edition.ts';
import { print, printJson, styled } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

export const sealCommand = (run: Run): Command =>
  new Command('seal')
    .description('seal an open edition without sending it (the next send or tick does), or show the fingerprints of a sealed one')
    .argument('<edition>', 'newsletter:number, as in weekly:42')
    .option('--json', 'print JSON')
    .action((edition: string, _flags: unknown, command: Command) =>
      run(async (app) => {
        const report = await app.sealEdition(edition);
        if (command.optsWithGlobals<{ json?: boolean }>().json) printJson(report);
        else print(sealText(report));
        return exitCodes.done;
      }),
    );

export const verifyCommand = (run: Run): Command =>
  new Command('verify')
    .description('make a sealed edition again from the inputs kept with it and compare every byte; says which articles changed since')
    .argument('<edition>', 'newsletter:number, as in weekly:42')
    .option('--json', 'print JSON')
    .action((edition: string, _flags: unknown, command: Command) =>
      run(async (app) => {
        const verification = await app.verifyEdition(edition);
        if (command.optsWithGlobals<{ json?: boolean }>().json) printJson(verification);
        else print(verificationText(verification));
        return verification.result === 'differs' ? exitCodes.faults : exitCodes.done;
      }),
    );

const sealText = ({ newsletter, number, slot, sealed, code, articles, digests, overrides, fingerprints }: SealReport): string => {
  const { digests: writtenOut = {}, ...parts } = fingerprints;
  return [
    styled('bold', `${newsletter} No. ${number} for ${slot}: ${sealed ? 'sealed now' : 'sealed before'}, by Courant ${code}`),
    `${articles} articles, ${overrides} overrides, ${digests} ${digests === 1 ? 'digest' : 'digests'} so far`,
    ...Object.entries(parts).map(([part, hash]) => `${part.padEnd(10)} ${hash}`),
    ...Object.entries(writtenOut).map(([digest, { html }]) => `digest     ${html}  ${digest}`),
  ].join('\n');
};

function resultWords(result: Verification['result']): string {
  switch (result) {
    case 'same':
      return styled('green', 'the same, byte for byte');
    case 'same-stories':
      return styled('green', 'the same stories in the same places');
    case 'differs':
      return styled('red', 'differs');
  }
}

const verificationText = ({ newsletter, number, slot, result, differences, notes, articles }: Verification): string =>
  [
    `${newsletter} No. ${number} for ${slot}: ${resultWords(result)}`,
    ...(result === 'same-stories' ? differences.slice(0, 1) : differences).map((difference) => `  ${difference}`),
    ...notes.map((note) => `  note: ${note}`),
    `Of the ${articles.used} articles it was made from, ${articles.unchanged} are in the folder unchanged.`,
    ...articles.changed.map(({ file, fields }) => `  changed since: ${file} (${fields.join(', ')})`),
    ...articles.gone.map((file) => `  gone since: ${file}`),
  ].join('\n');
