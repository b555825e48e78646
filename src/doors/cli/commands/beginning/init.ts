import { Command } from 'commander';
import { CourantError } from '../../../../errors/courant-error.ts';
import type { FirstApp, Initialised } from '../../contract/init-app.ts';
import { print, printJson, styled, tell } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';
import { startJson, startText } from '../sending/start-text.ts';
import type { InitFlags } from './init-answers.ts';
import { schedules } from './schedules.ts';

export const initCommand = (run: Run): Command =>
  new Command('init')
    .description('begin a newsletter in this folder: config, variables, first articles or feeds, and its first digest in the outbox')
    .argument('[name]', 'name of the newsletter (asked for at a terminal)')
    .option('-y, --yes', 'ask nothing: what no option says is left at what is usual')
    .option('--sender <address>', 'the address it comes from')
    .option('--postal <address>', 'the postal address the law asks for in every mail')
    .option('--topics <topics>', 'what readers can follow, as in "Climate,Space" (default: News)')
    .option('--schedule <when>', `${Object.keys(schedules).join(', ')}, or a cron expression (default: weekly)`)
    .option('--zone <zone>', 'time zone of the schedule, as in "Europe/London" (default: this machine’s)')
    .option('--feeds <addresses...>', 'sites or feeds its articles are pulled from')
    .option('--content <folder>', 'a folder that has its articles')
    .option('--preset <program>', 'the program whose files lie in --content, such as hugo')
    .option('--site <address>', 'with --preset: the address of the site the files become')
    .option('--smtp <url>', 'the mail server, as in smtp://user:password@mail.example.com:587')
    .option('--base-url <address>', 'where reader pages are reached from outside')
    .option('--json', 'print JSON (implies --yes)')
    .action((name: string | undefined, given: InitFlags & { json?: boolean }) =>
      run(async (app) => {
        const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true && !given.json;
        const asking = terminal && !given.yes;
        const zone = app.init.zone();
        const { askFor } = asking ? await import('./init-wizard.ts') : { askFor: null };
        const told = askFor ? await askFor({ name, flags: given }, zone) : { name: name ?? nameMissing(given), flags: given };
        const { answersOf } = await import('./init-answers.ts');
        const made = await app.init.initialise(answersOf(told.name, told.flags, zone));
        if (!given.json) print(...writtenLines(made));
        return await firstRun(made, { json: given.json ?? false, pull: told.flags.feeds !== undefined, desk: asking });
      }),
    );

function nameMissing({ yes }: InitFlags): string {
  if (yes) return 'My newsletter';
  throw new CourantError('option-invalid', 'courant init needs the name of the newsletter where nobody can be asked for it.', {
    help: 'courant init "The Harbour Weekly", or --yes for what is usual.',
  });
}

function writtenLines({ written, kept, feeds }: Initialised): readonly string[] {
  return [
    `Wrote ${written.join(', ')}.`,
    ...kept.map(({ file, advice }) => `${file} was there: ${advice}`),
    ...feeds.map(({ address, found, fault }) => (found === null ? `No feed of ${address}: ${fault}` : `Feed: ${found}`)),
  ];
}

type FirstRun = { readonly json: boolean; readonly pull: boolean; readonly desk: boolean };

/** The first digest, in the outbox; at a terminal the desk after it. Files that are written stay whatever becomes of it. */
async function firstRun(made: Initialised, { json, pull, desk }: FirstRun): Promise<number> {
  const app = await made.open({ rehearsing: true });
  let code: number = exitCodes.done;
  try {
    if (pull) await app.contentIn.pull([], { dryRun: false, anew: false });
    const report = await app.start();
    if (json) printJson({ written: made.written, kept: made.kept, feeds: made.feeds, start: startJson(report) });
    else print('', startText(report));
    if (made.feeds.some(({ fault }) => fault !== null)) code = exitCodes.notDone;
    if (desk) await openDesk(app, report.slot);
  } catch (error) {
    if (!(error instanceof CourantError) || error.code !== 'no-articles' || json) throw error;
    tell('', 'There are no articles yet, so there is no first digest.', ...nextOf(pull));
    code = exitCodes.notDone;
  } finally {
    await app.close();
  }
  if (!json && !desk && code === exitCodes.done)
    print(
      '',
      `${styled('bold', 'Next:')} courant serve opens the desk and sends when its time has come; courant doctor says what is missing before that.`,
    );
  return code;
}

const nextOf = (pull: boolean): readonly string[] =>
  pull
    ? ['Check the addresses with courant feeds, then: courant pull, courant serve.']
    : ['Put article files into the folder (docs/articles.md), then: courant check, courant serve.'];

async function openDesk(app: FirstApp, slot: Date): Promise<void> {
  const serving = await app.serve({ ticking: false, dev: false, outbox: false, at: slot.toISOString(), onTick: () => {} });
  print('', `Desk: ${serving.url}/edition`, 'Ctrl-C to stop; courant serve opens it again.');
  await serving.stopped;
}
