import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createAdaptorServer } from '@hono/node-server';
import PostalMime from 'postal-mime';
import { withLogos } from '../src/app/open/brands.ts';
import { openPress } from '../src/app/open/open-press.ts';
import type { Opened } from '../src/app/open/opened.ts';
import { openReaderSite, type ReaderSite } from '../src/app/reader-site.ts';
import { loadConfig } from '../src/config/load-config.ts';
import { deliverEdition } from '../src/press/mailing/deliver-edition.ts';
import type { Press } from '../src/press/ports/press.ts';
import type { EditionRecord } from '../src/press/ports/store/editions.ts';
import { articleText, newsletterInput, type ProjectFolder, projectFolder } from './project-folder.ts';

export type ReaderMail = {
  readonly file: string;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
};

/** A newsroom in a folder of its own with its store, one edition sent to three readers, and its reader pages in this process. */
export type ReaderNewsroom = {
  readonly folder: ProjectFolder;
  readonly press: Press;
  readonly site: ReaderSite;
  readonly edition: EditionRecord;
  readonly errors: unknown[];
  /** Moves the clock of the press. */
  setNow(now: Date): void;
  request(path: string, init?: RequestInit): Promise<Response>;
  mails(): Promise<readonly ReaderMail[]>;
  /** Path of a link in a reader's digest, such as `/u/...`. */
  link(address: string, letter: 'u' | 'p' | 'v'): Promise<string>;
  /** Every row of every table, to compare. */
  dump(): string;
  close(): Promise<void>;
};

export const readers = ['ada@reader.example', 'bea@reader.example', 'cy@other.example'] as const;
export const baseUrl = 'http://127.0.0.1:4400';

const words = ['glacier', 'harbour', 'orchard', 'turbine', 'meadow', 'granite', 'lantern', 'comet', 'violin', 'saffron', 'walnut'];

/** @param prepare puts more into the folder before the config is read */
export async function readerNewsroom(
  over: Readonly<Record<string, unknown>> = {},
  prepare: (folder: ProjectFolder) => void = () => undefined,
  /** The rest of the config. */
  rest: Readonly<Record<string, unknown>> = {},
): Promise<ReaderNewsroom> {
  const weekly = {
    ...newsletterInput,
    topics: ['Climate', 'Space'],
    window: '9d',
    selection: { minStories: 1, perTopic: 4 },
    pictures: { missing: 'tile' },
    ...over,
  };
  const daily = { ...weekly, id: 'daily', name: 'The Daily Test', tagline: 'Every <day>', topics: ['Climate', 'Culture'] };
  const folder = projectFolder({ newsletters: [weekly, daily], ...rest });
  writeArticles(folder);
  prepare(folder);
  const before = process.cwd();
  process.chdir(folder.path);
  // Vitest has its own idea of it.
  process.env.BASE_URL = baseUrl;
  const opened: Opened = { close: [] };
  const config = await withLogos(await loadConfig({ file: 'courant.config.js' }));
  let now = new Date('2026-11-21T09:00:00Z');
  const press: Press = { ...(await openPress(config, opened)), now: () => now };
  const errors: unknown[] = [];
  const site = openReaderSite(
    press,
    () => config,
    (error) => errors.push(error),
  );
  for (const address of readers)
    await press.store.subscribe({ address, newsletter: 'weekly', topics: ['Climate', 'Space'], now, how: 'test' });
  const [newsletter] = config.newsletters;
  if (!newsletter) throw new Error('a newsletter is configured');
  const slot = new Date('2026-11-21T08:00:00Z');
  await deliverEdition(press, newsletter, slot, () => press.readContent(['articles']));
  const edition = await press.store.findEdition('weekly', slot);
  if (!edition) throw new Error('the edition is there');
  const mails = async () => await Promise.all(folder.outbox().map((file) => readMail(folder.path, file)));
  return {
    folder,
    press,
    site,
    edition,
    errors,
    mails,
    setNow(instant) {
      now = instant;
    },
    request: async (path, init) => await site.pages.request(path.startsWith('http') ? path : baseUrl + path, init),
    async link(address, letter) {
      const mail = (await mails()).find(({ to, subject }) => to === address && !/confirm/i.test(subject));
      const found = new RegExp(`${baseUrl}(/${letter}/[\\w-]{40})`).exec(mail?.html ?? '')?.[1];
      if (found === undefined) throw new Error(`no /${letter}/ link in the mail to ${address}`);
      return found;
    },
    dump: () => dumpOf(join(folder.path, '.courant/courant.db')),
    async close() {
      await site.settled();
      for (const close of opened.close) await close();
      process.chdir(before);
      folder.remove();
    },
  };
}

