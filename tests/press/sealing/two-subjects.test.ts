import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import { resolveOverride } from '../../../src/press/editing/override-intent.ts';
import { overrideEdition } from '../../../src/press/editing/overrides.ts';
import { slotRequest } from '../../../src/press/editing/slot-request.ts';
import { editionInsight } from '../../../src/press/insight/edition-insight.ts';
import { deliverEdition } from '../../../src/press/mailing/deliver-edition.ts';
import type { Newsletter } from '../../../src/press/newsletter/newsletter.ts';
import { resumeEdition } from '../../../src/press/oversight/edition-standing.ts';
import { planRetention, prune } from '../../../src/press/oversight/prune.ts';
import { selectEdition } from '../../../src/press/planning/select-edition.ts';
import type { EditionRecord } from '../../../src/press/ports/store/editions.ts';
import { verifyEdition } from '../../../src/press/sealing/verify-edition.ts';
import { type ReaderNewsroom, readerNewsroom } from '../../reader-newsroom.ts';

const slot = new Date('2026-11-21T10:00:00Z');
const subjects = ['meadow council orchard20 reopens', 'What the meadow council says of orchard20'] as const;
/** Readers of both topics, and some of a topic that has no story the subjects speak of. */
const [both, elsewhere] = [40, 10];

let room: ReaderNewsroom;
let weekly: Newsletter;
let edition: EditionRecord;
const content = () => room.press.readContent(['articles']);

beforeAll(async () => {
  process.env.TRUST_PROXY = 'yes';
  room = await readerNewsroom({ insight: { clicks: true } });
  const [newsletter] = (await loadConfig({ file: 'courant.config.js' })).newsletters;
  if (!newsletter) throw new Error('a newsletter is configured');
  weekly = newsletter;
  room.setNow(new Date('2026-11-21T10:30:00Z'));
  const { store } = room.press;
  for (let reader = 0; reader < both + elsewhere; reader++) {
    const topics = reader < both ? ['Climate', 'Space'] : ['Space'];
    await store.subscribe({ address: `r${reader}@reader.example`, newsletter: 'weekly', topics, now: room.press.now(), how: 'test' });
  }
  const selection = selectEdition((await content()).articles, await slotRequest(room.press, weekly, slot));
  const intent = { kind: 'edition', subject: subjects[0], secondSubject: subjects[1] } as const;
  const override = resolveOverride(intent, selection, weekly.topics, room.press.now());
  const asked = { newsletter: 'weekly', slot, override, author: 'ada', reason: '', expiresAt: null, expectedVersion: null };
  await overrideEdition(store, asked, room.press.now());
  await deliverEdition(room.press, weekly, slot, content);
  const found = await store.findEdition('weekly', slot);
  if (!found) throw new Error('the edition is there');
  // So many more readers than last time are paused, for a person to look.
  await resumeEdition(room.press, found);
  await deliverEdition(room.press, weekly, slot, content);
  edition = found;
}, 60_000);
afterAll(() => {
  delete process.env.TRUST_PROXY;
  return room.close();
});

const mailsOf = async () => (await room.mails()).filter(({ to }) => /^r\d+@/.test(to));
const idOf = (address: string) => Number(/^r(\d+)@/.exec(address)?.[1]);

