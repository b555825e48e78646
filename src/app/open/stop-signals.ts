import type { Press } from '../../press/ports/press.ts';

/** A closed terminal and a lost connection (SIGHUP) ask as politely as an operator does. */
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const;

/** Beyond the limit of those who listen, and when pressed: what hangs then (a database that does not answer) hangs for good. */
const usualGrace = { first: 10_000, pressed: 5_000 };

const listeners = new Set<(asked: number) => void>();
const clocks = new Set<NodeJS.Timeout>();
let asked = 0;
let heedsSignals = true;

/**
 * Tells whoever listens that the process is to end, at once where it was asked before. Intents are durable before a message leaves,
 * so the process may be ended at any moment: a while beyond `limitMs` after the first request it is, whatever it does.
 */
export const stopSignals =
  (limitMs: number, grace = usualGrace): Press['onStop'] =>
  (listener) => {
    if (listeners.size === 0 && heedsSignals) for (const signal of signals) process.on(signal, ask);
    const own = (times: number) => {
      endIn(times === 1 ? limitMs + grace.first : grace.pressed);
      listener(times);
    };
    listeners.add(own);
    if (asked > 0) own(asked);
    return () => {
      listeners.delete(own);
      if (listeners.size === 0) for (const signal of signals) process.off(signal, ask);
    };
  };

/** For when all is closed: nothing keeps the process any more. */
export function forgetStop(): void {
  for (const clock of clocks) clearTimeout(clock);
  clocks.clear();
}

/**
 * For a process that does part of another's work. A signal often reaches the whole group (Ctrl-C, a service manager): it counts once, as
 * the parent passes it on, by the function returned.
 */
export function askedByParent(): () => void {
  heedsSignals = false;
  for (const signal of signals) process.on(signal, () => undefined);
  return ask;
}

function ask(): void {
  asked += 1;
  if (asked > 2) process.exit(1);
  for (const listener of [...listeners]) listener(asked);
}

/** The earliest end counts. Until then the process stays: one whose last connection broke would else leave in mid-sentence (code 13). */
function endIn(ms: number): void {
  clocks.add(
    setTimeout(() => {
      process.stderr.write('Ended before all was written down: what was under way is booked as unknown by the next run.\n');
      process.exit(1);
    }, ms),
  );
}
