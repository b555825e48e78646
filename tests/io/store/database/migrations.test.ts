import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from '../../../../src/io/store/open-store.ts';
import { at, begin, end, readyEdition, subscribed } from '../contracts/contract-fixtures.ts';
import { executeOnPostgres, freshSchema, startOwnPostgres } from './postgres-server.ts';

// Its own: columns are taken away, and a migration elsewhere that looks at all tables at that moment would stumble over it.
const server = await startOwnPostgres();
if (server.kind === 'running') afterAll(() => server.stop());

type Execute = (text: string) => Promise<unknown>;

/** What 0008 and all after it brought is taken away again, so that the store is as the version before left it. */
const asBefore = [
  'drop table reader_fields',
  'alter table sign_ups drop column fields',
  'drop table edition_clicks',
  'drop table edition_errata',
  'drop table erased_echoes',
  'drop table moved_slots',
  'drop table desk_comments',
  'drop table spent_proofs',
  'drop table outgoing_calls',
  'drop table api_answers',
  'drop table api_keys',
  'drop table beats',
  'drop table alerts',
  'drop table segments',
  'drop table desk_account_sessions',
  'drop table desk_passkeys',
  'drop table desk_invitations',
  'drop table desk_accounts',
  'drop index consent_events_at',
  'drop index inbound_events_subscriber',
  'drop table edition_seen',
  'alter table edition_contents drop column told',
  'drop index digests_in_order',
  'alter table digests drop column profile',
  'alter table editions drop column outbox',
  'drop table relay_places',
  'drop table ended_desk_sessions',
  'drop table notice_claims',
  'create table confirmation_mails (address_key text primary key, sent_at bigint not null)',
  'drop table lifted_suppressions',
  'drop table store_identity',
  'drop table secrets',
  'drop table media_folders',
  'drop table restores',
  'alter table deliveries drop column deferrals',
  'alter table deliveries drop column deferred_since',
  'alter table overrides drop column account_id',
  'alter table overrides drop column undone_account_id',
  'alter table edition_approvals drop column independent',
  "delete from kysely_migration where name > '0008'",
];

async function goesOn(url: string, execute: Execute): Promise<void> {
  const older = await openStore(url);
  await older.migrate();
  await subscribed(older, 'ada@example.com');
  const { editionId, deliveries } = await readyEdition(older, 0);
  await begin(older, deliveries);
  const [id = 0] = deliveries.map((row) => row.id);
  await end(older, id, 'deferred', 1);
  await older.close();
  for (const text of asBefore) await execute(text);
  const store = await openStore(url);
  await store.migrate();
  expect(
    (await store.due(editionId, at(2), 0, 10)).map(({ deferrals, deferredSince, attempts }) => [deferrals, deferredSince, attempts]),
  ).toEqual([[0, null, 1]]);
  expect(await begin(store, [{ id }], 'w2', 2)).toEqual([id]);
  await end(store, id, 'accepted', null, 2);
  expect(await store.accounting(editionId)).toMatchObject({ accepted: 1, deferred: 0 });
  await store.close();
}

describe('a store of the version before, in the middle of an edition', () => {
  it('is brought up to date and goes on, on SQLite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'courant-older-'));
    const file = join(folder, 'courant.db');
    await goesOn(`sqlite:${file}`, async (text) => {
      const database = new DatabaseSync(file);
      database.exec(text);
      database.close();
    });
    rmSync(folder, { recursive: true, force: true });
  });

  it.skipIf(server.kind !== 'running')(`and on PostgreSQL${server.kind === 'running' ? '' : ` (${server.why})`}`, async () => {
    if (server.kind !== 'running') return;
    const url = await freshSchema(server.url);
    await goesOn(url, (text) => executeOnPostgres(url, text));
  });
});