describe('two subjects tried on an edition', () => {
  it('go to about half of its readers each, and to none whose digest lacks the story they speak of', async () => {
    const mails = await mailsOf();
    const tried = mails.filter(({ to }) => idOf(to) < both);
    const [one, two] = subjects.map((subject) => tried.filter((mail) => mail.subject === subject).length) as [number, number];
    expect(one + two).toBe(both);
    // Of forty tosses of a coin so few on one side once in ten thousand times; the split is seeded, and the same each time.
    expect(Math.min(one, two)).toBeGreaterThanOrEqual(8);
    const others = mails.filter(({ to }) => idOf(to) >= both);
    expect(others).toHaveLength(elsewhere);
    for (const mail of others) expect(subjects).not.toContain(mail.subject);
  });

  it('differ in nothing but the subject and what their links say of it', async () => {
    const mails = (await mailsOf()).filter(({ to }) => idOf(to) < both);
    const [one, two] = subjects.map((subject) => mails.find((mail) => mail.subject === subject)?.html ?? '') as [string, string];
    expect(one).not.toBe(two);
    const without = (html: string, subject: string, arm: number) =>
      html
        .replaceAll(subject, 'SUBJECT')
        .replaceAll(new RegExp(`(/g/weekly/[\\w.-]{30,})\\.${arm}"`, 'g'), '$1"')
        .replace(/\/[upv]\/[\w-]{40}/g, '')
        // What mail lists show after the subject tells the lead where the subject does not.
        .replace(/(mso-hide:all">).*?&#8199;/, '$1');
    const [here, there] = [without(one, subjects[0], 1), without(two, subjects[1], 2)];
    expect(here).toBe(there);
    expect((one.match(/\/g\/weekly\/[\w.-]+\.1"/g) ?? []).length).toBe((two.match(/\/g\/weekly\/[\w.-]+\.2"/g) ?? []).length);
    expect(one).not.toMatch(/\/g\/weekly\/[\w.-]+\.2"/);
  });

  it('are both kept by the seal, and both made again from it', async () => {
    const verified = await verifyEdition(room.press, weekly, edition, await content());
    expect(verified).toMatchObject({ result: 'same', differences: [] });
    const arms = (await room.press.store.digests(edition.id, 0, 100)).map(({ layout, profile }) => [
      layout.slice(0, 3),
      profile?.split('|')[2],
    ]);
    expect(arms).toEqual(
      expect.arrayContaining([
        ['!~1', '1'],
        ['!~2', '2'],
      ]),
    );
    const stored = await room.press.store.digests(edition.id, 0, 100);
    const swapped = {
      ...room.press,
      store: {
        ...room.press.store,
        digests: async (_: number, after: number) =>
          after > 0 ? [] : stored.map((digest) => ({ ...digest, layout: digest.layout.replace('!~1', '!~2') })),
      },
    };
    expect(await verifyEdition(swapped, weekly, edition, await content())).toMatchObject({ result: 'differs' });
  });

  it('are told apart by what their readers did: clicks, and who left; still after a reader is erased and after the deliveries went', async () => {
    const mails = (await mailsOf()).filter(({ to }) => idOf(to) < both);
    const second = mails.filter((mail) => mail.subject === subjects[1]);
    for (const [place, { html }] of second.slice(0, 3).entries()) {
      const link = /http:\/\/127\.0\.0\.1:4400\/g\/weekly\/[\w.-]+\.l\.[\w-]{11}\.2/.exec(html)?.[0] ?? '';
      const headers = { 'user-agent': 'Mozilla/5.0 Firefox', 'x-forwarded-for': `192.0.2.${place}` };
      expect((await room.request(link, { headers })).status).toBe(302);
    }
    await room.site.settled();
    const leaver = second[0];
    const leave = /http:\/\/127\.0\.0\.1:4400(\/u\/[\w-]{40})/.exec(leaver?.html ?? '')?.[1] ?? '';
    await room.request(leave, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
    const told = async () => (await editionInsight(room.press, edition)).subjects;
    const before = await told();
    expect(before?.tried.map(({ subject, clicks, unsubscribes }) => [subject, clicks, unsubscribes])).toEqual([
      [subjects[0], 0, 0],
      [subjects[1], 3, 1],
    ]);
    expect(before?.verdict.kind).toBe('few');
    await room.press.store.erase(leaver?.to ?? '', room.press.now());
    expect(await told()).toEqual(before);
    room.setNow(new Date('2028-01-01T00:00:00Z'));
    const plan = await planRetention(room.press, [weekly], { newsletter: 'weekly', olderThanMs: 300 * 86_400_000 });
    // The latest editions keep their deliveries, so this one is named by hand.
    const accounting = await room.press.store.accounting(edition.id);
    const rows = await room.press.store.readerRows(edition.id);
    const latest = (await room.press.store.edition(edition.id)) ?? edition;
    await prune(room.press, { ...plan, editions: [{ edition: latest, accounting, rows, begun: false }], kept: [] });
    expect((await room.press.store.readerRows(edition.id)).deliveries).toBe(0);
    expect(await told()).toEqual(before);
  });

  it('are refused where there is no first one, or they are the same', async () => {
    const asked = (subject: string | undefined, secondSubject: string) =>
      overrideEdition(
        room.press.store,
        {
          newsletter: 'weekly',
          slot: new Date('2028-02-05T08:00:00Z'),
          override: { kind: 'edition', ...(subject === undefined ? {} : { subject }), secondSubject },
          author: 'ada',
          reason: '',
          expiresAt: null,
          expectedVersion: null,
        },
        room.press.now(),
      );
    await expect(asked(undefined, 'Another')).rejects.toMatchObject({ code: 'override-unusable' });
    await expect(asked('One and the same', 'one and the same ')).rejects.toMatchObject({ code: 'override-unusable' });
  });
});
