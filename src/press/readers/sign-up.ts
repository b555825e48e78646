import { parseEmailAddress } from '../../audience/email-address.ts';
import { type FieldFault, type ReaderField, readFields } from '../../audience/fields/reader-field.ts';
import { formToken, isOwnForm } from '../../audience/form-token.ts';
import { inboxOf } from '../../audience/inbox.ts';
import { readToken, signToken } from '../../audience/link-token.ts';
import type { ProofTask } from '../../audience/sign-up-proof.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import type { ConsentSource } from '../ports/store/accounts.ts';
import { type Notices, sendClaimed } from './notices.ts';
import { preferencesLink, unsubscribeLink } from './preferences.ts';
import { readerKeys, secretsIn } from './reader-keys.ts';
import { type ProofRules, type SignUpProofs, signUpProofs } from './sign-up-proof.ts';

export type SignUpRequest = {
  readonly address: string;
  readonly newsletters: readonly string[];
  /** Names of topics; those a newsletter does not have are passed over. Empty: all of each. */
  readonly topics: readonly string[];
  readonly locale: string | null;
  /** As typed, by the names of fields that forms ask for; left out, nothing. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly ip: string | null;
  /** Filled only by programs: the field is hidden from people. */
  readonly honeypot: string;
  /** The answer to a page's task; left out, there is none. */
  readonly proof?: string;
};

/** What a page may say. It never depends on who the address is, only on what was typed. */
export type SignUpAnswer =
  | { readonly kind: 'check-inbox' }
  | { readonly kind: 'refused'; readonly reason: 'address' | 'newsletter' | 'topics'; readonly message: string }
  | { readonly kind: 'refused'; readonly reason: 'fields'; readonly message: string; readonly faults: readonly FieldFault[] }
  /** A proof is asked for, and this request has none that is good. */
  | { readonly kind: 'prove'; readonly task: ProofTask }
  | { readonly kind: 'slow-down' };

export type PendingConfirmation = {
  readonly address: string;
  readonly locale: string | null;
  readonly newsletters: readonly { readonly newsletter: Newsletter; readonly topics: readonly string[] }[];
  /** What was typed into fields, to be seen by whoever confirms. */
  readonly fields: readonly { readonly field: ReaderField; readonly value: string }[];
  readonly confirmed: boolean;
  readonly formToken: string;
};

/** Limits on how often sign-ups may come; `false`: too often. Each says so without a look at the store. */
export type SignUpLimits = {
  /** By IP address and its network (/24, IPv6 /64). */
  fromIp(ip: string | null): Promise<boolean>;
  /** By where an address's mail ends up, whatever its tag. */
  forInbox(inbox: string): Promise<boolean>;
};

export type SignUps = {
  newsletters(): readonly Newsletter[];
  /** Those that forms ask for. */
  fields(): readonly ReaderField[];
  signUp(request: SignUpRequest): Promise<SignUpAnswer>;
  /** What a sign-up has to answer, fresh; `null`: nothing. */
  proofTask(): ProofTask | null;
  pending(token: string): Promise<PendingConfirmation | null>;
  isOwnForm(token: string, formToken: string): boolean;
  /** `preferences`: where the new reader may change their mind; `null`: the link does not work any more. */
  confirm(token: string, source: ConsentSource): Promise<{ readonly preferences: string } | null>;
};

const dayMs = 86_400_000;
const confirmWithinMs = 7 * dayMs;
/** Names the words readers agree to on the subscribe page; the consent log keeps it. Change it with them. */
const consentTextVersion = 'subscribe-page-1';

type Tools = Pick<Press, 'store' | 'now' | 'secret' | 'olderSecrets' | 'baseUrl' | 'newId'>;
type SignUpDesk = { readonly notices: Notices; readonly limits: SignUpLimits; readonly keepIp: boolean };

const noProof: ProofRules = { bits: () => null, mayWait: async () => true };

