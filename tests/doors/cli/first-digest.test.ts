import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNameServer } from '../../io/doctor/name-server.ts';
import { type FeedServer, rss, serveFeeds } from '../../io/feeds/feed-server.ts';
import { startSmtpSink } from '../../io/mail/smtp-sink.ts';
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

  it('leads, command by command as it is written, from an empty folder to a digest of three feeds in the outbox, and to the first send', async () => {
    const sink = await startSmtpSink({ keepBytes: true });
    const names = await startNameServer({});
    const instead: readonly (readonly [string, string])[] = [
      ['https://harbourpost.example/', `${server.url}/harbourpost`],
      ['https://portwick.example/feed.xml', `${server.url}/portwick.xml`],
      ['https://orbit.example/', `${server.url}/orbit`],
      ['smtp://user:password@mail.example.com:587', sink.url],
    ];
    const blocks = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block ?? '').join('');
    const commands = instead
      .reduce((text, [name, address]) => text.replaceAll(name, address), blocks)
      .trim()
      .split('\n');
    // The package is installed by tests/package.
    expect(commands.shift()).toBe('npm install courant');
    expect(commands).toHaveLength(7);
    const environment = { FETCH_HOSTS: server.host, OUTBOX: '', COURANT_DNS: names.address };
    for (const command of commands) {
      if (command.startsWith('echo ')) execFileSync('/bin/sh', ['-ec', command], { cwd: folder });
      else {
        const [program, name, ...args] = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
        expect([program, name]).toEqual(['npx', 'courant']);
        const ran = await runCourant(folder, args, environment);
        // Nobody has set up a domain for the guide.
        if (args[0] === 'doctor') expect([ran.code, ran.out]).toEqual([1, expect.stringMatching(/FAULT spf +harbourweekly\.example/)]);
        else expect([command, ran.err, ran.code]).toEqual([command, '', 0]);
      }
    }
    const outbox = readdirSync(join(folder, '.courant/outbox')).filter((file) => file.endsWith('.eml'));
    expect(outbox).toHaveLength(1);
    expect(sink.accepted.map(({ to }) => to)).toEqual(['ada@reader.example']);
    const mails = [readFileSync(join(folder, '.courant/outbox', outbox[0] ?? ''), 'latin1'), sink.accepted[0]?.bytes.toString('latin1')];
    for (const mail of mails)
      for (const title of ['Night trams will cost less', 'The fish market moves to the east quay', 'Plover-2 phones home'])
        expect(mail).toContain(title);
    names.close();
    await sink.close();
  }, 300_000);
});
