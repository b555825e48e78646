/** Logging in by a key on one's device: made, named and removed by its owner, asked for at the login. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { CourantError } from '../../errors/courant-error.ts';
import type { DeskAccount, DeskAccountStore } from '../ports/people/desk-accounts.ts';
import type { PasskeyCeremonies, PasskeySite, PasskeyStore } from '../ports/people/passkeys.ts';
import type { SignUpStore } from '../ports/store/sign-ups.ts';
import { nameIn } from './accounts.ts';

export type PasskeyTools = {
  readonly store: DeskAccountStore & PasskeyStore & Pick<SignUpStore, 'spendProof'>;
  readonly ceremonies: PasskeyCeremonies;
  readonly secret: Uint8Array;
};

/** For a page: `options` for its script, `state` to be sent back with what the device answers. */
export type PasskeyAsked = { readonly options: string; readonly state: string };
export type PasskeyAnswer = { readonly state: string; readonly answer: string };

const worksMs = 10 * 60_000;
const most = 20;

/** What a page asks a device for, so that it becomes a key of this account. */
export async function askForNewPasskey(
  { store, ceremonies, secret }: PasskeyTools,
  at: PasskeySite,
  account: Pick<DeskAccount, 'id' | 'address' | 'name'>,
  now: Date,
): Promise<PasskeyAsked> {
  const { challenge, state } = challengeFor(secret, `new ${account.id} ${at.site}`, now);
  const known = (await store.passkeys(account.id)).map(({ credentialId }) => credentialId);
  return { options: ceremonies.creation(at, account, { challenge, known }), state };
}

/** @throws CourantError `passkey-refused`, `name-missing` */
export async function addPasskey(
  { store, ceremonies, secret }: PasskeyTools,
  at: PasskeySite,
  added: PasskeyAnswer & { readonly account: number; readonly name: string; readonly now: Date },
): Promise<string> {
  const { account, now } = added;
  const name = nameIn(added.name);
  const challenge = await challengeOf({ store, secret }, `new ${account} ${at.site}`, added.state, now);
  const made = challenge === null ? null : ceremonies.created(at, challenge, added.answer);
  if (made === null)
    throw new CourantError('passkey-refused', 'What the device answered is not what was asked for, so no passkey was kept.', {
      help: 'Try it again.',
    });
  if ((await store.passkeys(account)).length >= most)
    throw new CourantError('passkey-refused', `${most} passkeys are enough.`, { help: 'Remove one you do not use.' });
  const kept = await store.addPasskey({ ...made, account, site: at.site, name, createdAt: now });
  if (!kept) throw new CourantError('passkey-refused', 'This passkey is known already.', { help: 'Log in by it.' });
  return name;
}

/** What the login page asks a device for: whose key it is, the answer tells. */
export function askForPasskey({ ceremonies, secret }: PasskeyTools, at: PasskeySite, now: Date): PasskeyAsked {
  const { challenge, state } = challengeFor(secret, `login ${at.site}`, now);
  return { options: ceremonies.request(at, challenge), state };
}

/** `null`: no key of anybody who may log in, or not the answer to what was asked; each question is answered once. */
export async function logInByPasskey(
  { store, ceremonies, secret }: PasskeyTools,
  at: PasskeySite,
  { state, answer }: PasskeyAnswer,
  now: Date,
): Promise<DeskAccount | null> {
  const challenge = await challengeOf({ store, secret }, `login ${at.site}`, state, now);
  const credentialId = ceremonies.nameOf(answer);
  const passkey = credentialId === null ? null : await store.passkeyNamed(credentialId);
  if (challenge === null || passkey === null || passkey.site !== at.site) return null;
  const counter = ceremonies.proved(at, challenge, answer, passkey);
  if (counter === null) return null;
  const account = (await store.deskAccounts()).find(({ id }) => id === passkey.account);
  if (account === undefined || account.disabled) return null;
  await store.notePasskeyUse(passkey.id, counter, now);
  return account;
}

/** Signed, so that nothing has to be kept of pages nobody answers. */
function challengeFor(secret: Uint8Array, purpose: string, now: Date): { readonly challenge: string; readonly state: string } {
  const challenge = randomBytes(32).toString('base64url');
  const until = now.getTime() + worksMs;
  return { challenge, state: `${until}.${challenge}.${macOf(secret, purpose, until, challenge)}` };
}

type Spending = Pick<PasskeyTools, 'secret'> & { readonly store: Pick<SignUpStore, 'spendProof'> };

async function challengeOf({ store, secret }: Spending, purpose: string, state: string, now: Date): Promise<string | null> {
  const [, until, challenge, mac] = /^(\d{13,15})\.([\w-]{43})\.([\w-]{43})$/.exec(state) ?? [];
  if (challenge === undefined || mac === undefined || Number(until) < now.getTime()) return null;
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(secret, purpose, Number(until), challenge)))) return null;
  return (await store.spendProof(`passkey ${challenge}`, new Date(Number(until)), now)) ? challenge : null;
}

const macOf = (secret: Uint8Array, purpose: string, until: number, challenge: string): string =>
  createHmac('sha256', secret).update(`desk passkey ${purpose} ${until} ${challenge}`).digest('base64url');
