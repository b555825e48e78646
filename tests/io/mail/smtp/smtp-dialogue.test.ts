import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conclude, type Exchange, hear, newExchange, replyReader } from '../../../../src/io/mail/smtp/smtp-dialogue.ts';

const reply = fc.oneof(
  fc.constantFrom('250 ok', '354 go ahead', '421 closing', '451 later', '550 no', '220 hello', '2', '25', 'hello', '600 what', '2500 ok'),
  fc.string({ maxLength: 12 }),
);
const sentWhole = (exchange: Exchange): Exchange => (exchange.step === 'body' ? { ...exchange, bodyWritten: true } : exchange);
const exchangeAfter = (replies: readonly string[]) => replies.reduce((exchange, one) => hear(sentWhole(exchange), one), newExchange);

describe('the SMTP dialogue about one message', () => {
  test('is uncertain exactly when the go-ahead was heard and no reply with a final code after it', () => {
    fc.assert(
      fc.property(fc.array(reply, { maxLength: 6 }), (replies) => {
        const outcome = conclude(exchangeAfter(replies), 'the end');
        const goAhead = (replies[0]?.startsWith('2') && replies[1]?.startsWith('2') && replies[2]?.startsWith('3')) === true;
        const final = goAhead && /^[245]\d\d(?: |$)/u.test(replies[3] ?? '');
        expect(outcome.kind === 'unknown').toBe(goAhead && !final);
        if (outcome.kind === 'accepted') expect(final && outcome.code >= 200 && outcome.code < 300).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is decided by the first refusal, whatever follows', () => {
    fc.assert(
      fc.property(fc.array(reply, { maxLength: 4 }), (rest) => {
        expect(conclude(exchangeAfter(['250 ok', '550 5.1.1 no', ...rest]), 'the end')).toEqual({
          kind: 'failed',
          code: 550,
          response: '550 5.1.1 no',
          step: 'rcpt',
        });
      }),
    );
  });

  test('a yes before the message was sent whole proves nothing; a no does', () => {
    const early = (last: string) => ['250 ok', '250 ok', '354 go', last].reduce(hear, newExchange);
    expect(early('250 ok')).toMatchObject({ outcome: { kind: 'unknown' }, outOfStep: true });
    expect(early('552 too big')).toMatchObject({ outcome: { kind: 'failed', code: 552 }, outOfStep: true });
  });

  test('replies are the same however the bytes are cut, and a line without its end is none', () => {
    const text = '250-first\r\n250-second é\r\n250 last\n\r\n354\r\n421 4.3.2 bye\r\n250 unfinished';
    const bytes = Buffer.from(text);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (cuts) => {
        const read = replyReader();
        const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const replies = edges.slice(1).flatMap((to, n) => read(bytes.subarray(edges[n], to)));
        expect(replies).toEqual(['250 first second é last', '354', '421 4.3.2 bye']);
      }),
    );
  });
});
