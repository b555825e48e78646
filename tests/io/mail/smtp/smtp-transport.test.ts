import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { smtpTransport } from '../../../../src/io/mail/smtp/smtp-transport.ts';
import type { OutgoingMessage, Transport } from '../../../../src/press/ports/mail.ts';
import { type SinkConduct, type SinkOptions, type SmtpSink, startSmtpSink } from '../smtp-sink.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function sinkThat(options: SinkOptions = {}): Promise<SmtpSink> {
  const sink = await startSmtpSink(options);
  open.push(sink);
  return sink;
}

let engine: 'direct' | 'nodemailer' = 'direct';

function over(url: string, options: Omit<Parameters<typeof smtpTransport>[0], 'url'> = {}): Transport {
  const transport = smtpTransport({
    url: engine === 'direct' ? url : `${url}${url.includes('?') ? '&' : '?'}engine=nodemailer`,
    ...options,
  });
  open.push(transport);
  return transport;
}

const message = (n: number, to = `reader${n}@mail.example`): OutgoingMessage => ({
  envelope: { from: 'b+1-mac@news.example', to },
  messageId: `<${n}@news.example>`,
  bytes: Buffer.from(`From: news@news.example\r\nTo: ${to}\r\nMessage-ID: <${n}@news.example>\r\n\r\n.\r\n..two\r\n.dots\r\nlast\r\n`),
});

const always = (conduct: SinkConduct): SinkOptions => ({ conduct: () => conduct });

