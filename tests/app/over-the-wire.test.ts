import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ServingDesk, serveFolder } from '../doors/desk/serving.ts';
import { articleText, newsletterInput, ownSettings, type ProjectFolder, projectFolder, seededFolder } from '../project-folder.ts';

const bin = fileURLToPath(new URL('../../bin/courant.js', import.meta.url));
const yesterday = () => new Date(Date.now() - 86_400_000).toISOString();

describe('courant serve, by its socket', () => {
  let folder: ProjectFolder;
  let serving: ServingDesk;
  /** The minute after the server came up: the first slot that was promised to anybody. */
  let startedAt: number;
  beforeAll(async () => {
    const schedule = { cron: '* * * * *', zone: 'UTC' };
    const newsletter = { ...newsletterInput, topics: ['Climate'], window: '9d', selection: { minStories: 1 }, schedule };
    folder = projectFolder({ newsletters: [newsletter] });
    folder.write('articles/one.md', articleText({ publishedDateTime: yesterday() }));
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example', 'bea@reader.example']);
    serving = await serveFolder(folder.path, { ticking: true, env: { TRUST_PROXY: 'yes', BASE_URL: 'http://127.0.0.1' } });
    startedAt = Date.now();
  });
  afterAll(async () => {
    await serving?.stop();
    folder?.remove();
  });

  const askFor = (name: string, network: string) =>
    fetch(`${serving.url}/subscribe`, {
      method: 'POST',
      headers: { 'X-Forwarded-For': `203.0.113.9, ${network}`, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ address: `${name}@reader.example`, newsletter: 'weekly' }),
    });

  it('counts sign-ups by the client and the network its proxy names, and not by its proxy', async () => {
    const taken = async (asked: readonly Promise<Response>[]) => (await Promise.all(asked)).filter(({ status }) => status === 200).length;
    expect(await taken(Array.from({ length: 30 }, (_, index) => askFor(`one${index}`, '198.51.100.7')))).toBe(20);
    expect((await askFor('again', '198.51.100.7')).status).toBe(429);
    expect(await taken(Array.from({ length: 70 }, (_, index) => askFor(`many${index}`, `192.0.2.${index}`)))).toBe(60);
    expect((await askFor('elsewhere', '203.0.113.7')).status).toBe(200);
  });

  it('sends a slot by itself when it comes, once to each reader, and the next one has nothing new to tell', async () => {
    const state = async () => JSON.parse((await folder.run(['editions', '--json'])).out).editions as readonly Record<string, unknown>[];
    await expect.poll(async () => (await state()).length, { timeout: 90_000, interval: 500 }).toBeGreaterThan(0);
    await expect
      .poll(async () => (await state()).at(-1), { timeout: 30_000, interval: 500 })
      .toMatchObject({
        state: 'finished',
        accounting: { frozen: 2, accepted: 2 },
      });
    const first = (await state()).at(-1);
    expect(new Date(String(first?.slot)).getTime()).toBeGreaterThan(startedAt - 60_000);
    const digests = folder
      .outbox()
      .filter((name) => !folder.readOutbox(name).includes('Auto-Submitted: auto-replied') && /-(?:ada|bea)-/u.test(name));
    expect(digests).toHaveLength(2);
  }, 150_000);
});

