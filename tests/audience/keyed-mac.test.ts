import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyedMac, macUnder } from '../../src/audience/keyed-mac.ts';

describe('a MAC made ready for many messages', () => {
  it('is HMAC-SHA256 as the platform computes it, for keys and messages of any length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1 }), (key, messages) => {
        const mac = keyedMac(key);
        const results = messages.map((message) => mac(message));
        // Compared after all are made: no result may be overwritten by the next.
        for (const [at, message] of messages.entries())
          expect(results[at]?.equals(createHmac('sha256', key).update(message).digest())).toBe(true);
      }),
    );
  });

  it('takes text as UTF-8', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ unit: 'grapheme' }), (key, text) => {
        expect(macUnder(key)(text).equals(createHmac('sha256', key).update(text, 'utf8').digest())).toBe(true);
      }),
    );
  });
});
