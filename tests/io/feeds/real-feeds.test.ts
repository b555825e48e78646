import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProjectFolder, projectFolder } from '../../project-folder.ts';
import { type FeedServer, serveFeeds } from './feed-server.ts';

const shared = process.env.COURANT_SHARED ?? fileURLToPath(new URL('../../../../shared/', import.meta.url));
const root = join(shared, 'data/feeds');

describe.skipIf(!existsSync(root))('74 real feeds (skipped: shared data absent)', () => {
  let server: FeedServer;
  let folder: ProjectFolder;
  const pages: Record<string, Uint8Array> = {};
  beforeAll(async () => {
    for (const group of readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory()))
      for (const name of readdirSync(join(root, group.name))) pages[`/${group.name}/${name}`] = readFileSync(join(root, group.name, name));
    server = await serveFeeds(pages);
    folder = projectFolder({ feeds: Object.keys(pages).map((path) => `${server.url}${path}`) });
  });
  afterAll(async () => {
    folder.remove();
    await server.close();
  });

  const pull = async () => JSON.parse((await folder.run(['pull', '--json'], { FETCH_HOSTS: server.host })).out);
  const written = () =>
    readdirSync(join(folder.path, 'articles'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${name} ${statSync(join(folder.path, 'articles', name)).mtimeMs}`);

  it('are pulled, each fault named, none in the way of another', async () => {
    expect(Object.keys(pages)).toHaveLength(74);
    const { totals, sources } = await pull();
    expect(totals).toMatchObject({ sources: 74, failed: 7 });
    expect(totals.fresh).toBeGreaterThan(1_400);
    const failed = sources.filter(({ result }: { result: string }) => result === 'failed');
    // Pieces of a feed's text, and a page that says where the feed went.
    for (const { name, faults } of failed) {
      expect(name).toMatch(/firstentry|unrecognized/);
      expect(faults).toMatchObject([{ severity: 'error', code: expect.stringMatching(/^(?:not-a-feed|feed-is-a-page)$/) }]);
    }
    expect(written()).toHaveLength(totals.fresh);
  });

  it('give articles that can all be read', async () => {
    const { out } = await folder.run(['check', '--json']);
    expect(JSON.parse(out)).toMatchObject({ errors: 0, articles: written().length });
  });

  it('pulled again, write nothing: their servers say that nothing is new', async () => {
    const before = written();
    server.asked.length = 0;
    const { totals } = await pull();
    expect(totals).toMatchObject({ fresh: 0, corrected: 0, unchanged: 67 });
    expect(server.asked.filter((path) => path.endsWith(' 304'))).toHaveLength(67);
    expect(written()).toEqual(before);
  });

  it('asked anew, write nothing either: every item is known', async () => {
    const before = written();
    const { out } = await folder.run(['pull', '--anew', '--json'], { FETCH_HOSTS: server.host });
    expect(JSON.parse(out).totals).toMatchObject({ fresh: 0, corrected: 0, beside: 0 });
    expect(written()).toEqual(before);
  });
});
