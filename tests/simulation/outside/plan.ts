import type { z } from 'zod';
import type { DeliverySettings } from '../../../src/press/newsletter/delivery-settings.ts';
import { type Chance, chanceOf } from '../running/chance.ts';
import type { StoreFaultKind } from '../running/store-driver.ts';
import { topics } from './newsroom.ts';
import type { Fate } from './relay.ts';

const minute = 60_000;

/** Where every world begins: half an hour before the first of its two slots. */
export const worldBegins = Date.UTC(2026, 0, 5, 7, 30);
export const slots = [8, 9].map((hours) => Date.UTC(2026, 0, 5, hours));
/** From here on nothing goes wrong any more, and everything must come to its end. */
export const calmBegins = Date.UTC(2026, 0, 5, 9, 40);
export const worldEnds = Date.UTC(2026, 0, 6, 7, 50);

export type Topics = readonly string[];

/** Something that happens to the world, `at` ms after it began. */
export type Act = { readonly id: number; readonly at: number } & Deed;

export type Deed =
  | { readonly kind: 'join'; readonly address: string; readonly newsletter: string; readonly topics: Topics }
  | { readonly kind: 'topics'; readonly address: string; readonly newsletter: string; readonly topics: Topics }
  | { readonly kind: 'leave' | 'complain' | 'bounce'; readonly address: string; readonly newsletter: string }
  | { readonly kind: 'rest'; readonly address: string; readonly newsletter: string; readonly ms: number }
  | { readonly kind: 'erase'; readonly address: string }
  | { readonly kind: 'import'; readonly newsletter: string; readonly addresses: readonly string[] }
  | { readonly kind: 'pause' | 'resume' | 'cancel' | 'hold-slot' | 'release-slot' | 'approve' | 'withdraw'; readonly newsletter: string }
  | { readonly kind: 'drop' | 'pin'; readonly newsletter: string; readonly article: number }
  | { readonly kind: 'reconcile' | 'resend'; readonly newsletter: string }
  | { readonly kind: 'article'; readonly article: number; readonly quality: number; readonly age: number }
  | { readonly kind: 'correct' | 'vanish'; readonly article: number }
  | { readonly kind: 'die' | 'stop'; readonly machine: string; readonly back: number }
  | { readonly kind: 'freeze' | 'skew'; readonly machine: string; readonly ms: number }
  | { readonly kind: 'store-fault'; readonly machine: string; readonly from: number; readonly fault: StoreFaultKind; readonly ms: number }
  | { readonly kind: 'weather'; readonly ms: number; readonly domain: string; readonly fate: Fate; readonly share: number }
  | { readonly kind: 'fate'; readonly address: string; readonly attempt: number; readonly fate: Fate };

export type MachinePlan = {
  readonly name: string;
  readonly namespace: string;
  /** `serve` ticks and answers readers; `cron` starts a process for each tick; `worker` takes chunks. */
  readonly role: 'serve' | 'cron' | 'worker';
  readonly skewMs: number;
  readonly beatMs: number;
};

export type Plan = {
  /** Of the order of what happens at one moment, and of how long things take. */
  readonly seed: string;
  readonly shape: 'one-machine' | 'containers' | 'postgres';
  /** Relay and store answer within a millisecond, and there are more readers: then intents are begun ahead. */
  readonly swift: boolean;
  readonly machines: readonly MachinePlan[];
  readonly newsletters: readonly { readonly id: string; readonly approval: 'none' | 'required' }[];
  readonly delivery: z.input<typeof DeliverySettings>;
  readonly readers: readonly { readonly address: string; readonly newsletters: readonly string[]; readonly topics: Topics }[];
  readonly articles: readonly { readonly article: number; readonly quality: number; readonly age: number }[];
  readonly acts: readonly Act[];
};

const domains = ['alpha.example', 'beta.example', 'gamma.example'] as const;
const machineFates: readonly Fate[] = [
  'greylisted',
  'busy-at-mail',
  'busy-at-connect',
  'cut-at-rcpt',
  'taken-slowly',
  'full-mailbox',
  'late-not-now',
];
const messageFates: readonly Fate[] = [
  'taken-slowly',
  'greylisted',
  'full-mailbox',
  'no-such-reader',
  'policy-at-reader',
  'refuses-us',
  'cut-at-connect',
  'cut-at-mail',
  'cut-at-rcpt',
  'cut-at-data',
  'cut-in-body',
  'cut-after-dot',
  'silent-with-it',
  'silent-without',
  'early-yes-lost',
  'early-yes-kept',
  'late-not-now',
  'late-no',
];
const storeFaults: readonly StoreFaultKind[] = ['busy', 'full', 'commit-unheard', 'crash-before', 'crash-after', 'freeze'];

