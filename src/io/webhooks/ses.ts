import { createVerify, X509Certificate } from 'node:crypto';
import { sesNotification } from '../../delivery/bounce/reports/ses-notification.ts';
import type { ProviderEvent, VerifyCall } from '../../press/feedback/provider-events.ts';
import { hourMs, isFresh, isObject, jsonOf, objectIn, refused, textIn } from './signed-call.ts';

type Json = { readonly [name: string]: unknown };

// The only hosts a signing certificate or a confirmation may be at: anything else would prove nothing.
const snsHost = /^sns\.[a-z0-9-]{3,30}\.amazonaws\.com(\.cn)?$/;

export type FetchText = (url: string) => Promise<string>;

/**
 * Amazon SES through SNS, signature versions 1 and 2. Only the topics named are heard; a subscription to one of them is
 * confirmed by itself.
 */
export const ses = (topics: readonly string[], fetchText: FetchText): VerifyCall => {
  const certificates = new Map<string, string>();
  const certificate = async (url: string) => {
    const text = certificates.get(url) ?? (await fetchText(url));
    if (certificates.size < 20) certificates.set(url, text);
    return new X509Certificate(text).publicKey;
  };
  return async ({ body }, now) => {
    const call = jsonOf(body);
    if (!isObject(call)) return refused('the body is no JSON object');
    if (!topics.includes(textIn(call, 'TopicArn'))) return refused('the topic is not one of ours');
    const url = textIn(call, 'SigningCertURL');
    if (!isSnsUrl(url) || !new URL(url).pathname.endsWith('.pem')) return refused('the certificate is not at SNS');
    const algorithm = { '1': 'RSA-SHA1', '2': 'RSA-SHA256' }[textIn(call, 'SignatureVersion')];
    if (algorithm === undefined) return refused('the signature version is unknown');
    const signed = createVerify(algorithm).update(signedText(call));
    try {
      if (!signed.verify(await certificate(url), textIn(call, 'Signature'), 'base64')) return refused('the signature is wrong');
    } catch (error) {
      return refused(`the certificate could not be used: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (!isFresh(textIn(call, 'Timestamp'), now, hourMs)) return refused('the timestamp is stale');
    if (textIn(call, 'Type') === 'SubscriptionConfirmation') {
      const link = textIn(call, 'SubscribeURL');
      if (!isSnsUrl(link)) return refused('the confirmation is not at SNS');
      await fetchText(link);
      return { kind: 'events', events: [] };
    }
    return { kind: 'events', events: eventsOf(call) };
  };
};

function isSnsUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, port, username, password } = new URL(text);
  return protocol === 'https:' && port === '' && username === '' && password === '' && snsHost.test(hostname);
}

/** The fields SNS signs, in its order. */
function signedText(call: Json): string {
  const names =
    textIn(call, 'Type') === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  return names.flatMap((name) => (typeof call[name] === 'string' ? [`${name}\n${call[name]}\n`] : [])).join('');
}

function eventsOf(call: Json): readonly ProviderEvent[] {
  const text = typeof call.Message === 'string' ? call.Message : '';
  const message = jsonOf(Buffer.from(text));
  const mail = isObject(message) ? objectIn(message, 'mail') : {};
  const messageId = textIn(objectIn(mail, 'commonHeaders'), 'messageId') || null;
  return (sesNotification(text) ?? []).flatMap((recipient, index) =>
    recipient.address === null
      ? []
      : [{ ...recipient, address: recipient.address, id: `${textIn(call, 'MessageId')}.${index}`, messageId }],
  );
}
