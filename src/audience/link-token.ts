import { hkdfSync, timingSafeEqual } from 'node:crypto';
import { CourantError } from '../errors/courant-error.ts';
import { macUnder } from './keyed-mac.ts';

/** Characters of every token: the width of the slots a finished message keeps for them (`composition/slots.ts`). */
export const tokenWidth = 40;

/**
 * `unsubscribe` and `preferences`: a = subscription id, b = 0, valid for ever. `view`: a = subscription id, b = edition id.
 * `confirm`: a = subscription id, b = whatever makes the confirmation expire. `export` and `erase`: a = subscription id, b = the end of
 * the link, in milliseconds since 1970. `stay`: a = subscription id, b = when it ended, in the same.
 */
export type LinkPurpose = 'unsubscribe' | 'preferences' | 'view' | 'confirm' | 'export' | 'erase' | 'stay';

// Written into tokens that must work for ever: never renumber.
const purposeNumbers: Readonly<Record<LinkPurpose, number>> = {
  unsubscribe: 1,
  preferences: 2,
  view: 3,
  confirm: 4,
  export: 5,
  erase: 6,
  stay: 7,
};

type LinkKey = { readonly id: number; readonly byPurpose: Readonly<Record<LinkPurpose, Uint8Array>> };

/** Derived keys; the first one signs, all of them are accepted. */
export type LinkKeyring = readonly [LinkKey, ...LinkKey[]];

const idBytes = 6;
const macBytes = 16;
const payloadBytes = 2 + 2 * idBytes;
const largestId = 2 ** (8 * idBytes) - 1;

/**
 * Derives one key per secret and purpose (HKDF-SHA256). To rotate, put the new secret first and keep the old ones, since
 * links in old mails must go on working. Throws CourantError `link-secret` for no secret or one under 32 bytes.
 */
export function linkKeyring(secrets: readonly Uint8Array[]): LinkKeyring {
  const [first, ...rest] = secrets.map(linkKey);
  if (first === undefined) {
    throw new CourantError('link-secret', 'There is no secret to sign links with.', { help: 'Give one of 32 random bytes or more.' });
  }
  return [first, ...rest];
}

function linkKey(secret: Uint8Array): LinkKey {
  if (secret.length < 32) {
    throw new CourantError('link-secret', `A secret to sign links with has ${secret.length} bytes; it needs at least 32.`, {
      help: 'Make one with: openssl rand -base64 32',
    });
  }
  const derive = (info: string, length: number) => new Uint8Array(hkdfSync('sha256', secret, '', `courant link v1 ${info}`, length));
  return {
    // The id is derived too, so that operators keep a list of secrets and no numbers.
    id: derive('key id', 1)[0] ?? 0,
    byPurpose: {
      unsubscribe: derive('unsubscribe', 32),
      preferences: derive('preferences', 32),
      view: derive('view', 32),
      confirm: derive('confirm', 32),
      export: derive('export', 32),
      erase: derive('erase', 32),
      stay: derive('stay', 32),
    },
  };
}

/**
 * `tokenWidth` base64url characters of [key id 1][purpose 1][a 6][b 6][HMAC-SHA256 cut to 16]. `a` and `b` are whole numbers
 * below 2^48; throws RangeError otherwise. The same input gives the same token.
 */
export function signToken(keys: LinkKeyring, purpose: LinkPurpose, a: number, b: number): string {
  for (const id of [a, b]) {
    if (!Number.isInteger(id) || id < 0 || id > largestId) throw new RangeError(`a link token cannot carry ${id}`);
  }
  const token = Buffer.alloc(payloadBytes + macBytes);
  token.writeUInt8(keys[0].id, 0);
  token.writeUInt8(purposeNumbers[purpose], 1);
  token.writeUIntBE(a, 2, idBytes);
  token.writeUIntBE(b, 2 + idBytes, idBytes);
  mac(keys[0], purpose, token.subarray(0, payloadBytes)).copy(token, payloadBytes);
  return token.toString('base64url');
}

/** What the token carries, or `null` for anything not signed by one of the keys for this purpose. Constant time per key. */
export function readToken(keys: LinkKeyring, purpose: LinkPurpose, token: string): { readonly a: number; readonly b: number } | null {
  if (token.length !== tokenWidth || !/^[\w-]+$/u.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  const payload = bytes.subarray(0, payloadBytes);
  const claimed = bytes.subarray(payloadBytes);
  if (bytes.readUInt8(1) !== purposeNumbers[purpose]) return null;
  const keyId = bytes.readUInt8(0);
  // Two secrets may share an id, so each one of that id is tried.
  const genuine = keys.filter((key) => key.id === keyId && timingSafeEqual(mac(key, purpose, payload), claimed));
  return genuine.length === 0 ? null : { a: payload.readUIntBE(2, idBytes), b: payload.readUIntBE(2 + idBytes, idBytes) };
}

const mac = (key: LinkKey, purpose: LinkPurpose, payload: Uint8Array): Buffer =>
  macUnder(key.byPurpose[purpose])(payload).subarray(0, macBytes);
