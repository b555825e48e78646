import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { cachedGrouping } from '../../src/io/grouping-cache.ts';
import { collectCoverages } from '../../src/selection/collect-coverages.ts';
import { groupCoverages } from '../../src/selection/group-coverages.ts';
import { buildArticle, now, week } from '../selection/build-article.ts';

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
const withMore = collectCoverages(
  [...articles, buildArticle({ title: 'One more', outlet: 'late.example', at: '2024-05-12T09:00:00Z' })],
  now,
  week.from,
);

describe('a grouping remembered', () => {
  it('is what grouping gives, and is not worked out twice', () => {
    const plain = groupCoverages(collected);
    expect(cachedGrouping(path)(collected)).toEqual(plain);
    const database = new DatabaseSync(path);
    const everyOneAlone = new Uint8Array(Int32Array.from(collected.coverages.flatMap((_, index) => [1, index])).buffer);
    database.prepare('update groupings set answer = ?').run(everyOneAlone);
    database.close();
    expect(cachedGrouping(path)(collected)).toHaveLength(collected.coverages.length);
  });

  it('is not taken for that of other articles', () => {
    expect(cachedGrouping(path)(withMore)).toEqual(groupCoverages(withMore));
  });

  it('that is damaged is worked out again', () => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    writeFileSync(path, 'no database');
    expect(cachedGrouping(path)(collected)).toEqual(groupCoverages(collected));
  });
});
