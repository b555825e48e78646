/** The composition root's part for `courant doctor`: what it looks at is opened, as far as it can be, and nothing is changed. */
import { readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { Checkup } from '../../press/operations/doctor/checkup.ts';
import { examine, type Patient } from '../../press/operations/doctor/doctor.ts';
import type { SecretFound, StoreFound } from '../../press/operations/doctor/house-checks.ts';
import { tickBeat } from '../../press/oversight/troubles.ts';
import type { Store } from '../../press/ports/store/store.ts';
import { now } from '../open/opened.ts';
import { secretsThere } from '../open/secrets.ts';
import { wayOf } from '../open/transport.ts';

/** @param dnsServers asked instead of the machine's own: `ip` or `ip:port` */
export async function doctor(config: Config, dnsServers: readonly string[]): Promise<readonly Checkup[]> {
  const [{ outside }, { parseSmtpUrl }] = await Promise.all([
    import('../../io/doctor/outside.ts'),
    import('../../io/mail/smtp/smtp-url.ts'),
  ]);
  const relay = config.smtpUrl === null ? null : parseSmtpUrl(config.smtpUrl);
  const { found, close, storeClock } = await storeFound(config);
  const ready = found.kind === 'open' && found.waiting.length === 0 ? found.store : null;
  const way = await wayOf(config);
  try {
    const patient: Patient = {
      configFile: config.file,
      newsletters: config.newsletters,
      way: way?.name ?? null,
      relay: relay && { name: relay.name, host: relay.host, greets: relay.ehloName ?? hostname() },
      away: way?.away ?? false,
      baseUrl: config.baseUrl,
      media: mediaOf(config),
      stateFolder: config.stateFolder,
      store: found,
      secret: await secretFound(config, ready),
      storeClock,
      lastTick: (await ready?.beats())?.find(({ name }) => name === tickBeat)?.at ?? null,
      feedback: {
        mailbox: config.mailboxUrl !== null,
        webhooks: Object.entries(config.webhooks).flatMap(([name, set]) =>
          set === null || (Array.isArray(set) && set.length === 0) ? [] : [name === 'sesTopics' ? 'ses' : name],
        ),
        ses: config.ses !== null,
        sesTopics: config.webhooks.sesTopics.length > 0,
      },
    };
    const servers = dnsServers.length > 0 ? dnsServers : config.dnsServers;
    return await examine(patient, outside({ dnsServers: servers, relay, keys: config.dkim }), now);
  } finally {
    await close();
  }
}

type Found = { readonly found: StoreFound; readonly close: () => Promise<void>; readonly storeClock: Date | null };

/** Opened and not brought up to date: whoever asks how things stand changes nothing. */
async function storeFound(config: Config): Promise<Found> {
  const { lookIntoStore } = await import('../../io/store/look-into-store.ts');
  const name = config.databaseUrl.replace(/\/\/[^/@]*@/, '//');
  try {
    const looked = await lookIntoStore(config.databaseUrl);
    if (looked === null) return { found: { kind: 'none', name }, close: async () => undefined, storeClock: null };
    const { store, waiting, clock } = looked;
    return { found: { kind: 'open', name, store, waiting }, close: () => store.close(), storeClock: clock };
  } catch (error) {
    if (!(error instanceof CourantError)) throw error;
    return { found: { kind: 'failed', name, why: error.message, help: error.help }, close: async () => undefined, storeClock: null };
  }
}

async function secretFound(config: Config, store: Store | null): Promise<SecretFound> {
  try {
    const secrets = secretsThere(config);
    if (store === null) return { kind: 'none' };
    const known = await store.secretFingerprints();
    if (known.length === 0) return { kind: 'none' };
    if (secrets.length === 0)
      return { kind: 'failed', why: 'there is none, and the links in mails already sent need the one they were signed with' };
    const { secretFingerprint } = await import('../../io/files/secret-file.ts');
    const id = await store.storeId();
    const own = await Promise.all(secrets.map((secret) => secretFingerprint(secret, id)));
    return { kind: own.some((one) => known.includes(one)) ? 'known' : 'foreign' };
  } catch (error) {
    if (error instanceof CourantError) return { kind: 'failed', why: error.message };
    throw error;
  }
}

function mediaOf({ media, baseUrl, stateFolder }: Config): Patient['media'] {
  try {
    const picture = readdirSync(join(stateFolder, 'media')).find((name) => /^[\w-]+\.(?:jpe?g|png|webp|gif)$/.test(name)) ?? null;
    return { origin: media?.publicUrl ?? `${baseUrl}/media`, picture };
  } catch {
    return { origin: media?.publicUrl ?? `${baseUrl}/media`, picture: null };
  }
}
