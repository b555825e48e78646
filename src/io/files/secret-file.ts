import { randomBytes, scrypt } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { CourantError } from '../../errors/courant-error.ts';
import { makeFolder, writeOnce } from './write-folder.ts';

/**
 * The installation's secret: read from the file, made (32 random bytes, owner-only) the first time. Unsubscribe links in
 * mails already sent depend on it, so it is never replaced.
 * @throws CourantError `secret-damaged` when the file is there but is no secret, `secret-unreadable` when it is another user's
 */
export function secretFromFile(path: string): Uint8Array {
  try {
    makeFolder(dirname(path));
    writeOnce(path, `${randomBytes(32).toString('base64')}\n`, 0o600);
  } catch (error) {
    throw denied((error as NodeJS.ErrnoException).code) ? notOurs(path, 'made') : error;
  }
  return readSecret(path);
}

/** The secret of a file that may not be there. @throws CourantError `secret-damaged`, `secret-unreadable` */
export const secretIfThere = (path: string): Uint8Array | null => (existsSync(path) ? readSecret(path) : null);

/** What a store keeps of a secret, to know it again: slow to try, and other in every store. Hex. */
export async function secretFingerprint(secret: Uint8Array, storeId: string): Promise<string> {
  const hash = (await promisify(scrypt)(secret, `courant secret v1 ${storeId}`, 32)) as Buffer;
  return hash.toString('hex');
}

function readSecret(path: string): Uint8Array {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw denied((error as NodeJS.ErrnoException).code) ? notOurs(path, 'read') : error;
  }
  const secret = Buffer.from(text.trim(), 'base64');
  if (secret.length >= 32) return secret;
  throw new CourantError('secret-damaged', `${path} does not hold a secret of 32 bytes.`, {
    help: 'Restore it from a backup: links in mails already sent depend on it. With none to restore, delete it and a new one is made.',
  });
}

const denied = (code: string | undefined): boolean => code === 'EACCES' || code === 'EPERM' || code === 'EROFS';

function notOurs(path: string, act: 'read' | 'made') {
  const owner = act === 'read' ? ` It belongs to user ${ownerOf(path)}.` : '';
  return new CourantError('secret-unreadable', `${path} cannot be ${act} by user ${ourName()}.${owner}`, {
    help: `Links in mails are signed with it. Run courant as the user it belongs to, or give the folder to the one that runs courant: chown -R ${ourName()} ${dirname(path)}`,
  });
}

function ownerOf(path: string): string {
  try {
    const { uid } = statSync(path);
    return uid === 0 ? 'root' : String(uid);
  } catch {
    return 'unknown';
  }
}

function ourName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
