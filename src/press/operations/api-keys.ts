import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { CourantError } from '../../errors/courant-error.ts';
import { type ApiKey, type KeyStore, type Scope, scopes } from '../ports/watch/key-store.ts';

const form = /^ck_([a-z0-9]{10})_([A-Za-z0-9_-]{43})$/;

/** A hash is enough of a value nobody can guess: 256 bits by chance. */
const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/**
 * Makes a key for a program. Its words are told once and kept nowhere.
 * @throws CourantError `scope-unknown`
 */
export async function createKey(
  store: Pick<KeyStore, 'addKey'>,
  wish: { readonly name: string; readonly scopes: readonly string[]; readonly by: string; readonly now: Date },
): Promise<{ readonly key: string; readonly id: string }> {
  const unknown = wish.scopes.filter((scope) => !(scopes as readonly string[]).includes(scope));
  if (unknown.length > 0 || wish.scopes.length === 0)
    throw new CourantError('scope-unknown', unknown.length > 0 ? `There is no scope ${unknown.join(', ')}.` : 'No scope is named.', {
      help: `Scopes: ${scopes.join(', ')}.`,
    });
  const id = BigInt(`0x${randomBytes(8).toString('hex')}`)
    .toString(36)
    .padStart(10, '0')
    .slice(-10);
  const key = `ck_${id}_${randomBytes(32).toString('base64url')}`;
  const allowed = [...new Set(wish.scopes as readonly Scope[])];
  await store.addKey({
    id,
    name: wish.name.trim().slice(0, 80),
    scopes: allowed,
    createdAt: wish.now,
    createdBy: wish.by,
    hash: hashOf(key),
  });
  return { key, id };
}

/** The key a program shows, where it is one of ours and in force. */
export async function keyShown(store: Pick<KeyStore, 'keyById' | 'noteKeyUse'>, shown: string, now: Date): Promise<ApiKey | null> {
  const id = form.exec(shown)?.[1];
  const found = id === undefined ? null : await store.keyById(id);
  const known = Buffer.from(found?.hash ?? hashOf(''), 'hex');
  const proven = timingSafeEqual(known, Buffer.from(hashOf(shown), 'hex'));
  if (found === null || !proven || found.revokedAt !== null) return null;
  await store.noteKeyUse(found.id, now);
  return found;
}

/** @throws CourantError `key-unknown` */
export async function revokeKey(store: Pick<KeyStore, 'revokeKey'>, id: string, now: Date): Promise<void> {
  const meant = form.exec(id)?.[1] ?? id;
  if (await store.revokeKey(meant, now)) return;
  throw new CourantError('key-unknown', `There is no key ${JSON.stringify(meant.slice(0, 20))} in force.`, {
    help: 'See: courant keys list',
  });
}
