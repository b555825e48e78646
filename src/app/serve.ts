/** The composition root's second half: everything a long-running process needs beside what a single command does. */
import { networkInterfaces, userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import type { ServeOptions, Serving } from '../doors/cli/contract/mailing-app.ts';
import { tell, tellError } from '../doors/cli/output/terminal.ts';
import { createDesk, type DeskOptions } from '../doors/desk/desk.ts';
import { serveHttp } from '../doors/http/serve.ts';
import { CourantError } from '../errors/courant-error.ts';
import { everyMinute } from '../io/process/every-minute.ts';
import { tick } from '../press/mailing/tick.ts';
import { newsOf, type Told } from '../press/mailing/tick-news.ts';
import type { Newsletter } from '../press/newsletter/newsletter.ts';
import { contentFoldersOf } from '../press/planning/resolve-request.ts';
import type { Press } from '../press/ports/press.ts';
import { deskSource } from './desk/desk-source.ts';
import { type LiveConfig, liveConfig } from './desk/live-config.ts';
import { servePictures } from './open/media-place.ts';
import { pullWhatIsDue } from './open/sources.ts';
import { openReaderSite } from './reader-site.ts';

/** Serves desk and reader pages, and ticks when asked to, until the process is asked to end; what is under way is finished first. */
export async function serve(config: Config, given: Press, options: ServeOptions, now: () => Date): Promise<Serving> {
  const components = options.dev ? await openComponents() : null;
  const press =
    components === null
      ? given
      : { ...given, readTheme: async (theme: string) => (await components.theme(theme)) ?? given.readTheme(theme) };
  const moved = await servePictures(config, press);
  if (moved !== null) tell(`courant: ${moved}`);
  const live = liveConfig(config, { now, components, onStale: (words) => tell(`courant: ${words}`) });
  try {
    return await servingFrom(live, config, press, options, now);
  } catch (error) {
    // Its watchers would keep the process alive, and whoever looks after it would take it for healthy.
    await live.close();
    throw error;
  }
}

async function servingFrom(live: LiveConfig, config: Config, press: Press, options: ServeOptions, now: () => Date): Promise<Serving> {
  const desk = createDesk(deskSource({ ...live, startAt: options.at }, press), deskOptions(config, press, now));
  const site = openReaderSite(press, live.config, tellError);
  const server = await serveHttp({ desk, reader: site.pages, webhooks: site.webhooks, ...config.desk });
  let told: Told = {};
  const doWhatIsDue = async () => {
    const { newsletters, retention } = live.config();
    const contentOf = (newsletter: Newsletter) => press.readContent(contentFoldersOf(live.config(), newsletter, {}));
    const pulled = await pullWhatIsDue(live.config(), press);
    const said = newsOf([...pulled, ...(await tick(press, newsletters, contentOf, retention.deliveries))], told, now());
    told = said.told;
    if (said.news.length > 0) options.onTick(said.news);
  };
  const beat = tellingTrouble(doWhatIsDue);
  const stopTicking = options.ticking ? everyMinute(beat) : async () => {};
  if (options.ticking) void beat();
  const stopped = new Promise<void>((done) => {
    const stop = async () => {
      await stopTicking();
      await Promise.all([server.close(), live.close(), site.settled()]);
      done();
    };
    const unlisten = press.onStop((asked) => {
      if (asked === 1) void stop().finally(() => unlisten());
    });
  });
  return { url: server.url, stopped };
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

async function openComponents() {
  const { liveComponents } = await import('../io/themes/live-components.ts');
  return liveComponents();
}

function deskOptions(config: Config, press: Press, now: () => Date): DeskOptions {
  const { host, port, password, viewerPassword, names } = config.desk;
  const base = new URL(config.baseUrl).hostname;
  const { secret, store: sessions, baseUrl } = press;
  const access = { password, viewerPassword, secret, name: userInfo().username, sessions, trustProxy: config.trustProxy, baseUrl };
  return {
    now,
    projectRoot: resolve(config.root),
    access,
    allowedHosts: [...names, base],
    phoneOrigin: password === null ? null : originInNetwork(host, port),
    onError: (error) => void (error instanceof CourantError || tellError(error)),
  };
}

/** Where other machines of the network find a desk that listens on `host`; `null`: nowhere. */
function originInNetwork(host: string, port: number): string | null {
  if (/^(localhost|127\.|\[?::1)/.test(host)) return null;
  const everywhere = host === '0.0.0.0' || host === '::';
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const address = everywhere ? own.find(({ family, internal }) => family === 'IPv4' && !internal)?.address : host;
  return address === undefined ? null : `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}