describe('opening pages of the desk', () => {
  it('changes nothing in the store, whichever link of whichever page is followed', async () => {
    const folder = seededFolder({ newsletters: [newsletterInput] });
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example', '--topics', 'Climate']);
    await folder.run(['send', 'weekly', '--at', '2026-11-21T08:00:00Z', '--json']);
    const serving = await serveFolder(folder.path);
    try {
      // What it notes of itself when it starts and of a newsletter when it first sees it.
      await (await fetch(serving.url)).text();
      const before = tables(folder.path);
      const seen = new Set<string>();
      for (const waiting = [`${serving.url}/`]; waiting.length > 0; ) {
        const link = waiting.shift() ?? '';
        const page = link.replace(/\?.*/u, '');
        if (seen.has(link) || [...seen].filter((other) => other.replace(/\?.*/u, '') === page).length > 3 || page.endsWith('/events'))
          continue;
        seen.add(link);
        const answer = await fetch(link, { redirect: 'manual' });
        const text = await answer.text();
        if (!/html/u.test(answer.headers.get('content-type') ?? '')) continue;
        for (const [, found = ''] of text.matchAll(/(?:href|src|action|hx-get|hx-post)="([^"#]+)"/gu)) {
          const url = new URL(found.replaceAll('&amp;', '&'), link);
          if (url.origin === serving.url) waiting.push(url.href);
        }
      }
      for (const page of ['/edition', '/content', '/readers']) expect([...seen].some((link) => new URL(link).pathname === page)).toBe(true);
      expect(seen.size).toBeGreaterThan(15);
      expect(tables(folder.path)).toEqual(before);
    } finally {
      await serving.stop();
      folder.remove();
    }
  });
});

describe('courant start', () => {
  let folder: ProjectFolder | null = null;
  afterEach(() => folder?.remove());

  it('opens the desk and stays until it is asked to end, and then ends well', async () => {
    folder = seededFolder({ demoReaders: [{ address: 'demo@reader.example', topics: ['Climate', 'Space'] }] });
    const child = spawn(process.execPath, [bin, 'start'], { cwd: folder.path, env: { ...ownSettings(), DESK_PORT: '0' } });
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    await expect.poll(() => said, { timeout: 60_000 }).toMatch(/http:\/\/127\.0\.0\.1:\d+/u);
    const url = /http:\/\/127\.0\.0\.1:\d+/u.exec(said)?.[0] ?? '';
    expect(await (await fetch(`${url}/edition`)).text()).toContain('<iframe');
    const outbox = join(folder.path, '.courant/outbox');
    await expect.poll(() => existsSync(outbox) && folder?.outbox().length, { timeout: 30_000 }).toBe(1);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

/** Node programs of this machine that are too old, outside of the project. */
const oldNodes = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .filter((path) => !path.includes('node_modules') && existsSync(path))
  .filter((path) => Number(/v(\d+)/u.exec(execFileSync(path, ['--version'], { encoding: 'utf8' }))?.[1]) < 24);

describe('an older Node', () => {
  const own = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
  it.skipIf(oldNodes.length === 0 || !existsSync(own))(
    'starts the Node 24 that came with the package, and ends as it does (skipped where there is none)',
    async () => {
      const run = (...args: string[]) => execFileSync(oldNodes[0] ?? '', [bin, ...args], { encoding: 'utf8', stdio: 'pipe' });
      expect(run('--version')).toMatch(/^\d+\.\d+\.\d+\n$/u);
      expect(() => run('no-such-command')).toThrow(expect.objectContaining({ status: 2 }));
      const folder = seededFolder();
      const child = spawn(oldNodes[0] ?? '', [bin, 'serve', '--no-tick'], { cwd: folder.path, env: { ...ownSettings(), DESK_PORT: '0' } });
      const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve([code, signal])));
      let said = '';
      child.stdout.on('data', (chunk) => {
        said += chunk;
      });
      await expect.poll(() => said, { timeout: 60_000 }).toContain('Desk:');
      child.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
      folder.remove();
    },
  );

  it('is not what npm’s scripts and npx use: npm ci has put a newer one in front', () => {
    const version = existsSync(own) ? execFileSync(own, ['--version'], { encoding: 'utf8' }) : process.version;
    expect(Number(/v(\d+)/u.exec(version)?.[1])).toBeGreaterThanOrEqual(24);
  });
});

function tables(path: string): Readonly<Record<string, readonly unknown[]>> {
  const database = new DatabaseSync(join(path, '.courant/courant.db'), { readOnly: true });
  try {
    const names = database.prepare(`select name from sqlite_master where type = 'table'`).all() as { name: string }[];
    return Object.fromEntries(names.map(({ name }) => [name, database.prepare(`select * from "${name}"`).all()]));
  } finally {
    database.close();
  }
}
