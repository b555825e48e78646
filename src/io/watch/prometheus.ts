import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Figures, Metrics } from '../../press/ports/watch/metrics.ts';

/** Metrics of this process and of the store, for Prometheus. Labels come from short lists: no address, no path, no domain of a reader's own. */
export function prometheus(version: string): Metrics {
  const registers = [new Registry()];
  const [register = new Registry()] = registers;
  collectDefaultMetrics({ register });
  const counted = new Counter({
    name: 'courant_messages_handed_over_total',
    help: 'Messages this process has handed to the mail server, by provider and outcome',
    labelNames: ['domain_class', 'outcome'],
    registers,
  });
  const requests = new Histogram({
    name: 'courant_request_seconds',
    help: 'Time to answer a request, by door (desk, reader, webhook, api, watch)',
    labelNames: ['door', 'method', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const ticks = new Histogram({
    name: 'courant_tick_seconds',
    help: 'Time one look for what is due took, with what was done',
    buckets: [0.1, 1, 10, 60, 600, 3600],
    registers,
  });
  new Gauge({ name: 'courant_info', help: 'Version of Courant', labelNames: ['version'], registers }).set({ version }, 1);
  const tell = figureGauges(registers);
  return {
    handedOver: (domain_class, outcome) => counted.inc({ domain_class, outcome }),
    answered: (door, method, status, seconds) =>
      requests.observe({ door, method: knownMethod(method), status: `${Math.floor(status / 100)}xx` }, seconds),
    ticked: (seconds) => ticks.observe(seconds),
    async exposition(figures) {
      tell(figures);
      return { type: register.contentType, text: await register.metrics() };
    },
  };
}

/** A stranger may send any word as a method. */
const knownMethod = (method: string): string =>
  ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].includes(method) ? method : 'other';

function figureGauges(registers: Registry[]): (figures: Figures | null) => void {
  const gauge = (name: string, help: string, labelNames: readonly string[] = []) =>
    new Gauge({ name: `courant_${name}`, help, labelNames: [...labelNames], registers });
  const up = gauge('store_up', '1: the store answered');
  const deliveries = gauge('deliveries', 'Deliveries of unfinished editions and of the latest one of each newsletter', [
    'newsletter',
    'state',
    'domain_class',
  ]);
  const oldest = gauge('queue_oldest_seconds', 'How long the oldest delivery waits that could go now');
  const tick = gauge('tick_age_seconds', 'Since when nobody has looked for what is due');
  const relay = gauge('relay_away_seconds', 'Since when the mail server takes nothing; 0: it does');
  const bounces = gauge('bounce_ratio', 'Hard bounces by accepted messages of the latest edition', ['newsletter']);
  const complaints = gauge('complaint_ratio', 'Complaints by accepted messages of the latest edition', ['newsletter']);
  const feeds = gauge('feeds', 'Feeds by how they do', ['state']);
  const alerts = gauge('alerts_standing', 'Alerts that stand, by kind', ['kind']);
  const outgoing = gauge('outgoing_webhooks', 'Calls to webhooks by state', ['state']);
  const all = [deliveries, bounces, complaints, feeds, alerts, outgoing, oldest, tick, relay];
  return (figures) => {
    for (const one of all) one.reset();
    up.set(figures === null ? 0 : 1);
    if (figures === null) return;
    for (const { newsletter, state, domainClass, count } of figures.deliveries)
      deliveries.set({ newsletter, state, domain_class: domainClass }, count);
    oldest.set(figures.oldestWaitingSeconds);
    relay.set(figures.relayAwaySeconds);
    if (figures.tickAgeSeconds !== null) tick.set(figures.tickAgeSeconds);
    for (const { newsletter, ...shares } of figures.echoes) {
      bounces.set({ newsletter }, shares.bounces);
      complaints.set({ newsletter }, shares.complaints);
    }
    for (const { state, count } of figures.feeds) feeds.set({ state }, count);
    for (const { kind, count } of figures.alerts) alerts.set({ kind }, count);
    for (const { state, count } of figures.outgoing) outgoing.set({ state }, count);
  };
}
