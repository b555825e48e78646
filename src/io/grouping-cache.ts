import { createHash } from 'node:crypto';
import type { Collected } from '../selection/collect-coverages.ts';
import { groupCoverages } from '../selection/group-coverages.ts';
import { discardCacheFile, openCacheFile } from './cache-file.ts';
import { sourceFingerprint } from './source-fingerprint.ts';

/** Grouping fewer coverages takes less time than looking them up. */
const worthKeeping = 2_000;
/** Answers kept: several newsletters, slots and folders take turns. */
const answersKept = 12;

const tables =
  'create table if not exists groupings (fingerprint text primary key, answer blob not null, used integer not null) without rowid';

/**
 * `groupCoverages`, remembering its answers at `path`: the same coverages, to the letter, are grouped once. Whatever is wrong
 * with the cache costs time, never an answer.
 */
export function cachedGrouping(path: string): typeof groupCoverages {
  return (collected) => {
    if (collected.coverages.length < worthKeeping) return groupCoverages(collected);
    const code = sourceFingerprint('selection');
    const fingerprint = fingerprintOf(collected);
    return stored(path, code, fingerprint, collected.coverages.length) ?? keeping(path, code, fingerprint, groupCoverages(collected));
  };
}

/** Everything of a coverage that grouping looks at; U+0000 stands in no text of ours. */
function fingerprintOf({ coverages, edges }: Collected): string {
  const hash = createHash('sha256');
  let batch = '';
  coverages.forEach(({ canonicalUrl, title, excerpt, publishedAt, provider }, index) => {
    batch += `${canonicalUrl}\0${title}\0${excerpt ?? '\u0001'}\0${publishedAt.getTime()}\0${provider.domain}\0${provider.name}\0`;
    if (index % 500 !== 499) return;
    hash.update(batch);
    batch = '';
  });
  return hash.update(batch).update(JSON.stringify(edges)).digest('hex');
}

/** Groups as numbers: each group's size, then its members. */
function stored(path: string, code: string, fingerprint: string, coverages: number): number[][] | null {
  const database = openCacheFile(path, code, tables);
  try {
    const row = database?.prepare('select answer from groupings where fingerprint = ?').get(fingerprint);
    return row === undefined ? null : groupsIn(row.answer as Uint8Array, coverages);
  } catch {
    discardCacheFile(path);
    return null;
  } finally {
    database?.close();
  }
}

function groupsIn(answer: Uint8Array, coverages: number): number[][] | null {
  const numbers = new Int32Array(answer.slice().buffer);
  const groups: number[][] = [];
  let members = 0;
  for (let at = 0; at < numbers.length; ) {
    const size = numbers[at] ?? 0;
    groups.push(Array.from(numbers.subarray(at + 1, at + 1 + size)));
    members += size;
    at += size + 1;
  }
  return members === coverages ? groups : null;
}

function keeping(path: string, code: string, fingerprint: string, groups: number[][]): number[][] {
  const database = openCacheFile(path, code, tables);
  try {
    const answer = new Uint8Array(Int32Array.from(groups.flatMap((group) => [group.length, ...group])).buffer);
    database?.exec('begin immediate');
    const next = database?.prepare('select coalesce(max(used), 0) + 1 as next from groupings').get()?.next ?? 1;
    database?.prepare('insert or replace into groupings values (?, ?, ?)').run(fingerprint, answer, next);
    database?.exec(`delete from groupings where used <= ${Number(next)} - ${answersKept}; commit`);
  } catch {
    // The answer is right whether it is kept or not.
  } finally {
    database?.close();
  }
  return groups;
}
