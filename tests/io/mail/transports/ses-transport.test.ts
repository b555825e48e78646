import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type SesOptions, sesTransport } from '../../../../src/io/mail/transports/ses-transport.ts';
import type { Transport } from '../../../../src/press/ports/mail.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const account = {
  region: 'eu-west-1',
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: null,
};
const message = {
  envelope: { from: 'b+1-mac@news.example', to: 'ada@reader.example' },
  messageId: '<1@news.example>',
  bytes: Buffer.from('From: news@news.example\r\nSubject: Zürich\r\n\r\nOne.\r\n'),
};

type Heard = { readonly headers: IncomingMessage['headers']; readonly body: string; readonly path: string };

async function ses(answer: (response: ServerResponse, heard: Heard) => void, over: Partial<SesOptions> = {}) {
  const heard: Heard[] = [];
  const server: Server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const one = { headers: request.headers, body, path: request.url ?? '' };
    heard.push(one);
    answer(response, one);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const transport: Transport = sesTransport({ ...account, configurationSet: null, endpoint, ...over });
  open.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
    () => transport.close(),
  );
  return { transport, heard };
}

const reply = (status: number, fields: object, type?: string) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json', ...(type ? { 'x-amzn-errortype': `${type}:http://internal/` } : {}) });
  response.end(JSON.stringify(fields));
};

/** Signature version 4 as Amazon documents it, worked out anew from what was heard. */
function signatureOf({ headers, body, path }: Heard): string {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const [, scope = '', names = ''] = /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+),/.exec(headers.authorization ?? '') ?? [];
  const [day = '', region = '', service = '', end = ''] = scope.split('/');
  const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = ['POST', path, '', lines.join(''), names, hash(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, hash(canonical)].join('\n');
  const key = hmac(hmac(hmac(hmac(`AWS4${account.secretAccessKey}`, day), region), service), end);
  return hmac(key, text).toString('hex');
}

describe('mail handed to Amazon SES', () => {
  it('is signed for the account and region, whole, and accepted under the MessageId SES tells', async () => {
    const { transport, heard } = await ses(reply(200, { MessageId: '0102-abc' }), { configurationSet: 'news', sessionToken: 'passing' });
    expect(await transport.submit(message)).toEqual({ kind: 'accepted', code: 250, response: '250 2.0.0 SES has it as 0102-abc' });
    const [one] = heard as [Heard];
    expect(one.path).toBe('/v2/email/outbound-emails');
    expect(JSON.parse(one.body)).toEqual({
      Destination: { ToAddresses: ['ada@reader.example'] },
      Content: { Raw: { Data: message.bytes.toString('base64') } },
      ConfigurationSetName: 'news',
    });
    expect(one.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/ses\/aws4_request, /);
    expect(/Signature=([0-9a-f]{64})$/.exec(one.headers.authorization ?? '')?.[1]).toBe(signatureOf(one));
    expect(one.headers['x-amz-security-token']).toBe('passing');
    expect(JSON.stringify(one)).not.toContain(account.secretAccessKey);
  });

  it.each([
    [429, 'TooManyRequestsException', 'deferred', 421],
    [400, 'LimitExceededException', 'deferred', 421],
    // As a login refused: every message would meet the same.
    [400, 'SendingPausedException', 'deferred', 530],
    [400, 'MailFromDomainNotVerifiedException', 'deferred', 530],
    [403, 'InvalidClientTokenId', 'deferred', 530],
    [503, 'ServiceUnavailable', 'deferred', null],
    [400, 'MessageRejected', 'failed', 554],
    [400, 'BadRequestException', 'failed', 554],
    [500, 'InternalServiceError', 'unknown', undefined],
    [302, '', 'unknown', undefined],
  ])('after %i %s is %s', async (status, type, kind, code) => {
    const { transport } = await ses(reply(status, { message: 'because\u0007so' }, type));
    const outcome = await transport.submit(message);
    expect(outcome).toMatchObject({ kind, response: expect.stringContaining('because so'), ...(code === undefined ? {} : { code }) });
  });

  it('is unknown when SES has the request and is silent, hangs up, or breaks off its answer', async () => {
    const silent = await ses(() => undefined, { patience: 1_500 });
    expect(await silent.transport.submit(message)).toMatchObject({ kind: 'unknown' });
    expect(silent.heard).toHaveLength(1);
    const rude = await ses((response) => response.destroy());
    expect(await rude.transport.submit(message)).toMatchObject({ kind: 'unknown' });
    const broken = await ses((response) => {
      response.writeHead(200, { 'content-length': 500 });
      response.write('{"MessageId":"', () => response.destroy());
    });
    expect(await broken.transport.submit(message)).toMatchObject({ kind: 'unknown' });
    const empty = await ses(reply(200, {}));
    expect(await empty.transport.submit(message)).toMatchObject({ kind: 'unknown' });
  });

  it('is unknown when the process must end before SES has answered, and nothing more is sent', async () => {
    const { transport, heard } = await ses(() => undefined);
    let settled = false;
    const sent = transport.submit(message).finally(() => {
      settled = true;
    });
    while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    transport.stop('unsent');
    expect(await transport.submit(message)).toMatchObject({ kind: 'deferred', response: expect.stringContaining('asked to stop') });
    expect(settled).toBe(false);
    transport.stop('everything');
    expect(await sent).toMatchObject({ kind: 'unknown', response: expect.stringContaining('asked to stop') });
    expect(heard).toHaveLength(1);
  });

  it('is safe to try again when nothing was sent: nobody there, or no secure connection', async () => {
    const nobody = sesTransport({ ...account, configurationSet: null, endpoint: 'http://127.0.0.1:1' });
    open.push(() => nobody.close());
    expect(await nobody.submit(message)).toMatchObject({ kind: 'deferred', code: null });
    const { heard } = await ses(reply(200, { MessageId: 'x' }));
    const plain = createServer();
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const insecure = sesTransport({
      ...account,
      configurationSet: null,
      endpoint: `https://127.0.0.1:${(plain.address() as AddressInfo).port}`,
    });
    open.push(
      () => new Promise((resolve) => plain.close(resolve)),
      () => insecure.close(),
    );
    expect(await insecure.submit(message)).toMatchObject({ kind: 'deferred', code: null });
    expect(heard).toEqual([]);
  });

  it('goes over connections that are kept, a few at a time', async () => {
    const peers = new Set<number | undefined>();
    let atOnce = 0;
    let most = 0;
    const { transport, heard } = await ses(
      (response) => {
        peers.add(response.socket?.remotePort);
        atOnce += 1;
        most = Math.max(most, atOnce);
        setTimeout(() => {
          atOnce -= 1;
          reply(200, { MessageId: 'x' })(response);
        }, 20);
      },
      { connections: 3 },
    );
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => transport.submit(message)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(outcomes.map(() => 'accepted'));
    expect(heard).toHaveLength(12);
    expect(most).toBeLessThanOrEqual(3);
    expect(peers.size).toBeLessThanOrEqual(3);
  });
});
