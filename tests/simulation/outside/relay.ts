import type { Outcome } from '../../../src/delivery/ledger/outcome.ts';
import type { OutgoingMessage, Transport } from '../../../src/press/ports/mail.ts';
import type { Chance } from '../running/chance.ts';
import type { Process, Scheduler } from '../running/scheduler.ts';

/** What the relay does with one attempt. */
export type Fate = keyof typeof fates;

type Refusal = { readonly at: 'before'; readonly outcome: Outcome };
type Body = {
  readonly at: 'body';
  /** Whether the relay has the message in the end. */
  readonly takes: boolean;
  readonly outcome: Outcome;
  /** ms until the sender hears, or gives up. */
  readonly slow?: number;
};

const yes: Outcome = { kind: 'accepted', code: 250, response: '250 2.0.0 queued' };
const silence = (why: string): Outcome => ({ kind: 'unknown', response: `no final reply: ${why}` });
const no = (code: number, words: string, step: 'connect' | 'mail' | 'rcpt' | 'data' | 'body'): Outcome => ({
  kind: code >= 500 && step !== 'connect' && step !== 'mail' ? 'failed' : 'deferred',
  code,
  response: `${code} ${words}`,
  step,
});
const cut = (step: 'connect' | 'mail' | 'rcpt' | 'data'): Outcome => ({
  kind: 'deferred',
  code: null,
  response: 'the connection was closed',
  step,
});

/** As `io/mail/smtp` tells them: a reply is known, silence before 354 is safe to try again, silence after it is not. */
export const fates = {
  taken: { at: 'body', takes: true, outcome: yes },
  'taken-slowly': { at: 'body', takes: true, outcome: yes, slow: 20_000 },
  greylisted: { at: 'before', outcome: no(451, '4.7.1 try again later', 'rcpt') },
  'full-mailbox': { at: 'before', outcome: no(452, '4.2.2 mailbox full', 'rcpt') },
  'busy-at-connect': { at: 'before', outcome: no(421, '4.3.2 too busy', 'connect') },
  'busy-at-mail': { at: 'before', outcome: no(421, '4.7.0 slow down', 'mail') },
  'no-such-reader': { at: 'before', outcome: no(550, '5.1.1 no such user', 'rcpt') },
  'policy-at-reader': { at: 'before', outcome: no(550, '5.7.1 not authorised', 'rcpt') },
  'refuses-us': { at: 'before', outcome: no(550, '5.7.1 sender rejected', 'mail') },
  'cut-at-connect': { at: 'before', outcome: cut('connect') },
  'cut-at-mail': { at: 'before', outcome: cut('mail') },
  'cut-at-rcpt': { at: 'before', outcome: cut('rcpt') },
  'cut-at-data': { at: 'before', outcome: cut('data') },
  'cut-in-body': { at: 'body', takes: false, outcome: silence('the connection was closed') },
  'cut-after-dot': { at: 'body', takes: true, outcome: silence('the connection was closed') },
  'silent-with-it': { at: 'body', takes: true, outcome: silence('the server stopped answering'), slow: 45_000 },
  'silent-without': { at: 'body', takes: false, outcome: silence('the server stopped answering'), slow: 45_000 },
  'early-yes-lost': {
    at: 'body',
    takes: false,
    outcome: { kind: 'unknown', response: 'answered before the message was sent whole: 250 ok' },
  },
  'early-yes-kept': {
    at: 'body',
    takes: true,
    outcome: { kind: 'unknown', response: 'answered before the message was sent whole: 250 ok' },
  },
  'late-not-now': { at: 'body', takes: false, outcome: no(451, '4.3.0 local error', 'body') },
  'late-no': { at: 'body', takes: false, outcome: no(554, '5.6.0 content refused', 'body') },
} as const satisfies Readonly<Record<string, Refusal | Body>>;

/** A stretch of time in which a share of a domain's messages (`*`: of all) meet this. */
export type Weather = { readonly from: number; readonly to: number; readonly domain: string; readonly fate: Fate; readonly share: number };

