import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { secretFingerprint, secretFromFile, secretIfThere } from '../../io/files/secret-file.ts';
import { assertKnownSecret } from '../../press/operations/known-secret.ts';
import type { Press } from '../../press/ports/press.ts';
import type { Store } from '../../press/ports/store/store.ts';
import { now } from './opened.ts';

type Secrets = Pick<Press, 'secret' | 'olderSecrets'>;

export const secretFile = (config: Config): string => join(config.stateFolder, 'secret');

/** The secrets there are, the one that signs first; empty: none was made yet. @throws CourantError `secret-damaged`, `secret-unreadable` */
export function secretsThere(config: Config): readonly Uint8Array[] {
  const given = config.secrets.map((text) => Buffer.from(text, 'utf8'));
  // Mails may have gone out before COURANT_SECRET was set; their links must go on working.
  const before = secretIfThere(secretFile(config));
  return before === null ? given : [...given, before];
}

/**
 * The secrets of a process that signs or sends: made the first time, and then the store's for good.
 * @throws CourantError `secret-missing`, `secret-foreign`, `secret-damaged`, `secret-unreadable`
 */
export async function secretsOf(config: Config, store: Store): Promise<Secrets> {
  const [secret = await firstSecret(config, store), ...olderSecrets] = secretsThere(config);
  await assertKnownSecret(store, [secret, ...olderSecrets], secretFingerprint, now());
  return { secret, olderSecrets };
}

/** For looking on: nothing it signs leaves the process. */
export function secretsToLookOn(config: Config): Secrets {
  try {
    const [secret = randomBytes(32), ...olderSecrets] = secretsThere(config);
    return { secret, olderSecrets };
  } catch (error) {
    if (error instanceof CourantError) return { secret: randomBytes(32) };
    throw error;
  }
}

async function firstSecret(config: Config, store: Store): Promise<Uint8Array> {
  if ((await store.secretFingerprints()).length === 0 && !(await store.secretWasUsed())) return secretFromFile(secretFile(config));
  throw new CourantError(
    'secret-missing',
    `There is no secret in ${secretFile(config)}, and the links in mails already sent need the one they were signed with.`,
    {
      help: [
        'Put it back from a backup, copy it from the machine that has it, or set COURANT_SECRET to it.',
        'If it is lost for good: courant secret renew --yes (links in mails already sent stay dead then).',
      ].join('\n'),
    },
  );
}
