import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { AwsV4Signer } from 'aws4fetch';
import type { OutgoingMessage, SesAccount, Transport } from '../../../press/ports/mail.ts';
import { askedToStop, submissions } from '../submissions.ts';
import { type SesReply, sesOutcome } from './ses-reply.ts';

export type SesOptions = SesAccount & {
  /** Requests under way at once; further callers wait. */
  readonly connections?: number;
  /** Milliseconds of silence. Long, since to give up after the message has left is not to know. */
  readonly patience?: number;
};

const usualPatience = 120_000;
/** Below what Amazon keeps an idle connection, so that none is used at the moment it is closed. */
const idleConnectionMs = 5_000;
const longestReply = 65_536;

/**
 * Hands finished messages to Amazon SES (SESv2 SendEmail, raw). The connection is watched: what ends before the request leaves
 * is safe to try again, silence after it is `unknown`. SES puts a Message-ID of its own in place of ours, and tells it.
 */
export function sesTransport(options: SesOptions): Transport {
  const url = new URL('/v2/email/outbound-emails', options.endpoint ?? `https://email.${options.region}.amazonaws.com`);
  const Agent = url.protocol === 'https:' ? HttpsAgent : HttpAgent;
  const agent = new Agent({ keepAlive: true, timeout: idleConnectionMs });
  const line = submissions(options.connections);
  const running = new Set<Running>();
  return {
    name: `ses ${url.hostname}`,
    submit: (message) =>
      line.add(async () => {
        try {
          return sesOutcome(await exchanged(url, agent, await signed(url, options, message), options.patience ?? usualPatience, running));
        } catch (error) {
          return {
            kind: 'deferred',
            code: null,
            response: `not sent: ${error instanceof Error ? error.message : 'it could not be signed'}`,
          };
        }
      }),
    stop: (what) => {
      line.refuse(askedToStop);
      for (const one of running) if (what === 'everything' || !one.left()) one.end();
    },
    close: async () => {
      await line.close();
      agent.destroy();
    },
  };
}

type SignedRequest = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

async function signed(url: URL, options: SesOptions, { envelope, bytes }: OutgoingMessage): Promise<SignedRequest> {
  const body = JSON.stringify({
    Destination: { ToAddresses: [envelope.to] },
    Content: { Raw: { Data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64') } },
    ...(options.configurationSet === null ? {} : { ConfigurationSetName: options.configurationSet }),
  });
  const { accessKeyId, secretAccessKey, sessionToken, region } = options;
  const signer = new AwsV4Signer({
    method: 'POST',
    url: url.href,
    headers: { 'content-type': 'application/json' },
    body,
    service: 'ses',
    region,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === null ? {} : { sessionToken }),
  });
  const { headers } = await signer.sign();
  return { headers: Object.fromEntries(headers), body };
}

/** A request under way; `left`: Amazon may have it. */
type Running = { left(): boolean; end(): void };

/** Never rejects. */
function exchanged(
  url: URL,
  agent: HttpAgent,
  { headers, body }: SignedRequest,
  patience: number,
  running: Set<Running>,
): Promise<SesReply> {
  let own: Running | null = null;
  const exchange = new Promise<SesReply>((resolve) => {
    let left = false;
    const ask = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const length = Buffer.byteLength(body);
    const request = ask(url, { method: 'POST', agent, headers: { ...headers, 'content-length': length } });
    const broken = (error: Error) => resolve(left ? { kind: 'silence', why: error.message } : { kind: 'not-sent', why: error.message });
    request.on('socket', (socket) => {
      const connected = url.protocol === 'https:' ? 'secureConnect' : 'connect';
      if (request.reusedSocket) left = true;
      else
        socket.once(connected, () => {
          left = true;
        });
    });
    request.setTimeout(patience, () => request.destroy(new Error(`no answer for ${Math.round(patience / 1000)} s`)));
    request.on('error', broken);
    request.on('response', (response) => {
      textOf(response).then((text) => resolve({ kind: 'reply', status: response.statusCode ?? 0, type: typeOf(response), text }), broken);
    });
    own = { left: () => left, end: () => void request.destroy(new Error(askedToStop)) };
    running.add(own);
    request.end(body);
  });
  return exchange.finally(() => own && running.delete(own));
}

const typeOf = ({ headers }: IncomingMessage): string => {
  const [name = ''] = String(headers['x-amzn-errortype'] ?? '').split(':');
  return name;
};

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response) if (text.length < longestReply) text += String(chunk);
  return text;
}
