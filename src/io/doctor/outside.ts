/** The world beyond this process, for `courant doctor`. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Outside, RelayTried, SigningKey, WebAnswer } from '../../press/ports/outside.ts';
import { openSmtpSession } from '../mail/smtp/open-session.ts';
import type { SmtpRelay } from '../mail/smtp/smtp-url.ts';
import type { DkimKeyFile } from '../mail/transports/signed-transport.ts';
import { askDns } from './resolver.ts';

const patienceMs = 10_000;

type Around = { readonly dnsServers: readonly string[]; readonly relay: SmtpRelay | null; readonly keys: readonly DkimKeyFile[] };

export const outside = ({ dnsServers, relay, keys }: Around): Outside => ({
  ...askDns(dnsServers),
  signingKeys: () => keys.map(signingKey),
  tryRelay: async () =>
    relay === null ? { kind: 'failed', step: 'connect', code: null, why: 'no SMTP_URL is set' } : await tryRelay(relay),
  ask,
  freeBytes,
});

async function tryRelay(relay: SmtpRelay): Promise<RelayTried> {
  const never = new AbortController().signal;
  const timeouts = { connect: patienceMs, greeting: patienceMs, envelope: patienceMs, silence: patienceMs };
  const opening = await openSmtpSession(relay, timeouts, { unsent: never, everything: never });
  if (opening.session === null) return { kind: 'failed', step: opening.tls ?? opening.step, code: opening.code, why: opening.why };
  const { secured } = opening;
  opening.session.close();
  return { kind: 'ok', secured, loggedIn: relay.login !== null };
}

/** Redirects are told and not followed: a program that unsubscribes for its reader follows none. */
async function ask(url: string, method: 'GET' | 'POST'): Promise<WebAnswer> {
  try {
    const answer = await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
      ...(method === 'POST'
        ? { body: 'List-Unsubscribe=One-Click', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }
        : {}),
    });
    await answer.body?.cancel();
    const date = Date.parse(answer.headers.get('date') ?? '');
    return {
      kind: 'answered',
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      date: Number.isNaN(date) ? null : new Date(date),
    };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { kind: 'failed', why: wordsOf(cause) };
  }
}

/** Node reports several addresses tried in vain as one error without a message. */
const wordsOf = (error: unknown): string =>
  error instanceof AggregateError ? error.errors.map(wordsOf).join('; ') : error instanceof Error ? error.message : String(error);

function signingKey({ domain, selector, keyFile }: DkimKeyFile): SigningKey {
  const at = { domain: domain.toLowerCase(), selector };
  try {
    const key = createPrivateKey(readFileSync(keyFile, 'utf8'));
    const type = key.asymmetricKeyType;
    const published = createPublicKey(key);
    if (type === 'rsa')
      return {
        ...at,
        type,
        publicKey: published.export({ type: 'spki', format: 'der' }).toString('base64'),
        bits: key.asymmetricKeyDetails?.modulusLength ?? null,
      };
    // RFC 8463: the 32 bytes of the key alone, which end its SPKI form.
    if (type === 'ed25519')
      return { ...at, type, publicKey: published.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64'), bits: null };
    return { ...at, fault: `it is ${type}; DKIM knows RSA and Ed25519` };
  } catch (error) {
    return {
      ...at,
      fault: (error as NodeJS.ErrnoException).code === 'ENOENT' ? `there is no ${keyFile}` : `${keyFile}: ${wordsOf(error)}`,
    };
  }
}

/** Of the folder, or of the nearest above it that is there. */
function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return dirname(folder) === folder ? null : freeBytes(dirname(folder));
  }
}
