import { bouncedAddress } from '../judging/bounced-address.ts';
import { type BouncedRecipient, type Refusal, recipientLimit } from '../judging/classification.ts';
import { judgeRefusal, oneLine } from '../judging/judge-refusal.ts';
import { enhancedCodes } from '../judging/status-code.ts';

type Json = { readonly [name: string]: unknown };

/**
 * Amazon SES notifications that SNS delivers as mail: JSON in the text, with or without the SNS envelope. `null` when the
 * text is none. Nothing of it is trusted beyond what a bounce mail would be.
 */
export function sesNotification(text: string): readonly BouncedRecipient[] | null {
  const outer = jsonIn(text);
  const inner = typeof outer?.Message === 'string' ? jsonIn(outer.Message) : outer;
  switch (inner?.notificationType ?? inner?.eventType) {
    case 'Bounce':
      return bounced(objectIn(inner, 'bounce'));
    case 'Complaint':
      return listIn(objectIn(inner, 'complaint'), 'complainedRecipients').map((one) => ({
        address: bouncedAddress(textIn(one, 'emailAddress')),
        status: null,
        kind: 'complaint',
        diagnostic: oneLine(textIn(objectIn(inner, 'complaint'), 'complaintFeedbackType')),
        evidence: ['SES complaint notification'],
      }));
    case 'Delivery':
      return delivered(objectIn(inner, 'delivery'));
    case 'DeliveryDelay':
    case 'Send':
      return [];
    default:
      return null;
  }
}

function bounced(bounce: Json): readonly BouncedRecipient[] {
  const permanent = textIn(bounce, 'bounceType') === 'Permanent';
  return listIn(bounce, 'bouncedRecipients').map((one) => {
    const words = textIn(one, 'diagnosticCode').replace(/^\w{1,20};\s*/u, '');
    const refusal: Refusal = {
      address: bouncedAddress(textIn(one, 'emailAddress')),
      action: permanent ? 'failed' : null,
      status: enhancedCodes(textIn(one, 'status'))[0] ?? null,
      reply: words,
      diagnosticType: 'smtp',
      remote: '',
      stage: null,
      ownDirectory: permanent && textIn(bounce, 'bounceSubType') === 'NoEmail',
      filterGateway: false,
      source: 'SES bounce notification',
    };
    return judgeRefusal(refusal);
  });
}

function delivered(delivery: Json): readonly BouncedRecipient[] {
  const words = textIn(delivery, 'smtpResponse');
  const recipients = Array.isArray(delivery.recipients) ? delivery.recipients.slice(0, recipientLimit) : [];
  return recipients.map((one) => ({
    address: typeof one === 'string' ? bouncedAddress(one) : null,
    status: enhancedCodes(words)[0] ?? null,
    kind: 'none',
    diagnostic: oneLine(words),
    evidence: ['SES delivery notification'],
  }));
}

function jsonIn(text: string): Json | null {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (start === -1 || end < start || end - start > 512 * 1024) return null;
  const written = text.slice(start, end + 1);
  // Mail servers break lines of more than 998 characters, sendmail with `!` and a space, also within JSON strings.
  return parsedObject(written) ?? parsedObject(written.replace(/!\r?\n ?/gu, '').replace(/\r?\n ?/gu, ''));
}

function parsedObject(written: string): Json | null {
  try {
    const value: unknown = JSON.parse(written);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const objectIn = (value: Json | null, name: string): Json => {
  const found = value?.[name];
  return isObject(found) ? found : {};
};

const listIn = (value: Json, name: string): readonly Json[] => {
  const found = value[name];
  return Array.isArray(found) ? found.filter(isObject).slice(0, recipientLimit) : [];
};

const textIn = (value: Json, name: string): string => {
  const found = value[name];
  return typeof found === 'string' ? found.slice(0, 8000) : '';
};