describe.each(['direct', 'nodemailer'] as const)('by our own words and by nodemailer’s: %s', (speaker) => {
  beforeEach(() => {
    engine = speaker;
  });

  for (const extensions of [['PIPELINING'], []]) {
    describe(`a message over SMTP, ${extensions.length > 0 ? 'commands in one burst' : 'one command at a time'}`, () => {
      const submitTo = async (conduct: SinkConduct) => {
        const sink = await sinkThat({ ...always(conduct), extensions });
        return { outcome: await over(sink.url).submit(message(1)), sink };
      };

      test('arrives byte for byte, its leading dots included, and is accepted', async () => {
        const { outcome, sink } = await submitTo({ do: 'accept' });
        expect(outcome).toEqual({ kind: 'accepted', code: 250, response: '250 2.0.0 accepted' });
        expect(sink.accepted[0]?.bytes.equals(Buffer.from(message(1).bytes))).toBe(true);
        expect(sink.accepted[0]).toMatchObject({ from: 'b+1-mac@news.example', to: 'reader1@mail.example', messageId: '<1@news.example>' });
      });

      test('is deferred when the server leaves before DATA', async () => {
        const { outcome } = await submitTo({ do: 'drop-before-data' });
        expect(outcome).toMatchObject({ kind: 'deferred', code: null });
      });

      test('is unknown when the server leaves after the go-ahead', async () => {
        const { outcome } = await submitTo({ do: 'drop-after-354' });
        expect(outcome).toMatchObject({ kind: 'unknown' });
      });

      test.each([true, false])('is unknown when the server leaves after the final dot without a reply (it kept it: %s)', async (kept) => {
        const { outcome, sink } = await submitTo({ do: 'drop-after-dot', kept });
        expect(outcome).toMatchObject({ kind: 'unknown' });
        expect(sink.accepted).toHaveLength(kept ? 1 : 0);
      });

      test.each(['mail', 'rcpt', 'data', 'dot'] as const)(
        'is deferred on 4xx, failed on 5xx about the reader at %s, even when the server then leaves',
        async (at) => {
          for (const thenDrop of [false, true]) {
            const later = await submitTo({ do: 'reply', at, line: '451 4.7.1 later', thenDrop });
            const step = at === 'dot' ? 'body' : at;
            expect(later.outcome).toEqual({ kind: 'deferred', code: 451, response: '451 4.7.1 later', step });
            const never = await submitTo({ do: 'reply', at, line: '550-5.1.1 no\r\n550 5.1.1 such user', thenDrop });
            // At MAIL nobody has been named yet.
            const kind = at === 'mail' ? 'deferred' : 'failed';
            expect(never.outcome).toEqual({ kind, code: 550, response: '550 5.1.1 no 5.1.1 such user', step });
            const closing = await submitTo({ do: 'reply', at, line: '421 4.3.2 shutting down', thenDrop });
            expect(closing.outcome).toMatchObject({ kind: 'deferred', code: 421 });
          }
        },
      );

      test('is unknown when the last reply is cut off or makes no sense', async () => {
        for (const line of ['354 again', 'hello']) {
          const { outcome } = await submitTo({ do: 'reply', at: 'dot', line });
          expect(outcome).toMatchObject({ kind: 'unknown' });
        }
        const cut = await submitTo({ do: 'reply', at: 'dot', line: '250-2.0.0 acc', thenDrop: true });
        expect(cut.outcome).toMatchObject({ kind: 'unknown' });
      });

      test('is judged with care when the server answers before it has it all: a yes is unknown, a no is a no, and the connection is left', async () => {
        const large = {
          ...message(1),
          bytes: Buffer.from(`Message-ID: <1@news.example>\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(50_000)}`),
        };
        for (const [line, outcome] of [
          ['250 2.0.0 fine', { kind: 'unknown' }],
          ['552 5.3.4 too big', { kind: 'failed', code: 552 }],
        ] as const) {
          const early: SinkConduct = { do: 'reply', at: 'data', line: `354 go ahead\r\n${line}` };
          const sink = await sinkThat({ conduct: ({ to }) => (to.startsWith('reader1') ? early : { do: 'accept' }), extensions });
          const transport = over(sink.url);
          expect(await transport.submit(large)).toMatchObject(outcome);
          expect(await transport.submit(message(2))).toMatchObject({ kind: 'accepted' });
          expect(sink.connections).toBe(2);
          expect(sink.commands).not.toContain('RSET');
        }
      });

      test('is deferred, and never sent, when the replies before it are out of step', async () => {
        for (const [at, line] of [
          ['mail', '354 go ahead'],
          ['rcpt', 'hello'],
          ['data', '250 2.0.0 accepted'],
        ] as const) {
          const { outcome, sink } = await submitTo({ do: 'reply', at, line });
          expect(outcome).toMatchObject({ kind: 'deferred', code: null });
          expect(sink.accepted).toEqual([]);
        }
      });

      test('is unknown when the server accepts it and then is silent for too long', async () => {
        const sink = await sinkThat({ ...always({ do: 'accept', delayMs: 5_000 }), extensions });
        const outcome = await over(sink.url, { timeouts: { silence: 200 } }).submit(message(1));
        expect(outcome).toMatchObject({ kind: 'unknown' });
        expect(sink.accepted).toHaveLength(1);
      });

      test('waits for a slow server', async () => {
        const { outcome } = await submitTo({ do: 'accept', delayMs: 400 });
        expect(outcome).toMatchObject({ kind: 'accepted' });
      });
    });
  }

  describe('the connection to the relay', () => {
    test('refused with 421, refused altogether, then well again: deferred, deferred, accepted', async () => {
      const sink = await sinkThat({ greeting: (n) => (n === 1 ? '421 4.3.2 too busy' : '220 sink') });
      const transport = over(sink.url);
      expect(await transport.submit(message(1))).toMatchObject({ kind: 'deferred', code: 421 });
      await sink.refuse();
      expect(await transport.submit(message(1))).toMatchObject({
        kind: 'deferred',
        code: null,
        response: expect.stringContaining('ECONNREFUSED'),
      });
      await sink.listen();
      expect(await transport.submit(message(1))).toMatchObject({ kind: 'accepted' });
      expect(sink.duplicates()).toEqual([]);
    });

    test('a refusal of the connection is about us: a 5xx greeting or login is deferred, not failed', async () => {
      const greeting = await sinkThat({ greeting: () => '554 5.7.1 go away' });
      expect(await over(greeting.url).submit(message(1))).toMatchObject({ kind: 'deferred', code: 554 });
      const login = await sinkThat({ login: { user: 'ann', pass: 'right' } });
      const refused = await over(login.url.replace('//', '//ann:wrong@')).submit(message(1));
      expect(refused).toMatchObject({ kind: 'deferred', code: 535 });
      expect(login.commands.some((line) => line.startsWith('MAIL'))).toBe(false);
    });

    test('finds this machine by its name too', async () => {
      const sink = await sinkThat();
      expect(await over(sink.url.replace('127.0.0.1', 'localhost')).submit(message(1))).toMatchObject({ kind: 'accepted' });
      expect(await over('smtp://nowhere.invalid').submit(message(2))).toMatchObject({ kind: 'deferred', code: null });
    });

    test('is used again after acceptance and after refusals, and left after so many messages', async () => {
      const sink = await sinkThat({
        conduct: ({ to }) => (to.startsWith('bad') ? { do: 'reply', at: 'rcpt', line: '550 5.1.1 no such user' } : { do: 'accept' }),
      });
      const transport = over(sink.url, { messagesPerConnection: 4 });
      const kinds = [];
      for (const [n, to] of ['a@x.example', 'bad1@x.example', 'b@x.example', 'bad2@x.example', 'c@x.example'].entries()) {
        kinds.push((await transport.submit(message(n, to))).kind);
      }
      expect(kinds).toEqual(['accepted', 'failed', 'accepted', 'failed', 'accepted']);
      expect(sink.connections).toBe(2);
    });

    test('one the server has left in the meantime costs nobody a delay', async () => {
      const sink = await sinkThat();
      const transport = over(sink.url);
      await transport.submit(message(1));
      await sink.refuse();
      await sink.listen();
      expect(await transport.submit(message(2))).toMatchObject({ kind: 'accepted' });
      expect(sink.accepted).toHaveLength(2);
    });

    test('there are never more of them than allowed, and everyone waiting gets a turn', async () => {
      const sink = await sinkThat({ ...always({ do: 'accept', delayMs: 5 }) });
      const transport = over(sink.url, { connections: 3 });
      const outcomes = await Promise.all(Array.from({ length: 60 }, (_, n) => transport.submit(message(n))));
      expect(outcomes.every((outcome) => outcome.kind === 'accepted')).toBe(true);
      expect(sink.connections).toBe(3);
      expect(new Set(sink.accepted.map((one) => one.messageId)).size).toBe(60);
    });

    test('closing lets messages on their way finish and starts nothing new', async () => {
      const sink = await sinkThat({ ...always({ do: 'accept', delayMs: 150 }) });
      const transport = over(sink.url, { connections: 1 });
      const first = transport.submit(message(1));
      const second = transport.submit(message(2));
      await new Promise((resolve) => setTimeout(resolve, 50));
      await transport.close();
      expect(await first).toMatchObject({ kind: 'accepted' });
      expect(await second).toMatchObject({ kind: 'deferred', code: null });
      expect(await transport.submit(message(3))).toMatchObject({ kind: 'deferred' });
      expect(sink.accepted).toHaveLength(1);
    });
  });

  describe('addresses and secrets', () => {
    test('an envelope that is no address never leaves the machine and is failed', async () => {
      const sink = await sinkThat();
      const transport = over(sink.url);
      for (const to of ['', 'nobody', 'a@b.example>\r\nRCPT TO:<c@d.example', '@x.example', 'a b@x.example']) {
        expect(await transport.submit(message(1, to))).toMatchObject({
          kind: 'failed',
          code: 553,
          response: expect.stringContaining('5.1.3'),
        });
      }
      expect(sink.commands).toEqual([]);
    });

    test('a domain beyond ASCII goes out in punycode; a name beyond ASCII only where the relay takes it', async () => {
      const plain = await sinkThat();
      expect(await over(plain.url).submit(message(1, 'anna@bücher.example'))).toMatchObject({ kind: 'accepted' });
      expect(plain.accepted[0]?.to).toBe('anna@xn--bcher-kva.example');
      expect(await over(plain.url).submit(message(2, 'jürgen@bücher.example'))).toMatchObject({ kind: 'failed', code: 550 });
      expect(plain.accepted).toHaveLength(1);
      const able = await sinkThat({ extensions: ['SMTPUTF8', 'PIPELINING'] });
      expect(await over(able.url).submit(message(3, 'jürgen@bücher.example'))).toMatchObject({ kind: 'accepted' });
      expect(able.commands.some((line) => line.endsWith(' SMTPUTF8'))).toBe(true);
    });

    test('a login works, and is told by neither the name nor an outcome, even when the server quotes it', async () => {
      const pass = 'pa#ss/w:rd';
      const sink = await sinkThat({ login: { user: 'ann', pass } });
      const url = sink.url.replace('//', `//ann:${encodeURIComponent(pass)}@`);
      const transport = over(url);
      expect(await transport.submit(message(1))).toMatchObject({ kind: 'accepted' });
      expect(transport.name).toBe(sink.url);
      const wrong = over(url.replace('ann', 'bob'));
      const quoted = JSON.stringify(await wrong.submit(message(2)));
      expect(quoted).toContain('[redacted]');
      for (const secret of [pass, Buffer.from(`\u0000bob\u0000${pass}`).toString('base64')]) expect(quoted).not.toContain(secret);
    });

    test('control characters in a reply do not reach the ledger', async () => {
      const sink = await sinkThat(always({ do: 'reply', at: 'dot', line: `550 5.7.1 \u001b[31mred\u202e${'x'.repeat(2_000)}` }));
      const outcome = await over(sink.url).submit(message(1));
      expect(outcome.response).toMatch(/^550 5\.7\.1 +\[31mred x+\.\.\.$/u);
      expect(outcome.response.length).toBeLessThan(510);
    });
  });

  describe('encryption', () => {
    test('where TLS is required a server without it gets no mail: deferred', async () => {
      const sink = await sinkThat();
      const outcome = await over(`${sink.url}?tls=required`).submit(message(1));
      expect(outcome).toMatchObject({ kind: 'deferred' });
      expect(sink.commands.some((line) => line.startsWith('MAIL'))).toBe(false);
    });

    // smtp-server comes with a certificate of its own that nobody vouches for.
    const secured = async (options: SMTPServerOptions) => {
      const sunk: Buffer[] = [];
      const server = new SMTPServer({
        authOptional: true,
        logger: false,
        ...options,
        onData: (stream, _session, done) => {
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            sunk.push(Buffer.concat(chunks));
            done(null, 'kept');
          });
        },
      });
      server.on('error', () => undefined);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      open.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
      const address = server.server.address();
      return { sunk, port: typeof address === 'object' && address !== null ? address.port : 0 };
    };

    test('a certificate nobody vouches for gets no mail, over smtps or STARTTLS: deferred', async () => {
      const wrapped = await secured({ secure: true });
      const upgraded = await secured({});
      for (const url of [`smtps://127.0.0.1:${wrapped.port}`, `smtp://127.0.0.1:${upgraded.port}?tls=required`]) {
        expect(await over(url).submit(message(1))).toMatchObject({ kind: 'deferred', response: expect.stringContaining('certificate') });
      }
      expect([...wrapped.sunk, ...upgraded.sunk]).toEqual([]);
    });

    test('where TLS is optional it is used when offered, and the dialogue is heard through it', async () => {
      const versions: unknown[] = [];
      const { port, sunk } = await secured({
        onMailFrom: (_address, session, done) => {
          versions.push(session.secure);
          done();
        },
        onRcptTo: ({ address }, _session, done) => done(address.startsWith('bad') ? new Error('no such user') : null),
      });
      const transport = over(`smtp://127.0.0.1:${port}?tls=optional`);
      expect(await transport.submit(message(1))).toMatchObject({ kind: 'accepted', code: 250 });
      expect(await transport.submit(message(2, 'bad@x.example'))).toMatchObject({ kind: 'failed', code: 550 });
      expect(versions).toEqual([true, true]);
      expect(sunk[0]?.equals(Buffer.from(message(1).bytes))).toBe(true);
    });
  });
});
