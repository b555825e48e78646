import { createHmac } from 'node:crypto';
import type { ProviderEvent, VerifyCall } from '../../press/feedback/provider-events.ts';
import { hourMs, isFresh, isObject, jsonOf, judged, objectIn, refused, sameText, textIn } from './signed-call.ts';

/** Mailgun: HMAC-SHA256 of timestamp and token under the webhook signing key. */
export const mailgun =
  (key: string): VerifyCall =>
  async ({ body }, now) => {
    const call = jsonOf(body);
    if (!isObject(call)) return refused('the body is no JSON object');
    const signature = objectIn(call, 'signature');
    const [timestamp, token] = [textIn(signature, 'timestamp'), textIn(signature, 'token')];
    const expected = createHmac('sha256', key)
      .update(timestamp + token)
      .digest('hex');
    if (token === '' || !sameText(expected, textIn(signature, 'signature'))) return refused('the signature is wrong');
    if (!isFresh(timestamp, now, hourMs)) return refused('the timestamp is stale');
    const event = eventOf(objectIn(call, 'event-data'));
    return { kind: 'events', events: event === null ? [] : [event] };
  };

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
