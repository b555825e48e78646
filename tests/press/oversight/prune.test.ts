import { afterEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/io/store/open-store.ts';
import { Newsletter } from '../../../src/press/newsletter/newsletter.ts';
import { mustRemember, type Pruned, planRetention, prune, pruneWhatIsDue, type RetentionPlan } from '../../../src/press/oversight/prune.ts';
import { reconcile, resend } from '../../../src/press/oversight/reconcile.ts';
import type { Press } from '../../../src/press/ports/press.ts';
import type { Store } from '../../../src/press/ports/store/store.ts';
import { newsletterInput, type ProjectFolder, projectFolder } from '../../project-folder.ts';
import { asked, oldEditions, slotOf } from '../sealing/old-editions.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const day = 86_400_000;
const weekly = Newsletter.parse({ ...newsletterInput, window: '9d' });
const room = { newsletters: [weekly] };
const today = new Date('2026-11-22T12:00:00Z');

type Newsroom = { readonly folder: ProjectFolder; readonly url: string; readonly store: Store; readonly press: Press };

/** A newsroom whose `weekly` has sent 16 editions to 100 readers, long ago. */
async function newsroom(): Promise<Newsroom> {
  const folder = projectFolder({ newsletters: [newsletterInput] });
  open.push(folder.remove);
  folder.write('.courant/made', '');
  const url = `sqlite:${folder.path}/.courant/courant.db`;
  await oldEditions(url, { count: 16, readers: 100 });
  const store = await openStore(url);
  open.push(store.close);
  const progress = { start: () => undefined, step: () => undefined, finish: () => undefined };
  const press = { store, now: () => today, progress, wait: async () => undefined, onStop: () => () => undefined } as unknown as Press;
  return { folder, url, store, press };
}

const asking = { newsletter: null, olderThanMs: 90 * day };
const prunedOf = async (press: Press): Promise<Pruned> => prune(press, await planRetention(press, room.newsletters, asking));
const numbers = (plan: Pick<RetentionPlan | Pruned, 'editions'>) => plan.editions.map(({ edition }) => edition.number);
const perEdition = async ({ url }: Newsroom) =>
  (
    await asked<{ edition_id: number; n: number }>(
      url,
      'select edition_id, count(*) as n from deliveries group by edition_id order by edition_id',
    )
  ).map(({ edition_id, n }) => [edition_id, n]);

describe('removing old deliveries', () => {
  it('says on the command line exactly what would go, removes it when told to, and from then on says so plainly', async () => {
    const { folder, ...rest } = await newsroom();
    const dry = await folder.run(['editions', 'prune', '--older-than', '90d']);
    expect(dry.code).toBe(0);
    expect(dry.out).toContain('Dry run: nothing is removed.');
    expect(dry.out).toContain(
      'weekly No. 6  2025-02-08T08:00:00.000Z\n  100 deliveries, 1 delivery_acts\n  its books stay: 100 readers = ',
    );
    expect(dry.out).toContain('In all 6 editions: 600 deliveries, 6 delivery_acts.');
    expect(dry.out).toContain('weekly No. 7: one of the latest 10 of its newsletter');
    expect(await perEdition({ folder, ...rest })).toHaveLength(16);

    const done = JSON.parse((await folder.run(['editions', 'prune', '--older-than', '90d', '--yes', '--json'])).out);
    expect(done).toMatchObject({ dryRun: false, olderThan: '90d', complete: true, wouldGo: [] });
    expect(done.editions[5]).toMatchObject({ number: 6, removed: { deliveries: 100, delivery_acts: 1, composing: 0 } });
    expect((await perEdition({ folder, ...rest })).map(([id]) => id)).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);

    const listed = await folder.run(['editions', '--limit', '20']);
    expect(listed.out).toMatch(
      /weekly No\. 3 {2}2025-01-18T08:00:00\.000Z {2}finished, pruned \d{4}-\d\d-\d\d\n {2}100 readers = 98 accepted \+ 2 failed/,
    );
    const gone = await folder.run(['deliveries', 'weekly:3', '--json']);
    expect(gone).toMatchObject({ code: 1, err: expect.stringContaining('weekly No. 3 was pruned on') });
    expect(JSON.parse(gone.out)).toMatchObject({ error: { code: 'edition-pruned', exit: 1 } });
  });

  it('keeps every figure of the books, bounces and departures too', async () => {
    const { store, press } = await newsroom();
    const before = await store.editions('weekly', 20);
    const { complete } = await prunedOf(press);
    expect(complete).toBe(true);
    const after = await store.editions('weekly', 20);
    expect(after.map(({ accounting }) => accounting)).toEqual(before.map(({ accounting }) => accounting));
    expect(after.filter(({ prunedAt }) => prunedAt !== undefined).map(({ number }) => number)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(numbers(await planRetention(press, room.newsletters, asking))).toEqual([]);
  });

  it('leaves what is not finished, held, not settled or out of balance, and names it with the reason', async () => {
    const made = await newsroom();
    const { url, press, store } = made;
    await asked(url, `update editions set state = 'sending', finished_at = null where number = 1`);
    await asked(url, `update deliveries set state = 'queued' where edition_id = 1 and subscriber_id = 7`);
    await asked(url, `insert into edition_holds values (2, 'paused', '3 of 100 readers complained', 'engine', 0)`);
    await asked(url, `update deliveries set state = 'unknown' where edition_id = 3 and subscriber_id in (8, 9)`);
    await asked(url, 'delete from deliveries where edition_id = 4 and subscriber_id = 7');
    const plan = await planRetention(press, room.newsletters, asking);
    expect(numbers(plan)).toEqual([5, 6]);
    const kept = plan.kept.map(({ edition, reason, detail }) => [edition.number, reason, detail] as const);
    expect(kept.slice(0, 4)).toEqual([
      [1, 'not-finished', expect.stringContaining('it is not finished (sending)')],
      [2, 'held', 'it is held: 3 of 100 readers complained; once looked at: courant resume weekly:2'],
      [3, 'unknown', '2 unknown and not settled: courant deliveries weekly:3 --state unknown'],
      [4, 'breach', expect.stringContaining('the books do not balance')],
    ]);
    expect(kept.slice(4).every(([, reason]) => reason === 'newest')).toBe(true);
    await prune(press, plan);
    expect((await perEdition(made)).slice(0, 4).map(([, n]) => n)).toEqual([100, 100, 100, 99]);

    // Settled, it is as old as it was.
    const edition = await store.editionByNumber('weekly', 3);
    if (!edition) throw new Error('there is no edition 3');
    const word = { kind: 'by-hand', accepted: ['r8@reader.example', 'r9@reader.example'], failed: [], evidence: 'they said so' } as const;
    await reconcile(press, edition, word, 'ada');
    expect(numbers(await prunedOf(press))).toEqual([3]);
  });

  it('never removes what was opened again between looking and doing', async () => {
    const made = await newsroom();
    const { press, store } = made;
    const plan = await planRetention(press, room.newsletters, asking);
    expect(await store.resend(5, 'failed', null, 'ada', today)).toBe(2);
    expect(numbers(await prune(press, plan))).toEqual([1, 2, 3, 4, 6]);
    expect((await perEdition(made))[0]).toEqual([5, 100]);
    expect(await store.accounting(5)).toMatchObject({ queued: 2, accepted: 98 });
  });

  it('cannot settle or resend what is not there any more, and says why', async () => {
    const { press, store } = await newsroom();
    await prunedOf(press);
    const edition = await store.editionByNumber('weekly', 3);
    if (!edition) throw new Error('there is no edition 3');
    await expect(resend(press, edition, 'failed', null, 'ada')).rejects.toMatchObject({ code: 'edition-pruned' });
    await expect(reconcile(press, edition, { kind: 'events' }, 'ada')).rejects.toMatchObject({ code: 'edition-pruned' });
  });

  it('asked to stop ends after a step, and goes on when it is run again', async () => {
    const made = await newsroom();
    let stop = (_asked: number) => {};
    const press = {
      ...made.press,
      onStop: (listener: (asked: number) => void) => {
        stop = listener;
        return () => undefined;
      },
      progress: { ...made.press.progress, step: (done: number) => void (done >= 200 && stop(1)) },
    };
    const { complete, editions } = await prune(press, await planRetention(press, room.newsletters, asking));
    expect([complete, editions.length]).toEqual([false, 2]);
    const rest = await planRetention(made.press, room.newsletters, asking);
    expect(rest.editions.map(({ edition, begun, rows }) => [edition.number, begun, rows.deliveries])).toEqual([
      [2, true, 0],
      [3, false, 100],
      [4, false, 100],
      [5, false, 100],
      [6, false, 100],
    ]);
    expect((await prune(made.press, rest)).complete).toBe(true);
  });

  it('is refused for a time in which readers could be told a story again', async () => {
    const { press, folder } = await newsroom();
    const soon = (days: number, window: number) =>
      planRetention(press, [{ ...weekly, window: window * day }], { newsletter: null, olderThanMs: days * day });
    await expect(soon(89, 7)).rejects.toMatchObject({ code: 'retention-too-short', message: expect.stringContaining('for 90d at least') });
    await expect(soon(119, 30)).rejects.toMatchObject({
      code: 'retention-too-short',
      message: expect.stringContaining('for 120d at least'),
    });
    expect(numbers(await soon(120, 30))).toHaveLength(6);
    expect(await folder.run(['editions', 'prune'])).toMatchObject({ code: 2, err: expect.stringContaining('Say how old') });
    const config = { content: ['articles'], newsletters: [newsletterInput], retention: { deliveries: '60d' } };
    folder.write('courant.config.js', `export default ${JSON.stringify(config)}`);
    expect((await folder.run(['editions', 'prune'])).err).toContain('retention.deliveries: deliveries must be kept for 90d at least');
  });

  it('lets no edition be sent for a slot so long past that it could tell what pruned ones told', async () => {
    const { press } = await newsroom();
    await expect(mustRemember(press, weekly, slotOf(2))).resolves.toBeUndefined();
    await prunedOf(press);
    const later = (days: number) => new Date(slotOf(6).getTime() + days * day);
    for (const slot of [slotOf(2), later(1), later(29)])
      await expect(mustRemember(press, weekly, slot)).rejects.toMatchObject({ code: 'history-pruned' });
    // Its window of 9 days, and twice the 10 a story spans.
    await expect(mustRemember(press, weekly, later(30))).resolves.toBeUndefined();
  });

  it('is done by itself once a day, a few editions at a time', async () => {
    const { press } = await newsroom();
    const due = () => pruneWhatIsDue(press, weekly, 90 * day);
    expect(await due()).toMatchObject({ kind: 'pruned', editions: 5, deliveries: 500, more: true });
    expect(await due()).toMatchObject({ editions: 1, deliveries: 100, more: false });
    expect(await due()).toBeNull();
  });
});
