import { Command } from 'commander';
import { print, tell } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

export const workerCommand = (run: Run): Command =>
  new Command('worker')
    .description('send chunks of editions that `courant send`, `tick` or `serve` share out (needs DATABASE_URL=postgres://...)')
    .option('--outbox', 'write mails to .courant/outbox where no way out is set, though the readers are real')
    .option('--json', 'print JSON, one chunk a line')
    .action((flags: { outbox?: boolean; json?: boolean }) =>
      run(async (app) => {
        const ready = (watched: string | null) =>
          tell(
            ...(watched === null ? [] : [`Health and figures: ${watched}`]),
            'Waiting for chunks to send. Ctrl-C stops when what is on its way has arrived.',
          );
        await app.work(
          ({ chunk, sent }) => {
            const { newsletter, range } = chunk;
            if (flags.json)
              print(
                JSON.stringify({
                  newsletter,
                  slot: chunk.slot,
                  ...range,
                  attempted: sent.attempted,
                  ending: sent.ending,
                  reason: sent.reason,
                }),
              );
            else if (sent.attempted > 0 || sent.reason)
              print(`${newsletter} ${chunk.slot}: ${sent.attempted} sent${sent.reason ? `; ${sent.reason}` : ''}`);
          },
          ready,
          flags.outbox ?? false,
        );
        return exitCodes.done;
      }),
    );
