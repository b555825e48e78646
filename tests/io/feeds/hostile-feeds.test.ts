import { createGzip, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webSources } from '../../../src/io/feeds/ask-source.ts';
import { politeFetch } from '../../../src/io/feeds/polite-fetch.ts';
import { Source } from '../../../src/press/newsletter/source-settings.ts';
import type { SourceAnswer } from '../../../src/press/ports/sources.ts';
import { projectFolder } from '../../project-folder.ts';
import { type FeedServer, rss, serveFeeds } from './feed-server.ts';

const good = rss([{ title: 'A sound story', link: 'https://harbour.example/sound' }]);
const entities = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>Bomb</title><link>https://harbour.example/</link><item><title>&f; &x;</title><link>https://harbour.example/bomb</link></item></channel></rss>`;
const megabyte = Buffer.alloc(1_000_000, ' ');

describe('a hostile feed server', () => {
  let server: FeedServer;
  let sent = 0;
  beforeAll(async () => {
    server = await serveFeeds({
      '/good': good,
      '/inside': (_, response) => void response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
      '/file': (_, response) => void response.writeHead(301, { location: 'file:///etc/passwd' }).end(),
      '/round': (_, response) => void response.writeHead(302, { location: '/round' }).end(),
      '/gigabyte': (_, response) => {
        response.writeHead(200, { 'content-type': 'application/rss+xml' });
        const more = () => {
          while (sent < 1000 && !response.destroyed) {
            sent += 1;
            if (!response.write(megabyte)) return void response.once('drain', more);
          }
          response.end();
        };
        more();
      },
      '/drip': (_, response) => {
        response.writeHead(200, { 'content-type': 'application/rss+xml' });
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      },
      '/gzip-bomb': (_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        const zip = createGzip();
        zip.pipe(response);
        response.on('close', () => zip.destroy());
        for (let count = 0; count < 200; count += 1) zip.write(megabyte);
        zip.end();
      },
      '/silent-gzip': gzipSync(good),
      '/silent-gzip-bomb': gzipSync(Buffer.alloc(50_000_000, ' ')),
      '/entities': entities,
      '/deep': `<rss><channel>${'<a>'.repeat(200_000)}</channel></rss>`,
      '/charset': (_, response) =>
        void response
          .writeHead(200, { 'content-type': 'text/xml; charset=utf-8' })
          .end(Buffer.from(good.replace('sound story', 'caf\u00e9 at five'), 'latin1')),
      '/nonsense-charset': Buffer.from(good.replace('utf-8', 'klingon-1')),
      '/page': '<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/good"></head><body>Hello</body></html>',
      '/json': '{"version":"https://jsonfeed.org/version/1.1","items":[null,7,{"id":[],"url":"javascript:alert(1)","title":"x"}]}',
      '/cut': good.slice(0, -80),
      '/late': (_, response) => void response.writeHead(429, { 'retry-after': '7200' }).end(),
      '/reset': (request) => void request.socket.destroy(),
    });
  });
  afterAll(() => server.close());

  const now = new Date('2026-11-20T08:00:00Z');
  const ask = async (path: string): Promise<SourceAnswer> => {
    // Only what never ends has to run out of time.
    const fetch = politeFetch({ allow: [server.host], timeoutMs: path === '/drip' ? 700 : 60_000, maxBytes: 3_000_000 });
    const before = { etag: null, lastModified: null, movedTo: null };
    return await webSources(
      fetch,
      () => now,
      () => Promise.reject(new Error('not asked')),
    )(Source.parse(`${server.url}${path}`), before, new AbortController().signal);
  };
  const faultOf = async (path: string) => {
    const answer = await ask(path);
    return answer.kind === 'failed' ? answer.fault.code : answer.kind;
  };

  it.each([
    ['/inside', 'source-address'],
    ['/file', 'source-scheme'],
    ['/round', 'source-too-many-redirects'],
    ['/gigabyte', 'source-too-big'],
    ['/drip', 'source-timeout'],
    ['/gzip-bomb', 'source-too-big'],
    ['/silent-gzip-bomb', 'source-too-big'],
    ['/page', 'feed-is-a-page'],
    ['/late', 'source-status'],
    ['/reset', 'source-connection'],
    ['/nowhere', 'source-status'],
  ])('that answers %s is told as %s', async (path, code) => {
    expect(await faultOf(path)).toBe(code);
  });

  it('and a machine of one\u2019s own are told apart: who named one learns how it is let in, a redirect is no way to get there', async () => {
    const strict = politeFetch({ allow: [] });
    const own = await strict(`http://${server.host}/good`, { accept: '*/*' });
    expect(own).toMatchObject({ kind: 'refused', detail: expect.stringContaining(`FETCH_HOSTS=${server.host}`) });
    const inside = await politeFetch({ allow: [server.host] })(`http://${server.host}/inside`, { accept: '*/*' });
    expect(inside).toMatchObject({ kind: 'refused', detail: expect.not.stringContaining('FETCH_HOSTS') });
  });

  it('that sends a gigabyte is cut off after a few megabytes', async () => {
    sent = 0;
    await ask('/gigabyte');
    expect(sent).toBeLessThan(40);
  });

  it('that sends entities of entities gets none expanded, and no file of ours is read', async () => {
    const answer = await ask('/entities');
    const text = JSON.stringify(answer);
    expect(text.length).toBeLessThan(2_000);
    expect(text).not.toMatch(/hahaha|root:/);
  });

  it('that nests without end costs a fault, not the process', async () => {
    expect(['failed', 'items']).toContain((await ask('/deep')).kind);
  });

  it('that says one encoding and sends another is read, and told', async () => {
    const answer = await ask('/charset');
    expect(answer).toMatchObject({
      kind: 'items',
      items: [{ title: 'A caf\u00e9 at five' }],
      faults: [{ code: 'feed-encoding', severity: 'warning' }],
    });
    expect(await ask('/nonsense-charset')).toMatchObject({ kind: 'items', faults: [{ code: 'feed-encoding' }] });
  });

  it('that serves a zip and says nothing is read', async () => {
    expect(await ask('/silent-gzip')).toMatchObject({ kind: 'items', items: [{ title: 'A sound story' }] });
  });

  it('names the feed of a page given for one', async () => {
    expect(await ask('/page')).toMatchObject({ fault: { advice: `its feed is ${server.url}/good: give that address` } });
  });

  it('that asks for rest is heard', async () => {
    expect(await ask('/late')).toMatchObject({ kind: 'failed', retryAfterMs: 7_200_000 });
  });

  it('in one pull with sound ones costs only itself', async () => {
    const paths = [
      '/inside',
      '/file',
      '/round',
      '/gigabyte',
      '/gzip-bomb',
      '/entities',
      '/deep',
      '/charset',
      '/page',
      '/json',
      '/cut',
      '/late',
      '/reset',
      '/nowhere',
    ];
    const folder = projectFolder({ feeds: [...paths, '/good'].map((path) => `${server.url}${path}`) });
    try {
      const { out, code, err } = await folder.run(['pull', '--json'], { FETCH_HOSTS: server.host });
      expect(err).toBe('');
      expect(code).toBe(1);
      const { sources } = JSON.parse(out);
      const byPath = new Map(sources.map((one: { address: string }) => [new URL(one.address).pathname, one]));
      expect(byPath.size).toBe(paths.length + 1);
      for (const path of ['/inside', '/file', '/round', '/gigabyte', '/gzip-bomb', '/page', '/late', '/reset', '/nowhere'])
        expect([path, byPath.get(path)]).toMatchObject([path, { result: 'failed', faults: [{ code: expect.any(String) }] }]);
      expect(byPath.get('/good')).toMatchObject({ result: 'read', items: 1 });
      const check = JSON.parse((await folder.run(['check', '--json'])).out);
      expect(check.errors).toBe(0);
    } finally {
      folder.remove();
    }
  });
});
