import type { Kysely, Selectable, Transaction } from 'kysely';
import type {
  AccountChange,
  AccountChanged,
  DeskAccount,
  DeskAccountStore,
  DeskInvitation,
} from '../../../press/ports/people/desk-accounts.ts';
import { type Database, writing } from '../database/database.ts';
import type { Tables } from '../database/schema.ts';
import { storedText } from '../database/stored-values.ts';

/** A session's last sight is good to so many milliseconds: a page a second must not be a write a second. */
const seenEveryMs = 5 * 60_000;
/** As long as the cookie that names one. */
const sessionMs = 12 * 3_600_000;

export const deskAccountStore = (database: Database): DeskAccountStore => ({
  deskAccounts: async () => (await database.db.selectFrom('desk_accounts').selectAll().orderBy('name').execute()).map(account),
  hasDeskAdmin: () => hasAdmin(database.db),
  async deskAccountOf(address) {
    const row = await database.db.selectFrom('desk_accounts').selectAll().where('address_key', '=', keyOf(address)).executeTakeFirst();
    return row === undefined ? null : { ...account(row), passwordHash: row.password_hash };
  },
  changeDeskAccount: (id, change) => writing(database, (trx) => changeAccount(trx, id, change)),
  inviteToDesk: ({ address, role, tokenHash, by, until }) =>
    writing(database, async (trx) => {
      await trx.deleteFrom('desk_invitations').where('address_key', '=', keyOf(address)).execute();
      const invited = { address: storedText(address), address_key: keyOf(address), role, token_hash: tokenHash };
      await trx
        .insertInto('desk_invitations')
        .values({ ...invited, invited_by: storedText(by), until: until.getTime() })
        .execute();
    }),
  deskInvitations: async (now) =>
    (await database.db.selectFrom('desk_invitations').selectAll().where('until', '>', now.getTime()).orderBy('id').execute()).map(
      invitation,
    ),
  async deskInvitation(tokenHash, now) {
    const row = await openInvitation(database.db, tokenHash, now);
    return row === undefined ? null : invitation(row);
  },
  withdrawDeskInvitation: (id) =>
    writing(
      database,
      async (trx) => (await trx.deleteFrom('desk_invitations').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n,
    ),
  acceptDeskInvitation: (tokenHash, joined) => writing(database, (trx) => accept(trx, tokenHash, joined)),
  openAccountSession: ({ id, accountId, agent, now }) =>
    writing(database, async (trx) => {
      await trx
        .deleteFrom('desk_account_sessions')
        .where('seen_at', '<', now.getTime() - 2 * sessionMs)
        .execute();
      const at = now.getTime();
      await trx
        .insertInto('desk_account_sessions')
        .values({ id, account_id: accountId, agent: storedText(agent).slice(0, 200), opened_at: at, seen_at: at })
        .execute();
    }),
  accountOfSession: (id, now) => accountOfSession(database, id, now),
  accountSessions: async (accountId) => {
    const rows = await database.db
      .selectFrom('desk_account_sessions')
      .selectAll()
      .where('account_id', '=', accountId)
      .orderBy('opened_at', 'desc')
      .execute();
    return rows.map(({ id, agent, opened_at, seen_at }) => ({ id, agent, openedAt: new Date(opened_at), seenAt: new Date(seen_at) }));
  },
  endAccountSessions: (accountId, sessionId) => writing(database, (trx) => endSessions(trx, accountId, sessionId)),
});

const keyOf = (address: string): string => storedText(address).trim().toLowerCase();

const account = (row: Selectable<Tables['desk_accounts']>): DeskAccount => ({
  id: row.id,
  address: row.address,
  name: row.name,
  role: row.role,
  createdAt: new Date(row.created_at),
  disabled: row.disabled === 1,
});

const invitation = ({ id, address, role, invited_by, until }: Selectable<Tables['desk_invitations']>): DeskInvitation => ({
  id,
  address,
  role,
  by: invited_by,
  until: new Date(until),
});

const openInvitation = (db: Kysely<Tables>, tokenHash: string, now: Date) =>
  db.selectFrom('desk_invitations').selectAll().where('token_hash', '=', tokenHash).where('until', '>', now.getTime()).executeTakeFirst();

async function hasAdmin(db: Kysely<Tables>, but = 0): Promise<boolean> {
  const query = db.selectFrom('desk_accounts').select('id').where('role', '=', 'admin').where('disabled', '=', 0).where('id', '!=', but);
  return (await query.limit(1).executeTakeFirst()) !== undefined;
}

async function endSessions(trx: Transaction<Tables>, accountId: number, sessionId?: string): Promise<void> {
  const query = trx.deleteFrom('desk_account_sessions').where('account_id', '=', accountId);
  await (sessionId === undefined ? query : query.where('id', '=', sessionId)).execute();
}

async function changeAccount(trx: Transaction<Tables>, id: number, change: AccountChange): Promise<AccountChanged> {
  const known = await trx.selectFrom('desk_accounts').selectAll().where('id', '=', id).executeTakeFirst();
  if (known === undefined) return 'unknown';
  const { role = known.role, disabled = known.disabled === 1, name = known.name, passwordHash = known.password_hash } = change;
  const wasAdmin = known.role === 'admin' && known.disabled === 0;
  if (wasAdmin && (role !== 'admin' || disabled) && !(await hasAdmin(trx, id))) return 'last-admin';
  await trx
    .updateTable('desk_accounts')
    .set({ role, disabled: disabled ? 1 : 0, name: storedText(name), password_hash: passwordHash })
    .where('id', '=', id)
    .execute();
  if (disabled || passwordHash !== known.password_hash) await endSessions(trx, id);
  // An invitation under way would let them in again.
  if (disabled) await trx.deleteFrom('desk_invitations').where('address_key', '=', known.address_key).execute();
  return 'changed';
}

type Joined = Parameters<DeskAccountStore['acceptDeskInvitation']>[1];

async function accept(trx: Transaction<Tables>, tokenHash: string, { name, passwordHash, now }: Joined): Promise<DeskAccount | null> {
  const invited = await openInvitation(trx, tokenHash, now);
  if (invited === undefined) return null;
  const taken = await trx.deleteFrom('desk_invitations').where('id', '=', invited.id).executeTakeFirst();
  if (taken.numDeletedRows === 0n) return null;
  const { address, address_key, role } = invited;
  const renewed = { name: storedText(name), role, password_hash: passwordHash, disabled: 0 };
  const row = await trx
    .insertInto('desk_accounts')
    .values({ address, address_key, ...renewed, created_at: now.getTime() })
    .onConflict((conflict) => conflict.column('address_key').doUpdateSet(renewed))
    .returningAll()
    .executeTakeFirstOrThrow();
  await endSessions(trx, row.id);
  // Whoever holds the invitation begins anew: no key of before opens what it renewed.
  await trx.deleteFrom('desk_passkeys').where('account_id', '=', row.id).execute();
  return account(row);
}

async function accountOfSession(database: Database, id: string, now: Date): Promise<DeskAccount | null> {
  const row = await database.db
    .selectFrom('desk_account_sessions')
    .innerJoin('desk_accounts', 'desk_accounts.id', 'desk_account_sessions.account_id')
    .selectAll('desk_accounts')
    .select('seen_at')
    .where('desk_account_sessions.id', '=', id)
    .where('disabled', '=', 0)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (now.getTime() - row.seen_at > seenEveryMs)
    await writing(database, (trx) =>
      trx.updateTable('desk_account_sessions').set({ seen_at: now.getTime() }).where('id', '=', id).execute(),
    );
  return account(row);
}
