import type { SourceHealth } from '../feeds/source-health.ts';
import type { Store } from '../ports/store/store.ts';
import type { Figures } from '../ports/watch/metrics.ts';
import { domainClass } from './domain-class.ts';
import { relayBeat, tickBeat } from './troubles.ts';

type Asked = Pick<
  Store,
  'deliveryFigures' | 'oldestWaiting' | 'beats' | 'lastEdition' | 'accounting' | 'echoes' | 'alerts' | 'outgoingCounts'
>;

/** How the newsroom stands, by what the store knows of all its processes. */
export async function figuresNow(
  store: Asked,
  newsletters: readonly { readonly id: string }[],
  feeds: readonly SourceHealth[],
  now: Date,
): Promise<Figures> {
  const [rows, oldest, beats, standing, outgoing] = await Promise.all([
    store.deliveryFigures(),
    store.oldestWaiting(now),
    store.beats(),
    store.alerts({ standing: true, limit: 1_000 }),
    store.outgoingCounts(),
  ]);
  const since = (name: string): number | null => {
    const beat = beats.find((one) => one.name === name);
    return beat === undefined ? null : seconds(now, beat.at);
  };
  return {
    deliveries: summed(rows),
    oldestWaitingSeconds: oldest === null ? 0 : seconds(now, oldest),
    tickAgeSeconds: since(tickBeat),
    relayAwaySeconds: since(relayBeat) ?? 0,
    echoes: (await Promise.all(newsletters.map(({ id }) => echoesOf(store, id)))).flat(),
    feeds: counted(feeds.map(({ state }) => state)).map(([state, count]) => ({ state, count })),
    alerts: counted(standing.map(({ kind }) => kind)).map(([kind, count]) => ({ kind, count })),
    outgoing,
  };
}

const seconds = (now: Date, then: Date): number => Math.max(0, (now.getTime() - then.getTime()) / 1000);

const counted = (words: readonly string[]): readonly (readonly [string, number])[] =>
  [...Map.groupBy(words, (word) => word)].map(([word, those]) => [word, those.length]);

function summed(rows: Awaited<ReturnType<Asked['deliveryFigures']>>): Figures['deliveries'] {
  const classes = Map.groupBy(rows, ({ newsletter, state, domain }) => JSON.stringify([newsletter, state, domainClass(domain)]));
  return [...classes.values()].flatMap((those) => {
    const [first] = those;
    if (first === undefined) return [];
    const { newsletter, state, domain } = first;
    return [{ newsletter, state, domainClass: domainClass(domain), count: those.reduce((sum, { count }) => sum + count, 0) }];
  });
}

async function echoesOf(store: Asked, newsletter: string): Promise<Figures['echoes']> {
  const edition = await store.lastEdition(newsletter);
  if (edition === null) return [];
  const [{ accepted }, { bounces, complaints }] = await Promise.all([store.accounting(edition.id), store.echoes(edition.id)]);
  return [{ newsletter, bounces: accepted === 0 ? 0 : bounces / accepted, complaints: accepted === 0 ? 0 : complaints / accepted }];
}
