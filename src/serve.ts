/** The composition root's second half: everything a long-running process needs beside what a single command does. */
import { networkInterfaces, userInfo } from 'node:os';
import { relative, resolve } from 'node:path';
import { isThemeFile } from './composition/theme-names.ts';
import { type Config, loadConfig } from './config.ts';
import { CourantError } from './courant-error.ts';
import { deskNewsroom } from './desk-newsroom.ts';
import type { ServeOptions, Serving } from './doors/cli/app.ts';
import { tellError } from './doors/cli/terminal.ts';
import { createDesk, type DeskOptions } from './doors/desk/desk.ts';
import type { DeskChange } from './doors/desk/desk-source.ts';
import { serveDesk } from './doors/desk/serve-desk.ts';
import { readContentFolders } from './io/content-folder.ts';
import { everyMinute } from './io/every-minute.ts';
import { watchFiles } from './io/watch-files.ts';
import type { Press } from './press/press.ts';
import { foldersMeant } from './press/resolve-request.ts';
import { tick } from './press/tick.ts';
import { openReaderSite } from './reader-site.ts';

/** Serves desk and reader pages, and ticks when asked to, until SIGINT or SIGTERM; what is under way is finished first. */
export async function serve(config: Config, press: Press, options: ServeOptions, now: () => Date): Promise<Serving> {
  const live = liveConfig(config, now);
  const room = { config: live.current, changes: live.changes, startAt: options.at };
  const desk = createDesk(deskNewsroom(room, press), deskOptions(config, press, now));
  const site = openReaderSite(press, live.current, tellError);
  const server = await serveDesk({ desk, reader: site.pages, ...config.desk });
  const doWhatIsDue = async () => {
    const { newsletters } = live.current();
    options.onTick(await tick(press, newsletters, (newsletter) => readContentFolders(foldersMeant(live.current(), newsletter, {}))));
  };
  const stopTicking = options.ticking ? everyMinute(doWhatIsDue) : async () => {};
  if (options.ticking) void doWhatIsDue();
  const stopped = new Promise<void>((done) => {
    const stop = async () => {
      await stopTicking();
      await Promise.all([server.close(), live.close(), site.settled()]);
      done();
    };
    process.once('SIGINT', () => void stop());
    process.once('SIGTERM', () => void stop());
  });
  return { url: server.url, stopped };
}

function deskOptions(config: Config, press: Press, now: () => Date): DeskOptions {
  const { host, port, password, viewerPassword, names } = config.desk;
  const base = new URL(config.baseUrl).hostname;
  const access = { password, viewerPassword, secret: press.secret, name: userInfo().username };
  return {
    now,
    projectRoot: resolve(config.root),
    access,
    allowedHosts: password === null ? names : [...names, base],
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

type LiveConfig = {
  readonly current: () => Config;
  readonly changes: (listener: (change: DeskChange) => void) => () => void;
  readonly close: () => Promise<void>;
};

/** The config as it stands now: read again when its file changes. A broken one is kept out, and told, until it is mended. */
function liveConfig(start: Config, now: () => Date): LiveConfig {
  let config = start;
  let broken: unknown = null;
  const listeners = new Set<(change: DeskChange) => void>();
  const configFile = start.file === null ? null : resolve(start.file);
  const folders = [...new Set(start.newsletters.flatMap((newsletter) => foldersMeant(start, newsletter, {})).concat(start.content))];
  const themeFiles = start.newsletters.map(({ theme }) => theme).filter(isThemeFile);
  const stop = watchFiles([...folders, ...themeFiles, ...(configFile === null ? [] : [configFile])], now, ({ file, at }) => {
    const isConfig = configFile !== null && resolve(file) === configFile;
    const tell = () => {
      for (const listener of listeners) listener({ kind: isConfig ? 'config' : 'article', file: relative(process.cwd(), file), at });
    };
    if (!isConfig) return tell();
    loadConfig({ file: start.file ?? undefined, fresh: true })
      .then(
        (fresh) => {
          config = fresh;
          broken = null;
        },
        (error: unknown) => {
          broken = error;
        },
      )
      .finally(tell);
  });
  return {
    current() {
      if (broken) throw broken;
      return config;
    },
    changes(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: stop,
  };
}
