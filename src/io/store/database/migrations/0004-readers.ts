import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Dialect } from '../dialect.ts';

type Db = Kysely<unknown>;

/** Consent to the letter, double opt-in, erasure, and what comes back: bounces, complaints and replies. */
export const readers = (dialect: Dialect): Migration => ({
  up: async (db: Db) => {
    await db.schema.alterTable('subscribers').addColumn('locale', 'text').execute();
    await db.schema.alterTable('subscriptions').addColumn('paused_until', 'bigint').execute();
    for (const column of ['text_version', 'ip', 'detail']) await db.schema.alterTable('consent_events').addColumn(column, 'text').execute();
    await db.schema.createIndex('consent_events_subscription').on('consent_events').column('subscription_id').execute();
    await createErasures(db);
    await createSignUps(db, dialect);
    await createInbound(db, dialect);
    for (const statement of appendOnly[dialect.name]) await sql.raw(statement).execute(db);
  },
});

const needed = (column: ColumnDefinitionBuilder) => column.notNull();

const id = (dialect: Dialect) => (column: ColumnDefinitionBuilder) =>
  dialect.idIsIdentity ? column.primaryKey().generatedByDefaultAsIdentity() : column.primaryKey().autoIncrement();

/** Which subscriber was erased, and of their address a keyed hash: enough never to import them again, too little to know them. */
async function createErasures(db: Db): Promise<void> {
  await db.schema
    .createTable('erasures')
    .addColumn('subscriber_id', 'bigint', (column) => column.primaryKey())
    .addColumn('at', 'bigint', needed)
    .execute();
  await db.schema
    .createTable('erased_addresses')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('blocked', 'integer', needed)
    .addColumn('at', 'bigint', needed)
    .execute();
}

async function createSignUps(db: Db, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('sign_ups')
    .addColumn('id', dialect.idType, id(dialect))
    .addColumn('address', 'text', needed)
    .addColumn('address_key', 'text', needed)
    .addColumn('newsletter', 'text', needed)
    .addColumn('topics', 'text', needed)
    .addColumn('locale', 'text')
    .addColumn('ip', 'text')
    .addColumn('text_version', 'text', needed)
    .addColumn('requested_at', 'bigint', needed)
    .addColumn('confirmed_at', 'bigint')
    .addUniqueConstraint('sign_ups_once', ['address_key', 'newsletter'])
    .execute();
  await db.schema.createIndex('sign_ups_requested').on('sign_ups').column('requested_at').execute();
  await db.schema
    .createTable('confirmation_mails')
    .addColumn('address_key', 'text', (column) => column.primaryKey())
    .addColumn('sent_at', 'bigint', needed)
    .execute();
}

async function createInbound(db: Db, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('inbound_events')
    .addColumn('id', dialect.idType, id(dialect))
    .addColumn('source', 'text', needed)
    .addColumn('event_key', 'text', needed)
    .addColumn('at', 'bigint', needed)
    .addColumn('kind', 'text', needed)
    .addColumn('subscriber_id', 'bigint')
    .addColumn('delivery_id', 'bigint')
    .addColumn('edition_id', 'bigint')
    .addColumn('newsletter', 'text')
    .addColumn('domain', 'text')
    .addColumn('status', 'text')
    .addColumn('diagnostic', 'text', needed)
    .addColumn('evidence', 'text', needed)
    .addColumn('decision', 'text', needed)
    .addUniqueConstraint('inbound_events_once', ['source', 'event_key'])
    .execute();
  for (const column of ['subscriber_id', 'delivery_id', 'edition_id'])
    await db.schema.createIndex(`inbound_events_${column}`).on('inbound_events').column(column).execute();
  await db.schema
    .createTable('inbound_unparsed')
    .addColumn('id', dialect.idType, id(dialect))
    .addColumn('source', 'text', needed)
    .addColumn('digest', 'text', (column) => column.notNull().unique())
    .addColumn('received_at', 'bigint', needed)
    .addColumn('reason', 'text', needed)
    .addColumn('mail', dialect.bytesType, needed)
    .execute();
  await db.schema
    .createTable('reader_alarms')
    .addColumn('edition_id', 'bigint', needed)
    .addColumn('kind', 'text', needed)
    .addColumn('detail', 'text', needed)
    .addColumn('at', 'bigint', needed)
    .addPrimaryKeyConstraint('reader_alarms_once', ['edition_id', 'kind'])
    .execute();
}

const erased = `exists (select 1 from erasures join subscriptions on subscriptions.subscriber_id = erasures.subscriber_id
  where subscriptions.id = old.subscription_id)`;

/** The database itself refuses to change the consent log, whoever asks; rows go only with the reader who asked to be erased. */
const appendOnly: Readonly<Record<Dialect['name'], readonly string[]>> = {
  sqlite: [
    `create trigger consent_events_no_update before update on consent_events
     begin select raise(abort, 'the consent log is append-only'); end`,
    `create trigger consent_events_no_delete before delete on consent_events when not ${erased}
     begin select raise(abort, 'the consent log is append-only'); end`,
  ],
  postgres: [
    `create function consent_events_append_only() returns trigger language plpgsql as $$
     begin
       if tg_op = 'DELETE' then
         if ${erased} then return old; end if;
       end if;
       raise exception 'the consent log is append-only';
     end $$`,
    `create trigger consent_events_no_change before update or delete on consent_events
     for each row execute function consent_events_append_only()`,
    `create trigger consent_events_no_truncate before truncate on consent_events
     for each statement execute function consent_events_append_only()`,
  ],
};
