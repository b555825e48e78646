import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FeedServer, serveFeeds } from '../../io/feeds/feed-server.ts';
import { articleText, newsletterInput, type ProjectFolder, projectFolder } from '../../project-folder.ts';

const at = ['--at', '2026-11-21T08:00:00Z'];
const by = ['--by', 'ada', '--slot', '2026-11-21T08:00:00Z'];
const ferry = 'https://blog.example/posts/ferry/';

/** Ghost's way: the whole post in a feed. */
const feed = `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Our Wire</title><link>https://wire.example/</link><description>-</description>
<item><title>Lamps along the quay are lit again</title><link>https://wire.example/lamps</link><guid>lamps</guid><description>Forty lamps, one switch.</description><category>Climate</category><pubDate>Wed, 18 Nov 2026 09:00:00 GMT</pubDate>
<content:encoded><![CDATA[<p>Forty lamps were lit <strong>at six</strong>.</p>
<script>track()</script>
<h2>Who pays</h2><p>The harbour does, says <a href="/minutes">the minutes</a>.</p>]]></content:encoded></item></channel></rss>`;

describe('a newsletter of its own posts, whole, beside digests of others', { timeout: 120_000 }, () => {
  let server: FeedServer;
  let folder: ProjectFolder;
  const json = async (...args: readonly string[]) => {
    const ran = await folder.run([...args, '--json'], { FETCH_HOSTS: server.host });
    return JSON.parse(ran.out || JSON.stringify(ran));
  };
  const mailFrom = (name: string) => readFileSync(join(folder.path, name), 'utf8');
  const built = async () => {
    const { code, err } = await folder.run(['build', 'weekly', '--out', 'built', ...at]);
    expect(err).toBe('');
    expect(code).toBe(0);
    const files = readdirSync(join(folder.path, 'built'));
    const one = (ending: string) => mailFrom(join('built', files.find((file) => file.endsWith(ending)) ?? ''));
    return { html: one('.html'), text: one('.txt') };
  };

  beforeAll(async () => {
    server = await serveFeeds({ '/feed': feed });
    folder = projectFolder({
      content: [
        'articles',
        { folder: 'blog', preset: 'hugo', baseUrl: 'https://blog.example', outlet: 'Our Blog', topics: ['Climate'], body: 'full' },
      ],
      feeds: [{ url: `${server.url}/feed`, name: 'wire', body: 'full', quality: 70 }],
      newsletters: [{ ...newsletterInput, story: { body: 'full' }, selection: { minStories: 1 } }],
    });
    folder.write(
      'blog/posts/ferry.md',
      '---\ntitle: The night ferry sails again\ndate: 2026-11-19\ntags: [Climate]\n---\nShe left at **21:40**, as [the table](/tides) says.\n\n## On board\n\n{{< gallery >}}\n\n- coffee\n- silence\n',
    );
    folder.write(
      'articles/other.md',
      articleText({ title: '"Rivers rise in the north"', excerpt: '"Only a little."', webUrl: '"https://north.example/rivers"' }),
    );
  });
  afterAll(async () => {
    folder.remove();
    await server.close();
  });

  it('keeps what a feed sends as the whole text, and names what a mail would leave out of each', async () => {
    expect((await json('pull')).totals).toMatchObject({ fresh: 1, failed: 0 });
    const kept = readdirSync(join(folder.path, 'articles/feeds/wire')).map((name) => mailFrom(join('articles/feeds/wire', name)));
    expect(kept[0]).toMatch(/\nbody: full\nbodyFormat: html\n[\s\S]*\n---\n\n<p>Forty lamps/);
    expect((await json('pull', '--anew')).totals).toMatchObject({ fresh: 0, corrected: 0 });
    const { faults } = await json('check');
    expect(faults.map(({ line, code, found, advice }: Record<string, unknown>) => [line, code, found, advice])).toEqual([
      [expect.any(Number), 'body-dropped', '<script>, in the text', 'left out of the mail: no mail runs one'],
      [
        10,
        'body-dropped',
        'the shortcode {{< gallery >}}, in the text',
        'left out of the mail: only the program of the site knows what it stands for',
      ],
    ]);
  });

  it('builds both with all they say, the other with its excerpt, past the gate', async () => {
    const { html, text } = await built();
    expect(html).toMatch(/Forty lamps were lit <strong>at six<\/strong>/);
    expect(html).toContain('href="https://wire.example/minutes"');
    expect(html).toContain('href="https://blog.example/tides"');
    expect(html).toContain('Only a little.');
    expect(html).not.toMatch(/track\(\)|gallery|Forty lamps, one switch/);
    expect(text).toContain('On board\n--------\n');
    expect(text).toContain('* coffee\n* silence\n');
    expect(text).toContain(`The whole text at Our Blog:\n${ferry}\n`);
  });

  it('lets an editor have a story told by its excerpt in one edition', async () => {
    const refused = await folder.run(['override', 'text', 'weekly', 'https://north.example/rivers', 'full', ...by]);
    expect([refused.code, refused.err]).toEqual([expect.any(Number), expect.stringContaining('has no whole text to be told by')]);
    const done = await json('override', 'text', 'weekly', ferry, 'excerpt', ...by);
    expect(done.override.override).toMatchObject({ kind: 'text', whole: false });
    const { html } = await built();
    expect(html).toContain('She left at 21:40, as the table says.');
    expect(html).not.toMatch(/silence|The whole text at Our Blog/);
    expect(html).toContain('Forty lamps were lit');
    await folder.run(['override', 'undo', 'weekly', String(done.override.id), '--by', 'ada']);
  });

  it('seals what it sends with the texts, and makes it again byte for byte from that', async () => {
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    expect((await folder.run(['send', 'weekly', ...at])).code).toBe(0);
    folder.write(
      'blog/posts/ferry.md',
      '---\ntitle: The night ferry sails again\ndate: 2026-11-19\ntags: [Climate]\n---\nNothing of it is left.\n',
    );
    const verified = await json('editions', 'verify', 'weekly:1');
    expect(verified).toMatchObject({ result: 'same', differences: [] });
    expect(verified.articles.changed).toEqual([{ file: 'blog/posts/ferry.md', fields: expect.arrayContaining(['body']) }]);
  });
});
