import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEmailAddress } from '../../src/audience/email-address.ts';
import { inboxOf } from '../../src/audience/inbox.ts';

const inbox = (text: string) => {
  const parsed = parseEmailAddress(text);
  if (parsed.kind === 'refused') throw new Error(parsed.message);
  return inboxOf(parsed.key);
};

describe('the inbox of an address', () => {
  it.each([
    ['victim+1@reader.example', 'victim@reader.example'],
    ['Victim+a+b@Reader.example', 'victim@reader.example'],
    ['v.i.c.t.i.m+9@googlemail.com', 'victim@gmail.com'],
    ['vic.tim@gmail.com', 'victim@gmail.com'],
    ['vic.tim@reader.example', 'vic.tim@reader.example'],
    ['+only@reader.example', '+only@reader.example'],
  ])('%s is %s', (address, expected) => {
    expect(inbox(address)).toBe(expected);
  });

  it('is the same whatever tag is put to it', () => {
    const word = fc.stringMatching(/^[a-z0-9]{1,12}$/);
    fc.assert(
      fc.property(
        word,
        fc.stringMatching(/^[a-z0-9+.]{0,8}[a-z0-9]$/).filter((tag) => !/\.\.|^\./.test(tag)),
        (local, tag) => inbox(`${local}+${tag}@reader.example`) === `${local}@reader.example`,
      ),
    );
  });
});
