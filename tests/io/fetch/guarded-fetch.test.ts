import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type GuardedFetchOptions, guardedFetch } from '../../../src/io/fetch/guarded-fetch.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function get(url: string, options: Partial<GuardedFetchOptions> = {}) {
  return guardedFetch(url, { maxBytes: 100_000, timeoutMs: 3000, accept: '*/*', ...options });
}

const insides = [
  'http://127.0.0.1/',
  'http://127.1/',
  'http://0x7f.0.0.1/',
  'http://0177.0.0.01/',
  'http://2130706433/',
  'http://017700000001/',
  'http://①②⑦.0.0.1/',
  'http://0.0.0.0/',
  'http://10.1.2.3/',
  'http://100.64.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://172.31.255.255/',
  'http://192.168.0.1/',
  'http://192.0.0.8/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://[::]/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:8.8.8.8]/',
  'http://[::127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[64:ff9b:1::a00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001:0:53aa:64c:0:fbfc:80ff:fffe]/',
  'http://[fc00::1]/',
  'http://[fd12:3456::1]/',
  'http://[fe80::1]/',
  'http://[fec0::1]/',
  'http://[ff02::1]/',
  'http://[2001:db8::1]/',
];

/** An IPv4 address as a URL host, spelt or wrapped in one of the ways there are. */
function spell([a, b, c, d]: readonly [number, number, number, number], wrapping: string): string {
  const hex = (high: number, low: number) => ((high << 8) | low).toString(16);
  if (wrapping === 'dotted') return `${a}.${b}.${c}.${d}`;
  if (wrapping === 'number') return `${((a * 256 + b) * 256 + c) * 256 + d}`;
  if (wrapping === '2002:') return `[2002:${hex(a, b)}:${hex(c, d)}::1]`;
  return `[${wrapping}${a}.${b}.${c}.${d}]`;
}

describe('what is never connected to', () => {
  it.each(insides)('%s is refused because of its address', async (url) => {
    expect(await get(url)).toMatchObject({ kind: 'refused', reason: 'address' });
  });

  it.each([
    ['ftp://example.com/x', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['data:image/png;base64,AAAA', 'scheme'],
    ['http://user:secret@example.com/', 'credentials'],
    ['http://example.com:22/', 'port'],
    ['https://example.com:80/', 'port'],
    ['not an address', 'url'],
    ['http://999.1.1.1/', 'url'],
  ])('%s is refused because of its %s', async (url, reason) => {
    expect(await get(url)).toMatchObject({ kind: 'refused', reason });
  });

  it('a name whose every answer is on the inside is refused, and the message says where it led', async () => {
    const refused = await get('http://inside.example/', { resolve: async () => ['192.168.1.4', 'fe80::1%eth0', 'not-an-address'] });
    expect(refused).toEqual({
      kind: 'refused',
      reason: 'address',
      host: 'inside.example',
      detail: 'inside.example leads to 192.168.1.4, a private address',
    });
  });

  it('any private IPv4 address, wrapped in any way IPv6 knows, stays refused', async () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const inside = fc.oneof(
      fc.tuple(fc.constantFrom(0, 10, 127), byte, byte, byte),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
      fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
      fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
    );
    await fc.assert(
      fc.asyncProperty(inside, fc.constantFrom('dotted', 'number', '::ffff:', '64:ff9b::', '::', '2002:'), async (address, wrapping) => {
        expect(await get(`http://${spell(address, wrapping)}/`)).toMatchObject({ kind: 'refused', reason: 'address' });
      }),
      { numRuns: 200 },
    );
  });
});

