import { createHash, createPrivateKey, type KeyObject, sign as signBytes } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { CourantError } from '../../../errors/courant-error.ts';

/** One signature to make. `privateKey` is PEM: RSA of at least 1024 bits, or Ed25519 (RFC 8463). */
export type DkimKey = { readonly domain: string; readonly selector: string; readonly privateKey: string };

/** Puts a DKIM-Signature per key in front of a finished message (CRLF line ends). The rest of the bytes is as it was. */
export type SignMessage = (message: Uint8Array) => Uint8Array;

/**
 * Signed, and named once more than they occur, so that a second one added later breaks the signature (RFC 6376 8.15). RFC 8058
 * asks for both List-Unsubscribe fields, so that nobody on the way can put another link in their place.
 */
const oversignedFields = [
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'subject',
  'date',
  'content-type',
  'list-unsubscribe',
  'list-unsubscribe-post',
];

/** Signed as often as they occur. */
const signedFields = [
  'message-id',
  'in-reply-to',
  'references',
  'mime-version',
  'content-transfer-encoding',
  'list-id',
  'list-help',
  'feedback-id',
  'auto-submitted',
  'precedence',
];

/**
 * DKIM over relaxed/relaxed with SHA-256, several keys at once (a new selector beside the old, Ed25519 beside RSA). nodemailer's
 * own signer reads the PEM for every message, knows RSA only and cannot over-sign. Keys are read once, here; throws CourantError
 * `dkim-key-invalid`, whose words never hold the key.
 */
export function dkimSigner(keys: readonly DkimKey[]): SignMessage {
  const signers = keys.map(signerFor);
  return (message) => {
    const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
    const end = bytes.indexOf('\r\n\r\n');
    const headEnd = end === -1 ? bytes.length : end + 2;
    const fields = readFields(bytes.toString('latin1', 0, headEnd));
    const bodyHash = createHash('sha256')
      .update(relaxedBody(bytes.subarray(Math.min(headEnd + 2, bytes.length))))
      .digest('base64');
    const signatures = signers.map((signer) => signer(fields, bodyHash)).join('');
    return Buffer.concat([Buffer.from(signatures, 'latin1'), bytes]);
  };
}

type Field = { readonly name: string; readonly relaxed: string };

function signerFor({ domain, selector, privateKey }: DkimKey): (fields: readonly Field[], bodyHash: string) => string {
  const key = readKey(privateKey, selector);
  const asciiDomain = domainToASCII(domain);
  if (asciiDomain === '' || !/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/iu.test(selector)) {
    throw new CourantError(
      'dkim-key-invalid',
      `The DKIM domain ${JSON.stringify(domain)} or selector ${JSON.stringify(selector)} is not a host name.`,
    );
  }
  const algorithm = key.asymmetricKeyType === 'rsa' ? 'rsa-sha256' : 'ed25519-sha256';
  return (fields, bodyHash) => {
    const chosen = chooseFields(fields);
    const tags = `v=1; a=${algorithm}; c=relaxed/relaxed;\r\n d=${asciiDomain}; s=${selector};`;
    const names = chosen.map(({ name }) => name).join(':');
    const header = `DKIM-Signature: ${tags}\r\n h=${foldNames(names)};\r\n bh=${bodyHash};\r\n b=`;
    const signed = `${chosen.map(({ relaxed }) => relaxed).join('')}${relaxField(header).relaxed.slice(0, -2)}`;
    const signature = signature64(Buffer.from(signed, 'latin1'), key);
    return `${header}${signature.replace(/(.{70})(?=.)/gu, '$1\r\n ')}\r\n`;
  };
}

// RFC 8463 signs the digest, not the text.
function signature64(signed: Buffer, key: KeyObject): string {
  if (key.asymmetricKeyType === 'rsa') return signBytes('sha256', signed, key).toString('base64');
  return signBytes(null, createHash('sha256').update(signed).digest(), key).toString('base64');
}

function readKey(pem: string, selector: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (key.asymmetricKeyType === 'ed25519' || (key.asymmetricKeyType === 'rsa' && bits >= 1024)) return key;
  } catch {
    // The parser's own words may quote the key.
  }
  throw new CourantError(
    'dkim-key-invalid',
    `The DKIM key of selector ${JSON.stringify(selector)} is not an RSA or Ed25519 private key in PEM.`,
    {
      help: 'Make one with: openssl genrsa -out dkim.pem 2048',
    },
  );
}

/** From the bottom up, as RFC 6376 5.4.2 has it; over-signed names come once more without a field. */
function chooseFields(fields: readonly Field[]): readonly Field[] {
  const named = (name: string) => fields.filter((field) => field.name === name).reverse();
  return [...oversignedFields.flatMap((name) => [...named(name), { name, relaxed: '' }]), ...signedFields.flatMap(named)];
}

const readFields = (head: string): readonly Field[] =>
  head
    .split(/\r\n(?![ \t])/u)
    .filter((line) => line.includes(':'))
    .map(relaxField);

function relaxField(line: string): Field {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon).trim().toLowerCase();
  const value = line
    .slice(colon + 1)
    .replaceAll('\r\n', '')
    .replace(/[ \t]+/gu, ' ')
    .replace(/^ | $/gu, '');
  return { name, relaxed: `${name}:${value}\r\n` };
}

const foldNames = (names: string): string => names.replace(/(.{1,68}:)(?=.)/gu, '$1\r\n  ');

// Almost every encoded body is relaxed as it stands; three native searches tell, where rewriting 100 KB takes half a millisecond.
function relaxedBody(body: Buffer): Buffer {
  const whole = body.length === 0 || body.at(-1) === 0x0a ? body : Buffer.concat([body, Buffer.from('\r\n')]);
  const relaxed = whole.includes('  ') || whole.includes('\t') || whole.includes(' \r\n') ? collapsed(whole) : whole;
  let end = relaxed.length;
  while (end >= 4 && relaxed.toString('latin1', end - 4, end) === '\r\n\r\n') end -= 2;
  return relaxed.subarray(0, end === 2 && relaxed[0] === 0x0d ? 0 : end);
}

const collapsed = (body: Buffer): Buffer =>
  Buffer.from(
    body
      .toString('latin1')
      .replace(/[ \t]+(?=\r\n)/gu, '')
      .replace(/[ \t]+/gu, ' '),
    'latin1',
  );
