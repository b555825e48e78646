import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FeedServer, rss, serveFeeds } from '../../io/feeds/feed-server.ts';
import { runCourant } from '../../project-folder.ts';

const guide = readFileSync(fileURLToPath(new URL('../../../docs/first-digest.md', import.meta.url)), 'utf8');
const today = new Date(Date.now() - 3_600_000).toUTCString();
const item = (title: string, site: string) => ({ title, link: `https://${site}/${title.length}`, date: today });

describe('the guide to a first digest', () => {
  let server: FeedServer;
  let folder: string;
  beforeAll(async () => {
    server = await serveFeeds({
      '/harbourpost':
        '<!doctype html><html><head><title>Harbour Post</title><link rel="alternate" type="application/rss+xml" href="/harbourpost.xml"></head><body></body></html>',
      '/harbourpost.xml': rss([item('Night trams will cost less', 'harbourpost.example')], 'Harbour Post', 'https://harbourpost.example/'),
      '/portwick.xml': rss([item('The fish market moves to the east quay', 'portwick.example')], 'Portwick', 'https://portwick.example/'),
      '/orbit': '<html><body><a href="/orbit/feed.xml">RSS</a></body></html>',
      '/orbit/feed.xml': rss([item('Plover-2 phones home', 'orbit.example')], 'Orbit', 'https://orbit.example/'),
    });
    folder = mkdtempSync(join(tmpdir(), 'courant-test-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server.close();
  });

  it('leads, command by command as it is written, from an empty folder to a digest of three feeds in the outbox', async () => {
    const block = /```sh\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
    const sites: readonly (readonly [string, string])[] = [
      ['https://harbourpost.example/', `${server.url}/harbourpost`],
      ['https://portwick.example/feed.xml', `${server.url}/portwick.xml`],
      ['https://orbit.example/', `${server.url}/orbit`],
    ];
    const commands = sites
      .reduce((text, [name, address]) => text.replaceAll(name, address), block)
      .trim()
      .split('\n');
    expect(commands).toHaveLength(4);
    for (const command of commands) {
      const [program, name, ...args] = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
      expect([program, name]).toEqual(['npx', 'courant']);
      const ran = await runCourant(folder, args, { FETCH_HOSTS: server.host, OUTBOX: '' });
      expect([command, ran.err, ran.code]).toEqual([command, '', 0]);
    }
    const outbox = readdirSync(join(folder, '.courant/outbox')).filter((file) => file.endsWith('.eml'));
    expect(outbox).toHaveLength(1);
    const mail = readFileSync(join(folder, '.courant/outbox', outbox[0] ?? ''), 'latin1');
    for (const title of ['Night trams will cost less', 'The fish market moves to the east quay', 'Plover-2 phones home'])
      expect(mail).toContain(title);
  });
});
