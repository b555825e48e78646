/** The composition root of the desk's process. */
import { networkInterfaces, userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import { loadConfig } from '../../config/load-config.ts';
import { isApiPath } from '../../doors/api/api-paths.ts';
import { createApi } from '../../doors/api/create-api.ts';
import { tell, tellError } from '../../doors/cli/output/terminal.ts';
import { createDesk, type DeskOptions } from '../../doors/desk/desk.ts';
import { answerRequests, type ChannelRequest } from '../../doors/http/request-channel.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { Beginning } from '../../io/process/kept-process.ts';
import { openSignOn } from '../../io/process/open-sign-on.ts';
import { passkeyCeremonies } from '../../io/process/passkey-ceremonies.ts';
import { passwords } from '../../io/process/passwords.ts';
import { type DeskLetters, deskLetters } from '../../press/people/desk-letters.ts';
import type { Press } from '../../press/ports/press.ts';
import { apiSource } from '../api/api-source.ts';
import { liveContentReader } from '../open/content.ts';
import { openLog } from '../open/log.ts';
import { openPress } from '../open/open-press.ts';
import { now, type Opened } from '../open/opened.ts';
import { askedByParent } from '../open/stop-signals.ts';
import { withOutboxForAll } from '../open/transport.ts';
import type { DeskBeginning } from './desk-elsewhere.ts';
import { deskSource } from './desk-source.ts';
import { liveConfig } from './live-config.ts';
import { openComponents, withComponents } from './open-components.ts';

/** Opens the desk and answers what has come `early`; returns what takes the messages from then on. */
export async function runDesk(given: DeskBeginning, early: object[]): Promise<(message: object) => void> {
  const opened: Opened = { close: [] };
  const ask = askedByParent();
  process.once('disconnect', ask);
  try {
    const config = await loadConfig({ file: given.configFile ?? undefined });
    opened.log = await openLog(config, 'desk', given.logLevel);
    if (config.tracing !== null) await (await import('../watch/tracing.ts')).openTracing(config, 'desk', opened);
    const press = await openPress(config, opened);
    return await deskOf(config, given.outbox ? withOutboxForAll(press) : press, given, { opened, early, ask });
  } catch (error) {
    const known = error instanceof CourantError;
    const message = error instanceof Error ? error.message : String(error);
    toParent({ kind: 'failed', code: known ? error.code : null, message, help: known ? error.help : null } satisfies Beginning);
    await closeAll(opened);
    process.disconnect?.();
    return () => undefined;
  }
}

type Around = { readonly opened: Opened; readonly early: object[]; readonly ask: () => void };

async function deskOf(config: Config, opened: Press, given: DeskBeginning, around: Around): Promise<(message: object) => void> {
  const components = given.dev ? await openComponents() : null;
  const live = liveConfig(config, { now, components, onStale: (words) => tell(`courant: ${words}`) });
  const press = { ...withComponents(opened, components), readContent: liveContentReader(config, live.config) };
  const { source, settled } = deskSource({ ...live, startAt: given.at }, press);
  const letters = deskLetters(press, () => live.config().newsletters);
  const desk = createDesk(source, deskOptions(config, press, letters));
  const programs = apiSource(live.config, press, source, tellError);
  const { trustProxy, baseUrl } = config;
  const api = createApi(programs.source, { version: press.version, baseUrl, trustProxy });
  const answering = answerRequests((request, env) => {
    const site = isApiPath(new URL(request.url).pathname) ? api : desk;
    const answer = async () => await site.fetch(request, env);
    const { tracing } = around.opened;
    // The part of an answer that is made here; who asked has begun it.
    return tracing === undefined ? answer() : tracing.answer('desk', {}, request.headers.get('traceparent'), answer);
  }, toParent);
  const take = (message: object) =>
    'kind' in message && message.kind === 'stop' ? around.ask() : answering.take(message as ChannelRequest);
  const unlisten = press.onStop((asked) => {
    if (asked > 1) return;
    answering.close();
    void Promise.all([live.close(), settled(), programs.settled()])
      .finally(() => closeAll(around.opened))
      .finally(() => {
        unlisten();
        if (process.connected) process.disconnect();
      });
  });
  for (const message of around.early.splice(0)) take(message);
  toParent({ kind: 'ready' } satisfies Beginning);
  return take;
}

/** A parent that is gone asks for nothing any more. */
const toParent = (message: object): void => void (process.connected && process.send?.(message, undefined, undefined, () => undefined));

async function closeAll({ close }: Opened): Promise<void> {
  for (const one of close) await one();
}

function deskOptions(config: Config, press: Press, letters: DeskLetters): DeskOptions {
  const { host, port, password, viewerPassword, names, url: baseUrl, oidc } = config.desk;
  const own = [config.baseUrl, baseUrl].map((url) => new URL(url).hostname);
  const { secret, store: sessions } = press;
  const signOn = oidc === null ? {} : { signOn: openSignOn(oidc) };
  const people = { store: sessions, passwords, letters, ceremonies: passkeyCeremonies, ...signOn };
  const access = { password, viewerPassword, secret, name: userInfo().username, sessions, trustProxy: config.trustProxy, baseUrl, people };
  return {
    now,
    projectRoot: resolve(config.root),
    access,
    allowedHosts: [...names, ...own],
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
