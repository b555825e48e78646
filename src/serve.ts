/** The composition root's second half: everything a long-running process needs beside what a single command does. */
import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { linkKeyring } from './audience/link-token.ts';
import { type Config, loadConfig } from './config.ts';
import { CourantError } from './courant-error.ts';
import type { ServeOptions, Serving } from './doors/cli/app.ts';
import { createDesk } from './doors/desk/desk.ts';
import type { DeskChange, DeskNewsletter, DeskPreview, DeskPreviewQuery, DeskSource } from './doors/desk/desk-source.ts';
import { serveDesk } from './doors/desk/serve-desk.ts';
import { createReaderPages } from './doors/reader/reader-pages.ts';
import { readContentFolders } from './io/content-folder.ts';
import { everyMinute } from './io/every-minute.ts';
import { mediaFile } from './io/pictures/media-file.ts';
import { watchFiles } from './io/watch-files.ts';
import { composingTools } from './open-press.ts';
import { previewMail } from './press/build.ts';
import type { Newsletter } from './press/newsletter.ts';
import { planDigest } from './press/plan.ts';
import type { Press } from './press/press.ts';
import { readerLinks } from './press/reader-links.ts';
import { foldersMeant, newsletterNamed, resolveRequest } from './press/resolve-request.ts';
import { tick } from './press/tick.ts';

/** Serves desk and reader pages, and ticks when asked to, until SIGINT or SIGTERM; what is under way is finished first. */
export async function serve(config: Config, press: Press, options: ServeOptions, now: () => Date): Promise<Serving> {
  const live = liveConfig(config, now);
  const desk = createDesk(deskSource(live, press, options.at), { now, projectRoot: resolve(config.root) });
  const reader = createReaderPages(readerLinks(press, linkKeyring([press.secret]), live.current));
  const server = await serveDesk({ desk, reader, ...config.desk });
  const doWhatIsDue = async () => {
    const { newsletters } = live.current();
    options.onTick(await tick(press, newsletters, (newsletter) => readContentFolders(foldersMeant(live.current(), newsletter, {}))));
  };
  const stopTicking = options.ticking ? everyMinute(doWhatIsDue) : async () => {};
  if (options.ticking) void doWhatIsDue();
  const stopped = new Promise<void>((done) => {
    const stop = async () => {
      await stopTicking();
      await Promise.all([server.close(), live.close()]);
      done();
    };
    process.once('SIGINT', () => void stop());
    process.once('SIGTERM', () => void stop());
  });
  return { url: server.url, stopped };
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
  const stop = watchFiles([...folders, ...(configFile === null ? [] : [configFile])], now, ({ file, at }) => {
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

function deskSource(live: LiveConfig, press: Press, startAt: string | undefined): DeskSource {
  return {
    newsletters: async () => live.current().newsletters.map(deskNewsletter),
    preview: (query) => deskPreview(live.current(), press, startAt, query),
    changes: live.changes,
    async media(name) {
      const path = mediaFile(join(live.current().stateFolder, 'media'), name);
      if (path === null) return null;
      const bytes = await readFile(path).catch(() => null);
      return bytes && { bytes, type: name.endsWith('.png') ? 'image/png' : 'image/jpeg' };
    },
  };
}

const deskNewsletter = ({ id, name, schedule, topics }: Newsletter): DeskNewsletter => ({ id, name, zone: schedule.zone, topics });

async function deskPreview(config: Config, press: Press, startAt: string | undefined, query: DeskPreviewQuery): Promise<DeskPreview> {
  const newsletter = query.newsletter === undefined ? config.newsletters[0] : newsletterNamed(config, query.newsletter);
  if (!newsletter)
    throw new CourantError('newsletter-unknown', 'No newsletter is configured.', { help: 'Describe one in courant.config.ts.' });
  const folders = foldersMeant(config, newsletter, {});
  const content = await readContentFolders(folders);
  const at = query.at?.toISOString() ?? startAt;
  const { request, note } = resolveRequest(newsletter, at === undefined ? {} : { at }, content, press.now());
  const topics = query.topics ?? newsletter.topics;
  const known = await press.store.findEdition(newsletter.id, request.slot);
  const number = known?.number ?? ((await press.store.lastEdition(newsletter.id))?.number ?? 0) + 1;
  const profile = { ...request, topics };
  const skipped = planDigest(content, profile, []).digest.skip !== null;
  const preview = skipped ? null : await previewMail(await composingTools(config, folders), newsletter, number, profile, content);
  const plan = preview?.plan ?? planDigest(content, profile, []);
  return {
    newsletter: deskNewsletter(newsletter),
    slot: request.slot,
    number,
    sender: `${newsletter.sender.name} <${newsletter.sender.address}>`,
    topics,
    digest: plan.digest,
    counts: plan.counts,
    points: { ...request.settings, halfLifeMs: request.settings.halfLifeMs ?? request.windowMs / 2 },
    mail: preview && { rendered: preview.rendered, headers: preview.headers, mime: preview.mime, htmlBytes: preview.htmlBytes },
    mediaBase: `${config.baseUrl}/media/`,
    faults: content.faults,
    notes: [...(note ? [note] : []), ...(preview?.notes ?? [])],
  };
}