/** A world out of a seed. */
export function planOf(seed: string): Plan {
  const chance = chanceOf(`plan ${seed}`);
  const shape = chance.pick(['one-machine', 'containers', 'postgres'] as const);
  const newsletters = [
    { id: 'daily', approval: 'none' as const },
    ...(chance.roll(0.4) ? [{ id: 'letter', approval: chance.roll(0.5) ? ('required' as const) : ('none' as const) }] : []),
  ];
  const names = newsletters.map(({ id }) => id);
  const swift = chance.roll(0.12);
  const readers = Array.from({ length: swift ? chance.whole(20, 45) : chance.whole(3, 7) }, (_, index) => ({
    address: `reader${index}@${chance.pick(domains)}`,
    newsletters: names.filter((_, at) => at === 0 || chance.roll(0.6)),
    topics: someTopics(chance),
  }));
  const machines = machinesOf(chance, shape);
  const articles = Array.from({ length: chance.whole(5, 9) }, (_, article) => ({
    article,
    quality: chance.whole(20, 150),
    age: chance.whole(1, 600) * minute,
  }));
  const cast = {
    names,
    addresses: readers.map(({ address }) => address),
    machines: machines.map(({ name }) => name),
    articles: articles.length,
  };
  const acts = actsOf(chance, cast, swift).map((act, id) => ({ ...act, id }));
  const delivery = deliveryOf(chance);
  return {
    seed,
    shape,
    swift,
    machines,
    newsletters,
    delivery: swift ? { ...delivery, connections: 10 } : delivery,
    readers,
    articles,
    acts,
  };
}

function machinesOf(chance: Chance, shape: Plan['shape']): readonly MachinePlan[] {
  const skew = () => (chance.roll(0.3) ? chance.whole(-90_000, 90_000) : chance.whole(-300, 300));
  const beat = () => chance.pick([5, 6, 10]) * minute;
  const machine = (name: string, namespace: string, role: MachinePlan['role'], skewMs: number) => ({
    name,
    namespace,
    role,
    skewMs,
    beatMs: beat(),
  });
  if (shape === 'one-machine') {
    const own = skew();
    return [machine('a', 'a', 'serve', own), ...(chance.roll(0.6) ? [machine('b', 'a', 'cron', own)] : [])];
  }
  if (shape === 'containers') {
    const own = skew();
    return [machine('a', 'a', 'serve', own), machine('b', 'b', chance.pick(['serve', 'cron'] as const), own)];
  }
  return [
    machine('a', 'a', 'serve', skew()),
    machine('b', 'b', 'worker', skew()),
    ...(chance.roll(0.6) ? [machine('c', 'c', 'worker', skew())] : []),
    ...(chance.roll(0.4) ? [machine('d', 'd', 'serve', skew())] : []),
  ];
}

const deliveryOf = (chance: Chance): Plan['delivery'] => ({
  connections: chance.whole(1, 4),
  relayConnections: chance.roll(0.3) ? chance.whole(1, 3) : null,
  perSecond: chance.roll(0.15) ? chance.whole(1, 4) : null,
  retry: { firstDelay: chance.pick(['30s', '1m']), longestDelay: '8m', deadline: '1h', leastTries: 2, linger: chance.pick(['5s', '40s']) },
  canary: { share: chance.pick([0.01, 0.3]), haltFailed: chance.pick([0.3, 1]), haltDeferred: 1 },
  breaker: { bounces: chance.pick([0.3, 1]), deferrals: 1, complaints: chance.pick([0.2, 1]), refusals: chance.pick([0.2, 1]) },
  audienceChange: chance.pick([0.5, 1]),
});

type Cast = {
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  readonly machines: readonly string[];
  readonly articles: number;
};