describe('what a fetch brings back', () => {
  it('gives the bytes, the last address, the type and the validators', async () => {
    const host = await serve((request, response) => {
      if (request.url === '/old') response.writeHead(301, { location: '/new' }).end();
      else
        response
          .writeHead(200, { 'content-type': 'Image/PNG; x=1', etag: '"a"', 'last-modified': 'Sat, 01 Jan 2022 00:00:00 GMT' })
          .end('body');
    });
    const fetched = await get(`http://${host}/old`, { allow: [host] });
    expect(fetched).toMatchObject({
      kind: 'ok',
      url: `http://${host}/new`,
      contentType: 'image/png',
      etag: '"a"',
      lastModified: 'Sat, 01 Jan 2022 00:00:00 GMT',
    });
    expect(fetched.kind === 'ok' && Buffer.from(fetched.bytes).toString()).toBe('body');
  });

  it('asks with the validators it was given and takes 304 for an answer', async () => {
    const host = await serve((request, response) => {
      const same = request.headers['if-none-match'] === '"a"' && request.headers['if-modified-since'] === 'Sat, 01 Jan 2022 00:00:00 GMT';
      response.writeHead(same ? 304 : 200).end();
    });
    const fetched = await get(`http://${host}/`, { allow: [host], ifNoneMatch: '"a"', ifModifiedSince: 'Sat, 01 Jan 2022 00:00:00 GMT' });
    expect(fetched.kind).toBe('not-modified');
  });

  it('decodes gzip and brotli, and fails on what it did not ask for', async () => {
    const host = await serve((request, response) => {
      const encoding = String(request.url).slice(1);
      const body = encoding === 'gzip' ? gzipSync('words') : encoding === 'br' ? brotliCompressSync('words') : 'words';
      response.writeHead(200, { 'content-encoding': encoding }).end(body);
    });
    for (const encoding of ['gzip', 'br']) {
      const fetched = await get(`http://${host}/${encoding}`, { allow: [host] });
      expect(fetched.kind === 'ok' && Buffer.from(fetched.bytes).toString()).toBe('words');
    }
    expect(await get(`http://${host}/zstd`, { allow: [host] })).toMatchObject({ kind: 'failed', reason: 'encoding' });
  });

  it('tells a status, a name that does not exist and a broken connection apart', async () => {
    const host = await serve((request, response) => {
      if (request.url === '/gone') response.writeHead(410).end();
      else if (request.url === '/cut') response.writeHead(200, { 'content-length': '500' }).write('x', () => response.destroy());
      else response.destroy();
    });
    expect(await get(`http://${host}/gone`, { allow: [host] })).toMatchObject({ kind: 'failed', reason: 'status', status: 410 });
    expect(await get(`http://${host}/cut`, { allow: [host] })).toMatchObject({ kind: 'failed', reason: 'connection' });
    expect(await get(`http://${host}/none`, { allow: [host] })).toMatchObject({ kind: 'failed', reason: 'connection' });
    const resolve = async () => Promise.reject(new Error('ENOTFOUND'));
    expect(await get('http://nowhere.example/', { resolve })).toMatchObject({ kind: 'failed', reason: 'not-found' });
  });
});

describe('redirects', () => {
  it.each(['http://127.0.0.1/admin', 'http://[::1]:9200/', 'http://169.254.169.254/', 'file:///etc/passwd', '//10.0.0.1/x'])(
    'one that leads to %s is refused',
    async (location) => {
      const host = await serve((_request, response) => response.writeHead(302, { location }).end());
      const fetched = await get(`http://${host}/`, { allow: [host] });
      expect(fetched.kind).toBe('refused');
      expect(fetched.kind === 'refused' && fetched.detail).toContain('redirects to an address we do not fetch');
    },
  );

  it('an allowed host on another port is not allowed with it', async () => {
    const secret = await serve((_request, response) => response.end('secret'));
    const host = await serve((_request, response) => response.writeHead(302, { location: `http://${secret}/` }).end());
    expect(await get(`http://${host}/`, { allow: [host] })).toMatchObject({ kind: 'refused', reason: 'port' });
  });

  it('a loop ends', async () => {
    let asked = 0;
    const host = await serve((_request, response) => {
      asked++;
      response.writeHead(302, { location: '/again' }).end();
    });
    expect(await get(`http://${host}/`, { allow: [host], maxRedirects: 3 })).toMatchObject({
      kind: 'refused',
      reason: 'too-many-redirects',
    });
    expect(asked).toBe(4);
  });
});

