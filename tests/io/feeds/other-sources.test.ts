import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../project-folder.ts';
import { type FeedServer, rss, serveFeeds } from './feed-server.ts';

const key = '0123456789abcdef01234567';
const ghost = {
  posts: [
    {
      id: 'g1',
      title: 'Night trams',
      url: 'https://ghost.example/trams/',
      html: '<p>The whole text. It goes on.</p>',
      custom_excerpt: null,
      excerpt: 'The whole text.',
      feature_image: 'https://ghost.example/tram.jpg',
      published_at: '2026-11-18T09:00:00.000+00:00',
      updated_at: '2026-11-18T10:00:00.000+00:00',
      tags: [{ name: 'Cities' }],
      primary_author: { name: 'Ada' },
    },
  ],
};
const wordpress = [
  {
    id: 7,
    guid: { rendered: 'https://wp.example/?p=7' },
    date_gmt: '2026-11-18T09:00:00',
    modified_gmt: '2026-11-18T09:00:00',
    link: 'https://wp.example/plover/',
    title: { rendered: 'Plover-2 &#8211; home' },
    excerpt: { rendered: '<p>It phoned. [&hellip;]</p>\n' },
    content: { rendered: '<p>It phoned. Twice.</p>' },
    _embedded: {
      author: [{ name: 'Bo' }],
      'wp:featuredmedia': [{ source_url: 'https://wp.example/p.jpg', media_details: { width: 1200, height: 800 } }],
      'wp:term': [[{ name: 'Space', taxonomy: 'category' }], [{ name: 'Probes', taxonomy: 'post_tag' }]],
    },
  },
];
const page = (number: number) =>
  JSON.stringify({
    data: {
      items:
        number > 2
          ? []
          : [1, 2].map((at) => ({
              ref: `${number}-${at}`,
              headline: `Story ${number} ${at}`,
              href: `/s/${number}-${at}`,
              at: 1_795_000_000 + at,
              labels: ['Health'],
            })),
    },
  });

