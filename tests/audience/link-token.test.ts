import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LinkPurpose, linkKeyring, readToken, signToken, tokenWidth } from '../../src/audience/link-token.ts';
import { slotWidth } from '../../src/composition/views/slots.ts';

const secret = (name: string) => createHash('sha256').update(name).digest();
const keys = linkKeyring([secret('now')]);
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const purpose = fc.constantFrom<LinkPurpose>('unsubscribe', 'preferences', 'view', 'confirm', 'export', 'erase');
const id = fc.maxSafeNat().map((number) => number % 2 ** 48);

describe('a link token', () => {
  it('is exactly as wide as the slots of a finished message', () => {
    expect(tokenWidth).toBe(slotWidth);
    for (const largest of [0, 1, 2 ** 48 - 1]) expect(signToken(keys, 'view', largest, largest)).toMatch(/^[\w-]{40}$/u);
  });

  it('carries its two ids to whoever reads it for the same purpose, and to nobody else', () => {
    fc.assert(
      fc.property(purpose, purpose, id, id, (signedFor, readFor, a, b) => {
        const token = signToken(keys, signedFor, a, b);
        expect(token).toHaveLength(tokenWidth);
        expect(readToken(keys, readFor, token)).toEqual(signedFor === readFor ? { a, b } : null);
      }),
    );
  });

  it('with any one character changed is worth nothing', () => {
    const token = signToken(keys, 'unsubscribe', 123_456, 0);
    for (let at = 0; at < token.length; at++) {
      for (const other of alphabet) {
        if (other === token[at]) continue;
        expect(readToken(keys, 'unsubscribe', token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
      }
    }
  });

  it('of another length or alphabet is worth nothing', () => {
    const token = signToken(keys, 'unsubscribe', 1, 0);
    const base64 = token.replaceAll('-', '+').replaceAll('_', '/');
    for (const wrong of ['', token.slice(1), `${token}A`, `${token.slice(0, 39)}=`, ` ${token.slice(1)}`, 'é'.repeat(40), '='.repeat(40)]) {
      expect(readToken(keys, 'unsubscribe', wrong)).toBeNull();
    }
    if (base64 !== token) expect(readToken(keys, 'unsubscribe', base64)).toBeNull();
  });

  it('still works after the key has been rotated, and a new one is signed with the new key', () => {
    const old = signToken(keys, 'unsubscribe', 7, 0);
    const rotated = linkKeyring([secret('next'), secret('now')]);
    expect(readToken(rotated, 'unsubscribe', old)).toEqual({ a: 7, b: 0 });
    const fresh = signToken(rotated, 'unsubscribe', 7, 0);
    expect(fresh).not.toBe(old);
    expect(readToken(keys, 'unsubscribe', fresh)).toBeNull();
    expect(readToken(linkKeyring([secret('next')]), 'unsubscribe', old)).toBeNull();
  });

  it('works even where two secrets happen to share a key id', () => {
    const many = Array.from({ length: 400 }, (_, number) => secret(`key ${number}`));
    const ring = linkKeyring(many);
    for (const one of many) expect(readToken(ring, 'view', signToken(linkKeyring([one]), 'view', 5, 6))).toEqual({ a: 5, b: 6 });
  });

  it('is not made for ids it cannot carry, nor from a short secret', () => {
    for (const wrong of [-1, 1.5, 2 ** 48, Number.NaN]) expect(() => signToken(keys, 'view', wrong, 0)).toThrow(RangeError);
    expect(() => linkKeyring([])).toThrow(expect.objectContaining({ code: 'link-secret' }));
    expect(() => linkKeyring([new Uint8Array(31)])).toThrow(expect.objectContaining({ code: 'link-secret' }));
  });
});
