import { type RecentOutcomes, tripped, trippedByEchoes, withOutcome } from '../../delivery/pacing/breaker.ts';
import { canaryDone, canarySize, canaryVerdict } from '../../delivery/pacing/canary.ts';
import type { DeliverySettings } from '../newsletter/delivery-settings.ts';
import type { Press } from '../ports/press.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import type { HandedOver } from './hand-over.ts';
import { settleAbandoned } from './liveness.ts';
import { type RefusalWatch, refusalWatch } from './refusal-watch.ts';

export type GuardVerdict = { readonly ending: 'paused' | 'cancelled' | 'stopped'; readonly reason: string };

/** Watches over a running send: holds set by anybody, the canary, the breaker, the end of the process, dead fellow workers. */
export type Guard = {
  /** Why nothing more may be started, or `null`. */
  verdict(): GuardVerdict | null;
  /** The verdict at the end of the run. A hold binds intents before the guard next looks around: then what is left was not begun because of it. */
  lastWord(): Promise<GuardVerdict | null>;
  /** `false` while the canary is out. */
  mayStart(): boolean;
  /** Whether nothing but a verdict can keep the next ones from starting: the canary is over. */
  readonly isOpen: () => boolean;
  onStart(): void;
  /** `excused`: trouble of one domain or of the relay, which has its own remedy and does not count for the breaker. */
  onOutcome(done: HandedOver | null, domain: string, excused: boolean): void;
  abandoned(): number;
  close(): Promise<void>;
};

const holdEveryMs = 1_000;
const heartbeatEveryMs = 15_000;
const worthRecounting = 1_000;

type Watch = {
  readonly press: Press;
  readonly edition: EditionRecord;
  readonly settings: DeliverySettings;
  readonly changed: () => void;
  verdict: GuardVerdict | null;
  refusals: RefusalWatch | null;
  recent: RecentOutcomes;
  /** How many more the canary has; `null`: it is over. */
  canaryLeft: number | null;
  underWay: number;
  abandoned: number;
  /** As counted last. */
  accepted: number;
  closed: boolean;
};

/** @param withCanary false where a person named the readers */
export async function guardOf(
  press: Press,
  edition: EditionRecord,
  settings: DeliverySettings,
  withCanary: boolean,
  changed: () => void,
): Promise<Guard> {
  await press.store.heartbeat(press.worker);
  const watch: Watch = {
    press,
    edition,
    settings,
    changed,
    verdict: await heldBy(press, edition.id),
    refusals: null,
    recent: [],
    canaryLeft: withCanary ? 0 : null,
    underWay: 0,
    abandoned: 0,
    accepted: 0,
    closed: false,
  };
  watch.refusals = await refusalWatch(press.store, edition.id, settings.breaker.refusals, (why) =>
    halt(watch, `${why}. ${afterRefusals(edition)}`),
  );
  await judgeCanary(watch);
  // What came back since the last run counts before the first message of this one.
  await heedEchoes(watch);
  const unlisten = press.onStop(() => {
    watch.verdict ??= { ending: 'stopped', reason: 'the process was asked to stop; run the command again to go on' };
    changed();
  });
  const watching = Promise.all([
    regularly(watch, holdEveryMs, () => lookAround(watch)),
    regularly(watch, heartbeatEveryMs, () => signOfLife(watch)),
  ]);
  return {
    verdict: () => watch.verdict,
    lastWord: async () => watch.verdict ?? (await heldBy(press, edition.id)),
    mayStart: () => watch.canaryLeft === null || watch.canaryLeft > 0,
    isOpen: () => watch.canaryLeft === null && watch.verdict === null,
    onStart: () => {
      watch.underWay += 1;
      if (watch.canaryLeft !== null) watch.canaryLeft -= 1;
    },
    onOutcome: (done, domain, excused) => ended(watch, done, domain, excused),
    abandoned: () => watch.abandoned,
    close: async () => {
      watch.closed = true;
      unlisten();
      await watching;
    },
  };
}

async function heldBy(press: Press, editionId: number): Promise<GuardVerdict | null> {
  const hold = await press.store.hold(editionId);
  return hold && { ending: hold.kind, reason: hold.reason };
}