describe('sources that are no feeds', () => {
  let server: FeedServer;
  beforeAll(async () => {
    server = await serveFeeds({
      [`/ghost/ghost/api/content/posts/?key=${key}&limit=50&include=tags,authors&formats=html`]: JSON.stringify(ghost),
      '/wp/wp-json/wp/v2/posts?per_page=50&_embed=1': JSON.stringify(wordpress),
      '/api?page=1': page(1),
      '/api?page=2': page(2),
      '/api?page=3': page(3),
      '/archive/weekly': '<html><head><link rel="alternate" type="application/atom+xml" href="/archive/weekly/atom.xml"></head></html>',
      '/archive/weekly/atom.xml': rss([{ title: 'Issue 9', link: 'https://news.example/archive/weekly/9' }]),
      '/bad': '<html>no JSON</html>',
      '/torn?page=1': page(1),
      '/torn?page=2': '<html>an error, and 200</html>',
    });
  });
  afterAll(() => server.close());

  const pulled = async (feeds: readonly object[]) => {
    const folder = projectFolder({ feeds });
    const pull = async () => JSON.parse((await folder.run(['pull', '--json'], { FETCH_HOSTS: server.host })).out);
    try {
      const [first, second] = [await pull(), await pull()];
      const plan = JSON.parse(
        (
          await folder.run([
            'plan',
            '--topics',
            '*',
            '--articles',
            'articles',
            '--window',
            '100w',
            '--at',
            '2026-12-20T08:00:00Z',
            '--json',
          ])
        ).out,
      );
      return { first, second, plan: JSON.stringify(plan), check: JSON.parse((await folder.run(['check', '--json'])).out) };
    } finally {
      folder.remove();
    }
  };

  it('Ghost: posts with tags and picture; asked again, nothing', async () => {
    const { first, second, plan, check } = await pulled([{ ghost: `${server.url}/ghost`, key }]);
    expect(first.totals).toMatchObject({ fresh: 1, failed: 0 });
    expect(second.totals).toMatchObject({ fresh: 0, unchanged: 1 });
    expect(check.errors).toBe(0);
    for (const words of ['Night trams', 'https://ghost.example/trams/', 'Cities']) expect(plan).toContain(words);
  });

  it('WordPress: posts with what it embeds, dates in UTC, entities read', async () => {
    const { first, plan } = await pulled([{ wordpress: `${server.url}/wp`, outlet: 'The Blog' }]);
    expect(first.totals.fresh).toBe(1);
    for (const words of ['Plover-2 \u2013 home', 'Space', 'The Blog', '2026-11-18T09:00:00.000Z']) expect(plan).toContain(words);
  });

  it('JSON over HTTP: pages until one is empty, fields where the config says they stand', async () => {
    const fields = { id: 'ref', title: 'headline', url: 'href', published: 'at', categories: 'labels' };
    const { first, second } = await pulled([{ json: `${server.url}/api?page={page}`, list: 'data.items', fields, pages: 9 }]);
    expect(first.totals.fresh).toBe(4);
    expect(second.totals).toMatchObject({ fresh: 0, corrected: 0 });
  });

  it('JSON over HTTP: a page that is none costs what is on it, not the pages before, and is told', async () => {
    const fields = { id: 'ref', title: 'headline', url: 'href', published: 'at', categories: 'labels' };
    const { first } = await pulled([{ json: `${server.url}/torn?page={page}`, list: 'data.items', fields, pages: 9 }]);
    expect(first.totals).toMatchObject({ fresh: 2, failed: 0 });
    expect(first.sources[0].faults).toMatchObject([{ code: 'json-list', severity: 'warning' }]);
  });

  it('a newsletter’s archive: its feed is found by its page and remembered', async () => {
    const { first } = await pulled([{ archive: `${server.url}/archive/weekly`, topics: ['Culture'] }]);
    expect(first.totals.fresh).toBe(1);
    expect(server.asked.filter((path) => path.endsWith('atom.xml 304')).length).toBe(1);
  });

  it('with trouble cost only themselves', async () => {
    const { first } = await pulled([{ json: `${server.url}/bad` }, { ghost: server.url, key }, { wordpress: `${server.url}/wp` }]);
    expect(first.totals).toMatchObject({ fresh: 1, failed: 2 });
    expect(first.sources[0].faults).toMatchObject([{ code: 'json-list' }]);
  });

  it('and entries that are none are told all at once, with field and what to write', async () => {
    const folder = projectFolder({ feeds: [{ ghost: 'https://g.example', key: 'short' }, { url: 'ftp://x' }, {}, 'no.opml'] });
    try {
      const { err, code } = await folder.run(['feeds']);
      expect(code).toBe(2);
      for (const words of [
        'feeds.0.key: must be the Content API key',
        'feeds.1.url: "ftp://x" is not a web address',
        'feeds.2: must have one of',
        'no.opml',
      ])
        expect(err).toContain(words);
    } finally {
      folder.remove();
    }
  });
});

describe('lists of feeds', () => {
  it('come in from a feed reader, groups as topics, and go out again', async () => {
    const folder = projectFolder();
    try {
      folder.write(
        'mine.opml',
        '<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body><outline text="Space"><outline text="Orbit" type="rss" xmlUrl="https://orbit.example/feed.xml" htmlUrl="https://orbit.example/"/></outline><outline text="Loose" xmlUrl="https://loose.example/rss"/><outline text="Local" xmlUrl="file:///etc/passwd"/></body></opml>',
      );
      const imported = JSON.parse((await folder.run(['feeds', 'import', 'mine.opml', '--json'])).out);
      expect(imported).toMatchObject({ known: 0, passedOver: 1, added: [{ topics: ['Space'] }, { topics: [] }] });
      expect(JSON.parse((await folder.run(['feeds', 'import', 'mine.opml', '--json'])).out)).toMatchObject({ known: 2, added: [] });
      const { feeds } = JSON.parse((await folder.run(['feeds', '--json'])).out);
      expect(feeds).toMatchObject([
        { name: 'loose', state: 'new', topics: [] },
        { name: 'orbit', topics: ['Space'] },
      ]);
      const { out } = await folder.run(['feeds', 'export']);
      expect(out).toContain('xmlUrl="https://orbit.example/feed.xml"');
      expect((await folder.run(['feeds', 'remove', 'orbit'])).code).toBe(0);
      expect(JSON.parse((await folder.run(['feeds', '--json'])).out).feeds).toHaveLength(1);
    } finally {
      folder.remove();
    }
  });
});
