/** People at the desk: who is let in, as what, and how they stay apart from others. */
import { createHash } from 'node:crypto';
import { parseEmailAddress } from '../../audience/email-address.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { AccountChange, DeskAccount, DeskAccountStore, DeskInvitation } from '../ports/people/desk-accounts.ts';
import { type Role, roles } from '../ports/people/roles.ts';

/** `verify` of `null`: there is no such account; it takes as long, and is false. */
export type Passwords = {
  readonly hash: (password: string) => Promise<string>;
  readonly verify: (kept: string | null, password: string) => Promise<boolean>;
};

const worksMs = 7 * 86_400_000;
const shortest = 10;
const longest = 200;

/** What is kept of a link's token: it cannot be made into the link again. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

export const isRole = (word: string): word is Role => (roles as readonly string[]).includes(word);

/**
 * Invites somebody; `token` goes into their link and nowhere else.
 * @throws CourantError `address-invalid`
 */
export async function invite(
  store: DeskAccountStore,
  {
    address,
    role,
    by,
    token,
    now,
  }: { readonly address: string; readonly role: Role; readonly by: string; readonly token: string; readonly now: Date },
): Promise<DeskInvitation['until']> {
  const parsed = parseEmailAddress(address.trim());
  if (parsed.kind === 'refused') throw new CourantError('address-invalid', `${JSON.stringify(address.slice(0, 100))}: ${parsed.message}`);
  const until = new Date(now.getTime() + worksMs);
  await store.inviteToDesk({ address: parsed.address, role, tokenHash: hashOf(token), by, until });
  return until;
}

export const invitationOf = (store: DeskAccountStore, token: string, now: Date): Promise<DeskInvitation | null> =>
  store.deskInvitation(hashOf(token), now);

/** @throws CourantError `password-weak`, `name-missing`, `invitation-over` */
export async function join(
  store: DeskAccountStore,
  passwords: Passwords,
  { token, name, password, now }: { readonly token: string; readonly name: string; readonly password: string; readonly now: Date },
): Promise<DeskAccount> {
  const named = nameIn(name);
  const passwordHash = await hashed(passwords, password);
  const account = await store.acceptDeskInvitation(hashOf(token), { name: named, passwordHash, now });
  if (account === null)
    throw new CourantError('invitation-over', 'This invitation was used, withdrawn, or is older than a week.', {
      help: 'Ask for another one.',
    });
  return account;
}

/** `null`: the address or the password is wrong, or the account may not log in; which of these is told to nobody. */
export async function logIn(store: DeskAccountStore, passwords: Passwords, address: string, password: string): Promise<DeskAccount | null> {
  const found = await store.deskAccountOf(address.slice(0, 320));
  const right = await passwords.verify(found?.passwordHash ?? null, password.slice(0, longest));
  return found !== null && right && !found.disabled ? found : null;
}

/** Of an address somebody else vouches for; `null`: none, or locked out. */
export async function accountAt(store: DeskAccountStore, address: string): Promise<DeskAccount | null> {
  // What only looks like somebody's address must not be theirs: letters beyond ASCII are not folded into others.
  const found = /^[\x21-\x7e]{3,254}$/.test(address) ? await store.deskAccountOf(address) : null;
  return found === null || found.disabled ? null : found;
}

/** @throws CourantError `password-wrong`, `password-weak` */
export async function changePassword(
  store: DeskAccountStore,
  passwords: Passwords,
  account: Pick<DeskAccount, 'id' | 'address'>,
  { old, next }: { readonly old: string; readonly next: string },
): Promise<void> {
  await mustBeThey(store, passwords, account, old);
  await changed(store, account.id, { passwordHash: await hashed(passwords, next) });
}

/** For what a session left open must not do: whoever acts has the password, too. @throws CourantError `password-wrong` */
export async function mustBeThey(
  store: DeskAccountStore,
  passwords: Passwords,
  { address }: Pick<DeskAccount, 'address'>,
  password: string,
): Promise<void> {
  const found = await store.deskAccountOf(address);
  if (!(await passwords.verify(found?.passwordHash ?? null, password.slice(0, longest))))
    throw new CourantError('password-wrong', 'That password is not right, so nothing was changed.');
}

/** @throws CourantError `last-admin`, `account-unknown` */
export async function changed(store: DeskAccountStore, id: number, change: AccountChange): Promise<void> {
  const result = await store.changeDeskAccount(id, change);
  if (result === 'unknown') throw new CourantError('account-unknown', 'There is no such account.');
  if (result === 'last-admin')
    throw new CourantError('last-admin', 'They are the last admin: nobody could let anybody in any more.', {
      help: 'Make somebody else an admin first.',
    });
}

/** @throws CourantError `password-weak` */
export async function hashed(passwords: Passwords, password: string): Promise<string> {
  if ([...password].length < shortest || password.length > longest)
    throw new CourantError('password-weak', `A password has ${shortest} to ${longest} characters.`, {
      help: 'A few words in a row are easy to keep.',
    });
  return passwords.hash(password);
}

/** @throws CourantError `name-missing` */
export function nameIn(name: string): string {
  // Names stand in the books: no control or bidi sign in them.
  const named = name
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (named === '') throw new CourantError('name-missing', 'The books need a name.', { help: 'Write yours.' });
  return [...named].slice(0, 60).join('');
}
