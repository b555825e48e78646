import { type Outcome, readerNamed } from '../../delivery/ledger/outcome.ts';
import { type Backoff, backoffAfter, noBackoff } from '../../delivery/pacing/domain-backoff.ts';
import { mailDomain } from '../../delivery/pacing/mail-domain.ts';
import { senderDomain } from '../composing/edition-message.ts';
import type { DeliverySettings } from '../newsletter/delivery-settings.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import type { DeliveryRange } from '../ports/queue.ts';
import { everyDelivery } from '../ports/queue.ts';
import type { PlaceUser } from '../ports/relay-places.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import type { DeliveryRow } from '../ports/store/ledger.ts';
import { type DomainQueues, domainQueues } from './domain-queues.ts';
import { storePatienceMs } from './durable/ledger-writer.ts';
import { withRetries } from './durable/with-retries.ts';
import { type Ending, endingInTime } from './ending.ts';
import { type Deliverer, deliverer, type HandedOver, type HandOver } from './hand-over.ts';
import { messageMaker, type SealedMail } from './message-maker.ts';
import { wakeableSleep } from './nap.ts';
import { type Guard, guardOf } from './send-guard.ts';
import { sendingView } from './sending-view.ts';
import { sharedRate } from './shared-rate.ts';

/**
 * One loop, single-threaded, which does the first of these that can be done, and sleeps until there is news when none can:
 * - reading: fewer than a page of rows wait in memory and the range is not read to its end: the next page is fetched.
 * - starting: a connection is free, of this process and of all (`relay-places`), rates and the guard allow it, and `domain-queues` has a domain whose turn it is: its next row is
 *   handed over. Where all that waits in memory belongs to domains that may not be written to now, the pages behind are read for
 *   others, and for the longest queues memory is given back; what is dropped so is read again in a later pass.
 * - waiting: nothing is left but retries that are near (`retry.linger`): then the range is passed through again.
 * - resting: the relay, or every domain with something left, wants to be left alone. For longer than `retry.linger`: the loop ends,
 *   and a later run goes on. It ends, too, when the guard has a verdict; what is under way is always waited for.
 */

export type Submitted = {
  readonly attempted: number;
  /**
   * `through`: nothing is due any more; deferred ones may be left for later. `waiting`: the relay or some domains want to be left
   * alone. `paused`, `cancelled`: the edition is on hold. `stopped`: this process was asked to end.
   */
  readonly ending: 'through' | 'waiting' | 'paused' | 'cancelled' | 'stopped';
  readonly reason: string | null;
  readonly abandoned: number;
};

const pageSize = 500;
/** Rows kept in memory, about 1 KB each, before those of resting domains make room. */
const rowsAtMost = 10_000;
const longestNapMs = 250;
const passAgainMs = 30_000;

/** The mutable state of one run: single-threaded, owned by `submitDue`. */
type Run = {
  readonly press: Press;
  readonly edition: EditionRecord;
  readonly settings: DeliverySettings;
  readonly range: DeliveryRange;
  readonly only: ReadonlySet<string> | null;
  readonly queues: DomainQueues;
  readonly guard: Guard;
  readonly ending: Ending;
  readonly rates: ReturnType<typeof sharedRate>;
  readonly places: PlaceUser;
  readonly deliverer: Deliverer;
  readonly fail: (error: unknown) => void;
  readonly settled: () => Promise<void>;
  readonly wake: () => void;
  readonly sleep: (ms: number) => Promise<void>;
  relay: Backoff;
  after: number;
  exhausted: boolean;
  reading: boolean;
  passedAt: number;
  readonly underWay: Set<number>;
  attempted: number;
  readonly outcomes: Record<Outcome['kind'], number>;
  fatal: unknown;
};

/**
 * Hands every due delivery of the range to the transport: durable intent, message, durable outcome, each connection busy while
 * there is work and nothing forbids it. Waits for retries that are near. Any number of workers may do the same edition, and the
 * same range, at once: the intent is what makes a delivery theirs.
 * @param only addresses to write to now; the others stay queued. `null`: all
 * @throws CourantError `store-unavailable` when the store stays out of reach for minutes
 */
