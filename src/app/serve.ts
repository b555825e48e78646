/** The composition root's second half: everything a long-running process needs beside what a single command does. */
import type { Config } from '../config/config.ts';
import type { ServeOptions, Serving } from '../doors/cli/contract/mailing-app.ts';
import { tell, tellError } from '../doors/cli/output/terminal.ts';
import { readersDoor } from '../doors/http/readers-door.ts';
import { type HttpServer, serveHttp } from '../doors/http/serve.ts';
import { createWatch } from '../doors/watch/watch-routes.ts';
import { everyMinute } from '../io/process/every-minute.ts';
import type { ProcessTracing } from '../io/watch/otel-tracing.ts';
import { tick } from '../press/mailing/tick.ts';
import { newsOf, type Told } from '../press/mailing/tick-news.ts';
import type { Newsletter } from '../press/newsletter/newsletter.ts';
import { tickBeat } from '../press/oversight/troubles.ts';
import { contentFoldersOf } from '../press/planning/resolve-request.ts';
import type { Press } from '../press/ports/press.ts';
import type { Log } from '../press/ports/watch/log.ts';
import type { Metrics } from '../press/ports/watch/metrics.ts';
import { untraced } from '../press/ports/watch/tracing.ts';
import { deskElsewhere } from './desk/desk-elsewhere.ts';
import { type LiveConfig, liveConfig } from './desk/live-config.ts';
import { openComponents, withComponents } from './desk/open-components.ts';
import { liveContentReader } from './open/content.ts';
import { servePictures } from './open/media-place.ts';
import { pullWhatIsDue } from './open/sources.ts';
import { openReaderSite, type ReaderSite } from './reader-site.ts';
import { answered, tracedAnswers } from './watch/answered.ts';
import { logTick } from './watch/log-tick.ts';
import { lookOnce, watchSource } from './watch/watch-over.ts';

/**
 * Serves reader pages and, from a process of its own, the desk, and ticks when asked to, until the process is asked to end; what is under
 * way is finished first.
 */
export async function serve(config: Config, given: Press, options: ServeOptions, around: Around): Promise<Serving> {
  const { now } = around;
  const components = options.dev && options.ticking ? await openComponents() : null;
  const moved = await servePictures(config, given);
  if (moved !== null) tell(`courant: ${moved}`);
  const live = liveConfig(config, { now, components, onStale: () => {}, besideDesk: true });
  const press = { ...withComponents(given, components), readContent: liveContentReader(config, live.config) };
  try {
    return await servingFrom(live, config, press, options, around);
  } catch (error) {
    // Its watchers would keep the process alive, and whoever looks after it would take it for healthy.
    await live.close();
    throw error;
  }
}

/** What the process has beside the newsroom itself. */
type Around = {
  readonly now: () => Date;
  readonly metrics: Metrics;
  readonly tracing: ProcessTracing | null;
  readonly log: Log;
  readonly logLevel: Config['log']['level'];
};

async function servingFrom(live: LiveConfig, config: Config, press: Press, options: ServeOptions, around: Around): Promise<Serving> {
  const { now, log } = around;
  const site = openReaderSite(press, live.config, tellError);
  const parent = () => around.tracing?.parent() ?? null;
  const { desk, api, ...elsewhere } = options.readersOnly ? noDesk() : deskElsewhere(config, options, around.logLevel, parent);
  const readersApart = config.readers.port !== null && !options.readersOnly;
  const server = await openDoors(
    config,
    { desk, api, reader: site.pages, webhooks: site.webhooks },
    { live, press, around, readersApart, readersOnly: options.readersOnly ?? false },
  ).catch(async (error: unknown) => {
    await elsewhere.stop();
    throw error;
  });
  await elsewhere.ready.catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  let told: Told = {};
  let ticking = false;
  const doWhatIsDue = async () => {
    const began = performance.now();
    ticking = true;
    try {
      await press.store.beat({ name: tickBeat, at: now(), words: '' });
      const { newsletters, retention } = live.config();
      const contentOf = (newsletter: Newsletter) => press.readContent(contentFoldersOf(live.config(), newsletter, {}));
      const { run } = press.tracing ?? untraced;
      const lines = await run('tick', {}, async () => [
        ...(await run('feeds.pull', {}, () => pullWhatIsDue(live.config(), press))),
        ...(await tick(press, newsletters, contentOf, retention.deliveries)),
      ]);
      logTick(log, lines);
      const said = newsOf(lines, told, now());
      told = said.told;
      if (said.news.length > 0) options.onTick(said.news);
    } finally {
      ticking = false;
      around.metrics.ticked((performance.now() - began) / 1000);
    }
  };
  const beat = tellingTrouble(doWhatIsDue);
  const look = tellingTrouble(async () => {
    // One that takes hours is no silence.
    if (ticking) await press.store.beat({ name: tickBeat, at: now(), words: '' });
    await lookOnce(live.config(), press);
  });
  const stopLooking = everyMinute(look);
  void look().then(() => {
    if (options.ticking) void beat();
  });
  const stopTicking = options.ticking ? everyMinute(beat) : async () => {};
  const stopped = new Promise<void>((done) => {
    const stop = async () => {
      const deskEnded = elsewhere.stop();
      await Promise.all([stopTicking(), stopLooking()]);
      await Promise.all([server.close(), live.close(), site.settled(), deskEnded]);
      done();
    };
    const unlisten = press.onStop((asked) => {
      if (asked === 1) void stop().finally(() => unlisten());
      else void elsewhere.stop();
    });
  });
  log('info', 'serving', { url: server.url, ticking: options.ticking });
  return { url: server.url, stopped };
}

