import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pageItem } from '../../../src/content/pages/page-item.ts';
import { type FeedServer, rss, serveFeeds } from '../../io/feeds/feed-server.ts';
import { type ProjectFolder, projectFolder } from '../../project-folder.ts';

const page = `<!doctype html><html><head><title>Night trams - Harbour Post</title>
<link rel="canonical" href="/trams">
<meta property="og:title" content="Night trams will cost less"><meta property="og:description" content="From spring on, say the harbour&#39;s trams.">
<meta property="og:image" content="/tram.jpg"><meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">
<meta property="og:site_name" content="Harbour Post"><meta property="article:published_time" content="2026-11-18T09:00:00Z"><meta property="article:tag" content="Cities">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage","headline":"No"},{"@type":"NewsArticle","headline":"Night trams will cost less, says the port","author":[{"name":"Ada Quay"}]}]}</script>
</head><body><p>Text</p></body></html>`;

describe('a page of the web', () => {
  it('is an item by what it says of itself', () => {
    expect(pageItem(page, 'https://harbour.example/trams?utm_source=x')).toMatchObject({
      url: 'https://harbour.example/trams',
      title: 'Night trams will cost less, says the port',
      summary: "From spring on, say the harbour's trams.",
      published: '2026-11-18T09:00:00Z',
      author: 'Ada Quay',
      categories: ['Cities'],
      outlet: { name: 'Harbour Post' },
      pictures: [{ url: 'https://harbour.example/tram.jpg', width: 1200, height: 630 }],
    });
  });

  it('is not believed when it calls itself another site’s page, or the front page', () => {
    for (const canonical of ['https://elsewhere.example/trams', '/'])
      expect(pageItem(`<link rel="canonical" href="${canonical}"><title>T</title>`, 'https://harbour.example/a').url).toBe(
        'https://harbour.example/a',
      );
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (text) => void pageItem(`<script type="application/ld+json">${text}</script>${text}`, 'https://harbour.example/'),
      ),
    );
    expect(pageItem('<div>'.repeat(50_000), 'https://harbour.example/').title).toBeNull();
  });
});

describe('an article added by its address', () => {
  let server: FeedServer;
  let folder: ProjectFolder;
  beforeAll(async () => {
    server = await serveFeeds({});
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.pages.clear();
    server.asked.length = 0;
    server.pages.set('/trams', page);
    folder = projectFolder();
  });
  afterEach(() => folder.remove());
  const run = async (...args: string[]) => await folder.run(args, { FETCH_HOSTS: server.host });

  it('is kept as the page describes itself, once', async () => {
    const added = JSON.parse((await run('add', `${server.url}/trams`, '--json')).out);
    expect(added).toMatchObject({
      title: 'Night trams will cost less, says the port',
      topics: [{ topic: 'Cities', because: 'category "Cities"' }],
    });
    const { articles, errors } = JSON.parse((await run('check', '--json')).out);
    expect([articles, errors]).toEqual([1, 0]);
    const again = await run('add', `${server.url}/trams`);
    expect([again.code, again.err]).toEqual([2, expect.stringContaining(added.file)]);
  });

  it('is kept as a person wishes it', async () => {
    const { out } = await run('add', `${server.url}/trams`, '--title', 'Trams', '--topics', 'Economy', '--quality', '90', '--json');
    const text = readFileSync(join(folder.path, JSON.parse(out).file), 'utf8');
    expect(text).toContain('title: "Trams"');
    expect(text).toContain('topics: ["Economy", "Cities"]');
    expect(text).toContain('quality: 90');
  });

  it('is only shown in a dry run', async () => {
    expect((await run('add', `${server.url}/trams`, '--dry-run')).out).toContain('Nothing was kept');
    expect(JSON.parse((await run('check', '--json')).out).files).toBe(0);
  });

  it('of a page that is away is told', async () => {
    const { err, code } = await run('add', `${server.url}/nowhere`);
    expect([code, err]).toEqual([4, expect.stringContaining('answered 404')]);
  });

  it('begun by hand has what is needed but the address, which check asks for', async () => {
    const { file } = JSON.parse((await run('new', 'Éclairs at the quay: a "test"', '--json')).out);
    expect(file).toMatch(/articles\/\d{4}-\d\d-\d\d-eclairs-at-the-quay-a-test\.md$/);
    const { faults } = JSON.parse((await run('check', '--json')).out);
    expect(faults.filter(({ severity }: { severity: string }) => severity === 'error')).toMatchObject([{ field: 'originalUrl' }]);
  });

  describe('or pulled with `enrich`', () => {
    const pulled = async () => {
      folder.remove();
      server.pages.set('/feed', rss([{ title: 'Night trams', link: `${server.url}/trams`, text: ' ', date: 'some day' }]));
      folder = projectFolder({ feeds: [{ url: `${server.url}/feed`, name: 'post', enrich: true }] });
      const { out } = await run('pull', '--json');
      return readFileSync(join(folder.path, JSON.parse(out).sources[0].new[0]), 'utf8');
    };

    it('has what its feed lacks from its page, and says so', async () => {
      const text = await pulled();
      expect(text).toContain('title: "Night trams"');
      expect(text).toContain('publishedDateTime: 2026-11-18T09:00:00Z');
      expect(text).toContain('/tram.jpg');
      expect(text).toContain('fromPage: [excerpt, images, publishedDateTime]');
      server.asked.length = 0;
      expect(JSON.parse((await run('pull', '--anew', '--json')).out).totals).toMatchObject({ fresh: 0, corrected: 0 });
      expect(server.asked).not.toContain('/trams');
    });

    it('has not where the site’s robots.txt asks programs to stay away', async () => {
      server.pages.set('/robots.txt', 'User-agent: *\nDisallow: /trams\n');
      expect(await pulled()).not.toContain('/tram.jpg');
      expect(server.asked).not.toContain('/trams');
    });
  });
});