export async function submitDue(
  press: Press,
  newsletter: Newsletter,
  edition: EditionRecord,
  mail: SealedMail,
  only: ReadonlySet<string> | null,
  range: DeliveryRange = everyDelivery,
): Promise<Submitted> {
  const run = await begun(press, newsletter, edition, mail, only, range);
  const view = sendingView(press, edition, run);
  try {
    await loop(run);
  } finally {
    while (run.underWay.size > 0) await run.sleep(longestNapMs);
    await run.deliverer.ahead.giveBack(Number.POSITIVE_INFINITY).catch(run.fail);
    await Promise.all([run.deliverer.settled(), run.settled()]);
    await run.places.leave();
    run.ending.close();
    await run.guard.close();
    view.close();
  }
  if (run.fatal) throw run.fatal;
  const verdict = await withRetries(run.guard.lastWord, storePatienceMs, press.wait, run.ending.overdue);
  const { ending, reason } = verdict ?? left(run);
  return { attempted: run.attempted, ending, reason, abandoned: run.guard.abandoned() };
}

async function begun(
  press: Press,
  newsletter: Newsletter,
  edition: EditionRecord,
  mail: SealedMail,
  only: ReadonlySet<string> | null,
  range: DeliveryRange,
): Promise<Run> {
  const settings = newsletter.delivery ?? press.delivery;
  const alarm = wakeableSleep(press.wait);
  const underWay = new Set<number>();
  const ending = endingInTime(press, settings.stopWithin, () => underWay.size);
  const rates = sharedRate(press.store, press.wait, alarm.ring);
  const rateOf = (domain: string) => settings.perDomain[domain]?.perSecond;
  const queues = domainQueues(settings, (domain) => {
    const perSecond = rateOf(domain);
    return perSecond === undefined || rates.has(`domain ${domain}`, perSecond);
  });
  const messages = messageMaker(press, newsletter, edition, mail);
  let run: Run | null = null;
  const fail = (error: unknown) => {
    if (run !== null) run.fatal ??= error;
    alarm.ring();
  };
  const mailing: HandOver = {
    press,
    edition,
    settings,
    make: messages.make,
    domain: senderDomain(newsletter),
    overdue: ending.overdue,
    onFatal: fail,
  };
  const guard = await guardOf(press, edition, settings, only === null, alarm.ring);
  run = {
    press,
    edition,
    settings,
    range,
    only,
    queues,
    guard,
    ending,
    rates,
    places: press.places.enter(settings, alarm.ring),
    deliverer: deliverer(mailing),
    fail,
    settled: messages.settled,
    wake: alarm.ring,
    sleep: alarm.nap,
    relay: noBackoff,
    after: range.after,
    exhausted: false,
    reading: false,
    passedAt: 0,
    underWay,
    attempted: 0,
    outcomes: { accepted: 0, deferred: 0, failed: 0, unknown: 0 },
    fatal: null,
  };
  return run;
}

async function loop(run: Run): Promise<void> {
  while (run.fatal === null && run.guard.verdict() === null) {
    if (!run.exhausted && !run.reading && run.queues.waiting < pageSize) void readPage(run);
    lookAhead(run);
    if (startNext(run)) continue;
    if (run.underWay.size === 0 && !run.reading && run.exhausted && run.queues.waiting === 0 && !(await moreToCome(run))) return;
    if (run.underWay.size === 0 && !run.reading && restTooLong(run)) return;
    const idle = run.underWay.size < run.settings.connections && !run.reading && run.queues.waiting >= pageSize;
    if (idle && run.places.free()) lookBehindTheBlocked(run);
    await run.sleep(longestNapMs);
  }
}

function startNext(run: Run): boolean {
  const { press, settings, queues, guard, rates } = run;
  const now = press.now().getTime();
  if (run.underWay.size >= (run.relay.coolUntil === 0 ? settings.connections : 1) || run.relay.coolUntil > now || !guard.mayStart())
    return false;
  if (settings.perSecond !== null && !rates.has('all', settings.perSecond)) return false;
  if (queues.waiting === 0 || !run.places.free()) return false;
  const row = queues.next(now);
  if (row === null) return false;
  run.places.take();
  if (settings.perSecond !== null) rates.take('all');
  rates.take(`domain ${mailDomain(row.address)}`);
  run.underWay.add(row.id);
  guard.onStart();
  void oneDelivery(run, row);
  return true;
}

