import type { Outcome } from '../../delivery/ledger/outcome.ts';
import type { Accounting } from '../../delivery/ledger/state-machine.ts';
import type { Press } from '../ports/press.ts';
import type { DeliveryRange } from '../ports/queue.ts';
import type { EditionRecord } from '../ports/store/editions.ts';
import type { DomainQueues } from './domain-queues.ts';

type Shown = {
  readonly range: DeliveryRange;
  readonly attempted: number;
  readonly outcomes: Readonly<Record<Outcome['kind'], number>>;
  readonly underWay: ReadonlySet<number>;
  readonly queues: DomainQueues;
};

const everyMs = 500;
const rateOverMs = 10_000;

type Standing = { readonly accounting: Accounting; readonly now: Date };

/** The same of an edition other processes send, by its books then and now. Returns how many deliveries came to an end since. */
export function workersView({ progress }: Press, edition: EditionRecord, { accounting: before, now }: Standing): (now: Standing) => number {
  const waiting = ({ queued, deferred, submitting }: Accounting) => queued + deferred + submitting;
  const total = waiting(before);
  const rate = rateOver(rateOverMs, now.getTime());
  progress.start('sending', total);
  return ({ accounting: books, now }) => {
    const settled = total - waiting(books);
    const perSecond = rate(now.getTime(), settled);
    const since = (state: Outcome['kind']) => books[state] - before[state];
    progress.step(settled);
    progress.sending?.({
      newsletter: edition.newsletter,
      number: edition.number,
      attempted: settled,
      settled,
      total,
      outcomes: { accepted: since('accepted'), deferred: since('deferred'), failed: since('failed'), unknown: since('unknown') },
      underWay: books.submitting,
      perSecond,
      secondsLeft: perSecond > 0 ? (total - settled) / perSecond : null,
      troubled: [],
    });
    return settled;
  };
}

/** Shows a running send: how far it is, how fast, and which domains are in trouble. */
export function sendingView(press: Press, edition: EditionRecord, run: Shown): { close(): void } {
  const { progress } = press;
  const rate = rateOver(rateOverMs, press.now().getTime());
  let closed = false;
  let total = 0;
  const show = async () => {
    total = await press.store.unfinished(edition.id, run.range.after, run.range.upTo);
    progress.start('sending', total);
    while (!closed) {
      tell();
      await press.wait(everyMs);
    }
  };
  const tell = () => {
    const { accepted, failed, unknown } = run.outcomes;
    const settled = Math.min(total, accepted + failed + unknown);
    progress.step(settled);
    const perSecond = rate(press.now().getTime(), run.attempted);
    progress.sending?.({
      newsletter: edition.newsletter,
      number: edition.number,
      attempted: run.attempted,
      settled,
      total,
      outcomes: { ...run.outcomes },
      underWay: run.underWay.size,
      perSecond,
      secondsLeft: perSecond > 0 ? (total - settled) / perSecond : null,
      troubled: run.queues.troubled(press.now().getTime()).map(({ domain, waiting, lastWord }) => ({ domain, waiting, lastWord })),
    });
  };
  void show().catch(() => undefined);
  return {
    close() {
      closed = true;
      if (total > 0) tell();
      progress.finish();
    },
  };
}

/** Messages a second over the latest stretch of a count that is looked at now and then. */
function rateOver(stretchMs: number, began: number): (now: number, count: number) => number {
  let seen: { readonly at: number; readonly count: number }[] = [{ at: began, count: 0 }];
  return (now, count) => {
    const from = seen.findLast(({ at }) => at <= now - stretchMs) ?? seen[0] ?? { at: now, count };
    seen = [...seen.filter(({ at }) => at >= from.at), { at: now, count }];
    return now > from.at ? ((count - from.count) * 1000) / (now - from.at) : 0;
  };
}
