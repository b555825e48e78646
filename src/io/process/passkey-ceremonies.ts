/**
 * WebAuthn (https://www.w3.org/TR/webauthn-3/) as far as a desk needs it: no attestation, so no CBOR and no certificates. The browser hands
 * over the public key in the form every crypto library reads, and Node's own verifies. A library for all of it brings thirty packages
 * of ASN.1, which fit together or not by where a package manager happens to put them.
 */
import { createHash, createPublicKey, type KeyObject, timingSafeEqual, verify } from 'node:crypto';
import { z } from 'zod';
import type { PasskeyCeremonies, PasskeySite } from '../../press/ports/people/passkeys.ts';

const bytes = z
  .string()
  .regex(/^[\w-]{1,8000}$/)
  .transform((text) => Buffer.from(text, 'base64url'));
const Named = z.object({ id: z.string().regex(/^[\w-]{1,1400}$/), type: z.literal('public-key') });
/** As `PublicKeyCredential.toJSON` writes them (5.1). */
const Created = Named.extend({ response: z.object({ clientDataJSON: bytes, authenticatorData: bytes, publicKey: bytes }) });
const Proved = Named.extend({ response: z.object({ clientDataJSON: bytes, authenticatorData: bytes, signature: bytes }) });
const ClientData = z.object({ type: z.string(), challenge: z.string(), origin: z.string(), crossOrigin: z.boolean().optional() });

/** By number (RFC 9053, 8812): what devices have. */
const algorithms = { es256: -7, eddsa: -8, rs256: -257 } as const;
const timeout = 300_000;

/** The key lies on the device, and the device asks who is there: it stands for a password, not beside one. */
export const passkeyCeremonies: PasskeyCeremonies = {
  creation: ({ site }, { id, address, name }, { challenge, known }) =>
    JSON.stringify({
      rp: { id: site, name: 'Courant desk' },
      user: { id: Buffer.from(`courant ${id}`).toString('base64url'), name: address, displayName: name },
      challenge,
      pubKeyCredParams: Object.values(algorithms).map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: known.map((credential) => ({ type: 'public-key', id: credential })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
      timeout,
    }),
  created(at, challenge, answer) {
    const made = parsed(Created, answer);
    const seen = made && seenBy(made.response, { ...at, challenge, type: 'webauthn.create' });
    // 7.1: the id the browser names is the one the device made.
    if (!made || !seen || seen.credentialId !== made.id) return null;
    const key = publicKey(made.response.publicKey);
    if (key === null) return null;
    return { credentialId: made.id, publicKey: made.response.publicKey.toString('base64url'), counter: seen.counter };
  },
  request: ({ site }, challenge) => JSON.stringify({ rpId: site, challenge, userVerification: 'required', timeout }),
  nameOf: (answer) => parsed(Named, answer)?.id ?? null,
  proved(at, challenge, answer, passkey) {
    const proof = parsed(Proved, answer);
    const seen = proof && seenBy(proof.response, { ...at, challenge, type: 'webauthn.get' });
    const key = publicKey(Buffer.from(passkey.publicKey, 'base64url'));
    if (!proof || !seen || key === null || proof.id !== passkey.credentialId) return null;
    const { authenticatorData, clientDataJSON, signature } = proof.response;
    if (!isSigned(key, Buffer.concat([authenticatorData, sha256(clientDataJSON)]), signature)) return null;
    // 7.2: a device that counts and has counted less than before is a copy.
    const counts = seen.counter !== 0 || passkey.counter !== 0;
    return counts && seen.counter <= passkey.counter ? null : seen.counter;
  },
};

const sha256 = (of: Uint8Array | string): Buffer => createHash('sha256').update(of).digest();

function parsed<Shape extends z.ZodType>(shape: Shape, text: string): z.output<Shape> | null {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

type Told = { readonly clientDataJSON: Buffer; readonly authenticatorData: Buffer };
type Expected = PasskeySite & { readonly challenge: string; readonly type: 'webauthn.create' | 'webauthn.get' };

const flags = { present: 0x01, verified: 0x04, credential: 0x40 } as const;

/** What browser and device say of it, where it is what was asked, here, of somebody who was there (7.1 and 7.2). */
function seenBy({ clientDataJSON, authenticatorData: data }: Told, { site, origins, challenge, type }: Expected) {
  const client = parsed(ClientData, clientDataJSON.toString('utf8'));
  if (client === null || client.type !== type || client.challenge !== challenge || client.crossOrigin === true) return null;
  if (!origins.includes(client.origin)) return null;
  // 6.1: hash of the name, flags, counter; of a new key also its kind of device and its id.
  if (data.length < 37 || !timingSafeEqual(data.subarray(0, 32), sha256(site))) return null;
  const flag = data.readUInt8(32);
  const wanted = flags.present | flags.verified | (type === 'webauthn.create' ? flags.credential : 0);
  if ((flag & wanted) !== wanted) return null;
  const counter = data.readUInt32BE(33);
  if (type === 'webauthn.get') return { counter, credentialId: null };
  if (data.length < 55) return null;
  const length = data.readUInt16BE(53);
  if (length > 1023 || data.length < 55 + length) return null;
  return { counter, credentialId: data.subarray(55, 55 + length).toString('base64url') };
}

/** SubjectPublicKeyInfo, of a kind that was asked for. */
function publicKey(spki: Buffer): KeyObject | null {
  try {
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    return signing(key) === null ? null : key;
  } catch {
    return null;
  }
}

/** The digest of what is signed; `undefined`: the scheme has its own. `null`: no kind of key we ask for. */
function signing({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): 'sha256' | undefined | null {
  if (asymmetricKeyType === 'ed25519') return undefined;
  if (asymmetricKeyType === 'ec') return asymmetricKeyDetails?.namedCurve === 'prime256v1' ? 'sha256' : null;
  return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048 ? 'sha256' : null;
}

/** 6.5.5: ECDSA as DER, RSA by PKCS #1 v1.5: what Node takes by itself. */
function isSigned(key: KeyObject, message: Buffer, signature: Buffer): boolean {
  try {
    return verify(signing(key) ?? null, message, key, signature);
  } catch {
    return false;
  }
}
