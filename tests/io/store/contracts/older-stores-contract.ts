import { expect } from 'vitest';
import { alone, type ContractCases } from './contract-case.ts';
import { at } from './contract-fixtures.ts';

const day = 86_400_000;

/** Stores that earlier versions left, brought up to date. */
export const olderStoreCases: ContractCases = {
  'a store from before inboxes were told apart remembers whom it wrote to': alone(async ({ store, execute }) => {
    for (const table of [
      'notice_claims',
      'ended_desk_sessions',
      'relay_places',
      'edition_seen',
      'alerts',
      'beats',
      'api_keys',
      'api_answers',
      'outgoing_calls',
      'spent_proofs',
      'segments',
      'desk_account_sessions',
      'desk_passkeys',
      'desk_invitations',
      'desk_accounts',
      'edition_clicks',
      'edition_errata',
      'erased_echoes',
      'moved_slots',
      'reader_fields',
      'desk_comments',
    ])
      await execute(`drop table ${table}`);
    await execute('create table confirmation_mails (address_key varchar(320) primary key, sent_at bigint not null)');
    await execute(`insert into confirmation_mails values ('ada@reader.example', ${at(0).getTime()})`);
    for (const index of ['digests_in_order', 'consent_events_at', 'inbound_events_subscriber']) await execute(`drop index ${index}`);
    for (const [table, column] of [
      ['editions', 'outbox'],
      ['edition_contents', 'told'],
      ['digests', 'profile'],
      ['sign_ups', 'fields'],
      ['overrides', 'account_id'],
      ['overrides', 'undone_account_id'],
      ['edition_approvals', 'independent'],
    ])
      await execute(`alter table ${table} drop column ${column}`);
    await execute("delete from kysely_migration where name >= '0011'");
    await store.migrate();
    expect(await store.claimNotice('confirm', 'ada+again@reader.example', day, at(23))).toBe(false);
    expect(await store.claimNotice('confirm', 'ada@reader.example', day, at(24))).toBe(true);
  }),
};
