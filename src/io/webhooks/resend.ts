import { createHmac } from 'node:crypto';
import type { ProviderEvent, VerifyCall } from '../../press/feedback/provider-events.ts';
import { isFresh, isObject, jsonOf, judged, objectIn, refused, sameText, textIn } from './signed-call.ts';

const fiveMinutesMs = 300_000;

/** Resend, through Svix: HMAC-SHA256 of id, timestamp and raw body; each try is signed anew, so five minutes are enough. */
export const resend =
  (secret: string): VerifyCall =>
  async ({ headers, body }, now) => {
    const [id = '', timestamp = ''] = [headers['svix-id'], headers['svix-timestamp']];
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
    const given = (headers['svix-signature'] ?? '').split(' ').slice(0, 20);
    if (id === '' || !given.some((one) => sameText(one, `v1,${expected}`))) return refused('the signature is wrong');
    if (!isFresh(timestamp, now, fiveMinutesMs)) return refused('the timestamp is stale');
    const call = jsonOf(body);
    return isObject(call) ? { kind: 'events', events: eventsOf(call, id) } : refused('the body is no JSON object');
  };

function eventsOf(call: { readonly [name: string]: unknown }, id: string): readonly ProviderEvent[] {
  const data = objectIn(call, 'data');
  const addresses = Array.isArray(data.to) ? data.to.filter((one): one is string => typeof one === 'string').slice(0, 50) : [];
  const headers = Array.isArray(data.headers) ? data.headers.filter(isObject) : [];
  const messageId =
    headers.map((header) => (/^message-id$/i.test(textIn(header, 'name')) ? textIn(header, 'value') : '')).find(Boolean) ?? null;
  const bounce = objectIn(data, 'bounce');
  return addresses.flatMap((address, index): readonly ProviderEvent[] => {
    const base = { id: `${id}.${index}`, address, messageId };
    switch (textIn(call, 'type')) {
      case 'email.complained':
        return [{ ...base, kind: 'complaint', status: null, diagnostic: 'complained', evidence: ['Resend complaint'] }];
      case 'email.delivered':
        return [{ ...base, kind: 'none', status: null, diagnostic: 'delivered', evidence: ['Resend delivery'] }];
      case 'email.delivery_delayed':
        return [{ ...base, kind: 'delayed', status: null, diagnostic: 'delayed', evidence: ['Resend delay'] }];
      case 'email.bounced': {
        const permanent = textIn(bounce, 'type') === 'Permanent';
        const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(textIn(bounce, 'message'))?.[0] ?? '';
        return [
          {
            ...judged({
              address,
              permanent,
              status,
              reply: textIn(bounce, 'message'),
              source: `Resend bounce ${textIn(bounce, 'subType')}`,
            }),
            ...base,
          },
        ];
      }
      default:
        return [];
    }
  });
}