function writeArticles(folder: ProjectFolder): void {
  ['16', '17', '18', '19', '20'].forEach((day, index) => {
    for (const topic of ['Climate', 'Space'])
      folder.write(
        `articles/2026-11-${day}-${topic}.md`,
        articleText({
          title: `"${words[index]} ${topic === 'Space' ? 'observatory' : 'council'} ${words[(index * 3 + 1) % 11]}${day}"`,
          publishedDateTime: `2026-11-${day}T09:00:00Z`,
          webUrl: `"https://outlet${index}.example/${topic.toLowerCase()}-${day}"`,
          provider: `{ name: Outlet ${index}, domain: outlet${index}.example }`,
          topics: `[${topic}]`,
        }),
      );
  });
}

async function readMail(path: string, file: string): Promise<ReaderMail> {
  const mail = await PostalMime.parse(readFileSync(join(path, '.courant/outbox', file)));
  const to = mail.to?.[0];
  const from = mail.from;
  return {
    file,
    to: (to && 'address' in to ? to.address : '') ?? '',
    from: (from && 'address' in from ? from.address : '') ?? '',
    subject: mail.subject ?? '',
    html: mail.html ?? '',
    text: mail.text ?? '',
  };
}

function dumpOf(file: string): string {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = database.prepare("select name from sqlite_master where type = 'table' order by name").all() as { name: string }[];
    return tables
      .map(
        ({ name }) =>
          `${name}\n${database
            .prepare(`select * from "${name}"`)
            .all()
            .map((row) => JSON.stringify(row))
            .sort()
            .join('\n')}`,
      )
      .join('\n\n');
  } finally {
    database.close();
  }
}

/** The reader pages on a port of this machine, as a browser wants them. */
export async function onPort({ site }: Pick<ReaderNewsroom, 'site'>): Promise<{ readonly origin: string; close(): void }> {
  const server = createAdaptorServer({ fetch: site.pages.fetch, overrideGlobalObjects: false });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() };
}

/** A week later: a story of each topic has come, and No. 2 is due. */
export function aWeekLater(room: Pick<ReaderNewsroom, 'folder' | 'press' | 'setNow'>, titleOf: (topic: string) => string) {
  for (const topic of ['Climate', 'Space'])
    room.folder.write(
      `articles/2026-11-26-${topic}.md`,
      articleText({
        title: `"${titleOf(topic)}"`,
        publishedDateTime: '2026-11-26T09:00:00Z',
        webUrl: `"https://later.example/${topic.toLowerCase()}"`,
        provider: '{ name: Later, domain: later.example }',
        topics: `[${topic}]`,
      }),
    );
  const slot = new Date('2026-11-28T08:00:00Z');
  room.setNow(new Date('2026-11-28T09:00:00Z'));
  return {
    slot,
    async deliver() {
      const [newsletter] = (await loadConfig({ file: 'courant.config.js' })).newsletters;
      if (!newsletter) throw new Error('a newsletter is configured');
      await deliverEdition(room.press, newsletter, slot, () => room.press.readContent(['articles']));
      return newsletter;
    },
  };
}

/** Hidden and other fields of the forms on a page, by the form's action (empty: the page itself). */
export function formFields(html: string, action = ''): URLSearchParams {
  const form = [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].find(([, attributes]) =>
    action === '' ? !/action="[^"?]+/.test(attributes ?? '') : attributes?.includes(`${action}"`),
  );
  const fields = new URLSearchParams();
  for (const [input] of (form?.[2] ?? '').matchAll(/<input\b[^>]*>/g)) {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(input)?.[1];
    const name = attribute('name');
    const boxed = attribute('type') === 'checkbox';
    if (name !== undefined && (!boxed || /\bchecked\b/.test(input))) fields.append(name, attribute('value') ?? '');
  }
  return fields;
}
