import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FeedServer, rss, serveFeeds } from '../../io/feeds/feed-server.ts';
import { type ProjectFolder, projectFolder } from '../../project-folder.ts';

const tram = {
  title: 'Night trams will cost less',
  link: 'https://harbour.example/trams?utm_source=rss',
  guid: 'trams',
  category: 'Cities',
};
const plover = {
  title: 'Plover-2 phones home',
  link: 'https://harbour.example/plover',
  guid: 'plover',
  date: 'Thu, 19 Nov 2026 10:00:00 GMT',
  category: 'space',
};

describe('pulling a feed', () => {
  let server: FeedServer;
  let folder: ProjectFolder;
  beforeAll(async () => {
    server = await serveFeeds({});
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.pages.clear();
    server.pages.set('/feed', rss([tram, plover]));
    folder = projectFolder({ feeds: [{ url: `${server.url}/feed`, name: 'Harbour', quality: 63 }] });
  });
  afterEach(() => folder.remove());

  const pull = async (...flags: string[]) => {
    const { out, code } = await folder.run(['pull', '--json', ...flags], { FETCH_HOSTS: server.host });
    const report = JSON.parse(out);
    return { code, totals: report.totals, one: report.sources[0] };
  };
  const path = (name: string) => join(folder.path, 'articles/feeds/harbour', name);
  const trams = () => path('2026-11-18-night-trams-will-cost-less.md');
  const names = () => readdirSync(path('')).sort();

  it('writes an article file an item, in the input format, named for its day and title', async () => {
    const { totals, code } = await pull();
    expect(code).toBe(0);
    expect(totals).toMatchObject({ fresh: 2, corrected: 0, failed: 0 });
    expect(names()).toEqual(['2026-11-18-night-trams-will-cost-less.md', '2026-11-19-plover-2-phones-home.md']);
    const { articles, errors, warnings } = JSON.parse((await folder.run(['check', '--json'])).out);
    expect({ articles, errors, warnings }).toEqual({ articles: 2, errors: 0, warnings: 0 });
  });

  it('gives topics by category in the newsroom’s own spelling, the feed’s quality, the feed’s title as outlet, and says why', async () => {
    await pull();
    const text = readFileSync(path('2026-11-19-plover-2-phones-home.md'), 'utf8');
    expect(text).toContain('topics: ["Space"]');
    expect(text).toContain('"Space": "category \\"space\\""');
    expect(text).toContain('quality: 63');
    expect(text).toContain('  quality: "63: set for the feed"');
    expect(text).toContain('provider: { name: "Harbour Post", domain: "harbour.example" }');
  });

  it('is of the outlet behind a service that counts clicks on its way, not of whom the service belongs to', async () => {
    server.pages.set('/feed', rss([{ ...plover, link: 'http://feedproxy.google.com/~r/harbour/~3/kTeeGj4FnwU/' }]));
    await pull();
    const text = readFileSync(path('2026-11-19-plover-2-phones-home.md'), 'utf8');
    expect(text).toContain('provider: { name: "Harbour Post", domain: "harbour.example" }');
  });

  it('again writes nothing, asked with validators or anew', async () => {
    await pull();
    const before = names().map((name) => readFileSync(path(name), 'utf8'));
    expect((await pull()).one.result).toBe('unchanged');
    expect((await pull('--anew')).totals).toMatchObject({ fresh: 0, corrected: 0 });
    expect(names().map((name) => readFileSync(path(name), 'utf8'))).toEqual(before);
  });

  it('takes in a correction of the publisher’s, with what it said before', async () => {
    await pull();
    server.pages.set('/feed', rss([{ ...tram, title: 'Night trams will cost more' }, plover]));
    expect((await pull()).totals).toMatchObject({ fresh: 0, corrected: 1, beside: 0 });
    const text = readFileSync(trams(), 'utf8');
    expect(text).toContain('title: "Night trams will cost more"');
    expect(text).toMatch(/history:\n {4}- at: \S+\n {6}title: "Night trams will cost less"/);
    server.pages.set('/feed', rss([{ ...tram, title: 'Night trams are free' }, plover]));
    await pull();
    expect(readFileSync(trams(), 'utf8').match(/^ {4}- at: /gm)).toHaveLength(2);
  });

  it('leaves a file an editor has changed, keeps the publisher’s new version beside it, and says so', async () => {
    await pull();
    const edited = readFileSync(trams(), 'utf8').replace('Night trams will cost less', 'Cheaper night trams');
    writeFileSync(trams(), edited);
    server.pages.set('/feed', rss([{ ...tram, text: 'Quite another text, which ends.' }, plover]));
    const { totals, one } = await pull();
    expect(totals).toMatchObject({ corrected: 0, beside: 1 });
    expect(readFileSync(trams(), 'utf8')).toBe(edited);
    expect(readFileSync(join(folder.path, one.beside[0].beside), 'utf8')).toContain('Quite another text');
    const check = JSON.parse((await folder.run(['check', '--json'])).out);
    expect(check.articles).toBe(2);
    expect(check.faults).toMatchObject([{ code: 'publisher-changed', file: one.beside[0].file, severity: 'warning' }]);
    // Told once: the publisher has not changed it again.
    expect((await pull('--anew')).totals).toMatchObject({ corrected: 0, beside: 0 });
  });

  it('does not bring back what an editor took away', async () => {
    await pull();
    rmSync(trams());
    expect((await pull('--anew')).totals).toMatchObject({ fresh: 0 });
    server.pages.set('/feed', rss([{ ...tram, title: 'Another title' }, plover]));
    expect((await pull()).one.passedOver).toMatchObject({ removed: 1 });
    expect(existsSync(trams())).toBe(false);
  });

  it('knows its files when the state folder is lost', async () => {
    await pull();
    rmSync(join(folder.path, '.courant'), { recursive: true });
    expect((await pull()).totals).toMatchObject({ fresh: 0, corrected: 0, beside: 0 });
    expect(names()).toHaveLength(2);
  });

  it('writes nothing when it is a dry run, not even what it asked', async () => {
    expect((await pull('--dry-run')).totals.fresh).toBe(2);
    expect(existsSync(path(''))).toBe(false);
    expect((await pull()).totals.fresh).toBe(2);
  });

  it('remembers where a feed moved for good, and only then', async () => {
    server.pages.set('/new', rss([tram]));
    server.pages.set('/feed', (_, response) => void response.writeHead(301, { location: '/new' }).end());
    expect((await pull()).one.movedTo).toBe(`${server.url}/new`);
    server.asked.length = 0;
    await pull();
    expect(server.asked).toEqual(['/new 304']);
    server.pages.set('/new', (_, response) => void response.writeHead(302, { location: '/elsewhere' }).end());
    server.pages.set('/elsewhere', rss([tram, plover]));
    expect((await pull()).totals.fresh).toBe(1);
    server.asked.length = 0;
    await pull();
    expect(server.asked[0]).toBe('/new');
  });

  it('leaves a feed alone that asks for rest, and one that fails ever longer', async () => {
    server.pages.set('/feed', (_, response) => void response.writeHead(503, { 'retry-after': '3600' }).end());
    expect((await pull()).one.result).toBe('failed');
    server.asked.length = 0;
    expect((await pull()).one.result).toBe('waits');
    expect(server.asked).toEqual([]);
    server.pages.set('/feed', (_, response) => void response.writeHead(500).end());
    const first = Date.parse((await pull('--anew')).one.next);
    const second = Date.parse((await pull()).one.next);
    expect(second - first).toBeGreaterThan(3_600_000);
    const { out, code } = await folder.run(['feeds', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out).feeds).toMatchObject([{ name: 'harbour', state: 'failing', failures: 3 }]);
  });

  it('keeps a page that two feeds have once', async () => {
    folder.remove();
    server.pages.set('/other', rss([{ ...tram, link: 'https://www.harbour.example/trams/', guid: 'x-1' }]));
    folder = projectFolder({ feeds: [`${server.url}/feed`, `${server.url}/other`] });
    expect((await pull()).totals.fresh).toBe(2);
  });

  it('dates what has no date, or one to come, by when it was first seen, for good', async () => {
    server.pages.set(
      '/feed',
      rss([
        { ...tram, date: 'soon' },
        { ...plover, date: 'Wed, 18 Nov 2076 09:00:00 GMT' },
      ]),
    );
    const { one } = await pull();
    expect(one.faults.map(({ code }: { code: string }) => code)).toEqual(['item-date', 'item-from-the-future']);
    const dates = () => names().map((name) => /publishedDateTime: (\S+)/.exec(readFileSync(path(name), 'utf8'))?.[1]);
    const before = dates();
    for (const date of before) expect(Math.abs(Date.parse(date ?? '') - Date.now())).toBeLessThan(120_000);
    server.pages.set(
      '/feed',
      rss([
        { ...tram, date: 'soon', text: 'It says more now.' },
        { ...plover, date: 'Wed, 18 Nov 2076 09:00:00 GMT' },
      ]),
    );
    expect((await pull()).totals.corrected).toBe(1);
    expect(dates()).toEqual(before);
  });
});

describe('a tick', () => {
  it('asks the feeds that are due before it makes editions, and no feed’s trouble keeps it from that', async () => {
    const server = await serveFeeds({ '/feed': rss([tram, plover]) });
    const folder = projectFolder({ feeds: [`${server.url}/feed`, `${server.url}/nowhere`] });
    try {
      const tick = async () => JSON.parse((await folder.run(['tick', '--json'], { FETCH_HOSTS: server.host })).out).newsletters;
      const [feeds, weekly] = await tick();
      expect(feeds).toMatchObject({ newsletter: 'feeds', result: 'pulled', totals: { fresh: 2, failed: 1 } });
      expect(weekly).toMatchObject({ newsletter: 'weekly', result: 'nothing' });
      server.asked.length = 0;
      const [again] = await tick();
      expect(again.sources.map(({ result }: { result: string }) => result)).toEqual(['waits', 'waits']);
      expect(server.asked).toEqual([]);
      const quiet = await folder.run(['tick', '--quiet'], { FETCH_HOSTS: server.host });
      expect(quiet.out).toContain('no new articles');
      expect((await folder.run(['tick', '--quiet'], { FETCH_HOSTS: server.host })).out).toBe('');
    } finally {
      folder.remove();
      await server.close();
    }
  });
});