const afterRefusals = ({ newsletter, number }: EditionRecord): string =>
  `Mend what they complain of (SPF, DKIM, a blocklist); those refused have failed and get it with: courant resend ${newsletter}:${number} --state failed`;

function ended(watch: Watch, done: HandedOver | null, domain: string, excused: boolean): void {
  watch.underWay -= 1;
  if (done === null) return;
  watch.refusals?.onOutcome(done, domain);
  // The hold itself is written with the outcome; here it takes effect at once.
  if (done.consequence.kind === 'pause-mailing') watch.verdict ??= { ending: 'paused', reason: done.consequence.reason };
  // Refusals of the sender are weighed by themselves.
  if (excused || done.consequence.kind === 'weigh-refusal') return;
  watch.recent = withOutcome(watch.recent, done.outcome.kind);
  const why = tripped(watch.recent, watch.settings.breaker);
  if (why !== null) halt(watch, why);
}

/** For every worker, and for those to come, until a person resumes. */
function halt(watch: Watch, reason: string): void {
  if (watch.verdict) return;
  watch.verdict = { ending: 'paused', reason };
  const { press, edition } = watch;
  press.store.putOnHold(edition.id, { kind: 'paused', reason, by: 'engine', at: press.now() }).catch(() => undefined);
  watch.changed();
}

async function lookAround(watch: Watch): Promise<void> {
  watch.verdict ??= await heldBy(watch.press, watch.edition.id);
  if (watch.canaryLeft !== null && watch.canaryLeft <= 0 && watch.underWay === 0) await judgeCanary(watch);
  watch.changed();
}

/** The canary is of the edition, not of a worker: what all workers together have handed over counts. */
async function judgeCanary(watch: Watch): Promise<void> {
  if (watch.canaryLeft === null || watch.verdict) return;
  const { store } = watch.press;
  if (await store.canaryOver(watch.edition.id)) {
    watch.canaryLeft = null;
    return;
  }
  const { share, atMost, haltFailed, haltDeferred } = watch.settings.canary;
  const books = await store.accounting(watch.edition.id);
  const size = Math.min(canarySize(books.frozen, { share, atMost }), books.frozen - books.suppressed - books.skipped);
  const done = canaryDone(books);
  if (done < size) {
    watch.canaryLeft = Math.max(0, size - done - books.submitting);
    return;
  }
  // Judged while it is the slice that speaks; far beyond it, the breaker does.
  const why = size > 0 && done < 2 * size ? canaryVerdict(books, { failed: haltFailed, deferred: haltDeferred }) : null;
  watch.canaryLeft = null;
  if (why !== null && (await resumedByPerson(watch)) === null) halt(watch, `canary: ${why}`);
  else await store.endCanary(watch.edition.id, watch.press.now());
}

// A person who resumes after a bad canary has seen it; the same slice must not stop the edition again.
const resumedByPerson = (watch: Watch): Promise<Date | null> => watch.press.store.resumedAt(watch.edition.id);

async function signOfLife(watch: Watch): Promise<void> {
  const { press, edition } = watch;
  await press.store.heartbeat(press.worker);
  watch.abandoned += await settleAbandoned(press, edition.id);
  await heedEchoes(watch);
}

async function heedEchoes(watch: Watch): Promise<void> {
  const { press, edition, settings } = watch;
  const echoes = await press.store.echoes(edition.id);
  if (echoes.bounces + echoes.complaints === 0 || (await resumedByPerson(watch)) !== null) return;
  const judged = () => trippedByEchoes({ accepted: watch.accepted, ...echoes }, settings.breaker);
  // Ever more are accepted: what is harmless beside an old count is so beside a new one, and counting millions takes its time.
  if (watch.accepted >= worthRecounting && judged() === null) return;
  watch.accepted = (await press.store.accounting(edition.id)).accepted;
  const why = judged();
  if (why !== null) halt(watch, why);
}

/** Trouble with the store is not this watch's to tell: the ledger meets the same. */
async function regularly(watch: Watch, everyMs: number, work: () => Promise<void>): Promise<void> {
  while (!watch.closed) {
    for (let slept = 0; slept < everyMs && !watch.closed; slept += 100) await watch.press.wait(100);
    if (!watch.closed) await work().catch(() => undefined);
  }
}
