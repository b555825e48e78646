import { describe, expect, it } from 'vitest';
import { at, by, json, newsroom, page, telling } from '../made-up-newsroom.ts';

type Story = { readonly url: string };
const urls = (plan: { readonly sections: readonly { readonly stories: readonly Story[] }[] }) =>
  plan.sections.flatMap(({ stories }) => stories.map(({ url }) => url));
const subjectsIn = (folder: ReturnType<typeof newsroom>) =>
  Object.fromEntries(
    folder.outbox().map((file) => {
      const mail = folder.readOutbox(file);
      return [/^To: .*?([\w.]+)@/m.exec(mail)?.[1] ?? '', /^Subject: (.*)$/m.exec(mail)?.[1] ?? ''];
    }),
  );

describe('an editor’s wish', { timeout: 120_000 }, () => {
  it('mutes an outlet for one edition, by its page, and says so to who asks why', async () => {
    const folder = newsroom();
    const muted = await folder.run(['override', 'mute', 'weekly', page('Glacier'), ...by]);
    expect(muted.code).toBe(0);
    expect(urls(await json(folder, 'plan', 'weekly', ...at))).toEqual([page('Harbour'), page('Orchard'), page('Turbine')]);
    expect(await json(folder, 'why', page('Glacier'), '--newsletter', 'weekly', ...at)).toMatchObject({ reason: 'muted' });
    // Another edition has it again.
    expect(urls(await json(folder, 'plan', 'weekly', '--at', '2026-11-20T08:00:00Z'))).toContain(page('Glacier'));
    await folder.run(['override', 'undo', 'weekly', '1', '--by', 'bea']);
    expect(urls(await json(folder, 'plan', 'weekly', ...at))).toContain(page('Glacier'));
  });

  it('puts a story on the front: it leads mail and subject wherever it ranks', async () => {
    const folder = newsroom();
    await folder.run(['override', 'front', 'weekly', page('Orchard'), ...by]);
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
    await folder.run(['send', 'weekly', ...at]);
    const [mail = ''] = folder.outbox().map((file) => folder.readOutbox(file));
    const text = mail.slice(mail.indexOf('text/plain'));
    expect(text.indexOf('Orchardfield')).toBeLessThan(text.indexOf('Glacierfield'));
    expect(subjectsIn(folder).ada).toContain('Orchard');
    expect(await json(folder, 'editions', 'verify', 'weekly:1')).toMatchObject({ result: 'same' });
  });

  it('words a subject for those who have the story it speaks of; how many those are is told before it is kept', async () => {
    const folder = newsroom();
    telling(folder, 'Comet', 'sky', { topics: '[Space]', quality: '70' });
    const readers = { ada: 'Climate', bea: 'Space', cy: 'Climate,Space' };
    for (const [name, topics] of Object.entries(readers))
      await folder.run(['subscribers', 'add', 'weekly', `${name}@reader.example`, '--topics', topics]);
    const wish = ['override', 'edition', 'weekly', '--subject', 'The sky this week', '--for', 'https://sky.example/comet', ...by];
    const refused = await folder.run(wish);
    expect(refused.code).not.toBe(0);
    expect(refused.err).toMatch(/2 of (?:the )?3 .*Nothing was kept\./);
    expect((await json(folder, 'override', 'list', 'weekly')).overrides).toEqual([]);
    expect((await folder.run([...wish, '--yes'])).out).toContain('2 of');
    await folder.run(['send', 'weekly', ...at]);
    const subjects = subjectsIn(folder);
    expect(subjects).toMatchObject({ bea: 'The sky this week', cy: 'The sky this week' });
    expect(subjects.ada).toContain('Glacier');
  });
});

describe('`check`', { timeout: 60_000 }, () => {
  it('notes what no file is at fault for: qualities that are lacking, topics that look alike', async () => {
    const folder = newsroom();
    telling(folder, 'Comet', 'sky', { quality: '', topics: '["climates"]' });
    const { code, out } = await folder.run(['check']);
    expect(code).toBe(0);
    expect(out).toMatch(/^Note: 1 of 7 articles give no quality and count as the median of the others/m);
    expect(out).toMatch(/^Note: .*climates.*Climate/m);
    expect((await json(folder, 'check')).hints).toHaveLength(2);
  });
});
