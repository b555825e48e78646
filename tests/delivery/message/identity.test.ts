import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageId } from '../../../src/delivery/message/message-id.ts';
import { readReturnPath, returnPath } from '../../../src/delivery/message/return-path.ts';

const secret = createHash('sha256').update('secret').digest();
const other = createHash('sha256').update('other').digest();

describe('the Message-ID of a delivery', () => {
  it('is the same for every attempt, another for every delivery and secret', () => {
    const id = messageId(secret, { id: 42, editionId: 7 }, 'News.Example.com');
    expect(id).toBe(messageId(secret, { id: 42, editionId: 7 }, 'news.example.com'));
    expect(id).toMatch(/^<[0-9a-z]+\.[0-9a-z]+\.[0-9a-f]{24}@news\.example\.com>$/u);
    const others = [
      messageId(secret, { id: 43, editionId: 7 }, 'news.example.com'),
      messageId(secret, { id: 42, editionId: 8 }, 'news.example.com'),
      messageId(other, { id: 42, editionId: 7 }, 'news.example.com'),
    ];
    expect(new Set([id, ...others]).size).toBe(4);
  });

  it('is written to a domain in lower case, however the config has it', () => {
    expect(returnPath(secret, 1, 'Bounces.Example.COM')).toMatch(/@bounces\.example\.com$/u);
  });

  it('cannot be made to hold another header', () => {
    expect(() => messageId(secret, { id: 1, editionId: 1 }, 'x>\r\nBcc: a@example.com')).toThrow(
      expect.objectContaining({ code: 'header-injection' }),
    );
  });
});

describe('the return path of a delivery', () => {
  it('names the delivery to us, whatever the case a server makes of it', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (id) => {
        const address = returnPath(secret, id, 'bounces.example.com');
        expect(address.indexOf('@')).toBeLessThanOrEqual(64);
        expect(readReturnPath(secret, address)).toBe(id);
        expect(readReturnPath(secret, address.toUpperCase())).toBe(id);
        expect(readReturnPath(other, address)).toBeNull();
      }),
    );
  });

  it('with any character of its local part changed names nobody', () => {
    const address = returnPath(secret, 123_456, 'example.com');
    for (let at = 0; at < address.indexOf('@'); at++) {
      for (const character of '0123456789abcdefghijklmnopqrstuvwxyz+-@') {
        if (character === address[at]) continue;
        expect(readReturnPath(secret, address.slice(0, at) + character + address.slice(at + 1))).toBeNull();
      }
    }
  });

  it('is not any other address', () => {
    for (const address of [
      '',
      'b+@example.com',
      'b+1-@example.com',
      'reader@example.com',
      `b+1-${'0'.repeat(20)}@example.com`,
      'b+1-x@a@b',
    ]) {
      expect(readReturnPath(secret, address)).toBeNull();
    }
  });

  it('is written to a domain in lower case, however the config has it', () => {
    expect(returnPath(secret, 1, 'Bounces.Example.COM')).toMatch(/@bounces\.example\.com$/u);
  });

  it('cannot be made to hold another header', () => {
    expect(() => returnPath(secret, 1, 'example.com\nRCPT TO:<x@example.com>')).toThrow(
      expect.objectContaining({ code: 'header-injection' }),
    );
  });
});