/** For machines that readers reach: there is no desk to be found on any path. */
const noDesk = () => ({ desk: readersDoor(), api: undefined, ready: Promise.resolve(), stop: async () => {} });

type Sites = {
  readonly desk: ReturnType<typeof readersDoor> | ReturnType<typeof deskElsewhere>['desk'];
  readonly api: ReturnType<typeof deskElsewhere>['api'] | undefined;
  readonly reader: ReaderSite['pages'];
  readonly webhooks: ReaderSite['webhooks'];
};
type Within = {
  readonly live: LiveConfig;
  readonly press: Press;
  readonly around: Around;
  readonly readersApart: boolean;
  readonly readersOnly: boolean;
};

/**
 * Opens the port of desk and readers, and beside it those that are wanted: one with readers' pages and webhooks alone, which a proxy for
 * the internet is given, and one for programs that watch.
 */
async function openDoors(
  config: Config,
  sites: Sites,
  { live, press, around: given, readersApart, readersOnly }: Within,
): Promise<HttpServer> {
  const { metrics, log, now, tracing } = given;
  const { token, port, host } = config.metrics;
  const source = watchSource(live.config, press.store, metrics, now);
  const watch = createWatch(source, { token, trustProxy: config.trustProxy });
  const onAnswer = answered(metrics, log);
  const around = tracing === null ? {} : { within: tracedAnswers(tracing, config.trustProxy) };
  const { desk, api, reader, webhooks } = sites;
  const opened = [
    await serveHttp({
      desk,
      ...(api && { api }),
      reader,
      webhooks,
      watch,
      onAnswer,
      ...around,
      front: readersOnly
        ? { kind: 'readers' }
        : readersApart
          ? { kind: 'desk' }
          : { kind: 'shared', baseUrl: config.baseUrl, trustProxy: config.trustProxy },
      ...config.desk,
      variable: 'DESK',
    }),
  ];
  const [server] = opened as [HttpServer];
  const close = async () => void (await Promise.all(opened.map((one) => one.close())));
  try {
    if (readersApart) {
      const { host: at, port: of } = config.readers;
      // Health is for the proxy in front, too; figures are not for the internet.
      const health = createWatch(source, { token, trustProxy: true });
      const apart = { desk: readersDoor(), front: { kind: 'readers' } as const, reader, webhooks, watch: health, onAnswer, ...around };
      opened.push(await serveHttp({ ...apart, host: at, port: of ?? 0, variable: 'READERS' }));
    }
    if (port !== null) {
      const own = createWatch(source, { token, trustProxy: false });
      opened.push(await serveHttp({ desk: own, reader: null, watch: own, onAnswer, host, port, variable: 'METRICS' }));
    }
    return { ...server, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What keeps a minute's work from being done, a broken config say, is told once in words, and again when it is another trouble. */
function tellingTrouble(work: () => Promise<void>): () => Promise<void> {
  let last = '';
  return async () => {
    try {
      await work();
      last = '';
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      if (words !== last) tellError(error);
      last = words;
    }
  };
}
