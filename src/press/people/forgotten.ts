/** A forgotten password: a link to its owner's address, by which a new one is chosen, once. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { DeskAccount, DeskAccountStore } from '../ports/people/desk-accounts.ts';
import { changed, hashed, type Passwords } from './accounts.ts';

const worksMs = 3_600_000;

type Keeper = { readonly store: DeskAccountStore; readonly secret: Uint8Array };

/**
 * It ends with the hour, and with the password it is to replace: nothing of it is kept. `null`: nobody who may log in.
 * @returns `address`: the account's own, where it may be mailed to; what was typed may be another that only looks the same
 */
export async function passwordLink(
  { store, secret }: Keeper,
  typed: string,
  now: Date,
): Promise<{ readonly address: string; readonly token: string } | null> {
  const account = await store.deskAccountOf(typed.slice(0, 320));
  if (account === null || account.disabled) return null;
  const until = now.getTime() + worksMs;
  return { address: account.address, token: `${account.id}.${until}.${macOf(secret, account, until)}` };
}

/** Whose link it is; `null`: mangled, used, too old, or its owner is locked out. */
export async function ownerOf({ store, secret }: Keeper, token: string, now: Date): Promise<DeskAccount | null> {
  const [, id, until, mac] = /^([1-9]\d{0,14})\.(\d{13,15})\.([\w-]{43})$/.exec(token) ?? [];
  if (mac === undefined || Number(until) < now.getTime()) return null;
  const named = (await store.deskAccounts()).find((one) => one.id === Number(id));
  const account = named && (await store.deskAccountOf(named.address));
  if (!account || account.disabled) return null;
  return timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(secret, account, Number(until)))) ? account : null;
}

/**
 * Every session of theirs ends. `null`: the link is over.
 * @throws CourantError `password-weak`
 */
export async function renewPassword(
  keeper: Keeper & { readonly passwords: Passwords },
  { token, password, now }: { readonly token: string; readonly password: string; readonly now: Date },
): Promise<DeskAccount | null> {
  const account = await ownerOf(keeper, token, now);
  if (account === null) return null;
  await changed(keeper.store, account.id, { passwordHash: await hashed(keeper.passwords, password) });
  return account;
}

const macOf = (secret: Uint8Array, { id, passwordHash }: { readonly id: number; readonly passwordHash: string }, until: number): string =>
  createHmac('sha256', secret).update(`desk password ${id} ${until} ${passwordHash}`).digest('base64url');
