import { createHash, hash } from 'node:crypto';

const blockBytes = 64;
const digestBytes = 32;
const shortBytes = 256;

/**
 * HMAC-SHA256 (RFC 2104) under one key, made ready for many short messages: a link or an address of each reader is signed in the
 * loop that sends, and the platform's own `createHmac` spends four times as long, most of it on the object it makes each time.
 * Strings are taken as UTF-8. The result is the caller's own.
 */
export function keyedMac(key: Uint8Array): (message: string | Uint8Array) => Buffer {
  const short = key.length > blockBytes ? createHash('sha256').update(key).digest() : key;
  const [inner, outer] = [Buffer.alloc(blockBytes, 0x36), Buffer.alloc(blockBytes + digestBytes, 0x5c)];
  for (let at = 0; at < short.length; at += 1) {
    inner[at] = 0x36 ^ (short[at] as number);
    outer[at] = 0x5c ^ (short[at] as number);
  }
  // Of short messages, which all of ours are, nothing is put together anew.
  const whole = Buffer.alloc(blockBytes + shortBytes);
  inner.copy(whole);
  return (message) => {
    const bytes = typeof message === 'string' ? Buffer.from(message, 'utf8') : message;
    const fits = bytes.length <= shortBytes;
    if (fits) whole.set(bytes, blockBytes);
    hash('sha256', fits ? whole.subarray(0, blockBytes + bytes.length) : Buffer.concat([inner, bytes]), 'buffer').copy(outer, blockBytes);
    return hash('sha256', outer, 'buffer');
  };
}

const kept = new WeakMap<Uint8Array, ReturnType<typeof keyedMac>>();

/** The same for a key that is used again and again: made ready once. */
export function macUnder(key: Uint8Array): ReturnType<typeof keyedMac> {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = keyedMac(key);
  kept.set(key, made);
  return made;
}