/** One attempt at one address, counted over the whole world from 1. */
export type FateOfAttempt = { readonly address: string; readonly attempt: number; readonly fate: Fate };

export type RelayRules = {
  readonly world: Scheduler;
  readonly chance: Chance;
  /** ms of one way. */
  readonly travel: () => number;
  readonly weather: Weather[];
  readonly fates: FateOfAttempt[];
  readonly tell: (words: () => string) => void;
  /** The process begins to speak of a message: its intent must stand. */
  readonly onHandOver: (process: Process, message: OutgoingMessage) => void;
  /** The relay has it, and will deliver it. */
  readonly onTaken: (process: Process, message: OutgoingMessage) => void;
  /** What the sender was told, once it was. */
  readonly onOutcome: (process: Process, message: OutgoingMessage, outcome: Outcome, taken: boolean) => void;
  /** A defect put in by hand. */
  readonly misheard?: ((outcome: Outcome) => Outcome) | undefined;
};

export type Relay = {
  transport(process: Process): Transport;
  /** From now on it takes everything. */
  calm(): void;
};

const stopped: Outcome = { kind: 'deferred', code: null, response: 'not sent: the process was asked to stop' };

export function relay(rules: RelayRules): Relay {
  const attempts = new Map<string, number>();
  let calm = false;
  const fateOf = (address: string): Fate => {
    const attempt = (attempts.get(address) ?? 0) + 1;
    attempts.set(address, attempt);
    if (calm) return 'taken';
    const own = rules.fates.find((one) => one.address === address && one.attempt === attempt);
    if (own) return own.fate;
    const now = rules.world.now();
    const domain = address.slice(address.lastIndexOf('@') + 1);
    const weather = rules.weather.find((one) => one.from <= now && now < one.to && (one.domain === '*' || one.domain === domain));
    return weather && rules.chance.roll(weather.share) ? weather.fate : 'taken';
  };
  return {
    calm: () => {
      calm = true;
    },
    transport: (process) => transportOf(rules, process, fateOf),
  };
}

function transportOf(rules: RelayRules, process: Process, fateOf: (address: string) => Fate): Transport {
  const { world, travel } = rules;
  const stopping = { unsent: false };
  let giveUp: () => void = () => undefined;
  const givenUp = new Promise<void>((resolve) => {
    giveUp = resolve;
  });
  const submit = async (message: OutgoingMessage): Promise<{ readonly outcome: Outcome; readonly taken: boolean }> => {
    await world.step(process, travel());
    if (stopping.unsent) return { outcome: stopped, taken: false };
    rules.onHandOver(process, message);
    const fate = fateOf(message.envelope.to);
    const what: Refusal | Body = fates[fate];
    rules.tell(() => `${process.worker} hands ${message.messageId} to ${message.envelope.to}: ${fate}`);
    if (what.at === 'before') {
      await world.step(process, travel());
      return { outcome: what.outcome, taken: false };
    }
    // The last bytes have left the machine: what the relay does with them is no more this process's.
    await new Promise<void>((arrived) =>
      world.at(world.now() + travel(), null, () => {
        if (what.takes) rules.onTaken(process, message);
        arrived();
      }),
    );
    const answer = world.step(process, (what.slow ?? 0) + travel());
    const ended = await Promise.race([answer.then(() => false), givenUp.then(() => true)]);
    return { outcome: ended ? silence('the process was asked to stop') : what.outcome, taken: what.takes };
  };
  return {
    name: 'smtp://relay.example:25',
    reach: 'away',
    submit: async (message) => {
      const { outcome, taken } = await submit(message);
      rules.onOutcome(process, message, outcome, taken);
      return rules.misheard?.(outcome) ?? outcome;
    },
    stop: (what) => {
      stopping.unsent = true;
      if (what === 'everything') giveUp();
    },
    close: async () => undefined,
  };
}
