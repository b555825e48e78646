import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { passkeyCeremonies } from '../../../src/io/process/passkey-ceremonies.ts';

const at = { site: 'desk.example', origins: ['https://desk.example'] };
const challenge = Buffer.alloc(32, 7).toString('base64url');
const credential = Buffer.alloc(20, 9);
const id = credential.toString('base64url');

const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const devices = {
  es256: ec('P-256'),
  eddsa: generateKeyPairSync('ed25519'),
  rs256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
};
const spki = (key: KeyObject) => key.export({ format: 'der', type: 'spki' }).toString('base64url');

type Said = {
  type?: string;
  challenge?: string;
  origin?: string;
  crossOrigin?: boolean;
  site?: string;
  flags?: number;
  counter?: number;
};

/** What browser and device write, as the specification has it, but for what a case says. */
function told(of: 'create' | 'get', said: Said) {
  const client = { type: `webauthn.${of}`, challenge, origin: 'https://desk.example', ...said };
  const data = Buffer.alloc(37);
  createHash('sha256')
    .update(said.site ?? 'desk.example')
    .digest()
    .copy(data);
  data.writeUInt8(said.flags ?? (of === 'create' ? 0x45 : 0x05), 32);
  data.writeUInt32BE(said.counter ?? 1, 33);
  const made = of === 'create' ? Buffer.concat([data, Buffer.alloc(16), Buffer.from([0, credential.length]), credential]) : data;
  return { clientDataJSON: Buffer.from(JSON.stringify(client)), authenticatorData: made };
}
const written = (parts: Record<string, Buffer>) =>
  Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, bytes.toString('base64url')]));

const created = (said: Said = {}, publicKey = spki(devices.es256.publicKey), named = id) =>
  passkeyCeremonies.created(
    at,
    challenge,
    JSON.stringify({ id: named, type: 'public-key', response: { ...written(told('create', said)), publicKey } }),
  );

function proved(kind: keyof typeof devices, said: Said = {}, { counter = 0, of = kind, bent = false } = {}) {
  const parts = told('get', said);
  const message = Buffer.concat([parts.authenticatorData, createHash('sha256').update(parts.clientDataJSON).digest()]);
  const signature = sign(kind === 'eddsa' ? null : 'sha256', message, devices[kind].privateKey);
  if (bent) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
  const answer = JSON.stringify({ id, type: 'public-key', response: written({ ...parts, signature }) });
  return passkeyCeremonies.proved(at, challenge, answer, { credentialId: id, publicKey: spki(devices[of].publicKey), counter });
}

const amiss: readonly [string, Said][] = [
  ['of another kind', { type: 'payment.get' }],
  ['to another question', { challenge: 'another' }],
  ['for another page', { origin: 'https://desk.example.evil.example' }],
  ['for the same name without TLS', { origin: 'http://desk.example' }],
  ['from a frame of another site', { crossOrigin: true }],
  ['for another name', { site: 'evil.example' }],
  ['of nobody who was there', { flags: 0x44 }],
  ['of somebody the device did not know', { flags: 0x41 }],
];

describe('a new passkey', () => {
  it.each(Object.entries(devices))('of %s is kept as the device made it', (_, { publicKey }) => {
    expect(created({}, spki(publicKey))).toEqual({ credentialId: id, publicKey: spki(publicKey), counter: 1 });
  });

  it.each([...amiss, ['without a key in it', { flags: 0x05 }] as [string, Said]])('%s is refused', (_, said) => {
    expect(created(said)).toBe(null);
  });

  it('is refused under another id, and with a key nobody asked for', () => {
    expect(created({}, spki(devices.es256.publicKey), Buffer.alloc(20, 8).toString('base64url'))).toBe(null);
    expect(created({}, spki(ec('P-384').publicKey))).toBe(null);
    expect(created({}, spki(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey))).toBe(null);
    expect(created({}, 'AAAA')).toBe(null);
  });

  it('is asked for with what browsers need', () => {
    const account = { id: 3, address: 'ada@courant.example', name: 'Ada' };
    expect(JSON.parse(passkeyCeremonies.creation(at, account, { challenge, known: [id] }))).toMatchObject({
      rp: { id: 'desk.example' },
      challenge,
      excludeCredentials: [{ type: 'public-key', id }],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  });
});

describe('an answer of a passkey', () => {
  it.each(Object.keys(devices) as (keyof typeof devices)[])('by %s proves who it is', (kind) => {
    expect(proved(kind)).toBe(1);
    expect(proved(kind, {}, { bent: true })).toBe(null);
  });

  it.each(amiss)('%s proves nothing', (_, said) => {
    expect(proved('es256', { ...said, ...(said.flags !== undefined && { flags: said.flags & 0x3f }) })).toBe(null);
  });

  it('by another key proves nothing, nor by a copy that has counted less', () => {
    expect(proved('es256', {}, { of: 'rs256' })).toBe(null);
    expect(proved('es256', { counter: 5 }, { counter: 5 })).toBe(null);
    expect(proved('es256', { counter: 0 }, { counter: 5 })).toBe(null);
    expect(proved('es256', { counter: 6 }, { counter: 5 })).toBe(6);
    expect(proved('es256', { counter: 0 })).toBe(0);
  });

  it.each(['', 'null', '[]', '{"id":"<b>"}', `{"id":"${id}","type":"public-key","response":{}}`])('that reads %j is none', (answer) => {
    const passkey = { credentialId: id, publicKey: spki(devices.es256.publicKey), counter: 0 };
    expect(passkeyCeremonies.proved(at, challenge, answer, passkey)).toBe(null);
    expect(passkeyCeremonies.created(at, challenge, answer)).toBe(null);
  });
});
