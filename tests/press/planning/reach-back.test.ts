import { describe, expect, it } from 'vitest';
import { articleText } from '../../project-folder.ts';
import { json, newsroom, page, telling } from '../made-up-newsroom.ts';

const patience = { timeout: 120_000 };
const next = ['--at', '2026-11-28T08:00:00Z'];
const slot = ['--at', '2026-11-21T08:00:00Z'];

/** Six stories of the 19th; the next window opens on the 21st. */
function weekly(newsletter: object = {}) {
  return newsroom({ window: '7d', ...newsletter });
}

const titlesOf = async (folder: ReturnType<typeof newsroom>) => {
  const { sections } = await json(folder, 'plan', 'weekly', ...next);
  return sections.flatMap(({ stories }: { stories: { url: string; notes: string[] }[] }) => stories);
};

describe('what the last edition sent could not tell', patience, () => {
  it('is told by the next one when it came too late for it, and what that one passed over is not', async () => {
    const folder = weekly();
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    await folder.run(['send', 'weekly', ...slot]);
    telling(folder, 'Lagoon', 'late', { publishedDateTime: '2026-11-20T20:00:00Z', quality: '10' });
    const stories = await titlesOf(folder);
    expect(stories.map(({ url }: { url: string }) => url)).toEqual(['https://late.example/lagoon']);
    expect(stories[0].notes).toEqual([
      'from before the window (2026-11-20T20:00:00.000Z): not there yet when No. 1, the last edition sent, was made',
    ]);
    await folder.run(['send', 'weekly', ...next, '--early']);
    expect(await json(folder, 'editions', 'verify', 'weekly:2')).toMatchObject({ result: 'same', differences: [] });
    const { sections } = await json(folder, 'plan', 'weekly', '--at', '2026-12-05T08:00:00Z');
    expect(sections).toEqual([]);
  });

  it('is told when that edition told nobody anything, having too few stories', async () => {
    const folder = weekly({ selection: { minStories: 9, perTopic: 20, perOutlet: 20 } });
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    await folder.run(['send', 'weekly', ...slot]);
    const stories = await titlesOf(folder);
    expect(stories).toHaveLength(6);
    expect(stories[0].notes[0]).toContain('no edition has been sent since');
  });

  it('is told when slots were missed, no further back than `reachBack`', async () => {
    const folder = weekly();
    telling(folder, 'Lagoon', 'first', { publishedDateTime: '2026-11-12T20:00:00Z' });
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    await folder.run(['send', 'weekly', '--at', '2026-11-14T08:00:00Z']);
    expect((await titlesOf(folder))[0].notes[0]).toContain('published after No. 1, the last edition sent');
    const short = weekly({ reachBack: '8d' });
    telling(short, 'Lagoon', 'first', { publishedDateTime: '2026-11-12T20:00:00Z' });
    await short.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    await short.run(['send', 'weekly', '--at', '2026-11-14T08:00:00Z']);
    expect(await titlesOf(short)).toEqual([]);
  });

  it('holds the hour that clocks put back add to a week', async () => {
    const folder = weekly();
    telling(folder, 'Lagoon', 'first', { publishedDateTime: '2026-10-22T20:00:00Z' });
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    await folder.run(['send', 'weekly', '--at', '2026-10-24T07:00:00Z']);
    telling(folder, 'Harvest', 'hour', { publishedDateTime: '2026-10-24T07:30:00Z' });
    const { sections } = await json(folder, 'plan', 'weekly', '--at', '2026-10-31T08:00:00Z');
    expect(sections[0].stories.map(({ url }: { url: string }) => url)).toEqual(['https://hour.example/harvest']);
  });

  it('is nothing before the first edition, and a `reachBack` shorter than the window is refused in words', async () => {
    expect(await titlesOf(weekly())).toEqual([]);
    const { code, err } = await weekly({ reachBack: '2d' }).run(['plan', 'weekly', ...next]);
    expect(code).not.toBe(0);
    expect(err).toContain('reachBack: 2d is shorter than the window of 7d; write "7d" to look no further back');
  });

  it('leads a story that is older still, whose other pages had been seen', async () => {
    const folder = weekly();
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    await folder.run(['send', 'weekly', ...slot]);
    folder.write('articles/Granite-late.md', articleText({ ...twin, publishedDateTime: '2026-11-20T20:00:00Z' }));
    const stories = await titlesOf(folder);
    expect(stories.map(({ url }: { url: string }) => url)).toEqual(['https://late.example/granite']);
    expect(stories[0]).toMatchObject({ alsoCoveredBy: [{ url: page('Granite') }] });
  });
});

/** Another outlet's telling of what the first edition had no room for. */
const twin = {
  title: '"Granitefield council of Graniteton reopens the old Granite bridge"',
  excerpt: '"Graniteton waited 7 years for the Granite bridge."',
  webUrl: '"https://late.example/granite"',
  quality: '5',
  provider: '{ name: late, domain: late.example }',
};
