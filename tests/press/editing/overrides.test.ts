import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { articleText, type ProjectFolder } from '../../project-folder.ts';
import { at, by, json, newsroom, page, slot, telling } from '../made-up-newsroom.ts';

const planned = async (folder: ProjectFolder) =>
  (await json(folder, 'plan', 'weekly', ...at)).sections.map((section: { topic: string; stories: { url: string }[] }) => [
    section.topic,
    ...section.stories.map(({ url }) => url),
  ]);
describe('an editor’s override', () => {
  it('changes plan, mail and `why`, is listed, and is gone when undone', async () => {
    const folder = newsroom();
    const before = await planned(folder);
    expect(before).toEqual([['Climate', page('Glacier'), page('Harbour'), page('Orchard')]]);
    await folder.run(['override', 'pin', 'weekly', page('Granite'), '--position', '1', ...by]);
    await folder.run(['override', 'reword', 'weekly', page('Granite'), '--title', 'Granite, retold', ...by]);
    await folder.run(['override', 'edition', 'weekly', '--subject', 'Ada’s own subject', '--intro', 'Good morning.', ...by]);
    expect(await planned(folder)).toEqual([['Climate', page('Granite'), page('Glacier'), page('Harbour')]]);
    const why = await folder.run(['why', page('Granite'), '--newsletter', 'weekly', ...at]);
    expect(why.out).toContain('pinned by ada: front page');
    await folder.run(['build', 'weekly', ...at, '--out', 'out']);
    await folder.run(['subscribers', 'add', 'weekly', 'cy@reader.example']);
    await folder.run(['send', 'weekly', ...at]);
    const [mail = ''] = folder.outbox().map((file) => folder.readOutbox(file));
    expect(mail).toContain('Granite, retold');
    expect(mail).toContain('Good morning.');
    expect((await json(folder, 'editions')).editions[0].subject).toBe('Ada’s own subject');
    const { overrides } = await json(folder, 'override', 'list', 'weekly');
    expect(overrides).toMatchObject([
      { id: 1, author: 'ada', reason: 'front page', state: 'in-force', override: { kind: 'pin', position: 1 } },
      { id: 2, state: 'in-force' },
      { id: 3, state: 'in-force' },
    ]);
    for (const id of ['1', '2', '3']) await folder.run(['override', 'undo', 'weekly', id, '--by', 'bea']);
    expect(await planned(folder)).toEqual(before);
    expect((await json(folder, 'override', 'list', 'weekly')).overrides[0]).toMatchObject({ state: 'undone', undone: { by: 'bea' } });
  }, 120_000);

  it('is refused on a version somebody else has changed, for a sealed edition, and for a story nobody knows', async () => {
    const folder = newsroom();
    const drop = ['override', 'drop', 'weekly', page('Glacier'), '--slot', slot];
    expect((await folder.run([...drop, '--by', 'ada', '--expect', '0'])).code).toBe(0);
    expect((await folder.run([...drop, '--by', 'bea', '--expect', '0'])).err).toContain('Somebody changed the overrides');
    expect((await folder.run(['override', 'drop', 'weekly', 'nothing.md', ...by])).err).toContain('No story of this slot answers to');
    await folder.run(['subscribers', 'add', 'weekly', 'cy@reader.example']);
    await folder.run(['send', 'weekly', ...at]);
    expect((await folder.run([...drop, '--by', 'ada'])).err).toContain('is sealed');
  });

  it('is signed by who git says somebody is, names its story as the plan does, and why asks alike', async () => {
    const folder = newsroom();
    const id = /^ *[\d.]+ {2}([0-9a-f]{8}) {2}Glacier/m.exec((await folder.run(['plan', 'weekly', ...at])).out)?.[1] ?? '';
    const named = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'user.name', GIT_CONFIG_VALUE_0: 'Ada of the Desk' };
    expect((await folder.run(['override', 'drop', 'weekly', id, '--slot', slot], named)).out).toContain('dropped by Ada of the Desk');
    expect((await folder.run(['why', 'weekly', id, ...at])).out).toMatch(/Glacier[\s\S]*dropped by Ada of the Desk/);
    expect((await folder.run(['why', 'weekly', id, 'a.md', 'b.md', ...at])).err).toContain('Two pages can be compared, not 3');
  });

  it('that means nothing in a slot is told with the plan; one that expired does nothing', async () => {
    const folder = newsroom();
    const every = ['--by', 'ada', '--slot', 'every'];
    await folder.run(['override', 'drop', 'weekly', page('Glacier'), '--by', 'ada', '--slot', slot]);
    await folder.run(['override', 'drop', 'weekly', page('Harbour'), ...every, '--expires', '2099-01-01T00:00:00Z']);
    folder.write('articles/Glacier-outlet0.md', articleText({ title: '"Other"', removed: 'true', webUrl: `"${page('Glacier')}"` }));
    const { err, out } = await folder.run(['plan', 'weekly', ...at, '--json']);
    expect(err).toContain('override 1 (dropped by ada): no story of this window is the one meant');
    expect(JSON.parse(out).unmatched).toMatchObject([{ override: 1 }]);
    expect((await planned(folder))[0]).not.toContain(page('Harbour'));
  });
});

