import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeskNewsroomUnderTest, openNewsroom, sendFromDesk } from '../newsroom.ts';

const slot = { newsletter: 'weekly', at: new Date('2026-11-21T08:00:00Z') };

describe('an edition resumed while the last messages before its pause are still on their way', () => {
  let room: DeskNewsroomUnderTest;
  beforeAll(async () => {
    // Slow enough that the pause is noticed long before the messages under way are answered.
    room = await openNewsroom({ sink: { conduct: () => ({ do: 'accept', delayMs: 3_000 }) } });
    const topics = ['Space', 'Health', 'Climate'];
    for (let i = 0; i < 30; i++)
      await room.press.store.subscribe({ address: `r${i}@reader.example`, newsletter: 'weekly', topics, now: new Date(), how: 'test' });
  });
  afterAll(() => room.close());

  it('goes on by itself, and reaches every reader once', async () => {
    const books = async () => {
      const edition = await room.press.store.findEdition(slot.newsletter, slot.at);
      return edition && (await room.press.store.accounting(edition.id));
    };
    await sendFromDesk(room, slot, 'ada');
    await expect.poll(async () => (await books())?.submitting ?? 0, { timeout: 10_000 }).toBeGreaterThan(0);
    await room.source.sign(slot, { act: 'pause', reason: 'a second look' }, 'ada');
    await room.press.wait(1_500);
    await room.source.sign(slot, { act: 'resume' }, 'ada');
    await expect.poll(async () => (await books())?.accepted, { timeout: 25_000 }).toBe(30);
    expect(room.sink.duplicates()).toEqual([]);
  }, 60_000);
});