describe('names that change their mind', () => {
  it('a name is resolved once, and the connection goes to that very answer', async () => {
    const host = await serve((request, response) => response.end(request.headers.host));
    const port = host.split(':')[1];
    let asked = 0;
    // Were the name asked again by the connection, as with a plain fetch, it would not be found at all.
    const resolve = async () => {
      asked++;
      return ['127.0.0.1'];
    };
    const name = `rebinding.invalid:${port}`;
    const fetched = await get(`http://${name}/`, { allow: [name], resolve });
    expect(fetched.kind === 'ok' && Buffer.from(fetched.bytes).toString()).toBe(name);
    expect(asked).toBe(1);
  });

  it('a name that turns inwards between two redirects is refused at the second', async () => {
    let turn = 0;
    const resolve = async (hostname: string) => {
      expect(hostname).toBe('rebinding.invalid');
      return turn++ === 0 ? ['127.0.0.1'] : ['10.0.0.1'];
    };
    const host = await serve((_request, response) => response.writeHead(302, { location: 'http://rebinding.invalid/second' }).end());
    const name = `rebinding.invalid:${host.split(':')[1]}`;
    expect(await get(`http://${name}/`, { allow: [name], resolve })).toMatchObject({ kind: 'refused', reason: 'address' });
    expect(turn).toBe(2);
  });
});

describe('limits', () => {
  it('a body over the limit is cut off while it streams, though Content-Length promised little or nothing', async () => {
    let written = 0;
    const host = await serve((_request, response) => {
      const chunk = Buffer.alloc(64 * 1024);
      const more = () => {
        while (!response.destroyed && written < 200_000_000) {
          written += chunk.length;
          if (!response.write(chunk)) return;
        }
      };
      response.on('drain', more);
      more();
    });
    expect(await get(`http://${host}/`, { allow: [host] })).toMatchObject({ kind: 'refused', reason: 'too-big' });
    expect(written).toBeLessThan(50_000_000);
  });

  it('a small compressed body that unfolds into a large one is cut off too', async () => {
    const host = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000))),
    );
    expect(await get(`http://${host}/`, { allow: [host] })).toMatchObject({ kind: 'refused', reason: 'too-big' });
  });

  it('exactly the limit is accepted', async () => {
    const host = await serve((_request, response) => response.end(Buffer.alloc(1000)));
    expect(await get(`http://${host}/`, { allow: [host], maxBytes: 1000 })).toMatchObject({ kind: 'ok' });
    expect(await get(`http://${host}/`, { allow: [host], maxBytes: 999 })).toMatchObject({ kind: 'refused', reason: 'too-big' });
  });

  it('a server that drips a byte at a time runs out of time', async () => {
    const host = await serve((_request, response) => {
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    });
    expect(await get(`http://${host}/`, { allow: [host], timeoutMs: 300 })).toMatchObject({ kind: 'failed', reason: 'timeout' });
  });

  it('a resolver that never answers runs out of time', async () => {
    const resolve = () => new Promise<never>(() => undefined);
    expect(await get('http://silent.example/', { timeoutMs: 100, resolve })).toMatchObject({ kind: 'failed', reason: 'timeout' });
  });

  it("the caller's own deadline is told from the fetch's", async () => {
    const host = await serve(() => undefined);
    expect(await get(`http://${host}/`, { allow: [host], signal: AbortSignal.timeout(100) })).toMatchObject({
      kind: 'failed',
      reason: 'aborted',
    });
    expect(await get(`http://${host}/`, { allow: [host], signal: AbortSignal.abort() })).toMatchObject({
      kind: 'failed',
      reason: 'aborted',
    });
  });
});
