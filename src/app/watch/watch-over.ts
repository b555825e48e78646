/** The composition root's part for looking after a newsroom: alerts, events told elsewhere, health and figures. */
import { statfs } from 'node:fs/promises';
import type { Config } from '../../config/config.ts';
import type { WatchSource } from '../../doors/watch/watch-routes.ts';
import type { AlertSettings, WebhookSettings } from '../../press/newsletter/watch-settings.ts';
import { lookForTrouble } from '../../press/oversight/alerts.ts';
import { figuresNow } from '../../press/oversight/figures.ts';
import { tellElsewhere } from '../../press/oversight/tell-elsewhere.ts';
import type { Press } from '../../press/ports/press.ts';
import type { Store } from '../../press/ports/store/store.ts';
import type { Figures, Metrics } from '../../press/ports/watch/metrics.ts';
import { sourcesStanding } from '../open/sources.ts';

/** Everybody who is told by a call, those of `alerts` and of `webhooks` alike. */
const endpointsOf = ({ outgoing }: Pick<Config, 'outgoing'>): readonly WebhookSettings[] => outgoing;

/** One look: what is amiss is raised, told and ended; what waits to be told elsewhere is. */
export async function lookOnce(config: Config, press: Press): Promise<void> {
  const { alerts, newsletters } = config;
  const limits: Pick<AlertSettings, 'relayAway' | 'tickMissed' | 'mail'> = alerts;
  await lookForTrouble(press, { newsletters, feeds: await sourcesStanding(config), limits }, limits);
  await tellWhoWaits(config, press);
}

export async function tellWhoWaits(config: Config, press: Press): Promise<void> {
  if (config.outgoing.length === 0) return;
  const { guardedPost } = await import('../../io/fetch/guarded-post.ts');
  await tellElsewhere(press, endpointsOf(config), (url, headers, body) =>
    guardedPost(url, headers, body, { allow: config.fetchHosts, timeoutMs: 15_000 }),
  );
}

/** Space on the disk below which nothing should be begun. */
const leastFree = 64 * 1024 * 1024;
/** Counting deliveries may take a second: it is done for a twentieth of the time at most. */
const restFactor = 20;
const leastRestMs = 10_000;

/** What health checks and Prometheus are told. */
export function watchSource(config: () => Config, store: Store, metrics: Metrics, now: () => Date): WatchSource {
  let known: Promise<Figures | null> | null = null;
  let until = 0;
  const figures = (): Promise<Figures | null> => {
    if (known !== null && performance.now() < until) return known;
    until = Number.POSITIVE_INFINITY;
    const began = performance.now();
    known = gathered(config, store, now).finally(() => {
      const took = performance.now() - began;
      until = performance.now() + Math.max(leastRestMs, took * restFactor);
    });
    return known;
  };
  return {
    lacking: async () => [...(await lackingOfStore(store)), ...(await lackingOfDisk(config().stateFolder))],
    metrics: async () => metrics.exposition(await figures()),
  };
}

const gathered = async (config: () => Config, store: Store, now: () => Date): Promise<Figures | null> => {
  try {
    return await figuresNow(store, config().newsletters, await sourcesStanding(config()), now());
  } catch {
    return null;
  }
};

async function lackingOfStore(store: Store): Promise<readonly string[]> {
  try {
    return (await store.isCurrent()) ? [] : ['schema'];
  } catch {
    return ['store'];
  }
}

async function lackingOfDisk(folder: string): Promise<readonly string[]> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize < leastFree ? ['disk'] : [];
  } catch {
    return ['disk'];
  }
}
