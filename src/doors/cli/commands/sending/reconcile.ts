import { Command, Option } from 'commander';
import { CourantError } from '../../../../errors/courant-error.ts';
import type { App } from '../../contract/app.ts';
import { print, printJson } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';
import { sendAgain } from './send.ts';

type ReconcileFlags = {
  log?: string;
  events?: boolean;
  accepted?: readonly string[];
  failed?: readonly string[];
  evidence?: string;
  json?: boolean;
};

export const reconcileCommand = (run: Run): Command =>
  new Command('reconcile')
    .description('settle deliveries whose fate is unknown by evidence; nothing is sent')
    .argument('<edition>', 'newsletter:number, as in weekly:42')
    .option('--log <file>', "the relay's log (Postfix or Exim): what it took in is accepted, what it bounced has failed")
    .option('--events', 'what came back: bounces, complaints and notices of your mail provider')
    .option('--accepted <address...>', 'these arrived, by your word')
    .option('--failed <address...>', 'these did not, by your word')
    .option('--evidence <words>', 'how you know; kept with each delivery')
    .option('--json', 'print JSON')
    .action((edition: string, flags: ReconcileFlags) =>
      run(async (app) => {
        const byHand = [...(flags.accepted ?? []), ...(flags.failed ?? [])].length > 0;
        const given = [byHand, flags.log !== undefined, flags.events === true].filter(Boolean).length;
        if (given !== 1 || (byHand && !flags.evidence))
          throw new CourantError(
            'option-invalid',
            'Give one of --log <file>, --events, or --accepted/--failed with --evidence "how you know".',
          );
        const done = await app.reconcile(edition, evidenceOf(flags));
        const { newsletter, number } = done.edition;
        if (flags.json)
          printJson({
            newsletter,
            number,
            unknownBefore: done.unknownBefore,
            accepted: done.accepted,
            failed: done.failed,
            left: done.left,
          });
        else
          print(
            `${newsletter} No. ${number}: of ${done.unknownBefore} unknown, ${done.accepted} accepted, ${done.failed} failed, ${done.left.length} still unknown.`,
            ...done.left.slice(0, 20).map((address) => `  ${address}`),
          );
        return done.left.length > 0 ? exitCodes.person : exitCodes.done;
      }),
    );

function evidenceOf({ log, events, accepted = [], failed = [], evidence = '' }: ReconcileFlags): Parameters<App['reconcile']>[1] {
  if (log !== undefined) return { log };
  return events ? { events } : { accepted, failed, words: evidence };
}

type ResendFlags = { state: 'unknown' | 'failed'; to?: readonly string[]; yes?: boolean; json?: boolean };

export const resendCommand = (run: Run): Command =>
  new Command('resend')
    .description('queue deliveries again by your order, under the same Message-ID; they go out with the next send of its slot')
    .argument('<edition>', 'newsletter:number, as in weekly:42')
    .addOption(new Option('--state <state>', 'which ones').choices(['unknown', 'failed']).makeOptionMandatory())
    .option('--to <address...>', 'only these')
    .option('--yes', 'you know that some of the unknown may get it twice')
    .option('--json', 'print JSON')
    .action((edition: string, flags: ResendFlags) =>
      run(async (app) => {
        if (flags.state === 'unknown' && !flags.yes)
          throw new CourantError('option-invalid', 'Unknown means it may have arrived, so this is not done without --yes.', {
            help: 'Look first (courant deliveries ... --state unknown), reconcile what you can, then repeat this with --yes. Readers who have it already may see it twice, with the same Message-ID.',
          });
        const { edition: known, queued } = await app.resend(edition, flags.state, flags.to ?? null);
        if (flags.json) printJson({ newsletter: known.newsletter, number: known.number, queued });
        else
          print(
            `${known.newsletter} No. ${known.number}: ${queued} queued again.${queued > 0 ? ` Send them with: ${sendAgain(known)}` : ''}`,
          );
        return exitCodes.done;
      }),
    );
