import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreCopier, StoreCopy } from '../../../press/ports/backup.ts';
import { copySqlite, dumpPostgres, sizeOf, withoutPassword } from './backup.ts';
import type { Database } from './database.ts';
import { schemaOf } from './migrate.ts';

const sqliteFile = 'courant.db';
const postgresFile = 'store.dump';

type Connect = () => Promise<{ readonly db: Database['db']; readonly dialect: Database['dialect'] }>;

/** @param connectTo opens the copy, to read whose it is */
export const sqliteCopier = (path: string, connectTo: (file: string) => ReturnType<Connect>): StoreCopier => ({
  kind: 'sqlite',
  size: () => (existsSync(path) ? sizeOf(path) : 0),
  async copy(folder, step) {
    const file = join(folder, sqliteFile);
    await copySqlite(path, file, step);
    return { ...(await identified(() => connectTo(file))), file: sqliteFile, missing: null };
  },
});

/** With `pg_dump` where there is one that can; otherwise the backup says how. */
export const postgresCopier = (url: string, connect: Connect): StoreCopier => ({
  kind: 'postgres',
  size: () => 0,
  async copy(folder) {
    const { schemas, ...identity } = await identified(connect);
    const target = join(folder, postgresFile);
    // pg_dump keeps the rights of a file that is there.
    closeSync(openSync(target, 'wx', 0o600));
    const dump = await dumpPostgres(url, schemas, target);
    if (dump.kind === 'done') return { ...identity, file: postgresFile, missing: null };
    rmSync(target, { force: true });
    const { address } = withoutPassword(url);
    const how = `pg_dump --format=custom --no-owner ${schemas.map((schema) => `--schema=${schema} `).join('')}--file=${postgresFile} '${address}'`;
    return {
      ...identity,
      file: null,
      missing: `The store itself is NOT in it: ${dump.why}. Save it beside the rest with pg_dump of the server's version or newer:\n  ${how}`,
    };
  },
});

async function identified(connect: Connect): Promise<Pick<StoreCopy, 'id' | 'schema'> & { readonly schemas: readonly string[] }> {
  const { db, dialect } = await connect();
  try {
    const { id } = await db.selectFrom('store_identity').select('id').executeTakeFirstOrThrow();
    const own = await dialect.currentSchema(db as never);
    const all = await db.introspection.getSchemas();
    // pg-boss has one of its own beside ours. Of a database with one schema all is taken: named, it would be made anew by pg_restore.
    const wanted = own === 'public' ? [] : [own, `${own}_queue`.slice(0, 50)];
    const schemas = wanted.filter((name) => name !== undefined && all.some((schema) => schema.name === name));
    return { id, schema: (await schemaOf({ db, dialect })) ?? '', schemas: schemas as readonly string[] };
  } finally {
    await db.destroy();
  }
}