/** `proof` left out: nothing is asked for, as of a program with a key. */
export function openSignUps(
  press: Tools,
  desk: SignUpDesk & { readonly proof?: ProofRules },
  config: () => { readonly newsletters: readonly Newsletter[]; readonly fields?: readonly ReaderField[] },
): SignUps {
  const fields = () => (config().fields ?? []).filter(({ signUp: asked }) => asked);
  const keys = readerKeys(press);
  const proofs = signUpProofs(press, desk.proof ?? noProof);
  const since = () => new Date(press.now().getTime() - confirmWithinMs);
  const signUpsBy = async (token: string) => {
    const read = readToken(keys, 'confirm', token);
    return read && read.b >= press.now().getTime() ? { id: read.a, signUps: await press.store.signUps(read.a, since()) } : null;
  };
  return {
    newsletters: () => config().newsletters,
    fields,
    signUp: (request) => signUp(press, { ...desk, proofs }, { newsletters: config().newsletters, fields: fields() }, request),
    proofTask: proofs.task,
    async pending(token) {
      const found = await signUpsBy(token);
      const first = found?.signUps.find(({ id }) => id === found.id);
      if (!found || !first) return null;
      return {
        address: first.address,
        locale: first.locale,
        newsletters: found.signUps.flatMap((one) => {
          const newsletter = config().newsletters.find(({ id }) => id === one.newsletter);
          return newsletter ? [{ newsletter, topics: one.topics }] : [];
        }),
        fields: fields().flatMap((field) => {
          const value = found.signUps.findLast(({ fields: typed }) => Object.hasOwn(typed, field.name))?.fields[field.name] ?? null;
          return value === null ? [] : [{ field, value }];
        }),
        confirmed: found.signUps.every(({ confirmedAt }) => confirmedAt !== null),
        formToken: formToken(press.secret, `/confirm/${token}`, press.now()),
      };
    },
    isOwnForm: (token, given) => isOwnForm(secretsIn(press), `/confirm/${token}`, given, press.now()),
    async confirm(token, source) {
      const found = await signUpsBy(token);
      if (!found) return null;
      const isNew = found.signUps.some(({ confirmedAt }) => confirmedAt === null);
      const ipKept = { ...source, ip: desk.keepIp ? (source.ip ?? null) : null };
      const [subscription] = await press.store.confirmSignUps(found.id, since(), ipKept, press.now());
      const newsletter = subscription && config().newsletters.find(({ id }) => id === subscription.newsletter);
      const address = found.signUps[0]?.address;
      if (!subscription || !newsletter || address === undefined) return null;
      const preferences = preferencesLink(press, subscription.subscriptionId);
      if (isNew) {
        const values = {
          topics: subscription.topics,
          preferencesHref: preferences,
          unsubscribeHref: unsubscribeLink(press, subscription.subscriptionId),
        };
        const fields = (await press.store.accountOf(address))?.fields ?? {};
        desk.notices.notify('welcome', newsletter, address, { locale: found.signUps[0]?.locale ?? null, values, fields });
      }
      return { preferences };
    },
  };
}

async function signUp(
  press: Tools,
  desk: SignUpDesk & { readonly proofs: SignUpProofs },
  { newsletters, fields }: { readonly newsletters: readonly Newsletter[]; readonly fields: readonly ReaderField[] },
  request: SignUpRequest,
): Promise<SignUpAnswer> {
  if (!(await desk.limits.fromIp(request.ip))) return { kind: 'slow-down' };
  const address = parseEmailAddress(request.address);
  if (address.kind === 'refused') return { kind: 'refused', reason: 'address', message: address.message };
  const wanted = newsletters.filter(({ id }) => request.newsletters.includes(id));
  if (wanted.length === 0) return { kind: 'refused', reason: 'newsletter', message: 'Choose at least one newsletter.' };
  const wishes = wanted.map((newsletter) => ({ newsletter, topics: topicsOf(newsletter, request.topics) }));
  if (wishes.every(({ topics }) => topics.length === 0))
    return { kind: 'refused', reason: 'topics', message: 'Choose at least one topic.' };
  const { changes, faults } = readFields(fields, request.fields ?? {});
  if (faults.length > 0)
    return { kind: 'refused', reason: 'fields', message: faults.map(({ field, message }) => `${field} ${message}`).join('; '), faults };
  // Last, so that nobody's work is used up by a slip of the fingers.
  const verdict = await desk.proofs.spend(request.proof ?? '', request.ip);
  if (verdict.kind === 'crowded') return { kind: 'slow-down' };
  if (verdict.kind === 'needed') return { kind: 'prove', task: verdict.task };
  // A program gets the answer of a person, and nothing else.
  if (request.honeypot !== '' || !(await desk.limits.forInbox(inboxOf(address.key)))) return { kind: 'check-inbox' };
  const now = press.now();
  const ids: number[] = [];
  for (const { newsletter, topics } of wishes.filter((wish) => wish.topics.length > 0)) {
    ids.push(
      await press.store.requestSignUp({
        address: address.address,
        newsletter: newsletter.id,
        topics,
        locale: request.locale,
        fields: Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== null)),
        ip: desk.keepIp ? request.ip : null,
        textVersion: consentTextVersion,
        now,
      }),
    );
  }
  const [newsletter] = wanted;
  const [id] = ids;
  if (newsletter && id !== undefined)
    desk.notices.later(() => mailConfirmation(press, desk.notices, { newsletter, id, address: address.address, locale: request.locale }));
  return { kind: 'check-inbox' };
}

const topicsOf = (newsletter: Newsletter, asked: readonly string[]): readonly string[] => {
  const names = new Set(asked.map((topic) => topic.toLowerCase()));
  return names.size === 0 ? newsletter.topics : newsletter.topics.filter((topic) => names.has(topic.toLowerCase()));
};

type Confirmation = { readonly newsletter: Newsletter; readonly id: number; readonly address: string; readonly locale: string | null };

async function mailConfirmation(press: Tools, { send }: Notices, { newsletter, id, address, locale }: Confirmation): Promise<void> {
  const token = signToken(readerKeys(press), 'confirm', id, press.now().getTime() + confirmWithinMs);
  const values = { confirmHref: `${press.baseUrl}/confirm/${token}` };
  const claim = { purpose: 'confirm', address, everyMs: dayMs } as const;
  await sendClaimed(press, claim, () => send('confirm', newsletter, address, { locale, values }));
}
