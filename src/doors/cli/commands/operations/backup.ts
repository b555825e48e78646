import { Command } from 'commander';
import type { BackedUp } from '../../../../press/operations/back-up.ts';
import { print, printJson } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

export const backupCommand = (run: Run): Command =>
  new Command('backup')
    .description('save store, secret and pictures into a new folder; safe while editions are being sent')
    .argument('<folder>', 'must not exist yet')
    .option('--json', 'print JSON: the manifest')
    .action((folder: string, flags: { json?: boolean }) =>
      run(async (app) => {
        const done = await app.operations.backUp(folder);
        if (flags.json) printJson({ folder: done.folder, ...done.manifest });
        else print(backupText(done));
        return done.storeMissing === null ? exitCodes.done : exitCodes.faults;
      }),
    );

function backupText({ folder, manifest, storeMissing }: BackedUp): string {
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  const pictures = manifest.files.filter(({ path }) => path.startsWith('media/')).length;
  const parts = [
    ...(storeMissing === null ? ['the store'] : []),
    ...(manifest.secret === 'file' ? ['the secret'] : []),
    `${pictures} ${pictures === 1 ? 'picture' : 'pictures'}`,
  ];
  return [
    `Saved to ${folder}: ${parts.join(', ')} (${(bytes / 1e6).toFixed(1)} MB). It holds readers' addresses: keep it as safe as the store.`,
    ...(manifest.secret === 'environment' ? ['COURANT_SECRET is not in it: keep that elsewhere, links in mails depend on it.'] : []),
    ...(storeMissing === null ? [] : [storeMissing]),
  ].join('\n');
}
