/**
 * One sending process: argv[2] the store, argv[3] `null` (a transport that accepts at once) or the URL of a sink, argv[4] how many
 * connections, argv[5] optional range `after-upTo`, BENCH_DELIVERY settings of the delivery as JSON. Prints what it took as JSON.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { editionMessages } from '../../src/io/mail/message/edition-messages.ts';
import { smtpTransport } from '../../src/io/mail/smtp/smtp-transport.ts';
import { whereaboutsOf, workerName } from '../../src/io/process/worker-name.ts';
import { openStore } from '../../src/io/store/open-store.ts';
import { DeliverySettings } from '../../src/press/newsletter/delivery-settings.ts';
import { Newsletter } from '../../src/press/newsletter/newsletter.ts';
import type { Transport } from '../../src/press/ports/mail.ts';
import type { Press } from '../../src/press/ports/press.ts';
import { relayPlaces } from '../../src/press/sending/relay-places.ts';
import { sendMailing } from '../../src/press/sending/send-mailing.ts';
import { newsletterInput } from '../../tests/project-folder.ts';

const [, , url = '', target = 'null', connections = '10', range = ''] = process.argv;
const accepting: Transport = {
  name: 'nowhere',
  submit: async () => ({ kind: 'accepted', code: 250, response: '250 2.0.0 ok' }),
  stop: () => undefined,
  close: async () => undefined,
};
const transport = target === 'null' ? accepting : smtpTransport({ url: target, connections: Number(connections) });
const store = await openStore(url);
const wired = {
  now: () => new Date(),
  store,
  transport,
  messages: { edition: editionMessages },
  secret: Buffer.alloc(32, 7),
  baseUrl: 'http://127.0.0.1:4400',
  worker: workerName(),
  whereabouts: whereaboutsOf,
  delivery: DeliverySettings.parse({
    connections: Number(connections),
    canary: { atMost: 0 },
    ...JSON.parse(process.env.BENCH_DELIVERY ?? '{}'),
  }),
  queue: null,
  wait: (ms: number) => pause(ms),
  onStop: () => () => undefined,
  random: Math.random,
  progress: { start: () => undefined, step: () => undefined, finish: () => undefined },
} as unknown as Press;
const press: Press = { ...wired, places: relayPlaces(wired) };
const newsletter = Newsletter.parse(newsletterInput);
const edition = await store.findEdition('weekly', new Date('2026-11-21T08:00:00Z'));
if (!edition) throw new Error('there is no mailing');
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 50);
const [after = 0, upTo = Number.MAX_SAFE_INTEGER] = range === '' ? [] : range.split('-').map(Number);
const began = performance.now();
const cpu = process.cpuUsage();
const { attempted } = await sendMailing(press, newsletter, edition, null, { after, upTo });
const ms = performance.now() - began;
const { user, system } = process.cpuUsage(cpu);
clearInterval(watch);
process.stdout.write(`${JSON.stringify({ attempted, ms, cpuMs: (user + system) / 1000, peakMb: peak / 1048576 })}\n`);
await transport.close();
await store.close();
