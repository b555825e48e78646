import { describe, expect, it } from 'vitest';
import type { ProjectFolder } from '../../project-folder.ts';
import { json, newsroom, telling } from '../made-up-newsroom.ts';

const readersOf = async (folder: ProjectFolder, topics: string, ...addresses: readonly string[]) =>
  folder.run(['subscribers', 'add', 'weekly', ...addresses, '--topics', topics]);

describe('a rehearsal', () => {
  it('counts what the send then does, with what each reader was told before', async () => {
    const folder = newsroom();
    telling(folder, 'Comet', 'observer', { topics: '[Space]' });
    await readersOf(folder, 'Climate', 'ada@reader.example', 'bea@reader.example', 'gone@reader.example');
    await readersOf(folder, 'Space', 'cy@reader.example');
    await folder.run(['send', 'weekly', '--at', '2026-11-20T08:00:00Z']);
    // A new reader has everything before them, one left, one is suppressed; Space has nothing new for Cy.
    await readersOf(folder, 'Climate,Space', 'new@reader.example');
    await folder.run(['subscribers', 'unsubscribe', 'gone@reader.example', 'weekly', '--reason', 'asked']);
    await folder.run(['subscribers', 'suppress', 'bea@reader.example', '--reason', 'asked']);
    const at = ['--at', '2026-11-21T08:00:00Z'];
    const rehearsal = await json(folder, 'send', 'weekly', ...at, '--dry-run');
    const stories = rehearsal.digests.map(({ readers, stories, skip }: { readers: number; stories: number; skip: string | null }) => [
      readers,
      skip === null ? stories : 0,
    ]);
    const sent = await json(folder, 'send', 'weekly', ...at);
    expect({ accepted: rehearsal.readers, skipped: rehearsal.skipped }).toEqual({
      accepted: sent.accounting.accepted,
      skipped: sent.accounting.skipped,
    });
    expect(sent.accounting).toMatchObject({ frozen: 4, accepted: 2, skipped: 1, suppressed: 1 });
    expect(stories.sort()).toEqual([
      [1, 0],
      [1, 3],
      [1, 4],
    ]);
  });

  it('shows with plan, why and build what a reader of every edition gets, not what they had', async () => {
    const folder = newsroom();
    await readersOf(folder, 'Climate', 'ada@reader.example');
    const next = ['weekly', '--at', '2026-11-21T08:00:00Z'];
    const titles = async () =>
      (await json(folder, 'plan', ...next)).sections.flatMap(({ stories }: { stories: { title: string }[] }) =>
        stories.map(({ title }) => title),
      );
    const before = await titles();
    await folder.run(['send', 'weekly', '--at', '2026-11-20T08:00:00Z']);
    const after = await titles();
    expect(before).toHaveLength(3);
    expect(after).toHaveLength(3);
    expect(after.filter((title: string) => before.includes(title))).toEqual([]);
    expect((await json(folder, 'build', ...next, '--out', 'out')).stories).toBe(3);
  });
});
