import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signToken } from '../../../src/audience/link-token.ts';
import { returnPath } from '../../../src/delivery/message/return-path.ts';
import { parseInbound } from '../../../src/io/inbound/parse-inbound.ts';
import { receiveMail } from '../../../src/press/feedback/receive-feedback.ts';
import { Newsletter } from '../../../src/press/newsletter/newsletter.ts';
import { readerKeys } from '../../../src/press/readers/reader-keys.ts';
import { newsletterInput } from '../../project-folder.ts';
import { type ReaderNewsroom, readerNewsroom, readers } from '../../reader-newsroom.ts';
import { dsn } from '../../returned-mails.ts';

const mailbox = 'leave@news.courant.example';
const newsletter = Newsletter.parse({ ...newsletterInput, unsubscribeMailbox: mailbox });
const [ada, bea, cy] = readers;

let room: ReaderNewsroom;
beforeAll(async () => {
  room = await readerNewsroom({ unsubscribeMailbox: mailbox });
  await room.press.store.subscribe({ address: ada, newsletter: 'daily', topics: ['Climate'], now: new Date(), how: 'test' });
});
afterAll(() => room.close());

const tokenOf = async (address: string, letter: 'u' | 'p' = 'u') => (await room.link(address, letter)).slice(3);
const addressOf = async (address: string) => `leave+${await tokenOf(address)}@news.courant.example`;
const account = (address: string) => room.press.store.accountOf(address);
const stateOf = async (address: string, id = 'weekly') =>
  (await account(address))?.subscriptions.find((one) => one.newsletter === id)?.state;
const recordOf = async (address: string) => await room.press.store.record((await account(address))?.subscriberId ?? 0);

/** Lines of a header and one of a body. */
const mail = (fields: readonly string[], body = 'Please take me off.') => `${fields.join('\r\n')}\r\n\r\n${body}\r\n`;
const hear = (text: string, to: readonly string[] = []) =>
  receiveMail(room.press, [newsletter], parseInbound, { bytes: Buffer.from(text), source: 'mail', envelopeTo: to });

