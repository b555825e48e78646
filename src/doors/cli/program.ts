import { Command, Option } from 'commander';
import { CourantError } from '../../errors/courant-error.ts';
import { initCommand } from './commands/beginning/init.ts';
import { addCommand } from './commands/content/add.ts';
import { feedsCommand } from './commands/content/feeds.ts';
import { newCommand } from './commands/content/new.ts';
import { pullCommand } from './commands/content/pull.ts';
import { overrideCommand } from './commands/editing/override.ts';
import { regretCommand } from './commands/editing/regret.ts';
import { erratumCommand } from './commands/insight/erratum.ts';
import { insightCommand } from './commands/insight/insight.ts';
import { backupCommand } from './commands/operations/backup.ts';
import { doctorCommand } from './commands/operations/doctor.ts';
import { migrateCommand } from './commands/operations/migrate.ts';
import { releaseCommand } from './commands/operations/release.ts';
import { restoreCommand } from './commands/operations/restore.ts';
import { secretCommand } from './commands/operations/secret.ts';
import { buildCommand } from './commands/planning/build.ts';
import { checkCommand } from './commands/planning/check.ts';
import { lintCommand } from './commands/planning/lint.ts';
import { planCommand, storiesCommand } from './commands/planning/plan.ts';
import { schemaCommand } from './commands/planning/schema.ts';
import { whatIfCommand } from './commands/planning/whatif.ts';
import { whyCommand } from './commands/planning/why.ts';
import { bouncesCommand } from './commands/readers/bounces.ts';
import { subscribersCommand } from './commands/readers/subscribers.ts';
import { exitCodeOf, exitCodes, exitCodeWords, type Run } from './commands/run.ts';
import { deliveriesCommand, editionsCommand } from './commands/sending/deliveries.ts';
import { holdCommands } from './commands/sending/hold.ts';
import { reconcileCommand, resendCommand } from './commands/sending/reconcile.ts';
import { sendCommand } from './commands/sending/send.ts';
import { serveCommand, startCommand } from './commands/sending/serve.ts';
import { tickCommand } from './commands/sending/tick.ts';
import { workerCommand } from './commands/sending/worker.ts';
import { alertsCommand } from './commands/watching/alerts.ts';
import { keysCommand } from './commands/watching/keys.ts';
import { webhooksCommand } from './commands/watching/webhooks.ts';
import type { App } from './contract/app.ts';
import type { ProgressStyle } from './output/progress-bar.ts';
import { print, printError, tell, tellError } from './output/terminal.ts';

/** What a process is known by in its log, and how much it tells there; `null`: as the settings say. */
export type LogWish = { readonly command: string; readonly level: (typeof levels)[number] | null };

/** Opens the application for one command; `config` is the value of `--config`, `progress` of `--progress`. */
export type OpenApp = (config: string | undefined, progress: ProgressStyle, log: LogWish) => Promise<App>;

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** Parses the command line, runs the command and returns the exit code. Never throws. */
export async function runCli(argv: readonly string[], version: string, openApp: OpenApp): Promise<number> {
  let exitCode: number = exitCodes.done;
  const program = new Command('courant')
    .description('Turns a folder of articles into e-mail digests people want to open, and gets each one to its reader once.')
    .version(version)
    .option('--config <file>', 'config file (default: courant.config.ts, if there is one)')
    .addOption(new Option('--progress <style>', 'how long work is shown on standard error').choices(['bar', 'json']).default('bar'))
    .addOption(new Option('--log-level <level>', 'how much is told in the log (standard error, or LOG_FILE)').choices(levels))
    .showHelpAfterError('(courant --help lists the commands)')
    .addHelpText('after', ['', 'Exit codes:', ...exitCodeWords.map(([code, words]) => `  ${code}  ${words}`)].join('\n'));
  let command = 'courant';
  program.hook('preAction', (_, action) => {
    command = nameOf(action);
  });
  const json = argv.includes('--json');
  const run: Run = async (work) => {
    let app: App | null = null;
    try {
      const { config, progress, logLevel = null } = program.opts<Options>();
      app = await openApp(config, progress, { command, level: logLevel });
      // A cron job that asked for quiet would be mailed them with every run.
      if (!argv.includes('--quiet')) tell(...app.notices);
      const open = app;
      exitCode = await open.asOnePiece(() => work(open));
    } catch (error) {
      exitCode = exitCodeOf(error);
      if (json) printError(error, exitCode);
      tellError(error);
    } finally {
      app?.ended(exitCode);
      await app?.close();
    }
  };
  for (const command of allCommands(run)) program.addCommand(command);
  const misused = await parseCatchingUsage(program, argv);
  if (misused === null) return exitCode;
  if (misused.code === exitCodes.usage && json) printError(new CourantError('usage', misused.message), misused.code);
  return misused.code;
}

type Options = { config?: string; progress: ProgressStyle; logLevel?: LogWish['level'] };

/** `subscribers suppress`. */
const nameOf = (command: Command): string => (command.parent?.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name());

/** Every command, in the order of `courant --help`. */
export const allCommands = (run: Run): readonly Command[] => [
  startCommand(run),
  initCommand(run),
  newCommand(run),
  addCommand(run),
  checkCommand(run),
  pullCommand(run),
  feedsCommand(run),
  planCommand(run),
  storiesCommand(run),
  whyCommand(run),
  whatIfCommand(run),
  overrideCommand(run),
  buildCommand(run),
  lintCommand(run),
  sendCommand(run),
  tickCommand(run),
  serveCommand(run),
  subscribersCommand(run),
  bouncesCommand(run),
  editionsCommand(run),
  regretCommand(run),
  insightCommand(run),
  erratumCommand(run),
  deliveriesCommand(run),
  workerCommand(run),
  ...holdCommands(run),
  reconcileCommand(run),
  resendCommand(run),
  doctorCommand(run),
  migrateCommand(run),
  backupCommand(run),
  restoreCommand(run),
  releaseCommand(run),
  secretCommand(run),
  alertsCommand(run),
  keysCommand(run),
  webhooksCommand(run),
  schemaCommand(),
];

/** Commander ends the process on wrong usage; here it throws instead, so that the caller owns the exit code. */
async function parseCatchingUsage(
  program: Command,
  argv: readonly string[],
): Promise<{ readonly code: number; readonly message: string } | null> {
  const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
  // What was typed is quoted in its complaints.
  const output = { writeOut: (text: string) => print(text.trimEnd()), writeErr: (text: string) => tell(text.trimEnd()) };
  for (const command of all(program)) command.exitOverride().configureOutput(output);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return null;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (typeof code !== 'string' || !code.startsWith('commander.')) throw error;
    const asked = ['commander.helpDisplayed', 'commander.help', 'commander.version'].includes(code);
    const message = (error as Error).message.replace(/^error: /, '');
    return { code: asked && program.args.length + argv.length > 0 ? exitCodes.done : exitCodes.usage, message };
  }
}
