import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { messageId } from '../../../src/delivery/message/message-id.ts';
import { returnPath } from '../../../src/delivery/message/return-path.ts';
import { parseInbound } from '../../../src/io/inbound/parse-inbound.ts';
import { receiveMail } from '../../../src/press/feedback/receive-feedback.ts';
import { Newsletter } from '../../../src/press/newsletter/newsletter.ts';
import { newsletterInput } from '../../project-folder.ts';
import { type ReaderNewsroom, readerNewsroom, readers } from '../../reader-newsroom.ts';
import { arf, dsn } from '../../returned-mails.ts';

const newsletter = Newsletter.parse({ ...newsletterInput, bounces: { softLimit: 2 } });
const domain = 'courant.example';
const [ada, bea, cy] = readers;

let room: ReaderNewsroom;
let idOf: (address: string) => number;
beforeAll(async () => {
  room = await readerNewsroom();
});
beforeEach(async () => {
  const rows = await room.press.store.deliveries(room.edition.id, null, 0, 100);
  idOf = (address) => rows.find((row) => row.address === address)?.id ?? 0;
});
afterAll(() => room.close());

const hear = (text: string | Uint8Array, to: readonly string[] = []) =>
  receiveMail(room.press, [newsletter], parseInbound, {
    bytes: typeof text === 'string' ? Buffer.from(text) : text,
    source: 'mail',
    envelopeTo: to,
  });
const verp = (address: string) => returnPath(room.press.secret, idOf(address), domain);
const suppression = async (address: string) => (await room.press.store.accountOf(address))?.suppressed ?? null;

// One story, told in its order: what came back before counts.
describe('what comes back', { shuffle: false }, () => {
  it('is believed only with a return path of ours: a forged report suppresses nobody, and says why', async () => {
    const forged = verp(ada).replace(/-(.)/, (_, digit: string) => `-${digit === '0' ? '1' : '0'}`);
    const report = await hear(dsn(ada, '5.1.1', '550 5.1.1 no such user'), [forged]);
    expect(report.decisions).toMatchObject([{ address: ada, kind: 'hard', decision: expect.stringContaining('not acted on') }]);
    expect(await suppression(ada)).toBeNull();
    const account = await room.press.store.accountOf(ada);
    expect((await room.press.store.record(account?.subscriberId ?? 0))?.inbound).toMatchObject([
      { kind: 'hard', decision: expect.stringContaining('not acted on') },
    ]);
  });

  it('about a delivery that was pruned is kept and acted on by nobody: the address in it is not proven', async () => {
    const { decisions } = await hear(dsn(bea, '5.1.1', '550 5.1.1 no such user', 'pruned'), [
      returnPath(room.press.secret, 99_999_999, domain),
    ]);
    expect(decisions).toMatchObject([{ address: bea, kind: 'hard', decision: expect.stringContaining('a delivery that was pruned') }]);
    expect(await suppression(bea)).toBeNull();
  });

  it('suppresses a mailbox that does not exist, with the evidence, once', async () => {
    const mail = dsn('somebody-else@reader.example', '5.1.1', '550 5.1.1 no such user', 'hard');
    expect((await hear(mail, [verp(ada)])).decisions).toMatchObject([{ address: ada, kind: 'hard', status: '5.1.1' }]);
    expect(await suppression(ada)).toMatchObject({ reason: 'hard bounce 5.1.1', evidence: expect.stringContaining('no such user') });
    expect(await hear(mail, [verp(ada)])).toMatchObject({ result: 'duplicate', decisions: [] });
    const subscription = (await room.press.store.accountOf(ada))?.subscriptions[0];
    expect(subscription?.state).toBe('active');
  });

  it('never suppresses for a refusal of us, and one mailbox’s refusal stops nobody else’s mail', async () => {
    const report = await hear(dsn(bea, '5.7.1', '550 5.7.1 your IP address is listed by our blocklist'), [verp(bea)]);
    expect(report.decisions).toMatchObject([{ kind: 'sender', decision: expect.stringContaining('too few do for the edition to stop') }]);
    expect(await suppression(bea)).toBeNull();
    expect(await room.press.store.hold(room.edition.id)).toBeNull();
    expect(await room.press.store.alarms(10)).toEqual([]);
  });

  it('ignores delays and automatic answers', async () => {
    expect((await hear(dsn(bea, '4.4.1', '421 4.4.1 connection timed out'), [verp(bea)])).decisions).toMatchObject([
      { kind: 'delayed', decision: expect.stringContaining('ignored') },
    ]);
    const vacation = `From: ${bea}\r\nTo: x@courant.example\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nI am away.\r\n`;
    expect((await hear(vacation, [verp(bea)])).decisions).toMatchObject([
      { kind: 'auto-reply', decision: expect.stringContaining('ignored') },
    ]);
    expect(await suppression(bea)).toBeNull();
  });

  it('counts soft bounces and takes no notice of the same one told twice', async () => {
    for (const salt of ['one', 'again'])
      expect((await hear(dsn(bea, '5.2.2', '552 5.2.2 mailbox full', salt), [verp(bea)])).decisions).toMatchObject([
        { kind: 'soft', decision: 'counted: 1 of 2 soft bounces in a row' },
      ]);
    expect(await suppression(bea)).toBeNull();
  });

  it('suppresses after a complaint, found by the Message-ID when the reader is redacted, and weighs the edition', async () => {
    const id = messageId(room.press.secret, { id: idOf(cy), editionId: room.edition.id }, domain);
    expect((await hear(arf(id.replace(/[0-9a-f]@/, (end) => (end === '0@' ? '1@' : '0@'))))).decisions).toMatchObject([
      { decision: expect.stringContaining('not acted on') },
    ]);
    expect((await hear(arf(id))).decisions).toMatchObject([{ address: cy, kind: 'complaint' }]);
    expect(await suppression(cy)).toMatchObject({ reason: 'complaint' });
    expect((await room.press.store.alarms(10)).map(({ kind, detail }) => `${kind} ${detail}`)).toContain(
      'complaints 1 of 3 readers complained (33.33 %)',
    );
    expect((await room.press.store.bounceRates('weekly', new Date(0))).editions).toMatchObject([
      { of: 'weekly:1', accepted: 3, hard: 1, soft: 1, complaints: 1 },
    ]);
  });

  it('is kept when it cannot be read, never dropped', async () => {
    expect((await hear(new Uint8Array())).result).toBe('unparsable');
    expect(await room.press.store.unparsed(10)).toHaveLength(1);
  });
});
