import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import { moveSlot, putSlotBack } from '../../../src/press/editing/move-slot.ts';
import { tick } from '../../../src/press/mailing/tick.ts';
import type { Newsletter } from '../../../src/press/newsletter/newsletter.ts';
import { contentFoldersOf } from '../../../src/press/planning/resolve-request.ts';
import { type DeskNewsroomUnderTest, openNewsroom } from '../../doors/desk/newsroom.ts';

const slot = new Date('2026-11-21T08:00:00Z');
const eve = new Date('2026-11-20T17:00:00Z');
const now = new Date('2026-11-19T10:00:00Z');
const by = { by: 'ada', reason: 'a holiday' };

// One story, told in its order.
describe('a date moved to another moment', { shuffle: false }, () => {
  let room: DeskNewsroomUnderTest;
  let newsletter: Newsletter;
  beforeAll(async () => {
    room = await openNewsroom();
    await room.folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example', '--topics', 'Climate,Space']);
    await room.press.store.firstSeen('weekly', new Date('2026-11-15T08:00:00Z'));
    [newsletter] = (await loadConfig({ file: `${room.folder.path}/courant.config.js` })).newsletters as [Newsletter];
  });
  afterAll(() => room?.close());

  const moved = (at: Date, to: Date) => moveSlot(room.press.store, newsletter, { at, to, now, ...by });
  const ticked = async (moment: string) => {
    const config = await loadConfig({ file: `${room.folder.path}/courant.config.js` });
    const press = { ...room.press, now: () => new Date(moment) };
    const lines = await tick(press, config.newsletters, (each) => press.readContent(contentFoldersOf(config, each, {})));
    return lines.map((line) => (line.kind === 'sent' ? `${line.report.result} ${line.report.slot.toISOString()}` : line.kind));
  };

  it('is refused onto another date, into the past, and where the schedule has none', async () => {
    await expect(moved(slot, new Date('2026-11-28T08:00:00Z'))).rejects.toMatchObject({ code: 'slot-taken' });
    await expect(moved(slot, new Date('2026-11-18T08:00:00Z'))).rejects.toMatchObject({ code: 'slot-past' });
    await expect(moved(eve, slot)).rejects.toMatchObject({ code: 'slot-unknown' });
    expect(await room.press.store.movedSlots('weekly')).toEqual([]);
  });

  it('is moved again from where it was moved to, and back to its own', async () => {
    expect(await moved(slot, new Date('2026-11-22T12:00:00Z'))).toContain('Sunday');
    expect(await moved(new Date('2026-11-22T12:00:00Z'), eve)).toContain('Friday');
    expect(await room.press.store.movedSlots('weekly')).toMatchObject([{ from: slot, to: eve, by: 'ada', reason: 'a holiday' }]);
    expect(await putSlotBack(room.press.store, newsletter, { at: eve, by: 'ada', now })).toContain('Saturday');
    await expect(putSlotBack(room.press.store, newsletter, { at: eve, by: 'ada', now })).rejects.toMatchObject({ code: 'slot-unknown' });
    await moved(slot, eve);
  });

  it('goes out at its moment, once, and not where the schedule had it', async () => {
    expect(await ticked('2026-11-20T16:59:00Z')).toEqual(['nothing']);
    expect(await ticked('2026-11-20T17:01:00Z')).toEqual([`delivered ${eve.toISOString()}`]);
    expect(await ticked('2026-11-21T08:01:00Z')).toEqual(['nothing']);
    expect(room.sink.accepted).toHaveLength(1);
    await expect(moved(eve, new Date('2026-11-23T08:00:00Z'))).rejects.toMatchObject({ code: 'edition-begun' });
    expect(await ticked('2026-11-28T08:01:00Z')).toEqual([expect.stringContaining('2026-11-28T08:00:00.000Z')]);
  }, 120_000);
});
