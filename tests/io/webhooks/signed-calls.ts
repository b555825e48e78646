import { createHmac, createSign, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export type SignedCall = { readonly headers: Record<string, string>; readonly body: Buffer };

/** What an event tells: `id` of the provider, of whom, and what. */
export type Told = { readonly id: string; readonly address: string; readonly complaint: boolean };

/** A provider as it posts to us: its environment variables, and calls signed at `at`. */
export type Provider = {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly call: (told: Told, at: Date) => SignedCall;
};

const seconds = (at: Date) => String(Math.floor(at.getTime() / 1000));
const noSuchUser = '550 5.1.1 no such user';

const mailgunKey = 'a-signing-key-of-mailgun';
const mailgun: Provider = {
  name: 'mailgun',
  environment: { WEBHOOK_MAILGUN_KEY: mailgunKey },
  call({ id, address, complaint }, at) {
    const token = randomBytes(25).toString('hex');
    const signature = createHmac('sha256', mailgunKey)
      .update(seconds(at) + token)
      .digest('hex');
    const failed = { event: 'failed', severity: 'permanent', 'delivery-status': { code: 550, message: noSuchUser } };
    const data = { id, recipient: address, ...(complaint ? { event: 'complained' } : failed) };
    return {
      headers: {},
      body: Buffer.from(JSON.stringify({ signature: { timestamp: seconds(at), token, signature }, 'event-data': data })),
    };
  },
};

const curve = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const sendgrid: Provider = {
  name: 'sendgrid',
  environment: { WEBHOOK_SENDGRID_KEY: curve.publicKey.export({ format: 'der', type: 'spki' }).toString('base64') },
  call({ id, address, complaint }, at) {
    const bounce = { event: 'bounce', type: 'bounce', status: '5.1.1', reason: noSuchUser };
    const body = Buffer.from(JSON.stringify([{ sg_event_id: id, email: address, ...(complaint ? { event: 'spamreport' } : bounce) }]));
    const signature = sign('sha256', Buffer.concat([Buffer.from(seconds(at)), body]), curve.privateKey).toString('base64');
    return {
      headers: { 'x-twilio-email-event-webhook-timestamp': seconds(at), 'x-twilio-email-event-webhook-signature': signature },
      body,
    };
  },
};

const resendSecret = Buffer.alloc(24, 7);
const resend: Provider = {
  name: 'resend',
  environment: { WEBHOOK_RESEND_SECRET: `whsec_${resendSecret.toString('base64')}` },
  call({ id, address, complaint }, at) {
    const bounced = { type: 'email.bounced', data: { to: [address], bounce: { type: 'Permanent', message: noSuchUser } } };
    const body = Buffer.from(JSON.stringify(complaint ? { type: 'email.complained', data: { to: [address] } } : bounced));
    const mac = createHmac('sha256', resendSecret)
      .update(`${id}.${seconds(at)}.`)
      .update(body)
      .digest('base64');
    return { headers: { 'svix-id': id, 'svix-timestamp': seconds(at), 'svix-signature': `v1,${mac}` }, body };
  },
};

const postmark: Provider = {
  name: 'postmark',
  environment: { WEBHOOK_POSTMARK: 'courant:a-password-of-postmark' },
  call({ id, address, complaint }) {
    const body = complaint
      ? { RecordType: 'SpamComplaint', ID: id, Type: 'SpamComplaint', Email: address }
      : { RecordType: 'Bounce', ID: id, Type: 'HardBounce', Email: address, Details: noSuchUser };
    return {
      headers: { authorization: `Basic ${Buffer.from('courant:a-password-of-postmark').toString('base64')}` },
      body: Buffer.from(JSON.stringify(body)),
    };
  },
};

export const simpleProviders: readonly Provider[] = [mailgun, sendgrid, resend, postmark];

const snsTopic = 'arn:aws:sns:eu-west-1:1:bounces';
const certificateUrl = 'https://sns.eu-west-1.amazonaws.com/cert.pem';

/** SES through SNS, signed with `key`; its certificate is at `certificateUrl`. */
export const snsWith = (key: string): Provider => ({
  name: 'ses',
  environment: { WEBHOOK_SES_TOPICS: snsTopic },
  call({ id, address, complaint }, at) {
    const gone = { emailAddress: address, action: 'failed', status: '5.1.1', diagnosticCode: `smtp; ${noSuchUser}` };
    const Message = JSON.stringify(
      complaint
        ? { notificationType: 'Complaint', mail: { messageId: 'x' }, complaint: { complainedRecipients: [{ emailAddress: address }] } }
        : { notificationType: 'Bounce', mail: { messageId: 'x' }, bounce: { bounceType: 'Permanent', bouncedRecipients: [gone] } },
    );
    const fields = { Message, MessageId: id, Timestamp: at.toISOString(), TopicArn: snsTopic, Type: 'Notification' };
    const text = Object.entries(fields)
      .map(([name, value]) => `${name}\n${value}\n`)
      .join('');
    const Signature = createSign('RSA-SHA256').update(text).sign(key, 'base64');
    const call = { ...fields, SignatureVersion: '2', Signature, SigningCertURL: certificateUrl };
    return { headers: {}, body: Buffer.from(JSON.stringify(call)) };
  },
});
