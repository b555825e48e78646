import { Command } from 'commander';
import type { RestoreNotice } from '../../../../press/operations/hold-restored.ts';
import type { Restored } from '../../contract/operations-app.ts';
import { print, printJson } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

export const restoreCommand = (run: Run): Command =>
  new Command('restore')
    .description('put a backup in place; what may have gone out since it was made is held until a person has looked')
    .argument('<folder>', 'a folder `courant backup` made')
    .option('--yes', 'over a store that is newer than the backup; what is there is set aside, not deleted')
    .option('--json', 'print JSON')
    .action((folder: string, flags: { yes?: boolean; json?: boolean }) =>
      run(async (app) => {
        const restored = await app.operations.restore(folder, flags.yes ?? false);
        if (flags.json) printJson(restoredJson(restored));
        else print(restoredText(folder, restored));
        return exitCodes.done;
      }),
    );

function restoredText(folder: string, { manifest, notice, setAside }: Restored): string {
  return [
    `Restored from ${folder}, as of ${manifest.createdAt}.`,
    ...(setAside === null ? [] : [`What was there before lies in ${setAside}.`]),
    ...heldText(notice),
    'Whatever else happened since then is not in it: sign-ups, topics, overrides, and who left, as far as no log beside the store names them.',
  ].join('\n');
}

const restoredJson = ({ manifest, notice, setAside }: Restored) => ({
  createdAt: manifest.createdAt,
  store: manifest.store,
  setAside,
  held: notice.held.map(({ newsletter, number }) => `${newsletter}:${number}`),
  slots: notice.slots.map(({ newsletter, slot }) => ({ newsletter, slot: slot.toISOString() })),
  doubted: notice.doubted,
  left: notice.left,
});

/** Told by whichever command first meets a store that is older than what was sent from it. */
export const noticeText = (notice: RestoreNotice): readonly string[] => [
  'courant: this store is an older copy: more was sent from it than it knows of. What may have gone out is held.',
  ...heldText(notice),
];

function heldText({ held, slots, doubted, left }: RestoreNotice): string[] {
  return [
    ...(left > 0 ? [`${left} who left after the copy was made ${left === 1 ? 'stays' : 'stay'} away.`] : []),
    ...(doubted > 0
      ? [
          `${doubted} ${doubted === 1 ? 'delivery was' : 'deliveries were'} handed over after the copy was made, and ${doubted === 1 ? 'is' : 'are'} unknown now.`,
        ]
      : []),
    ...held.flatMap(({ newsletter, number }) => [
      `${newsletter} No. ${number} is held. Settle what you can prove: courant reconcile ${newsletter}:${number} --log <the relay's log>`,
      `  Then let the rest go out: courant resume ${newsletter}:${number}`,
    ]),
    ...slots.map(
      ({ newsletter, slot }) =>
        `${newsletter}, ${slot.toISOString()} may have gone out already and is held. If it has not: courant release ${newsletter} --at ${slot.toISOString()}`,
    ),
  ];
}
