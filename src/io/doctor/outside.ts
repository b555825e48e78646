/** The world beyond this process, for `courant doctor`. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync, statfsSync } from 'node:fs';
import { isIP, type LookupFunction } from 'node:net';
import { dirname } from 'node:path';
import type { Outside, RelayTried, SigningKey } from '../../press/ports/outside.ts';
import { openSmtpSession } from '../mail/smtp/open-session.ts';
import type { SmtpRelay } from '../mail/smtp/smtp-url.ts';
import type { DkimKeyFile } from '../mail/transports/signed-transport.ts';
import { askDns } from './resolver.ts';

const patienceMs = 10_000;

type Around = { readonly dnsServers: readonly string[]; readonly relay: SmtpRelay | null; readonly keys: readonly DkimKeyFile[] };

export function outside({ dnsServers, relay, keys }: Around): Outside {
  const dns = askDns(dnsServers);
  return {
    ...dns,
    signingKeys: () => keys.map(signingKey),
    tryRelay: async () =>
      relay === null ? { kind: 'failed', step: 'connect', code: null, why: 'no SMTP_URL is set' } : await tryRelay(relay),
    ask: askOver(dnsServers.length > 0 ? dns : null),
    freeBytes,
  };
}

async function tryRelay(relay: SmtpRelay): Promise<RelayTried> {
  const never = new AbortController().signal;
  const timeouts = { connect: patienceMs, greeting: patienceMs, envelope: patienceMs, silence: patienceMs };
  const opening = await openSmtpSession(relay, timeouts, { unsent: never, everything: never });
  if (opening.session === null) return { kind: 'failed', step: opening.tls ?? opening.step, code: opening.code, why: opening.why };
  const { secured } = opening;
  opening.session.close();
  return { kind: 'ok', secured, loggedIn: relay.login !== null };
}

/**
 * Redirects are told and not followed: a program that unsubscribes for its reader follows none. Names are looked up by the resolvers
 * named, if any are: what they say is what the world is told.
 */
const askOver =
  (resolver: Pick<Outside, 'addresses'> | null): Outside['ask'] =>
  async (url, method) => {
    const target = new URL(url);
    const { request } = target.protocol === 'https:' ? await import('node:https') : await import('node:http');
    const headers = {
      'User-Agent': 'courant-doctor',
      ...(method === 'POST' ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
    };
    return await new Promise((resolve) => {
      const options = {
        method,
        headers,
        signal: AbortSignal.timeout(patienceMs),
        ...(resolver ? { lookup: lookupBy(resolver) } : {}),
        agent: false,
      };
      const asked = request(target, options, (answer) => {
        answer.destroy();
        const date = Date.parse(answer.headers.date ?? '');
        const known = Object.entries(answer.headers).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.join(', ') : (value ?? ''),
        ]);
        const at = Number.isNaN(date) ? null : new Date(date);
        resolve({ kind: 'answered', status: answer.statusCode ?? 0, headers: Object.fromEntries(known), date: at });
      });
      asked.on('error', (error) => resolve({ kind: 'failed', why: wordsOf(error) }));
      asked.end(method === 'POST' ? 'List-Unsubscribe=One-Click' : undefined);
    });
  };

const lookupBy =
  (resolver: Pick<Outside, 'addresses'>): LookupFunction =>
  (host, { all }, done) => {
    void resolver.addresses(host).then((looked) => {
      const found = looked.kind === 'found' ? looked.value.map((address) => ({ address, family: isIP(address) })) : [];
      const [first] = found;
      if (first === undefined) done(new Error(`no resolver knows an address of ${host}`), '', 0);
      else if (all) done(null, found);
      else done(null, first.address, first.family);
    });
  };

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
