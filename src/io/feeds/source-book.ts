import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { KeptItem, SourceBook, SourceStanding } from '../../press/ports/sources.ts';
import { makeFolder } from '../files/write-folder.ts';

/** The layout of the book; another one is made anew: what is in it can be found out again. */
const layout = 1;
const tables = `
  create table if not exists sources (address text primary key, standing text not null, claimed_until integer) without rowid;
  create table if not exists items (address text, id text, file text not null, version text not null, page text not null, first_seen integer not null,
    last_seen integer not null, primary key (address, id)) without rowid;
  create index if not exists items_by_page on items (page)`;

/** The book of this installation, beside its articles. A store on another machine would tell of files that are not here. */
export function openSourceBook(path: string): SourceBook {
  makeFolder(dirname(path));
  const database = new DatabaseSync(path, { timeout: 5_000 });
  database.exec('pragma journal_mode = wal; pragma synchronous = normal');
  const { user_version: version } = database.prepare('pragma user_version').get() as { user_version: number };
  if (version !== layout) database.exec(`drop table if exists sources; drop table if exists items; pragma user_version = ${layout}`);
  database.exec(tables);
  return { ...standingsIn(database), ...itemsIn(database), close: () => database.close() };
}

function standingsIn(database: DatabaseSync): Pick<SourceBook, 'standing' | 'standings' | 'write' | 'claim' | 'release'> {
  const one = database.prepare("select standing from sources where address = ? and standing <> ''");
  const all = database.prepare("select standing from sources where standing <> '' order by address");
  const write = database.prepare(
    'insert into sources (address, standing) values (?, ?) on conflict (address) do update set standing = excluded.standing',
  );
  const claim = database.prepare(
    "insert into sources (address, standing, claimed_until) values (?, '', ?) on conflict (address) do update set claimed_until = excluded.claimed_until where claimed_until is null or claimed_until <= ?",
  );
  const release = database.prepare('update sources set claimed_until = null where address = ?');
  return {
    standing(address) {
      const row = one.get(address);
      return row === undefined ? null : readStanding(row.standing);
    },
    standings: () => all.all().map(({ standing }) => readStanding(standing)),
    write: (standing) => void write.run(standing.address, JSON.stringify(standing)),
    claim: (address, now, until) => claim.run(address, until.getTime(), now.getTime()).changes > 0,
    release: (address) => void release.run(address),
  };
}

function readStanding(json: unknown): SourceStanding {
  const written = JSON.parse(String(json)) as Omit<SourceStanding, 'askedAt' | 'answeredAt' | 'newsAt' | 'nextAt'> &
    Record<'askedAt' | 'nextAt', string> &
    Record<'answeredAt' | 'newsAt', string | null>;
  const { askedAt, nextAt, answeredAt, newsAt } = written;
  return { ...written, askedAt: new Date(askedAt), nextAt: new Date(nextAt), answeredAt: date(answeredAt), newsAt: date(newsAt) };
}

const date = (text: string | null): Date | null => (text === null ? null : new Date(text));

function itemsIn(database: DatabaseSync): Pick<SourceBook, 'knowsItems' | 'item' | 'fileOfPage' | 'keepItems'> {
  const any = database.prepare('select 1 from items where address = ? limit 1');
  const one = database.prepare('select file, version from items where address = ? and id = ?');
  const page = database.prepare('select file from items where page = ? limit 1');
  const keep = database.prepare(
    `insert into items values (?, ?, ?, ?, ?, ?, ?) on conflict (address, id) do update set
       file = excluded.file, version = excluded.version, page = excluded.page, last_seen = excluded.last_seen`,
  );
  return {
    knowsItems: (address) => any.get(address) !== undefined,
    item(address, id) {
      const row = one.get(address, id);
      return row === undefined ? null : { file: String(row.file), version: String(row.version) };
    },
    fileOfPage: (canonical) => (page.get(canonical)?.file as string | undefined) ?? null,
    keepItems(address, items: readonly KeptItem[], now) {
      if (items.length === 0) return;
      database.exec('begin immediate');
      try {
        for (const { id, file, version, page: canonical } of items)
          keep.run(address, id, file, version, canonical, now.getTime(), now.getTime());
        database.exec('commit');
      } catch (error) {
        database.exec('rollback');
        throw error;
      }
    },
  };
}
