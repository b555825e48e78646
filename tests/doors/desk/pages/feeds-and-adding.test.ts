import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FeedServer, rss, serveFeeds } from '../../../io/feeds/feed-server.ts';
import { type ProjectFolder, projectFolder } from '../../../project-folder.ts';
import { type ServingDesk, serveFolder } from '../serving.ts';

describe('the content page of the desk', () => {
  let server: FeedServer;
  let folder: ProjectFolder;
  let desk: ServingDesk;
  let cookie = '';
  let token = '';
  beforeAll(async () => {
    server = await serveFeeds({
      '/feed': rss([{ title: 'A tram', link: 'https://harbour.example/1', category: 'Cities' }]),
      '/page':
        '<title>Probe</title><meta property="og:title" content="Plover-2 &lt;b&gt;phones&lt;/b&gt; home"><meta property="article:tag" content="Space"><meta property="article:published_time" content="2026-11-18T09:00:00Z">',
    });
    folder = projectFolder({ feeds: [`${server.url}/feed`, `${server.url}/nowhere`] });
    await folder.run(['pull'], { FETCH_HOSTS: server.host });
    desk = await serveFolder(folder.path, { env: { FETCH_HOSTS: server.host } });
  });
  afterAll(async () => {
    await desk.stop();
    folder.remove();
    await server.close();
  });

  const get = async (path: string): Promise<string> => {
    const response = await fetch(`${desk.url}${path}`, { headers: { cookie } });
    cookie ||= (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return await response.text();
  };
  const post = async (path: string, fields: Readonly<Record<string, string>>) =>
    await fetch(`${desk.url}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: desk.url, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ token, ...fields }),
    });

  it('shows each feed with its state, what is wrong, and what to do', async () => {
    const page = await get('/content');
    token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(page).toContain('Harbour Post');
    expect(page).toMatch(/failing<\/b>[^<]*<span>[^<]*answered 404/);
    expect(page).toContain('check the address');
    server.asked.length = 0;
    await get('/content');
    expect(server.asked).toEqual([]);
  });

  it('shows a page’s card before it is kept, and keeps it as an editor changed it', async () => {
    const address = `${server.url}/page`;
    const looked = await post('/content/look', { address });
    const card = await get(looked.headers.get('location') ?? '');
    expect(card).toContain('value="Plover-2 phones home"');
    expect(existsSync(join(folder.path, 'articles/added'))).toBe(false);
    const kept = await post('/content/add', { address, title: 'Plover-2 calls', excerpt: 'It does.', topics: 'Technology', quality: '70' });
    expect(kept.status).toBe(303);
    const [file = ''] = readdirSync(join(folder.path, 'articles/added'));
    const text = readFileSync(join(folder.path, 'articles/added', file), 'utf8');
    for (const line of ['title: "Plover-2 calls"', 'excerpt: "It does."', 'topics: ["Technology"]', 'quality: 70'])
      expect(text).toContain(line);
    expect(await get(kept.headers.get('location') ?? '')).toContain(`Kept as articles/added/${file}`);
  });

  it('tells why a page cannot be added', async () => {
    const refused = await post('/content/look', { address: 'http://169.254.169.254/latest/' });
    expect(refused.status).toBe(303);
    expect(await get(refused.headers.get('location') ?? '')).toContain('169.254.169.254 is a link-local address');
  });

  it('is changed by nobody’s form but its own', async () => {
    const before = readdirSync(join(folder.path, 'articles/added')).length;
    token = 'x';
    expect((await post('/content/add', { address: `${server.url}/page`, title: 'x', excerpt: '', topics: '', quality: '1' })).status).toBe(
      403,
    );
    expect(readdirSync(join(folder.path, 'articles/added'))).toHaveLength(before);
  });
});
