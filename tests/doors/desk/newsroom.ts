/** A newsroom of the project's seeds behind a real desk: real store, real press, real SMTP on loopback. */
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { vi } from 'vitest';
import { deskSource } from '../../../src/app/desk/desk-source.ts';
import { openPress } from '../../../src/app/open/open-press.ts';
import type { Opened } from '../../../src/app/open/opened.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { createDesk } from '../../../src/doors/desk/desk.ts';
import type { DeskChange, DeskPreviewQuery, DeskSource } from '../../../src/doors/desk/desk-source.ts';
import { type HttpServer, serveHttp } from '../../../src/doors/http/serve.ts';
import { passkeyCeremonies } from '../../../src/io/process/passkey-ceremonies.ts';
import { passwords } from '../../../src/io/process/passwords.ts';
import { deskLetters } from '../../../src/press/people/desk-letters.ts';
import type { Press } from '../../../src/press/ports/press.ts';
import { type SinkOptions, type SmtpSink, startSmtpSink } from '../../io/mail/smtp-sink.ts';
import { newsletterInput, type ProjectFolder, seededFolder } from '../../project-folder.ts';

export type DeskNewsroomUnderTest = {
  readonly press: Press;
  readonly sink: SmtpSink;
  readonly server: HttpServer;
  readonly source: DeskSource;
  readonly folder: ProjectFolder;
  /** A file below the project changed. */
  readonly changed: (kind: DeskChange['kind'], file: string) => void;
  close(): Promise<void>;
};

export async function openNewsroom(
  options: { readonly newsletter?: object; readonly password?: string; readonly sink?: SinkOptions } = {},
): Promise<DeskNewsroomUnderTest> {
  const folder = seededFolder({
    newsletters: [{ ...newsletterInput, selection: { perTopic: 3, maxStories: 20 }, ...options.newsletter }],
    testAddresses: ['tester@courant.example'],
    testDomains: ['newsroom.example'],
  });
  // vite keeps the base of its pages under this name.
  vi.stubEnv('BASE_URL', 'https://news.courant.example');
  const sink = await startSmtpSink({ keepBytes: true, ...options.sink });
  const config = { ...(await loadConfig({ file: join(folder.path, 'courant.config.js') })), smtpUrl: sink.url };
  const opened: Opened = { close: [] };
  const press = await openPress(config, opened);
  const listeners = new Set<(change: DeskChange) => void>();
  const changes = (listener: (change: DeskChange) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const { source } = deskSource({ config: () => config, changes, startAt: undefined }, press);
  const access = {
    password: options.password ?? null,
    viewerPassword: options.password ? `${options.password}-viewer` : null,
    secret: press.secret,
    name: 'ada',
    sessions: press.store,
    trustProxy: false,
    baseUrl: press.baseUrl,
    people: { store: press.store, passwords, letters: deskLetters(press, () => config.newsletters), ceremonies: passkeyCeremonies },
  };
  const desk = createDesk(source, { now: () => new Date(), projectRoot: folder.path, access });
  const server = await serveHttp({ desk, reader: null, host: '127.0.0.1', port: 0 });
  return {
    press,
    sink,
    server,
    source,
    folder,
    changed: (kind, file) => {
      for (const listener of listeners) listener({ kind, file, at: new Date() });
    },
    async close() {
      await server.close();
      for (const close of opened.close) await close();
      await sink.close();
      folder.remove();
    },
  };
}

export type Watched = { readonly page: Page; readonly complaints: string[]; readonly strangers: string[] };

/** A page in a context of its own, with whatever it complains of or asks of other hosts. */
export async function openPage(browser: Browser, url: string, path: string, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  // How long to wait for a page, not how long it may take: that is the bench's.
  context.setDefaultNavigationTimeout(90_000);
  const page = await context.newPage();
  const [complaints, strangers]: [string[], string[]] = [[], []];
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) strangers.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url + path);
  return { page, complaints, strangers };
}

/** As the review page sends it: what it saw, and the word for a date long past. */
export async function sendFromDesk(
  { source }: Pick<DeskNewsroomUnderTest, 'source'>,
  query: DeskPreviewQuery,
  by = 'ada',
): Promise<string> {
  const { approval } = await source.signing(query);
  return await source.sign(query, { act: 'send', seen: approval.fingerprint, word: 'late' }, by);
}
