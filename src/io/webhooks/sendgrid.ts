import { createPublicKey, verify } from 'node:crypto';
import type { ProviderEvent, VerifyCall } from '../../press/feedback/provider-events.ts';
import { hourMs, isFresh, isObject, jsonOf, judged, refused, textIn } from './signed-call.ts';

/** SendGrid's signed event webhook: ECDSA P-256 with SHA-256 over timestamp and raw body; `publicKey` is base64 SPKI. */
export const sendgrid = (publicKey: string): VerifyCall => {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  return async ({ headers, body }, now) => {
    const timestamp = headers['x-twilio-email-event-webhook-timestamp'] ?? '';
    const signature = Buffer.from(headers['x-twilio-email-event-webhook-signature'] ?? '', 'base64');
    if (!verify('sha256', Buffer.concat([Buffer.from(timestamp), body]), key, signature)) return refused('the signature is wrong');
    if (!isFresh(timestamp, now, hourMs)) return refused('the timestamp is stale');
    const events = jsonOf(body);
    if (!Array.isArray(events)) return refused('the body is no JSON array');
    return { kind: 'events', events: events.filter(isObject).flatMap((event) => eventOf(event) ?? []) };
  };
};

function eventOf(event: { readonly [name: string]: unknown }): ProviderEvent | null {
  const [id, address] = [textIn(event, 'sg_event_id'), textIn(event, 'email')];
  if (id === '' || address === '') return null;
  const messageId = textIn(event, 'smtp-id') || null;
  const name = textIn(event, 'event');
  if (name === 'spamreport')
    return { id, address, messageId, kind: 'complaint', status: null, diagnostic: 'spam report', evidence: ['SendGrid spam report'] };
  if (name === 'delivered')
    return { id, address, messageId, kind: 'none', status: null, diagnostic: textIn(event, 'response'), evidence: ['SendGrid delivery'] };
  if (name !== 'bounce' && name !== 'deferred') return null;
  const permanent = name === 'bounce' && textIn(event, 'type') !== 'blocked';
  const reply = textIn(event, 'reason') || textIn(event, 'response');
  return { id, messageId, ...judged({ address, permanent, status: textIn(event, 'status'), reply, source: `SendGrid ${name}` }), address };
}
