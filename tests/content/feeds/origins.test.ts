import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FeedServer, rss, serveFeeds } from '../../io/feeds/feed-server.ts';
import { type ProjectFolder, projectFolder } from '../../project-folder.ts';

describe('where quality and topics come from', () => {
  let server: FeedServer;
  let folder: ProjectFolder;
  let files: readonly string[];
  beforeAll(async () => {
    const item = { title: 'A heat wave over the harbour', link: 'https://harbour.example/heat', category: 'space' };
    server = await serveFeeds({
      '/feed': rss([item]),
      '/science': rss([{ title: 'A crystal', link: 'https://crystal.example/1' }], 'Crystal', 'https://crystal.example/'),
      '/learned': rss([{ title: 'A tram', link: 'https://trams.example/1' }], 'Trams', 'https://trams.example/'),
    });
    folder = projectFolder({
      feeds: [
        { url: `${server.url}/feed`, name: 'one', quality: 63, topics: ['Cities'] },
        { url: `${server.url}/science`, name: 'two' },
        { url: `${server.url}/learned`, name: 'three', quality: 'learned' },
      ],
      topicRules: [
        { topic: 'Climate', words: ['heat wave'] },
        { topic: 'Technology', domains: ['crystal.example'] },
      ],
    });
    const { out } = await folder.run(['pull', '--json'], { FETCH_HOSTS: server.host });
    files = JSON.parse(out).sources.flatMap((one: { new: string[] }) => one.new);
  });
  afterAll(async () => {
    folder.remove();
    await server.close();
  });
  const why = async (name: string) =>
    JSON.parse((await folder.run(['why', files.find((file) => file.includes(`/${name}/`)) ?? '', '--json'])).out).origins;

  it('is told by why: the feed, a word, a category, a domain, each by its name', async () => {
    expect(await why('one')).toMatchObject({
      quality: 'set for the feed',
      topics: [
        { topic: 'Cities', because: 'the feed' },
        { topic: 'Climate', because: 'the word "heat wave"' },
        { topic: 'Space', because: 'category "space"' },
      ],
    });
    expect(await why('two')).toMatchObject({
      quality: 'the default for feeds',
      topics: [{ topic: 'Technology', because: 'domain crystal.example' }],
    });
    expect(await why('three')).toMatchObject({ quality: expect.stringMatching(/^learned: /) });
  });

  it('and counted by check', async () => {
    const { origins } = JSON.parse((await folder.run(['check', '--json'])).out);
    expect(origins.quality).toEqual({ 'set for the feed': 1, 'the default for feeds': 1, learned: 1 });
    expect(origins.topics).toMatchObject({ 'the feed': 1, 'the word': 1, category: 1, domain: 1 });
  });

  it('is an editor’s, once an editor has changed it', async () => {
    const file = join(folder.path, files.find((name) => name.includes('/two/')) ?? '');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('quality: 50', 'quality: 80').replace('topics: ["Technology"]', 'topics: ["Health"]'),
    );
    expect(await why('two')).toMatchObject({
      quality: 'written into the file by hand',
      topics: [{ topic: 'Health', because: 'written into the file by hand' }],
    });
  });
});