// One story, told in its order: what a reader did before counts.
describe('a mail to the unsubscribe address', { shuffle: false }, () => {
  it('takes nobody out when it is a bounce, a complaint report or an absence note', async () => {
    const to = await addressOf(ada);
    const from = `From: ${ada}`;
    const answers = [
      dsn(ada, '5.1.1', '550 5.1.1 no such user').replace('To: bounces@courant.example', `To: ${to}`),
      dsn(ada, '5.1.1', '550 5.1.1 no such user', 'named').replace(/^Subject: .*$/m, 'Subject: unsubscribe'),
      mail(['From: MAILER-DAEMON@mx.reader.example', `To: ${to}`, 'Subject: failure notice'], 'Your mail could not be delivered.'),
      mail([from, `To: ${to}`, 'Subject: Out of office']),
      mail([from, `To: ${to}`, 'Subject: unsubscribe', 'Auto-Submitted: auto-replied (vacation)']),
      mail([from, `To: ${to}`, 'Subject: Re: unsubscribe', 'X-Autoreply: yes']),
      mail([from, `To: ${to}`, 'Subject: unsubscribe', 'Content-Type: multipart/report; boundary=b'], '--b\r\n\r\ngone\r\n--b--'),
    ];
    for (const text of answers) {
      const { decisions } = await hear(text, [to]);
      expect([text, decisions.filter(({ decision }) => decision.startsWith('unsubscribed'))]).toEqual([text, []]);
      expect([text, await stateOf(ada)]).toEqual([text, 'active']);
    }
  });

  it('takes nobody out without a valid token: what was wrong is told and kept, whoever wrote it', async () => {
    const token = await tokenOf(ada);
    const forged = [
      'A'.repeat(40),
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      token.toUpperCase(),
      // A link of another purpose, and the token of a subscription that somebody counted up to with a secret of their own.
      await tokenOf(ada, 'p'),
      signToken(readerKeys({ secret: Buffer.alloc(32, 7) }), 'unsubscribe', 1, 0),
    ];
    for (const to of [mailbox, ...forged.map((one) => `leave+${one}@news.courant.example`)]) {
      const { result, decisions } = await hear(mail([`From: Ada <${ada}>`, `To: <${to}>`, 'Subject: unsubscribe']), [to]);
      expect([to, result, decisions]).toEqual([
        to,
        'heard',
        [
          {
            address: ada,
            kind: 'none',
            status: null,
            decision: `not acted on: it came to ${mailbox}, and no valid link of ours is in the address it was written to`,
          },
        ],
      ]);
      expect(await stateOf(ada)).toBe('active');
    }
    expect((await recordOf(ada))?.inbound.some(({ decision }) => decision.startsWith('not acted on: it came to'))).toBe(true);
    expect((await account(ada))?.suppressed).toBeNull();
  });

  it('ends that one subscription at once, whoever sends it: the consent log says by mail', async () => {
    const to = await addressOf(ada);
    const text = mail(['From: someone@forwarded.example', `To: ${to}`, 'Subject: unsubscribe']);
    expect(await hear(text, [to])).toMatchObject({
      result: 'heard',
      decisions: [{ address: ada, kind: 'none', decision: expect.stringMatching(/^unsubscribed: /) }],
    });
    expect(await stateOf(ada)).toBe('unsubscribed');
    expect(await stateOf(ada, 'daily')).toBe('active');
    expect((await account(ada))?.suppressed).toBeNull();
    expect((await recordOf(ada))?.consent.filter(({ event }) => event === 'unsubscribed')).toMatchObject([{ how: 'by mail' }]);
    expect((await recordOf(ada))?.inbound.at(0)?.evidence).toEqual(['mail to the unsubscribe address']);
  });

  it('does nothing more when it comes again, not even to somebody who has come back since', async () => {
    const to = await addressOf(ada);
    const text = mail(['From: someone@forwarded.example', `To: ${to}`, 'Subject: unsubscribe']);
    const before = room.dump();
    expect(await hear(text, [to])).toEqual({ source: 'mail', result: 'duplicate', decisions: [] });
    expect(room.dump()).toBe(before);
    const another = await hear(mail([`From: ${ada}`, `To: ${to}`, 'Subject: and again']));
    expect(another.decisions).toMatchObject([{ decision: 'nothing to do: they had left already' }]);
    const { subscriberId = 0 } = (await account(ada)) ?? {};
    await room.press.store.followNewsletter(subscriberId, 'weekly', ['Space'], { how: 'test' }, room.press.now());
    expect(await stateOf(ada)).toBe('active');
    expect((await hear(text, [to])).result).toBe('duplicate');
    expect(await stateOf(ada)).toBe('active');
  });

  it('counts whatever it says and whatever program wrote it for the reader', async () => {
    const to = await addressOf(bea);
    const { subscriberId = 0 } = (await account(bea)) ?? {};
    const ways = [
      mail([`From: ${bea}`, `To: ${to}`], ''),
      mail([`From: ${bea}`, `To: ${to}`, 'Subject: unsubscribe', 'Auto-Submitted: auto-generated', 'X-Auto-Response-Suppress: All']),
      mail([`From: ${bea}`, `To: ${to}`, 'Subject: unsubscribe'], 'Apple Mail sent this email to unsubscribe from the message “News”.'),
      mail([`From: ${bea}`, `To: ${to}`, 'Subject: Rejected by my heart'], 'I want out.'),
      // Alone in the envelope, and alone in the header of a mail whose envelope was folded to lower case.
      mail([`From: ${bea}`, 'To: undisclosed-recipients:;', `X-Original-To: ${to}`]),
      mail([`From: ${bea}`, `Delivered-To: ${to.toLowerCase()}`, `To: "Leave" <${to}>`]),
    ];
    for (const text of ways) {
      expect([text, await stateOf(bea)]).toEqual([text, 'active']);
      expect((await hear(text)).decisions).toMatchObject([{ address: bea, decision: expect.stringMatching(/^unsubscribed: /) }]);
      expect([text, await stateOf(bea)]).toEqual([text, 'unsubscribed']);
      await room.press.store.followNewsletter(subscriberId, 'weekly', ['Space'], { how: 'test' }, room.press.now());
    }
  });

  it('counts under an older secret too, and when the mailbox has another name by now', async () => {
    const to = (await addressOf(bea)).replace('leave+', 'old-name+');
    const renewed = { ...room.press, secret: Buffer.alloc(32, 9), olderSecrets: [room.press.secret] };
    const report = await receiveMail(renewed, [Newsletter.parse(newsletterInput)], parseInbound, {
      bytes: Buffer.from(mail([`From: ${bea}`, `To: ${to}`, 'Subject: renewed'])),
      source: 'mail',
      envelopeTo: [],
    });
    expect(report.decisions).toMatchObject([{ address: bea, decision: expect.stringMatching(/^unsubscribed: /) }]);
  });

  it('leaves a bounce of a delivery what it was, also when that comes with the mailbox beside its return path', async () => {
    const rows = await room.press.store.deliveries(room.edition.id, null, 0, 100);
    const path = returnPath(room.press.secret, rows.find((row) => row.address === cy)?.id ?? 0, 'courant.example');
    const { decisions } = await hear(dsn(cy, '5.1.1', '550 5.1.1 no such user', 'cy'), [path, mailbox]);
    expect(decisions).toMatchObject([{ address: cy, kind: 'hard', decision: expect.stringContaining('suppressed') }]);
    expect(await stateOf(cy)).toBe('active');
  });
});

describe('the mailbox in the config', () => {
  it('is short enough for a token behind it, and plain', () => {
    const read = (unsubscribeMailbox: string) => Newsletter.safeParse({ ...newsletterInput, unsubscribeMailbox });
    expect(read(`${'l'.repeat(23)}@news.courant.example`).success).toBe(true);
    for (const amiss of [`${'l'.repeat(24)}@news.courant.example`, 'leave+me@news.courant.example', "o'leave@news.courant.example"])
      expect(read(amiss).error?.issues).toMatchObject([
        { path: ['unsubscribeMailbox'], message: expect.stringContaining('at most 23 letters') },
      ]);
    expect(read('leave').error?.issues[0]?.message).toContain('is not an e-mail address');
  });
});
