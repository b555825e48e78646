import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CourantError } from '../../errors/courant-error.ts';
import { makeFolder } from './write-folder.ts';

/**
 * The installation's secret: read from the file, made (32 random bytes, owner-only) the first time. Unsubscribe links in
 * mails already sent depend on it, so it is never replaced.
 * @throws CourantError `secret-damaged` when the file is there but is no secret
 */
export function secretFromFile(path: string): Uint8Array {
  makeFolder(dirname(path));
  try {
    // `wx`: of two processes starting at once, one makes the secret and the other reads it.
    writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readSecret(path);
}

/** The secret of a file that may not be there. @throws CourantError `secret-damaged` */
export const secretIfThere = (path: string): Uint8Array | null => (existsSync(path) ? readSecret(path) : null);

function readSecret(path: string): Uint8Array {
  const secret = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (secret.length >= 32) return secret;
  throw new CourantError('secret-damaged', `${path} does not hold a secret of 32 bytes.`, {
    help: 'Restore it from a backup: links in mails already sent depend on it. With none to restore, delete it and a new one is made.',
  });
}
