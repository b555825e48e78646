import { type LinkKeyring, linkKeyring } from '../../audience/link-token.ts';
import type { Press } from '../ports/press.ts';

type Secrets = Pick<Press, 'secret' | 'olderSecrets'>;

/** Every secret whose signatures are accepted; the first one signs. */
export const secretsIn = ({ secret, olderSecrets }: Secrets): readonly [Uint8Array, ...Uint8Array[]] => [secret, ...(olderSecrets ?? [])];

const derived = new WeakMap<object, LinkKeyring>();

/** Deriving takes longer than anything else a link needs, so it is done once for each owner of the secrets. */
export function readerKeys(press: Secrets): LinkKeyring {
  const known = derived.get(press);
  if (known) return known;
  const keys = linkKeyring(secretsIn(press));
  derived.set(press, keys);
  return keys;
}
