import parsePrometheus from 'parse-prometheus-text-format';
import { expect, it } from 'vitest';
import { prometheus } from '../../../src/io/watch/prometheus.ts';
import { domainClass } from '../../../src/press/oversight/domain-class.ts';

const deliveries = [
  { newsletter: 'weekly', state: 'accepted', domainClass: 'gmail.com', count: 7 },
  { newsletter: 'we"ek\\ly\n', state: 'queued', domainClass: 'other', count: 2 },
] as const;
const figures = {
  deliveries,
  oldestWaitingSeconds: 12.5,
  tickAgeSeconds: 30,
  relayAwaySeconds: 0,
  echoes: [{ newsletter: 'weekly', bounces: 0.01, complaints: 0.001 }],
  feeds: [{ state: 'fine', count: 3 }],
  alerts: [{ kind: 'paused', count: 1 }],
  outgoing: [{ state: 'waiting', count: 4 }],
};

it('tells figures as Prometheus reads them, and nothing of yesterday', async () => {
  const metrics = prometheus('0.2.0');
  metrics.handedOver('gmail.com', 'accepted');
  metrics.answered('reader', 'BREW', 200, 0.02);
  metrics.ticked(2);
  const told = parsePrometheus((await metrics.exposition(figures)).text);
  const of = (name: string) => told.find((family) => family.name === name)?.metrics;
  expect(of('courant_deliveries')).toEqual([
    { value: '7', labels: { newsletter: 'weekly', state: 'accepted', domain_class: 'gmail.com' } },
    { value: '2', labels: { newsletter: 'we"ek\\ly\n', state: 'queued', domain_class: 'other' } },
  ]);
  expect(of('courant_queue_oldest_seconds')).toEqual([{ value: '12.5' }]);
  expect(of('courant_messages_handed_over_total')).toEqual([{ value: '1', labels: { domain_class: 'gmail.com', outcome: 'accepted' } }]);
  expect((await metrics.exposition(figures)).text).toContain('door="reader",method="other",status="2xx"');
  expect(of('courant_store_up')).toEqual([{ value: '1' }]);
  const later = parsePrometheus((await metrics.exposition({ ...figures, deliveries: [], alerts: [] })).text);
  expect(later.find(({ name }) => name === 'courant_deliveries')?.metrics ?? []).toEqual([]);
  const away = parsePrometheus((await metrics.exposition(null)).text);
  expect(away.find(({ name }) => name === 'courant_store_up')?.metrics).toEqual([{ value: '0' }]);
});

it('has a handful of classes for whatever domains readers have', () => {
  const domains = ['gmail.com', 'googlemail.com', 'hotmail.co.uk', 'outlook.de', 'yahoo.co.jp', 'me.com', 'gmx.net', 'web.de', 'pm.me'];
  expect(domains.map(domainClass)).toEqual([
    'gmail.com',
    'gmail.com',
    'outlook.com',
    'outlook.com',
    'yahoo.com',
    'icloud.com',
    'gmx',
    'gmx',
    'proton',
  ]);
  expect(domainClass('evil-gmail.com')).toBe('other');
});
