import { once } from 'node:events';
import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';

/** Sends one GET, or a POST of `body`, and resolves with the response's head. The connection goes to `addresses` and nowhere else. */
export async function exchange(
  url: URL,
  addresses: readonly string[],
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  body: string | null = null,
): Promise<IncomingMessage> {
  // No agent: a pooled socket would belong to an earlier call's checks, not to this one's.
  const options: RequestOptions = {
    method: body === null ? 'GET' : 'POST',
    headers,
    agent: false,
    lookup: lookupPinned(addresses),
    signal,
  };
  const request = url.protocol === 'https:' ? requestHttps(url, options) : requestHttp(url, options);
  // An abort after the response has come is emitted here too, when nobody awaits the request any more.
  request.on('error', () => undefined);
  request.once('upgrade', (_response, socket) => socket.destroy());
  request.end(body ?? undefined);
  const [response] = (await once(request, 'response', { signal })) as [IncomingMessage];
  response.on('error', () => undefined);
  return response;
}

/** The body, decoded, or `too-big` as soon as more than `maxBytes` have come, whatever Content-Length said. */
export async function readBody(response: IncomingMessage, maxBytes: number): Promise<Uint8Array | 'too-big' | 'unknown-encoding'> {
  const body = decoded(response);
  if (body === null) {
    response.destroy();
    return 'unknown-encoding';
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      response.destroy();
      return 'too-big';
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function decoded(response: IncomingMessage): Readable | null {
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return response;
  // The callback is required; the failure itself reaches whoever reads the decoder.
  if (encoding === 'gzip' || encoding === 'x-gzip') return pipeline(response, createGunzip(), () => undefined);
  if (encoding === 'br') return pipeline(response, createBrotliDecompress(), () => undefined);
  return null;
}

function lookupPinned(addresses: readonly string[]): LookupFunction {
  const answers = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_hostname, options, callback) => {
    const [first] = answers;
    if (options.all) callback(null, answers);
    else if (first === undefined) callback(new Error('no address'), '');
    else callback(null, first.address, first.family);
  };
}
