import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { deserialize, serialize } from 'node:v8';
import { afterAll, describe, expect, it } from 'vitest';
import { cachedGrouping } from '../../../src/io/caches/grouping-cache.ts';
import { collectCoverages } from '../../../src/selection/stories/collect-coverages.ts';
import type { Grouping } from '../../../src/selection/stories/grouping/grouping.ts';
import { groupCoverages } from '../../../src/selection/stories/grouping/regroup.ts';
import { buildArticle, now, week } from '../../selection/build-article.ts';

const folder = mkdtempSync(join(tmpdir(), 'courant-groups-'));
const path = join(folder, 'groupings.db');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const articles = Array.from({ length: 2_400 }, (_, index) =>
  buildArticle({
    title: `Harbour${index % 800} opens quay${index % 800} after Storm${index % 800} of year`,
    excerpt: `Quay${index % 800} was closed by Storm${index % 800}.`,
    outlet: `outlet${Math.floor(index / 800)}.example`,
    at: '2024-05-12T08:00:00Z',
  }),
);
const collected = collectCoverages(articles, now, week.from);
const late = buildArticle({ title: 'One more', outlet: 'late.example', at: '2024-05-12T09:00:00Z' });
const withMore = collectCoverages([...articles, { ...late, title: 'One thing more' }], now, week.from);

const damaged = (statement: string, ...values: (Uint8Array | string)[]) => {
  const database = new DatabaseSync(path);
  database.prepare(statement).run(...values);
  database.close();
};

describe('a grouping remembered', () => {
  it('is what grouping gives, and is not worked out twice', () => {
    const plain = groupCoverages(collected);
    expect(cachedGrouping(path)(collected)).toEqual(plain);
    const everyOneAlone = Int32Array.from(collected.coverages, (_, index) => index);
    damaged('update groupings set answer = ?', new Uint8Array(everyOneAlone.buffer));
    expect(cachedGrouping(path)(collected)).toHaveLength(collected.coverages.length);
  });

  it('is known again by the key of what was grouped, and by none where there is none', () => {
    const answerAs = (groups: number) =>
      new Uint8Array(Int32Array.from(collected.coverages, (_, index) => Math.min(index, groups - 1)).buffer);
    cachedGrouping(path, 'a key')(collected);
    damaged('update groupings set answer = ?', answerAs(7));
    // A page more would be another grouping, if anybody looked: the key stands for all of them.
    const unlike = { ...collected, coverages: collected.coverages.map((one) => ({ ...one, title: 'Another' })) };
    expect(cachedGrouping(path, 'a key')(unlike)).toHaveLength(7);
    expect(cachedGrouping(path, 'another key')(unlike)).not.toHaveLength(7);
    expect(cachedGrouping(path)(unlike)).not.toHaveLength(7);
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    cachedGrouping(path)(collected);
  });

  it('is not taken for that of other articles, but they start from it', () => {
    expect(cachedGrouping(path)(withMore)).toEqual(groupCoverages(withMore));
    const database = new DatabaseSync(path);
    const kept = database.prepare('select grouping from found_out_bytes').all();
    database.close();
    expect(kept).toHaveLength(1);
    const grouping = deserialize(kept[0]?.grouping as Uint8Array) as Grouping;
    // One page more of so many: what was kept serves the next corpus as well.
    expect(grouping.keys).toHaveLength(collected.coverages.length);
    // What is found out about a page that did not change is taken over: here, that nobody was like it.
    const odds = grouping.odds.fill(Number.NaN);
    const group = Int32Array.from(grouping.keys, (_, index) => index);
    damaged('update found_out_bytes set grouping = ?', serialize({ ...grouping, odds, core: group, group }));
    expect(cachedGrouping(path)(collectCoverages([...articles, late], now, week.from))).toHaveLength(articles.length + 1);
  });

  it('is kept in place of the one it started from once much has changed', () => {
    const [some, others] = [collectCoverages(articles.slice(0, 2_200), now, week.from), collected];
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    cachedGrouping(path)(some);
    expect(cachedGrouping(path)(others)).toEqual(groupCoverages(others));
    const database = new DatabaseSync(path);
    const kept = database.prepare('select grouping from found_out_bytes').all();
    database.close();
    expect(kept.map(({ grouping }) => (deserialize(grouping as Uint8Array) as Grouping).keys.length)).toEqual([others.coverages.length]);
  });

  it.each([
    ['a file that is no database', () => writeFileSync(path, 'no database')],
    ['groupings that cannot be read', () => damaged('update found_out_bytes set grouping = ?', Uint8Array.of(1, 2, 3))],
    [
      'groupings of another shape',
      () => damaged('update found_out_bytes set grouping = ?', serialize({ keys: [collected.coverages.length] })),
    ],
    ['answers of another length', () => damaged('update groupings set answer = ?', Uint8Array.of(0, 0, 0, 0))],
  ])('that is damaged (%s) is worked out again', (_what, damage) => {
    const remove = (suffix: string) => rmSync(`${path}${suffix}`, { force: true });
    ['', '-wal', '-shm'].forEach(remove);
    cachedGrouping(path)(withMore);
    ['-wal', '-shm'].forEach(remove);
    damage();
    expect(cachedGrouping(path)(collected)).toEqual(groupCoverages(collected));
    expect(cachedGrouping(path)(withMore)).toEqual(groupCoverages(withMore));
  });
});
