import { type Outcome, readerNamed } from '../../delivery/ledger/outcome.ts';
import { mailDomain } from '../../delivery/pacing/mail-domain.ts';
import { domainClass } from '../../press/oversight/domain-class.ts';
import { relayBeat } from '../../press/oversight/troubles.ts';
import type { Transport } from '../../press/ports/mail.ts';
import type { Store } from '../../press/ports/store/store.ts';
import type { Log } from '../../press/ports/watch/log.ts';
import type { Metrics } from '../../press/ports/watch/metrics.ts';
import type { Tracing } from '../../press/ports/watch/tracing.ts';

const everyMs = 10_000;

type Observers = {
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'handedOver'> | null;
  readonly tracing: Pick<Tracing, 'mark'>;
  readonly store: Pick<Store, 'firstBeat' | 'endBeat'>;
  readonly now: () => Date;
};

/** Counts what is handed over, tells it in batches, and lets other processes know when the mail server is away and when it is back. */
export function observedTransport(transport: Transport, { log, metrics, tracing, store, now }: Observers): Transport {
  let counts: Record<string, number> = {};
  let began = 0;
  let away: boolean | null = null;
  const tell = () => {
    if (Object.keys(counts).length > 0) {
      const took = now().getTime() - began;
      log('info', 'delivery.batch', { ...counts, seconds: Math.round(took / 100) / 10 });
      tracing.mark('delivery.batch', counts, took);
    }
    counts = {};
  };
  const relay = (outcome: Outcome) => {
    const isAway = isAboutRelay(outcome);
    if (isAway === away) return;
    away = isAway;
    const words = outcome.response;
    log(isAway ? 'warn' : 'debug', isAway ? 'relay.away' : 'relay.takes', isAway ? { answer: words } : {});
    const noted = isAway ? store.firstBeat({ name: relayBeat, at: now(), words }) : store.endBeat(relayBeat);
    noted.catch(() => undefined);
  };
  return {
    ...transport,
    async submit(message) {
      const outcome = await transport.submit(message);
      const domain = mailDomain(message.envelope.to);
      metrics?.handedOver(domainClass(domain), outcome.kind);
      relay(outcome);
      const at = now().getTime();
      if (Object.keys(counts).length === 0) began = at;
      counts[outcome.kind] = (counts[outcome.kind] ?? 0) + 1;
      if (outcome.kind === 'deferred')
        log('debug', 'delivery.retry', { provider: domainClass(domain), code: outcome.code, step: outcome.step, answer: outcome.response });
      else if (outcome.kind !== 'accepted')
        log('info', `delivery.${outcome.kind}`, { provider: domainClass(domain), answer: outcome.response });
      if (at - began >= everyMs) tell();
      return outcome;
    },
    async close() {
      tell();
      await transport.close();
    },
  };
}

/** What was said to us and not about a reader, or not at all. */
const isAboutRelay = (outcome: Outcome): boolean =>
  outcome.kind === 'deferred' && (outcome.code === null || outcome.code === 421 || !readerNamed(outcome.step));
