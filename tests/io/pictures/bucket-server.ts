import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export const keys = { accessKeyId: 'AKIDCOURANT', secretAccessKey: 'a/secret+of=forty-characters-more-or-less' };
export const region = 'eu-test-1';

export type Kept = { readonly bytes: Buffer; readonly headers: IncomingMessage['headers'] };

/** A small S3 on loopback that keeps objects, and believes nobody whose signature it cannot compute itself. */
export async function serveBucket(answer: (method: string, path: string) => number | null = () => null) {
  const kept = new Map<string, Kept>();
  const asked: string[] = [];
  const load = { now: 0, most: 0 };
  const server = createServer(async (request, response) => {
    load.most = Math.max(load.most, ++load.now);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const [method = '', path = ''] = [request.method, request.url];
    asked.push(`${method} ${path}`);
    const status = answer(method, path);
    const respond = (code: number, text = '', headers = {}) => {
      load.now--;
      response.writeHead(code, headers).end(text);
    };
    if (status !== null) return respond(status, `<Error><Code>NoLuck</Code><Message>Not today</Message></Error>`);
    if (!isSigned(request, body)) return respond(403, '<Error><Code>SignatureDoesNotMatch</Code></Error>');
    if (method === 'PUT') {
      kept.set(path, { bytes: body, headers: request.headers });
      return respond(200);
    }
    const object = kept.get(path);
    return object ? respond(200, '', { 'content-length': object.bytes.byteLength }) : respond(404);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, kept, asked, load, close };
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, data: string) => createHmac('sha256', key).update(data).digest();

/** AWS Signature Version 4 as its documentation tells it, from the request as it came over the wire. */
function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const header = request.headers.authorization ?? '';
  const parts = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(header);
  if (!parts) return false;
  const [, credential = '', signedHeaders = '', signature] = parts;
  const [id, date = '', scopeRegion = '', service = '', end] = credential.split('/');
  const time = String(request.headers['x-amz-date']);
  const payload = String(request.headers['x-amz-content-sha256']);
  if (id !== keys.accessKeyId || scopeRegion !== region || service !== 's3' || end !== 'aws4_request' || !time.startsWith(date))
    return false;
  if (body.byteLength > 0 && payload !== sha256(body)) return false;
  const names = signedHeaders.split(';');
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => names.includes(name))) return false;
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const canonical = [
    request.method,
    path,
    query,
    ...names.map((name) => `${name}:${String(request.headers[name]).trim().replace(/\s+/g, ' ')}`),
    '',
    signedHeaders,
    payload,
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, [date, scopeRegion, service, end].join('/'), sha256(canonical)].join('\n');
  const key = [scopeRegion, service, 'aws4_request'].reduce<Buffer>(
    (at, data) => hmac(at, data),
    hmac(`AWS4${keys.secretAccessKey}`, date),
  );
  return hmac(key, toSign).toString('hex') === signature;
}
