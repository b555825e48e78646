import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/io/store/open-store.ts';
import { articleText, newsletterInput, type ProjectFolder, projectFolder } from '../../project-folder.ts';

const folders: ProjectFolder[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

const days = ['14', '15', '16', '17', '18', '19', '20', '23', '24', '25', '26'];

/** One story a day and topic, each of its own words, so that none joins another. */
function newsroom(): ProjectFolder {
  const folder = projectFolder({
    newsletters: [{ ...newsletterInput, topics: ['Climate', 'Space'], window: '9d', selection: { minStories: 1, perTopic: 2 } }],
  });
  folders.push(folder);
  const words = ['glacier', 'harbour', 'orchard', 'turbine', 'meadow', 'granite', 'lantern', 'comet', 'violin', 'saffron', 'walnut'];
  days.forEach((day, index) => {
    for (const topic of ['Climate', 'Space'])
      folder.write(
        `articles/2026-11-${day}-${topic}.md`,
        articleText({
          title: `"${words[index]} ${topic === 'Space' ? 'observatory' : 'council'} ${words[(index * 3 + 1) % 11]}${day}"`,
          excerpt: `"${topic} ${day}"`,
          publishedDateTime: `2026-11-${day}T09:00:00Z`,
          webUrl: `"https://outlet${index}.example/${topic.toLowerCase()}-${day}"`,
          provider: `{ name: Outlet ${index}, domain: outlet${index}.example }`,
          topics: `[${topic}]`,
        }),
      );
  });
  return folder;
}

/** Addresses of stories in a message's text part. */
const storiesIn = (mail: string) =>
  new Set(
    [
      ...mail
        .replaceAll('=\r\n', '')
        .split('text/html', 1)
        .join('')
        .matchAll(/https:\/\/outlet\d+\.example\/[a-z]+-\d+/g),
    ].map(([url]) => url),
  );

describe('an edition', () => {
  it('never tells a reader a story again, though windows overlap; the next best fills in', async () => {
    const folder = newsroom();
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    const first = await folder.run(['send', 'weekly', '--at', '2026-11-21T08:00:00Z', '--json']);
    expect(JSON.parse(first.out)).toMatchObject({ result: 'delivered', accounting: { frozen: 1, accepted: 1 } });
    const second = await folder.run(['send', 'weekly', '--at', '2026-11-22T08:00:00Z', '--json']);
    expect(JSON.parse(second.out)).toMatchObject({ result: 'delivered', number: 2, accounting: { frozen: 1, accepted: 1 } });
    const [told, next] = folder.outbox().map((file) => storiesIn(folder.readOutbox(file)));
    expect(told?.size).toBe(4);
    expect(next?.size).toBe(4);
    expect([...(next ?? [])].filter((url) => told?.has(url))).toEqual([]);
  });

  it('is skipped for a reader there is nothing new for, and the books say so', async () => {
    const folder = newsroom();
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    for (const day of ['21', '22']) await folder.run(['send', 'weekly', '--at', `2026-11-${day}T08:00:00Z`]);
    const results = [];
    for (const hour of ['09', '10', '11', '12'])
      results.push(JSON.parse((await folder.run(['send', 'weekly', '--at', `2026-11-22T${hour}:00:00Z`, '--json'])).out));
    expect(results.at(-1)).toMatchObject({ result: 'delivered', accounting: { frozen: 1, skipped: 1, accepted: 0 } });
  }, 90_000);

  it('goes out once when ten processes send the same slot at the same time', async () => {
    const folder = newsroom();
    await folder.run(['subscribers', 'add', 'weekly', ...Array.from({ length: 40 }, (_, index) => `reader${index}@reader.example`)]);
    const runs = await Promise.all(
      Array.from({ length: 10 }, () => folder.run(['send', 'weekly', '--at', '2026-11-21T08:00:00Z', '--json'])),
    );
    expect(runs.map(({ code, err }) => ({ code, err }))).toEqual(runs.map(() => ({ code: 0, err: '' })));
    const attempted = runs.map(({ out }) => JSON.parse(out).attempted as number);
    expect(attempted.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(40);
    expect(folder.outbox()).toHaveLength(40);
    const { out } = await folder.run(['editions', '--json']);
    expect(JSON.parse(out).editions).toMatchObject([
      { number: 1, state: 'finished', accounting: { frozen: 40, accepted: 40, unknown: 0 } },
    ]);
  }, 90_000);

  it('writes first to the readers named by --to, and to the others later, each once', async () => {
    const folder = newsroom();
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example', 'bea@reader.example', 'cy@reader.example']);
    const at = ['--at', '2026-11-21T08:00:00Z', '--json'];
    const some = JSON.parse((await folder.run(['send', 'weekly', ...at, '--to', 'bea@reader.example'])).out);
    expect(some).toMatchObject({ result: 'waiting', accounting: { frozen: 3, accepted: 1, queued: 2 } });
    const rest = JSON.parse((await folder.run(['send', 'weekly', ...at])).out);
    expect(rest).toMatchObject({ result: 'delivered', accounting: { frozen: 3, accepted: 3 } });
    expect(folder.outbox()).toHaveLength(3);
  });

  it('names an address of --to that is no reader, and sends nothing', async () => {
    const folder = newsroom();
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    const { code, err } = await folder.run(['send', 'weekly', '--at', '2026-11-21T08:00:00Z', '--to', 'nobody@reader.example']);
    expect(code).toBe(2);
    expect(err).toContain('nobody@reader.example');
    const { out } = await folder.run(['editions', '--json']);
    expect(JSON.parse(out).editions).toEqual([]);
  });

  it('in a dry run is counted and not stored', async () => {
    const folder = newsroom();
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example', 'bea@reader.example']);
    const { out } = await folder.run(['send', 'weekly', '--at', '2026-11-21T08:00:00Z', '--dry-run', '--json']);
    expect(JSON.parse(out)).toMatchObject({ subscriptions: 2, readers: 2, digests: [{ readers: 2, stories: 4 }] });
    expect(JSON.parse((await folder.run(['editions', '--json'])).out).editions).toEqual([]);
  });

  it('sent with other articles than it was sealed with is still the sealed one', async () => {
    const folder = newsroom();
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example', 'bea@reader.example']);
    const at = ['--at', '2026-11-21T08:00:00Z'];
    await folder.run(['send', 'weekly', ...at, '--to', 'ada@reader.example']);
    folder.write(
      'articles/2026-11-20-late.md',
      articleText({
        title: '"Latecomer thunderclap"',
        quality: '150',
        publishedDateTime: '2026-11-20T20:00:00Z',
        webUrl: '"https://outlet99.example/climate-99"',
        provider: '{ name: Late, domain: outlet99.example }',
      }),
    );
    await folder.run(['send', 'weekly', ...at]);
    const [ada, bea] = folder.outbox().map((file) => storiesIn(folder.readOutbox(file)));
    expect(bea).toEqual(ada);
  });
});

describe('a reader who changes topics after the edition was sealed', () => {
  it('is neither lost nor skipped: they get the sealed edition’s stories of their topics', async () => {
    const folder = newsroom();
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example', 'bea@reader.example']);
    const store = await openStore(`sqlite:${join(folder.path, '.courant/courant.db')}`);
    await store.openEdition('weekly', new Date('2026-11-21T08:00:00Z'), new Date('2026-11-21T08:00:01Z'));
    await store.close();
    expect((await folder.run(['editions', 'seal', 'weekly:1'])).code).toBe(0);
    await folder.run(['subscribers', 'add', 'weekly', 'bea@reader.example', '--topics', 'Space']);
    const sent = JSON.parse((await folder.run(['send', 'weekly', '--at', '2026-11-21T08:00:00Z', '--json'])).out);
    expect(sent).toMatchObject({ result: 'delivered', accounting: { frozen: 2, accepted: 2, skipped: 0 } });
    const mails = folder.outbox().map((file) => folder.readOutbox(file));
    const bea = storiesIn(mails.find((mail) => mail.includes('bea@reader.example')) ?? '');
    expect([...bea].every((url) => url.includes('/space-'))).toBe(true);
    expect(bea.size).toBe(2);
  });
});

describe('courant tick', () => {
  it('sends nothing for slots before the newsletter was first seen', async () => {
    const folder = newsroom();
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    const { code, out } = await folder.run(['tick', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ newsletters: [{ newsletter: 'weekly', result: 'nothing' }] });
  });
});