describe('courant whatif', () => {
  it('says which stories enter and leave, and how many readers it touches; without a store it makes none', async () => {
    const folder = newsroom();
    const trial = ['whatif', 'weekly', ...at, '--set', 'perTopic=2', '--set', 'outletMultipliers.outlet5.example=9'];
    const alone = await json(folder, ...trial);
    expect(alone).toMatchObject({
      readers: null,
      changes: [{ setting: 'perTopic', from: '3', to: '2' }, { setting: 'outletMultipliers' }],
    });
    expect(alone.entering.map(({ url }: { url: string }) => url)).toEqual([page('Granite')]);
    const [{ points, pointsOut }] = alone.entering;
    expect(points / pointsOut).toBeCloseTo(9, 2);
    expect(alone.leaving.map(({ url }: { url: string }) => url)).toEqual([page('Harbour'), page('Orchard')]);
    expect(existsSync(join(folder.path, '.courant/courant.db'))).toBe(false);
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example', 'bea@reader.example', '--topics', 'Climate']);
    await folder.run(['subscribers', 'add', 'weekly', 'cy@reader.example', '--topics', 'Space']);
    expect((await json(folder, ...trial)).readers).toEqual({ total: 3, touched: 2, profiles: 2, profilesTouched: 1 });
  });

  it('names a setting that does not exist, and a value that cannot be', async () => {
    const folder = newsroom();
    const { code, err } = await folder.run(['whatif', 'weekly', ...at, '--set', 'halflife=2d', '--set', 'perTopic=none']);
    expect(code).toBe(2);
    expect(err).toContain('halflife');
    expect(err).toContain('perTopic');
  });
});

describe('plan --json', () => {
  it('gives every candidate its terms, its ranks, and the smallest change that brings it in', async () => {
    const folder = newsroom();
    const { leftOut } = await json(folder, 'plan', 'weekly', ...at);
    const turbine = leftOut.find(({ url }: { url: string }) => url === page('Turbine'));
    expect(turbine).toMatchObject({
      reason: 'section-full',
      terms: { quality: 60 },
      standings: [{ topic: 'Climate', rank: 4, of: 6, lastIn: { url: page('Orchard') } }],
      change: { change: 'quality', from: '60' },
    });
    telling(folder, 'Turbine', 'outlet3', { quality: String(Number(turbine.change.to) - 1) });
    expect((await planned(folder))[0]).not.toContain(page('Turbine'));
    telling(folder, 'Turbine', 'outlet3', { quality: turbine.change.to });
    expect((await planned(folder))[0]).toContain(page('Turbine'));
  });
});