/** Where nothing but the connections holds the next ones back, their intents are made durable before their turn. */
function lookAhead({ press, settings, guard, relay, deliverer, queues }: Run): void {
  const now = press.now().getTime();
  if (settings.perSecond !== null || relay.coolUntil > 0 || !guard.isOpen()) void deliverer.ahead.giveBack(now).catch(() => undefined);
  else deliverer.ahead.prepare(now, queues.likely);
}

async function oneDelivery(run: Run, row: DeliveryRow): Promise<void> {
  let done: HandedOver | null = null;
  try {
    done = await run.deliverer.handOver(row);
    if (done) {
      run.attempted += 1;
      run.outcomes[done.outcome.kind] += 1;
    }
  } catch (error) {
    run.fatal ??= error;
  }
  const outcome = done?.outcome ?? null;
  const now = run.press.now().getTime();
  const aboutRelay = outcome?.kind === 'deferred' && (outcome.code === null || outcome.code === 421 || !readerNamed(outcome.step));
  if (outcome) run.relay = aboutRelay ? backoffAfter(run.relay, outcome, now) : noBackoff;
  run.queues.done(row, aboutRelay ? null : outcome, now);
  const domain = mailDomain(row.address);
  run.guard.onOutcome(done, domain, aboutRelay || run.queues.troubledDomain(domain));
  run.underWay.delete(row.id);
  run.places.giveBack();
  run.wake();
}

async function readPage(run: Run): Promise<void> {
  run.reading = true;
  try {
    const { press, edition, range, only } = run;
    const page = await withRetries(
      () => press.store.due(edition.id, press.now(), run.after, pageSize),
      storePatienceMs,
      press.wait,
      run.ending.overdue,
    );
    const ours = page.filter((row) => row.id <= range.upTo);
    run.queues.add(only ? ours.filter((row) => only.has(row.address.toLowerCase())) : ours);
    const last = ours.at(-1);
    if (last) run.after = last.id;
    if (page.length < pageSize || ours.length < page.length) run.exhausted = true;
  } catch (error) {
    run.fatal ??= error;
  }
  run.reading = false;
  run.wake();
}

/** All rows in memory may not go yet: those behind them may. Room is made now and then only, since it costs reading rows again. */
function lookBehindTheBlocked(run: Run): void {
  if (run.exhausted) return;
  if (run.queues.waiting < rowsAtMost) return void readPage(run);
  const now = run.press.now().getTime();
  if (now - run.passedAt < passAgainMs) return;
  run.passedAt = now;
  if (run.queues.makeRoom()) void readPage(run);
}

/** Whether to go on after the last page: rows were passed over, or retries are near enough to wait for. */
async function moreToCome(run: Run): Promise<boolean> {
  const again = () => {
    run.after = run.range.after;
    run.exhausted = false;
    return true;
  };
  if (run.queues.dropped()) return again();
  const { press, edition, settings } = run;
  const next = run.only ? null : await press.store.nextDue(edition.id, run.range.after, run.range.upTo);
  const away = next === null ? Number.POSITIVE_INFINITY : next.getTime() - press.now().getTime();
  if (away > settings.retry.linger) return false;
  for (let left = Math.max(20, away); left > 0 && run.guard.verdict() === null; left -= longestNapMs)
    await press.wait(Math.min(left, longestNapMs));
  return again();
}

/** Everything that is left wants to be left alone for longer than we wait. What is not read yet may be for others. */
function restTooLong(run: Run): boolean {
  const wakes = Math.max(run.relay.coolUntil, run.exhausted ? (run.queues.allRestUntil() ?? 0) : 0);
  return wakes - run.press.now().getTime() > run.settings.retry.linger;
}

function left(run: Run): Pick<Submitted, 'ending' | 'reason'> {
  const relay = run.relay.coolUntil > 0 ? `the relay does not take mail now: ${run.relay.lastWord}` : null;
  if (relay !== null && (run.queues.waiting > 0 || !run.exhausted)) return { ending: 'waiting', reason: relay };
  const [worst] = run.queues.troubled(run.press.now().getTime());
  if (worst && run.queues.waiting > 0) return { ending: 'waiting', reason: `${worst.domain} takes nothing for now: ${worst.lastWord}` };
  return { ending: 'through', reason: relay };
}
