import { CourantError } from '../../errors/courant-error.ts';
import type { InstallationStore } from '../ports/store/installation.ts';

/** A slow hash of a secret that is the same for one store and other for each: `secretFingerprint`. */
type Fingerprint = (secret: Uint8Array, storeId: string) => Promise<string>;

type SecretStore = Pick<InstallationStore, 'storeId' | 'secretFingerprints' | 'addSecretFingerprint'>;

/**
 * Refuses to go on with a secret that is not the store's: mails it signs would carry links, and return paths, that no other process
 * believes. The first secret ever is the store's; one that has the store's among its older ones takes its place. One that was replaced
 * is believed by everyone who replaced it, so it may go on.
 * @throws CourantError `secret-foreign`
 */
export async function assertKnownSecret(
  store: SecretStore,
  [secret, ...older]: readonly [Uint8Array, ...Uint8Array[]],
  fingerprint: Fingerprint,
  now: Date,
): Promise<void> {
  const id = await store.storeId();
  const own = await fingerprint(secret, id);
  for (;;) {
    const known = await store.secretFingerprints();
    if (known.includes(own)) return;
    const current = known.at(-1);
    const replaces = current === undefined || (await Promise.all(older.map((one) => fingerprint(one, id)))).includes(current);
    if (!replaces) throw foreign();
    if (await store.addSecretFingerprint(own, known.length, now)) return;
  }
}

const foreign = () =>
  new CourantError('secret-foreign', 'This process signs links with another secret than the store’s: every link it mailed would be dead.', {
    help: [
      'Give all processes of one store the same secret: COURANT_SECRET of the machine that serves the reader pages, or a copy of its .courant/secret.',
      'To replace a secret keep the old one behind it: COURANT_SECRET="new,old". One that is lost for good: courant secret renew',
    ].join('\n'),
  });

/** A person's word that the store's secret is lost: this one is it from now on, and links signed before are dead. */
export async function renewSecret(store: SecretStore, secret: Uint8Array, fingerprint: Fingerprint, now: Date): Promise<void> {
  const own = await fingerprint(secret, await store.storeId());
  for (;;) {
    const known = await store.secretFingerprints();
    if (known.at(-1) === own || (await store.addSecretFingerprint(own, known.length, now))) return;
  }
}
