/** The composition root's second half: everything a long-running process needs beside what a single command does. */
import type { Config } from '../config/config.ts';
import type { ServeOptions, Serving } from '../doors/cli/contract/mailing-app.ts';
import { tell, tellError } from '../doors/cli/output/terminal.ts';
import { serveHttp } from '../doors/http/serve.ts';
import { everyMinute } from '../io/process/every-minute.ts';
import { tick } from '../press/mailing/tick.ts';
import { newsOf, type Told } from '../press/mailing/tick-news.ts';
import type { Newsletter } from '../press/newsletter/newsletter.ts';
import { contentFoldersOf } from '../press/planning/resolve-request.ts';
import type { Press } from '../press/ports/press.ts';
import { deskElsewhere } from './desk/desk-elsewhere.ts';
import { type LiveConfig, liveConfig } from './desk/live-config.ts';
import { openComponents, withComponents } from './desk/open-components.ts';
import { liveContentReader } from './open/content.ts';
import { servePictures } from './open/media-place.ts';
import { pullWhatIsDue } from './open/sources.ts';
import { openReaderSite } from './reader-site.ts';

/**
 * Serves reader pages and, from a process of its own, the desk, and ticks when asked to, until the process is asked to end; what is under
 * way is finished first.
 */
export async function serve(config: Config, given: Press, options: ServeOptions, now: () => Date): Promise<Serving> {
  const components = options.dev && options.ticking ? await openComponents() : null;
  const moved = await servePictures(config, given);
  if (moved !== null) tell(`courant: ${moved}`);
  const live = liveConfig(config, { now, components, onStale: () => {}, besideDesk: true });
  const press = { ...withComponents(given, components), readContent: liveContentReader(config, live.config) };
  try {
    return await servingFrom(live, config, press, options, now);
  } catch (error) {
    // Its watchers would keep the process alive, and whoever looks after it would take it for healthy.
    await live.close();
    throw error;
  }
}

async function servingFrom(live: LiveConfig, config: Config, press: Press, options: ServeOptions, now: () => Date): Promise<Serving> {
  const site = openReaderSite(press, live.config, tellError);
  const { desk, ...elsewhere } = deskElsewhere(config, options);
  const server = await serveHttp({ desk, reader: site.pages, webhooks: site.webhooks, ...config.desk }).catch(async (error: unknown) => {
    await elsewhere.stop();
    throw error;
  });
  await elsewhere.ready.catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
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
      const deskEnded = elsewhere.stop();
      await stopTicking();
      await Promise.all([server.close(), live.close(), site.settled(), deskEnded]);
      done();
    };
    const unlisten = press.onStop((asked) => {
      if (asked === 1) void stop().finally(() => unlisten());
      else void elsewhere.stop();
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
