import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/database.ts';

/** The store's own clock: workers on other machines have other ones. */
export const clock = ({ dialect }: Database): RawBuilder<number> =>
  dialect.name === 'sqlite'
    ? sql<number>`cast(unixepoch('subsec') * 1000 as integer)`
    : sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`;
