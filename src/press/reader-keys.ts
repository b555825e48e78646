import { type LinkKeyring, linkKeyring } from '../audience/link-token.ts';
import type { Press } from './press.ts';

type Secrets = Pick<Press, 'secret' | 'olderSecrets'>;

/** Every secret whose signatures are accepted; the first one signs. */
export const secretsIn = ({ secret, olderSecrets }: Secrets): readonly [Uint8Array, ...Uint8Array[]] => [secret, ...(olderSecrets ?? [])];

export const readerKeys = (press: Secrets): LinkKeyring => linkKeyring(secretsIn(press));