const someTopics = (chance: Chance): Topics => {
  const chosen = topics.filter(() => chance.roll(0.6));
  return chosen.length > 0 ? chosen : [chance.pick(topics)];
};

type Undated = Deed & { readonly at: number };

/** Mostly while an edition is on its way. */
const moment = (chance: Chance, swift: boolean): number => {
  const slot = chance.pick(slots) - worldBegins;
  if (chance.roll(0.7)) return slot + (swift ? chance.whole(0, 600) : chance.whole(-3_000, 40_000));
  if (chance.roll(0.5)) return slot + chance.whole(-20 * minute, 20 * minute);
  return chance.whole(0, calmBegins - worldBegins);
};

function actsOf(chance: Chance, cast: Cast, swift: boolean): readonly Undated[] {
  const acts: Undated[] = [];
  const some = (most: number, make: () => Deed, when: () => number = () => moment(chance, swift)) => {
    for (let left = chance.whole(0, most); left > 0; left--) acts.push({ at: when(), ...make() });
  };
  const reader = () => ({ address: chance.pick(cast.addresses), newsletter: chance.pick(cast.names) });
  const newsletter = () => ({ newsletter: chance.pick(cast.names) });
  const machine = () => ({ machine: chance.pick(cast.machines) });
  let newcomers = 0;
  some(2, () => ({ kind: 'join', address: `new${newcomers++}@${chance.pick(domains)}`, ...newsletter(), topics: someTopics(chance) }));
  some(1, () => ({ kind: 'join', ...reader(), topics: someTopics(chance) }));
  some(2, () => ({ kind: 'topics', ...reader(), topics: someTopics(chance) }));
  some(3, () => ({ kind: chance.pick(['leave', 'leave', 'complain', 'bounce'] as const), ...reader() }));
  some(1, () => ({ kind: 'rest', ...reader(), ms: chance.whole(5, 90) * minute }));
  some(1, () => ({ kind: 'erase', address: chance.pick(cast.addresses) }));
  some(1, () => ({
    kind: 'import',
    ...newsletter(),
    addresses: [chance.pick(cast.addresses), `file${chance.whole(0, 2)}@${chance.pick(domains)}`],
  }));
  some(3, () => ({
    kind: chance.pick(['pause', 'pause', 'resume', 'cancel', 'cancel', 'hold-slot', 'release-slot'] as const),
    ...newsletter(),
  }));
  some(
    3,
    () => ({ kind: chance.pick(['approve', 'approve', 'withdraw'] as const), ...newsletter() }),
    () => chance.pick(slots) - worldBegins - chance.whole(-1_000, 10 * minute),
  );
  some(2, () => ({ kind: chance.pick(['drop', 'pin'] as const), ...newsletter(), article: chance.whole(0, cast.articles - 1) }));
  some(2, () => ({ kind: chance.pick(['reconcile', 'resend'] as const), ...newsletter() }));
  let late = cast.articles;
  some(4, () => ({ kind: 'article', article: late++, quality: chance.whole(20, 150), age: chance.whole(0, 120) * minute }));
  some(2, () => ({ kind: chance.pick(['correct', 'vanish'] as const), article: chance.whole(0, cast.articles - 1) }));
  some(2, () => ({ kind: chance.pick(['die', 'die', 'stop'] as const), ...machine(), back: chance.whole(5_000, 12 * minute) }));
  some(2, () => ({ kind: 'freeze', ...machine(), ms: chance.pick([5_000, 40_000, 7 * minute]) }));
  some(1, () => ({ kind: 'skew', ...machine(), ms: chance.whole(-60_000, 60_000) }));
  some(3, () => ({
    kind: 'store-fault',
    ...machine(),
    from: chance.whole(1, 500),
    fault: chance.pick(storeFaults),
    ms: chance.pick([3_000, 60_000, 6 * minute]),
  }));
  some(2, () => ({
    kind: 'weather',
    ms: chance.whole(1, 30) * minute,
    domain: chance.pick(['*', ...domains]),
    fate: chance.pick(machineFates),
    share: chance.pick([0.3, 1]),
  }));
  some(4, () => ({ kind: 'fate', address: chance.pick(cast.addresses), attempt: chance.whole(1, 4), fate: chance.pick(messageFates) }));
  return acts.toSorted((a, b) => a.at - b.at);
}
