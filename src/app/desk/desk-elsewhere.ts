/** The composition root's part for a desk in a process of its own: what it makes never keeps a reader waiting. */
import { extname } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { ServeOptions } from '../../doors/cli/contract/mailing-app.ts';
import { tell } from '../../doors/cli/output/terminal.ts';
import { apiDoor, deskDoor } from '../../doors/http/desk-door.ts';
import { forwardRequests } from '../../doors/http/request-channel.ts';
import { keepProcess } from '../../io/process/kept-process.ts';

/** What the desk's process is begun with, as JSON. */
export type DeskBeginning = Pick<ServeOptions, 'dev' | 'outbox' | 'at'> & {
  readonly configFile: string | null;
  readonly compileCache: string | null;
  readonly logLevel: Config['log']['level'];
};

/** How long a page waits for a desk that is being started again. */
const waitMs = 10_000;

/** The process is begun at once; until it is ready, requests wait for it. */
export function deskElsewhere(
  { file }: Config,
  { dev, outbox, at }: ServeOptions,
  logLevel: Config['log']['level'] = null,
  traceParent: () => string | null = () => null,
) {
  const entry = new URL(`./desk-process${extname(import.meta.filename)}`, import.meta.url);
  const given = { dev, outbox, at, configFile: file, logLevel } satisfies Omit<DeskBeginning, 'compileCache'>;
  const kept = keepProcess(entry, given, {
    onMessage: (message) => forwarder.take(message),
    onLost(how, againInMs) {
      forwarder.lost();
      tell(
        `courant: the desk's process ended by itself (${how}). It is started again${againInMs < 1_000 ? '' : ` in ${againInMs / 1_000} s`}.`,
      );
    },
  });
  const forwarder = forwardRequests(kept.send, () => kept.back(waitMs), traceParent);
  return { desk: deskDoor(forwarder.fetch), api: apiDoor(forwarder.fetch), ready: kept.ready, stop: kept.stop };
}
