import type { DatabaseSync } from 'node:sqlite';
import { deserialize, serialize } from 'node:v8';
import type { Collected } from '../../selection/stories/collect-coverages.ts';
import { type Grouping, groupsIn } from '../../selection/stories/grouping/grouping.ts';
import { blocksOf, corpusKey, someKeys } from '../../selection/stories/grouping/page-keys.ts';
import { groupCoverages, regroup } from '../../selection/stories/grouping/regroup.ts';

import { discardCacheFile, openCacheFile } from './cache-file.ts';
import { sourceFingerprint } from './source-fingerprint.ts';

/** Grouping fewer coverages takes less time than looking them up. */
const worthKeeping = 2_000;
/** Answers kept: several newsletters, slots and folders take turns. */
const answersKept = 12;
/** Groupings kept with all that was found out on the way, 30 MB for 100,000 coverages, for the next to start from. */
const groupingsKept = 3;
/** One page in so many found out anew is as well found out anew the next time, too. */
const littleChanged = 256;
/** So many keys, the smallest, stand for a corpus: what two corpora have in common of them, they have in common altogether. */
const sampleSize = 32;

// What is large stands apart: SQLite goes through all of a row to come to a column behind it.
const tables = `
  create table if not exists shortcuts (key text primary key, fingerprint text not null) without rowid;
  create table if not exists groupings (fingerprint text primary key, answer blob not null, used integer not null) without rowid;
  create table if not exists found_out (id integer primary key, sample text not null, used integer not null);
  create table if not exists found_out_bytes (id integer primary key, grouping blob not null)`;

/**
 * `groupCoverages`, remembering its answers at `path`: the same coverages, to the letter, are grouped once, and nearly the
 * same ones start from what was found out before. Whatever is wrong with the cache costs time, never an answer.
 * @param key stands for what is grouped, so that it need not be gone through to be known again; `null`: nothing does
 */
export function cachedGrouping(path: string, key: string | null = null): typeof groupCoverages {
  return (collected) => {
    if (collected.coverages.length < worthKeeping) return groupCoverages(collected);
    const database = openCacheFile(path, sourceFingerprint('selection', ['grouping-cache']), tables);
    try {
      return database === null ? groupCoverages(collected) : remembered(database, collected, key);
    } catch {
      discardCacheFile(path);
      return groupCoverages(collected);
    } finally {
      database?.close();
    }
  };
}

function remembered(database: DatabaseSync, collected: Collected, filesKey: string | null): number[][] {
  const language = collected.language ?? '';
  const key = filesKey === null ? null : filesKey + language;
  const short = key === null ? undefined : database.prepare('select fingerprint from shortcuts where key = ?').get(key);
  const met = short === undefined ? null : knownAnswer(database, String(short.fingerprint), collected);
  if (met !== null) return met;
  const blocks = blocksOf(collected.coverages);
  const fingerprint = corpusKey(blocks, collected.edges) + language;
  if (key !== null) keepShortcut(database, key, fingerprint);
  const known = knownAnswer(database, fingerprint, collected);
  if (known !== null) return known;
  const sample = smallest(someKeys(collected.coverages));
  const start = nearest(database, sample);
  const grouping = regroup(collected, start?.grouping ?? null, blocks);
  try {
    database.exec('begin immediate');
    keepAnswer(database, fingerprint, grouping.group);
    keepGrouping(database, start?.id ?? null, sample, grouping);
    database.exec('commit');
  } catch {
    // The answer is right whether it is kept or not.
  }
  return groupsIn(grouping.group);
}

function knownAnswer(database: DatabaseSync, fingerprint: string, { coverages }: Collected): number[][] | null {
  const row = database.prepare('select answer from groupings where fingerprint = ?').get(fingerprint);
  return row === undefined ? null : groupsOf(row.answer as Uint8Array, coverages.length);
}

function keepShortcut(database: DatabaseSync, key: string, fingerprint: string): void {
  try {
    database.exec('delete from shortcuts where fingerprint not in (select fingerprint from groupings)');
    database.prepare('insert or replace into shortcuts values (?, ?)').run(key, fingerprint);
  } catch {
    // The long way round is always there.
  }
}

function groupsOf(answer: Uint8Array, coverages: number): number[][] | null {
  const group = new Int32Array(answer.slice().buffer);
  return group.length === coverages ? groupsIn(group) : null;
}

function keepAnswer(database: DatabaseSync, fingerprint: string, group: Int32Array): void {
  const used = next(database, 'groupings');
  const answer = new Uint8Array(group.buffer, group.byteOffset, group.byteLength);
  database.prepare('insert or replace into groupings values (?, ?, ?)').run(fingerprint, answer, used);
  database.prepare('delete from groupings where used <= ?').run(used - answersKept);
}

/** In place of the grouping it started from, unless that one serves the next as well: then 30 MB need not be written again. */
function keepGrouping(database: DatabaseSync, start: number | null, sample: readonly string[], grouping: Grouping): void {
  const used = next(database, 'found_out');
  if (start !== null && grouping.anew * littleChanged < grouping.keys.length) {
    database.prepare('update found_out set used = ? where id = ?').run(used, start);
    return;
  }
  if (start !== null) database.prepare('delete from found_out where id = ?').run(start);
  const { lastInsertRowid } = database.prepare('insert into found_out (sample, used) values (?, ?)').run(sample.join(' '), used);
  database.prepare('delete from found_out where id not in (select id from found_out order by used desc limit ?)').run(groupingsKept);
  database.exec('delete from found_out_bytes where id not in (select id from found_out)');
  database.prepare('insert or replace into found_out_bytes (id, grouping) values (?, ?)').run(lastInsertRowid, serialize(grouping));
}

const next = (database: DatabaseSync, table: 'groupings' | 'found_out'): number =>
  Number(database.prepare(`select coalesce(max(used), 0) + 1 as next from ${table}`).get()?.next);

/** The grouping kept that shares most with a corpus, if that is half of it. */
function nearest(database: DatabaseSync, sample: readonly string[]): { readonly id: number; readonly grouping: Grouping } | null {
  const wanted = new Set(sample);
  const shared = (text: unknown) =>
    String(text)
      .split(' ')
      .filter((key) => wanted.has(key)).length;
  const rows = database.prepare('select id, sample from found_out').all();
  const [best] = rows.map(({ id, sample }) => ({ id: Number(id), shared: shared(sample) })).sort((a, b) => b.shared - a.shared);
  if (best === undefined || 2 * best.shared < sample.length) return null;
  const row = database.prepare('select grouping from found_out_bytes where id = ?').get(best.id);
  return { id: best.id, grouping: deserialize(row?.grouping as Uint8Array) as Grouping };
}

function smallest(keys: readonly string[]): string[] {
  let least: string[] = [];
  for (const key of keys) {
    const last = least[sampleSize - 1];
    if (last !== undefined && key >= last) continue;
    least = [...least, key].sort().slice(0, sampleSize);
  }
  return least;
}

/** `groupCoverages` for a process that groups nearly the same coverages again and again: each grouping starts from the last. */
export function groupingMemory(): typeof groupCoverages {
  let last: Grouping | null = null;
  return (collected) => {
    last = regroup(collected, last);
    return groupsIn(last.group);
  };
}
