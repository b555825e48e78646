import { readFileSync } from 'node:fs';
import { CourantError } from '../../../errors/courant-error.ts';
import type { Transport } from '../../../press/ports/mail.ts';
import { type DkimKey, dkimSigner, type SignMessage } from './dkim.ts';

/** Where a DKIM key is kept: `keyFile` is PEM. Several selectors of one domain all sign. */
export type DkimKeyFile = { readonly domain: string; readonly selector: string; readonly keyFile: string };

/**
 * Signs each message with the keys of its sender's domain (or a parent of it) before it is handed on; a domain without a key
 * goes out as it is, for the relay to sign. Throws CourantError `dkim-key-invalid` when made.
 */
export function signedTransport(transport: Transport, files: readonly DkimKeyFile[]): Transport {
  const keys = files.map(readKeyFile);
  // Reads every key now: a broken one must not be found out by the first reader.
  dkimSigner(keys);
  const signers = new Map<string, SignMessage | null>();
  const signerOf = (domain: string): SignMessage | null => {
    const known = signers.get(domain);
    if (known !== undefined) return known;
    const fitting = keys.filter((key) => domain === key.domain || domain.endsWith(`.${key.domain}`));
    const made = fitting.length === 0 ? null : dkimSigner(fitting);
    signers.set(domain, made);
    return made;
  };
  return {
    ...transport,
    submit(message) {
      const { from } = message.envelope;
      const sign = signerOf(from.slice(from.lastIndexOf('@') + 1).toLowerCase());
      return transport.submit(sign ? { ...message, bytes: sign(message.bytes) } : message);
    },
  };
}

function readKeyFile({ domain, selector, keyFile }: DkimKeyFile): DkimKey {
  try {
    return { domain: domain.toLowerCase(), selector, privateKey: readFileSync(keyFile, 'utf8') };
  } catch (cause) {
    throw new CourantError('dkim-key-invalid', `The DKIM key ${keyFile} of selector ${JSON.stringify(selector)} cannot be read.`, {
      help: 'Check dkim in courant.config.ts, or DKIM_KEY_FILE, and that this user may read the file.',
      cause,
    });
  }
}
