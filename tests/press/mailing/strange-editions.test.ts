import { createHmac } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/io/store/open-store.ts';
import { mailgun } from '../../../src/io/webhooks/mailgun.ts';
import { providerEvents } from '../../../src/press/feedback/provider-events.ts';
import { crashNewsroom, manyReaders } from '../../crash/crash-newsroom.ts';
import { startSmtpSink } from '../../io/mail/smtp-sink.ts';
import { articleText, newsletterInput, type ProjectFolder, projectFolder } from '../../project-folder.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

function newsroom(): ProjectFolder {
  const folder = projectFolder({
    newsletters: [{ ...newsletterInput, topics: ['Climate', 'Space'], window: '9d', selection: { minStories: 1 } }],
  });
  open.push(folder.remove);
  for (const [topic, title] of [
    ['Climate', 'Glacier council'],
    ['Space', 'Comet harbour'],
  ])
    article(folder, topic ?? '', title ?? '', '18');
  return folder;
}

const article = (folder: ProjectFolder, topic: string, title: string, day: string) =>
  folder.write(
    `articles/${topic}-${day}.md`,
    articleText({
      title: `"${title} ${day}"`,
      publishedDateTime: `2026-11-${day}T09:00:00Z`,
      webUrl: `"https://outlet.example/${topic}-${day}"`,
      topics: `[${topic}]`,
    }),
  );

const send = (day: string) => ['send', 'weekly', '--at', `2026-11-${day}T08:00:00Z`, '--json'];

describe('an edition whose audience is not what it was', () => {
  it('says so in a dry run, waits for a person before its first message, and goes out when they say so', async () => {
    const folder = newsroom();
    await folder.run(['subscribers', 'add', 'weekly', ...manyReaders(20), '--topics', 'Climate']);
    expect(JSON.parse((await folder.run(send('21'))).out)).toMatchObject({ result: 'delivered', accounting: { accepted: 20 } });
    await folder.run(['subscribers', 'add', 'weekly', ...manyReaders(20, 'bought.example'), '--topics', 'Climate']);
    article(folder, 'Climate', 'Orchard turbine meadow', '22');
    const rehearsal = JSON.parse((await folder.run([...send('23'), '--dry-run'])).out);
    expect(rehearsal).toMatchObject({ readers: 40, drift: { before: 20, now: 40, change: 1, tooFar: true } });
    const held = JSON.parse((await folder.run(send('23'))).out);
    expect(held).toMatchObject({ result: 'paused', attempted: 0, reason: expect.stringContaining('from 20 to 40 readers') });
    expect(folder.outbox()).toHaveLength(20);
    expect((await folder.run(['resume', 'weekly:2'])).code).toBe(0);
    expect(JSON.parse((await folder.run(send('23'))).out)).toMatchObject({ result: 'delivered', accounting: { accepted: 40 } });
    expect(folder.outbox()).toHaveLength(60);
  }, 120_000);
});

describe('a digest at which workers die', () => {
  it('is left out after the third, by name, and everybody else gets theirs', async () => {
    const peopled = async () => {
      const folder = newsroom();
      await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example', 'al@reader.example', '--topics', 'Climate']);
      await folder.run(['subscribers', 'add', 'weekly', 'bea@reader.example', 'bo@reader.example', '--topics', 'Space']);
      const store = await openStore(`sqlite:${join(folder.path, '.courant/courant.db')}`);
      open.push(() => store.close());
      return { folder, store };
    };
    // The same newsroom elsewhere, where nobody dies: a digest has the same name wherever it is made.
    const twin = await peopled();
    await twin.folder.run(send('21'));
    const { folder, store } = await peopled();
    const slot = new Date('2026-11-21T08:00:00Z');
    const { edition } = await store.openEdition('weekly', slot, slot);
    expect((await folder.run(['editions', 'seal', 'weekly:1'])).code).toBe(0);
    const digests = await twin.store.digests((await twin.store.findEdition('weekly', slot))?.id ?? 0, 0, 10);
    const deadly = digests.find(({ stories }) => JSON.stringify(stories).includes('Climate-18'))?.fingerprint ?? '';
    // What three processes of this machine leave behind that died while they composed it.
    for (const pid of [999_999_997, 999_999_998, 999_999_999]) await store.beginComposing(edition.id, deadly, `${hostname()}/${pid}/1`);
    const { out } = await folder.run(send('21'));
    expect(JSON.parse(out)).toMatchObject({ result: 'delivered', accounting: { frozen: 4, accepted: 2, failed: 2, unknown: 0 } });
    const failed = await folder.run(['deliveries', 'weekly:1', '--state', 'failed', '--json']);
    expect(failed.out).toContain(`the digest ${deadly} is in quarantine`);
    expect(folder.outbox().every((file) => folder.readOutbox(file).includes('To: b'))).toBe(true);
  }, 120_000);
});

describe('deliveries nobody knows the end of', () => {
  it('are settled by what a mail provider tells of them, and by nothing that may be about another message', async () => {
    const sink = await startSmtpSink({ conduct: () => ({ do: 'drop-after-dot', kept: true }) });
    const room = await crashNewsroom({ readers: manyReaders(4), smtpUrl: sink.url });
    open.push(sink.close, room.close);
    await room.send();
    expect(await room.books()).toMatchObject({ unknown: 4 });
    const [arrived, bounced, unnamed] = await room.rows();
    const now = () => new Date('2026-11-21T09:00:00Z');
    const events = providerEvents(
      { store: room.store, now, secret: Buffer.alloc(32) },
      new Map([['mailgun', mailgun('key')]]),
      () => ({ newsletters: [] }),
      () => undefined,
    );
    const tell = (id: string, fields: object) => {
      const [timestamp, token] = [String(now().getTime() / 1000), id.padEnd(50, 'a')];
      const signature = createHmac('sha256', 'key').update(`${timestamp}${token}`).digest('hex');
      const call = { signature: { timestamp, token, signature }, 'event-data': { id, ...fields } };
      return events.receive({ provider: 'mailgun', headers: {}, body: Buffer.from(JSON.stringify(call)) });
    };
    const about = (row: typeof arrived) => ({ recipient: row?.address, message: { headers: { 'message-id': row?.messageId } } });
    const full = { severity: 'temporary', 'delivery-status': { code: 452, message: '4.2.2 mailbox full' } };
    expect(await tell('1', { event: 'delivered', ...about(arrived) })).toBe('done');
    await tell('2', { event: 'failed', ...about(bounced), ...full });
    await tell('3', { event: 'failed', recipient: unnamed?.address, ...full });
    const report = await room.run('reconcile', 'weekly:1', '--events', '--json');
    expect(JSON.parse(report.out)).toMatchObject({ unknownBefore: 4, accepted: 1, failed: 1 });
    const states = new Map((await room.rows()).map((row) => [row.address, row]));
    expect(states.get(arrived?.address ?? '')).toMatchObject({ state: 'accepted', response: expect.stringContaining('Mailgun delivery') });
    expect(states.get(bounced?.address ?? '')).toMatchObject({ state: 'failed', response: expect.stringContaining('mailbox full') });
    expect(states.get(unnamed?.address ?? '')).toMatchObject({ state: 'unknown' });
    expect((await room.run('reconcile', 'weekly:1', '--events', '--log', 'x')).code).toBe(2);
  }, 120_000);
});
