import { execFileSync } from 'node:child_process';
import { createHmac, createSign, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mailgun } from '../../../src/io/webhooks/mailgun.ts';
import { postmark } from '../../../src/io/webhooks/postmark.ts';
import { resend } from '../../../src/io/webhooks/resend.ts';
import { sendgrid } from '../../../src/io/webhooks/sendgrid.ts';
import { ses } from '../../../src/io/webhooks/ses.ts';
import type { VerifyCall } from '../../../src/press/feedback/provider-events.ts';

const now = new Date('2026-11-21T09:00:00Z');
const seconds = String(now.getTime() / 1000);
type Call = { readonly headers: Record<string, string>; readonly body: Buffer };

/** Genuine, altered in its body, and too old: the three calls every verifier must tell apart. */
async function told(verify: VerifyCall, call: Call): Promise<readonly string[]> {
  const altered = { ...call, body: Buffer.from(call.body.toString().replace('reader.example', 'reader.exampIe')) };
  const late = new Date(now.getTime() + 2 * 86_400_000);
  const results = [await verify(call, now), await verify(altered, now), await verify(call, late)];
  return results.map((result) =>
    result.kind === 'refused' ? result.why : result.events.map(({ address, kind }) => `${address} ${kind}`).join(),
  );
}

describe('webhooks', () => {
  it('of Mailgun are believed with their HMAC, and a token cannot be taken to another time', async () => {
    const token = 'a'.repeat(50);
    const signature = (at: string) => ({
      timestamp: at,
      token,
      signature: createHmac('sha256', 'key')
        .update(seconds + token)
        .digest('hex'),
    });
    const data = {
      id: 'e1',
      event: 'failed',
      severity: 'permanent',
      recipient: 'a@reader.example',
      'delivery-status': { code: 550, message: '5.1.1 no such user' },
    };
    const call = (at: string) => ({ headers: {}, body: Buffer.from(JSON.stringify({ signature: signature(at), 'event-data': data })) });
    const verify = mailgun('key');
    expect(await verify(call(seconds), now)).toMatchObject({
      kind: 'events',
      events: [{ id: 'e1', address: 'a@reader.example', kind: 'hard' }],
    });
    expect(await verify(call(String(Number(seconds) + 60)), now)).toMatchObject({ kind: 'refused', why: 'the signature is wrong' });
    expect(await verify(call(seconds), new Date(now.getTime() + 7_200_000))).toMatchObject({
      kind: 'refused',
      why: 'the timestamp is stale',
    });
    expect(await mailgun('other')(call(seconds), now)).toMatchObject({ kind: 'refused' });
    expect(await verify({ headers: {}, body: Buffer.from('[') }, now)).toMatchObject({ kind: 'refused' });
  });

  it('of SendGrid are believed with their ECDSA signature over the raw body', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const body = Buffer.from(JSON.stringify([{ sg_event_id: 'e1', email: 'a@reader.example', event: 'spamreport' }]));
    const headers = {
      'x-twilio-email-event-webhook-timestamp': seconds,
      'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.concat([Buffer.from(seconds), body]), privateKey).toString('base64'),
    };
    const verify = sendgrid(publicKey.export({ format: 'der', type: 'spki' }).toString('base64'));
    expect(await told(verify, { headers, body })).toEqual([
      'a@reader.example complaint',
      'the signature is wrong',
      'the timestamp is stale',
    ]);
  });

  it('of Resend are believed with one good signature of several', async () => {
    const secret = Buffer.alloc(24, 3);
    const body = Buffer.from(
      JSON.stringify({
        type: 'email.bounced',
        data: { to: ['a@reader.example'], bounce: { type: 'Permanent', message: '550 5.1.1 no such user' } },
      }),
    );
    const mac = createHmac('sha256', secret).update(`msg_1.${seconds}.`).update(body).digest('base64');
    const headers = { 'svix-id': 'msg_1', 'svix-timestamp': seconds, 'svix-signature': `v1,AAAA v1,${mac}` };
    expect(await told(resend(`whsec_${secret.toString('base64')}`), { headers, body })).toEqual([
      'a@reader.example hard',
      'the signature is wrong',
      'the timestamp is stale',
    ]);
  });

  it('of Postmark are believed with name and password', async () => {
    const body = Buffer.from(
      JSON.stringify({ RecordType: 'Bounce', ID: 42, Type: 'HardBounce', Email: 'a@reader.example', Details: '550 5.1.1 unknown' }),
    );
    const headers = { authorization: `Basic ${Buffer.from('courant:s3cret').toString('base64')}` };
    expect(await postmark('courant:s3cret')({ headers, body }, now)).toMatchObject({ events: [{ id: 'Bounce.42', kind: 'hard' }] });
    for (const wrong of [{}, { authorization: 'Basic AAAA' }])
      expect(await postmark('courant:s3cret')({ headers: wrong, body }, now)).toMatchObject({ kind: 'refused' });
  });

  it.skipIf(!hasOpenssl())('of SES are believed with either signature of SNS, from SNS hosts and topics of ours only', async () => {
    const { key, certificate } = selfSigned();
    const asked: string[] = [];
    const fetchText = async (url: string) => {
      asked.push(url);
      return certificate;
    };
    const topic = 'arn:aws:sns:eu-west-1:1:bounces';
    const verify = ses([topic], fetchText);
    const message = JSON.stringify({
      notificationType: 'Complaint',
      mail: { messageId: 'x' },
      complaint: { complainedRecipients: [{ emailAddress: 'a@reader.example' }] },
    });
    const call = (over: Record<string, string>, version: '1' | '2' = '2') => {
      const fields = { Type: 'Notification', MessageId: 'm1', TopicArn: topic, Message: message, Timestamp: now.toISOString(), ...over };
      const text = ['Message', 'MessageId', 'Timestamp', 'TopicArn', 'Type']
        .map((name) => `${name}\n${fields[name as keyof typeof fields]}\n`)
        .join('');
      const Signature = createSign(version === '1' ? 'RSA-SHA1' : 'RSA-SHA256')
        .update(text)
        .sign(key, 'base64');
      const SigningCertURL = over.SigningCertURL ?? 'https://sns.eu-west-1.amazonaws.com/cert.pem';
      return { headers: {}, body: Buffer.from(JSON.stringify({ ...fields, SignatureVersion: version, Signature, SigningCertURL })) };
    };
    for (const version of ['1', '2'] as const)
      expect(await told(verify, call({}, version))).toEqual([
        'a@reader.example complaint',
        'the signature is wrong',
        'the timestamp is stale',
      ]);
    const before = asked.length;
    for (const url of [
      'https://sns.eu-west-1.amazonaws.com.evil.example/cert.pem',
      'http://sns.eu-west-1.amazonaws.com/cert.pem',
      'https://evil.example/sns.eu-west-1.amazonaws.com.pem',
      'https://user@sns.eu-west-1.amazonaws.com/cert.pem',
    ])
      expect(await verify(call({ SigningCertURL: url }), now)).toMatchObject({ kind: 'refused', why: 'the certificate is not at SNS' });
    expect(await verify(call({ TopicArn: 'arn:aws:sns:eu-west-1:2:other' }), now)).toMatchObject({
      kind: 'refused',
      why: 'the topic is not one of ours',
    });
    expect(asked).toHaveLength(before);
  });
});

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version']);
    return true;
  } catch {
    return false;
  }
}

function selfSigned(): { key: string; certificate: string } {
  const folder = mkdtempSync(join(tmpdir(), 'courant-cert-'));
  try {
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-out', 'cert.pem', '-days', '2', '-subj', '/CN=sns'],
      { cwd: folder, stdio: 'ignore' },
    );
    return { key: readFileSync(join(folder, 'key.pem'), 'utf8'), certificate: readFileSync(join(folder, 'cert.pem'), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
