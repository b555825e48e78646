import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../src/io/store/open-store.ts';
import { at, by, json, newsroom, page, telling } from '../made-up-newsroom.ts';

// Each test starts the command line four or five times, which takes long on a machine that has other things to do.
const patience = { timeout: 120_000 };

describe('a sealed edition', patience, () => {
  it('is made again from what was kept with it, byte for byte, whatever happened to the folder, which is told', async () => {
    const folder = newsroom();
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example', 'bea@reader.example']);
    await folder.run(['override', 'drop', 'weekly', page('Glacier'), ...by]);
    await folder.run(['send', 'weekly', ...at]);
    expect(await json(folder, 'editions', 'seal', 'weekly:1')).toMatchObject({ sealed: false, overrides: 1, articles: 6, digests: 1 });
    telling(folder, 'Harbour', 'outlet1', { quality: '3' });
    const verified = await json(folder, 'editions', 'verify', 'weekly:1');
    expect(verified).toMatchObject({ result: 'same', differences: [], articles: { used: 6, unchanged: 5 } });
    expect(verified.articles.changed).toEqual([{ file: 'articles/Harbour-outlet1.md', fields: ['quality'] }]);
  });

  it('whose layout was changed in the store is found out, and what differs is named', async () => {
    const folder = newsroom();
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    await folder.run(['send', 'weekly', ...at]);
    const database = new DatabaseSync(join(folder.path, '.courant/courant.db'));
    const { layout } = database.prepare('select layout from digests').get() as { layout: string };
    // The first story as if the budget had taken its excerpt.
    const [topic, first = '', ...rest] = layout.split(/(?<=:)|(?=\.)/u);
    const bare = (Number.parseInt(first, 36) + 2).toString(36);
    database.prepare('update digests set layout = ?').run([topic, bare, ...rest].join(''));
    database.close();
    const { code, out } = await folder.run(['editions', 'verify', 'weekly:1']);
    expect(code).toBe(1);
    expect(out).toContain('its stored layout is not what was sealed');
  });

  it('regrets what it left out and has grown since', async () => {
    const folder = newsroom();
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    await folder.run(['send', 'weekly', ...at]);
    const headlines = [
      'Old Granite bridge of Graniteton reopens, says Granitefield council',
      'Graniteton has its Granite bridge back',
      'Granitefield council: Granite bridge open to Graniteton again',
      'Seven years without the Granite bridge are over in Graniteton',
    ];
    for (const [index, title] of headlines.entries())
      telling(folder, 'Granite', `late${index}`, {
        title: `"${title}"`,
        excerpt: `"Granitefield, Graniteton, Granite bridge: outlet ${index} was there."`,
        quality: '20',
        publishedDateTime: '2026-11-21T12:00:00Z',
      });
    expect(await json(folder, 'regret', 'weekly:1')).toMatchObject({
      stories: [{ url: page('Granite'), reason: 'section-full', before: { outlets: 1 }, now: { outlets: 5 }, wouldBeIn: 'Climate' }],
    });
  });
});

describe('a told story', patience, () => {
  const earlier = (folder: ReturnType<typeof newsroom>) =>
    telling(folder, 'Glacier', 'early', { quality: '20', publishedDateTime: '2026-11-19T03:00:00Z' });
  const later = ['--at', '2026-11-21T13:00:00Z'];

  it('keeps its id when an older page of it turns up, which the lists of stories and `why` tell', async () => {
    const folder = newsroom();
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    await folder.run(['send', 'weekly', ...at]);
    const store = await openStore(`sqlite:${join(folder.path, '.courant/courant.db')}`);
    const told = (await store.sealedEdition((await store.editionByNumber('weekly', 1))?.id ?? 0))?.told?.stories ?? [];
    await store.close();
    const { storyId } = told.find(({ canonicalUrls }) => canonicalUrls.includes(page('Glacier'))) ?? { storyId: 'none' };
    earlier(folder);
    const { stories } = await json(folder, 'stories', 'weekly', ...later);
    const notes = ['told in No. 1; 1 page has joined since'];
    expect(stories.find(({ id }: { id: string }) => id === storyId)).toMatchObject({ lead: { url: page('Glacier') }, notes });
    expect((await folder.run(['why', page('Glacier'), '--newsletter', 'weekly', ...later])).out).toContain(notes[0]);
  });

  it('is kept under its id by the next seal, which is made again to the byte', async () => {
    const folder = newsroom();
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    await folder.run(['send', 'weekly', ...at]);
    earlier(folder);
    await folder.run(['send', 'weekly', ...later]);
    expect(await json(folder, 'editions', 'verify', 'weekly:2')).toMatchObject({ result: 'same', differences: [] });
  });

  it('comes back as an update when enough outlets have joined, and not before', async () => {
    const folder = newsroom();
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    await folder.run(['send', 'weekly', ...at]);
    for (const outlet of ['late1', 'late2'])
      telling(folder, 'Glacier', outlet, { quality: '20', publishedDateTime: '2026-11-21T12:00:00Z' });
    await folder.run(['send', 'weekly', '--at', '2026-11-21T13:00:00Z']);
    telling(folder, 'Glacier', 'late3', { quality: '20', publishedDateTime: '2026-11-21T14:00:00Z' });
    await folder.run(['send', 'weekly', '--at', '2026-11-21T15:00:00Z']);
    const [first = '', second = '', third = ''] = folder.outbox().map((file) => folder.readOutbox(file));
    expect(first).toContain(page('Glacier'));
    expect(first).not.toMatch(/^Update/m);
    expect(second).not.toContain(page('Glacier'));
    expect(third).toContain(page('Glacier'));
    expect(third).toMatch(/Update/);
  });
});
