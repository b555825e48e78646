/** A process of this program's own that does part of its work, started anew whenever it ends by itself. */
import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { CourantError } from '../../errors/courant-error.ts';

/** What parent and child say of the child itself; everything else on the channel is theirs. */
export type Beginning =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly code: string | null; readonly message: string; readonly help: string | null };

type Kept = {
  /** `false`: there is no process at the moment. */
  readonly send: (message: object) => boolean;
  /** Resolves when there is one again, and in any case after that many milliseconds. */
  readonly back: (withinMs: number) => Promise<void>;
  /** Resolves with the first that is ready; rejects with what kept the first from beginning. */
  readonly ready: Promise<void>;
  /** Asks it to end, as often as this process was asked. Resolves once it has. */
  readonly stop: () => Promise<void>;
};

type Listeners = {
  readonly onMessage: (message: object) => void;
  /** It has ended unasked; `how` in words, the next begins in that many milliseconds. */
  readonly onLost: (how: string, againInMs: number) => void;
};

const pauses = { first: 100, longest: 30_000, forgivenAfter: 60_000 };

/**
 * Forks `entry` with `given` as its one argument, in JSON. One that ends unasked is begun anew, ever more slowly while it does so again
 * and again; one that does not even begin the first time is not.
 */
export function keepProcess(entry: URL, given: object, { onMessage, onLost }: Listeners): Kept {
  const first = Promise.withResolvers<void>();
  // Whoever waits for it may still be busy with something else.
  first.promise.catch(() => undefined);
  const over = Promise.withResolvers<void>();
  let child: ChildProcess | null = null;
  let [begun, stopping, pause] = [false, false, pauses.first];
  let again: NodeJS.Timeout | undefined;
  const waiting = new Set<() => void>();
  const begin = () => {
    const at = performance.now();
    const forked = fork(entry, [JSON.stringify(withCache(given))], forkOptions);
    child = forked;
    for (const there of waiting) there();
    let failure: Error | null = null;
    forked.on('message', (message: object) => {
      if (isBeginning(message)) {
        if (message.kind === 'failed') failure = errorOf(message);
        else {
          begun = true;
          first.resolve();
        }
      } else onMessage(message);
    });
    // Told by its end.
    forked.on('error', (error) => {
      failure ??= error;
    });
    forked.once('close', (code, signal) => {
      child = null;
      const how = failure?.message ?? (signal === null ? `exit code ${code}` : signal);
      if (stopping) over.resolve();
      else if (begun) {
        if (performance.now() - at > pauses.forgivenAfter) pause = pauses.first;
        onLost(how, pause);
        again = setTimeout(begin, pause);
        pause = Math.min(pause * 3, pauses.longest);
      } else first.reject(failure ?? new Error(`the process of ${entry.pathname} ended before it had begun: ${how}`));
    });
  };
  begin();
  return {
    send: (message) => child?.connected === true && child.send(message, () => undefined) !== undefined,
    back(withinMs) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const clock = setTimeout(resolve, withinMs);
      waiting.add(resolve);
      return promise.finally(() => {
        clearTimeout(clock);
        waiting.delete(resolve);
      });
    },
    ready: first.promise,
    stop() {
      stopping = true;
      clearTimeout(again);
      if (child === null) over.resolve();
      else if (child.connected) child.send({ kind: 'stop' }, () => undefined);
      return over.promise;
    },
  };
}

/** Buffers travel as bytes; what it prints, this process prints. */
const forkOptions: ForkOptions = {
  execArgv: ['--disable-warning=ExperimentalWarning'],
  serialization: 'advanced',
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
};

/** What V8 compiled is kept where this process keeps it. */
const withCache = (given: object): object => {
  const folder = getCompileCacheDir();
  return { ...given, compileCache: folder === undefined ? null : dirname(folder) };
};

const isBeginning = (message: object): message is Beginning => 'kind' in message && (message.kind === 'ready' || message.kind === 'failed');

const errorOf = ({ code, message, help }: Extract<Beginning, { kind: 'failed' }>): Error =>
  code === null ? new Error(message) : new CourantError(code, message, help === null ? {} : { help });
