import { createHash, createHmac } from 'node:crypto';
import type { ProviderEvent, VerifyCall } from '../../press/feedback/provider-events.ts';
import { hourMs, isFresh, isObject, jsonOf, judged, objectIn, refused, sameText, textIn } from './signed-call.ts';

/** Of the accepted time to either side of now, tokens are remembered; a token's memory is about 100 bytes. */
const rememberedMs = 2 * hourMs;
const mostTokens = 250_000;

/**
 * Mailgun: HMAC-SHA256 of timestamp and token under the webhook signing key. The body is not signed, so whoever saw one call could
 * put another event under its signature: this process remembers each token with the body it came with for as long as its timestamp
 * is accepted. The same body again is a provider's second try, and heard once by its event's id.
 */
export const mailgun = (key: string): VerifyCall => {
  const tokens = tokenMemory();
  return async ({ body }, now) => {
    const call = jsonOf(body);
    if (!isObject(call)) return refused('the body is no JSON object');
    const signature = objectIn(call, 'signature');
    const [timestamp, token] = [textIn(signature, 'timestamp'), textIn(signature, 'token')];
    const expected = createHmac('sha256', key)
      .update(timestamp + token)
      .digest('hex');
    if (token === '' || !sameText(expected, textIn(signature, 'signature'))) return refused('the signature is wrong');
    if (!isFresh(timestamp, now, hourMs)) return refused('the timestamp is stale');
    // Where the one ends and the other begins is not signed either.
    if (!tokens.isFirstUse(timestamp + token, body, now)) return refused('the signature was used for another event before');
    const event = eventOf(objectIn(call, 'event-data'));
    return { kind: 'events', events: event === null ? [] : [event] };
  };
};

function tokenMemory() {
  const bodies = new Map<string, { readonly digest: string; readonly at: number }>();
  const digestOf = (value: string | Uint8Array) => createHash('sha256').update(value).digest('base64').slice(0, 22);
  return {
    /** False: the token came with another body before. */
    isFirstUse(signed: string, body: Uint8Array, now: Date): boolean {
      const [token, digest] = [digestOf(signed), digestOf(body)];
      const before = bodies.get(token);
      if (before !== undefined) return before.digest === digest;
      for (const [oldest, { at }] of bodies) {
        if (now.getTime() - at <= rememberedMs && bodies.size < mostTokens) break;
        bodies.delete(oldest);
      }
      bodies.set(token, { digest, at: now.getTime() });
      return true;
    },
  };
}

function eventOf(data: { readonly [name: string]: unknown }): ProviderEvent | null {
  const [id, address] = [textIn(data, 'id'), textIn(data, 'recipient')];
  if (id === '' || address === '') return null;
  const messageId = textIn(objectIn(objectIn(data, 'message'), 'headers'), 'message-id') || null;
  const status = objectIn(data, 'delivery-status');
  switch (textIn(data, 'event')) {
    case 'complained':
      return { id, address, messageId, kind: 'complaint', status: null, diagnostic: 'complained', evidence: ['Mailgun complaint'] };
    case 'delivered':
      return { id, address, messageId, kind: 'none', status: null, diagnostic: textIn(status, 'message'), evidence: ['Mailgun delivery'] };
    case 'failed': {
      const permanent = textIn(data, 'severity') === 'permanent';
      const code = textIn(status, 'enhanced-code') || textIn(status, 'bounce-code');
      const reply = [textIn(status, 'code'), textIn(status, 'message') || textIn(status, 'description')].filter(Boolean).join(' ');
      return { id, messageId, ...judged({ address, permanent, status: code, reply, source: 'Mailgun failure' }), address };
    }
    default:
      return null;
  }
}
