/** `courant doctor`: whether an installation will do what is hoped of it, asked of the things themselves. */
import { isLoopbackHost } from '../../../content/addresses/reader-url.ts';
import type { Newsletter } from '../../newsletter/newsletter.ts';
import type { Outside } from '../../ports/outside.ts';
import { type Checkup, checkup } from './checkup.ts';
import { alignmentCheck, bounceMxCheck, dkimCheck, dmarcCheck, spfCheck } from './domain-checks.ts';
import {
  approverChecks,
  clockCheck,
  configChecks,
  diskCheck,
  type FeedbackWays,
  feedbackCheck,
  type SecretFound,
  type StoreFound,
  secretCheck,
  storeCheck,
  tickCheck,
  wayOutCheck,
} from './house-checks.ts';
import { ptrCheck, relayCheck } from './relay-checks.ts';
import { mediaCheck, oneClickCheck } from './web-checks.ts';

export type Patient = {
  readonly configFile: string | null;
  readonly newsletters: readonly Newsletter[];
  /** `smtp://host:port`, a program, a region; `null`: the outbox. */
  readonly way: string | null;
  /** The mail server of SMTP_URL; `null`: mail leaves another way. `greets`: what it is told in EHLO. */
  readonly relay: { readonly name: string; readonly host: string; readonly greets: string } | null;
  readonly away: boolean;
  readonly baseUrl: string;
  /** Where pictures are reached, and one that is there. */
  readonly media: { readonly origin: string; readonly picture: string | null };
  readonly stateFolder: string;
  readonly store: StoreFound;
  readonly secret: SecretFound;
  readonly storeClock: Date | null;
  readonly lastTick: Date | null;
  readonly feedback: Omit<FeedbackWays, 'away'>;
};

/** In the order of `checkupIds`; never rejects for what it finds. */
export async function examine(patient: Patient, outside: Outside, now: () => Date): Promise<readonly Checkup[]> {
  const { newsletters, store, away } = patient;
  const real = newsletters.filter(({ sender }) => !isReserved(domainOf(sender.address)));
  const domains = [
    ...new Set(
      real.flatMap(({ sender, noticeSender }) => [sender, ...(noticeSender ? [noticeSender] : [])].map(({ address }) => domainOf(address))),
    ),
  ];
  const [relay, domainChecks, oneClick, media, answer] = await Promise.all([
    relayChecks(patient, outside),
    checksOf(domains, patient, outside),
    oneClickCheck(outside, patient.baseUrl, away),
    mediaCheck(outside, patient.media.origin, patient.media.picture),
    isLoopbackHost(new URL(patient.baseUrl).hostname) ? null : outside.ask(patient.baseUrl, 'GET'),
  ]);
  const at = now();
  const webClock = answer?.kind === 'answered' ? answer.date : null;
  const open = store.kind === 'open' && store.waiting.length === 0 ? store.store : null;
  return [
    ...configChecks(patient.configFile, newsletters),
    ...approverChecks(newsletters, open ? await open.deskAccounts() : null),
    wayOutCheck(patient.way),
    storeCheck(store),
    secretCheck(patient.secret),
    clockCheck(
      at,
      [
        ['the store’s', patient.storeClock],
        [patient.baseUrl, webClock],
      ],
      open ? await open.lastChange() : null,
    ),
    diskCheck(patient.stateFolder, outside.freeBytes(patient.stateFolder)),
    ...relay,
    ...domainChecks,
    oneClick,
    media,
    ...(open ? await tickCheck(open, newsletters, patient.lastTick, at) : [checkup('tick')('skipped', 'there is no store to tell')]),
    feedbackCheck({ ...patient.feedback, away }),
  ];
}

async function relayChecks({ relay }: Patient, outside: Outside): Promise<readonly Checkup[]> {
  if (relay === null) return [checkup('relay')('skipped', 'no SMTP_URL is set'), checkup('ptr')('skipped', 'no SMTP_URL is set')];
  const ours = isLoopbackHost(relay.host);
  const tried = relayCheck(relay.name, await outside.tryRelay());
  return [tried, await ptrCheck(outside, ours ? relay.greets : relay.host, ours)];
}

async function checksOf(domains: readonly string[], { relay }: Patient, outside: Outside): Promise<readonly Checkup[]> {
  const keys = outside.signingKeys();
  const from = relay === null ? { kind: 'none' as const } : await outside.addresses(isLoopbackHost(relay.host) ? relay.greets : relay.host);
  const addresses = from.kind === 'found' ? from.value : [];
  const name = relay === null ? 'the mail server' : isLoopbackHost(relay.host) ? relay.greets : relay.host;
  if (domains.length === 0)
    return (['spf', 'dmarc', 'alignment', 'bounce-mx'] as const).map((id) =>
      checkup(id)('skipped', 'no newsletter has a sender of its own yet'),
    );
  const signing = await Promise.all(keys.map((key) => dkimCheck(outside, key)));
  const each = await Promise.all(
    domains.map(async (domain) => ({
      spf: await spfCheck(outside, domain, addresses, name),
      dmarc: await dmarcCheck(outside, domain),
      alignment: alignmentCheck(domain, keys),
      mx: await bounceMxCheck(outside, domain),
    })),
  );
  return [
    ...each.map(({ spf }) => spf),
    ...(signing.length > 0 ? signing : [checkup('dkim')('skipped', 'nothing signs here; see that the relay does')]),
    ...each.map(({ dmarc }) => dmarc),
    ...each.map(({ alignment }) => alignment),
    ...each.map(({ mx }) => mx),
  ];
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Nobody's, by RFC 2606: what `courant init` writes. */
const isReserved = (domain: string): boolean => /^(?:.+\.)?example\.(?:com|net|org)$/.test(domain);
