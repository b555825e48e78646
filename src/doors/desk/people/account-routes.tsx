import type { Context, Hono } from 'hono';
import { CourantError } from '../../../errors/courant-error.ts';
import { changePassword, mustBeThey } from '../../../press/people/accounts.ts';
import { addPasskey, askForNewPasskey } from '../../../press/people/passkeys.ts';
import type { DeskAccount } from '../../../press/ports/people/desk-accounts.ts';
import { type FormFields, first, formOf } from '../../requests/form-fields.ts';
import type { Access, DeskEnv, DeskPeople, Visitor } from '../access/access.ts';
import { guessLimit } from '../access/guess-limit.ts';
import { passkeySite } from '../access/passkey-site.ts';
import { actAndReturn, type DeskContext } from '../frame/desk-context.ts';
import { accountPage } from './account-page.tsx';
import { PasskeysCard } from './passkey-parts.tsx';
import { senseless } from './people-routes.ts';

/** `/account`: one's own password, passkeys and sessions. */
export function accountRoutes(desk: Hono<DeskEnv>, context: DeskContext, { people, secret }: Access): void {
  if (people === undefined) return;
  const { store, ceremonies } = people;
  const { now, said } = context;
  const keys = ceremonies === undefined ? null : { store, ceremonies, secret };
  const accountOf = async ({ account }: Visitor): Promise<DeskAccount | undefined> =>
    account === null ? undefined : (await store.deskAccounts()).find(({ id }) => id === account);
  const siteOf = (c: Context) => passkeySite(c.req.header('host') ?? '');
  const proven = limitedProofs(now);
  const passkeysPart = async (c: Context<DeskEnv>) => {
    const visitor = c.get('visitor');
    const account = await accountOf(visitor);
    if (account === undefined || keys === null) return null;
    const site = siteOf(c);
    const asked = site && (await askForNewPasskey(keys, site, account, now()));
    return <PasskeysCard passkeys={await store.passkeys(account.id)} asked={asked} site={site?.site ?? null} visitor={visitor} />;
  };
  desk.get('/account', async (c) => {
    const visitor = c.get('visitor');
    const sessions = visitor.account === null ? [] : await store.accountSessions(visitor.account);
    const passkeys = await passkeysPart(c);
    return c.html(accountPage({ sessions, passkeys, visitor, said: said.of(c.req.query('said') ?? null) }));
  });
  desk.post('/account', async (c) => {
    const form = await formOf(c);
    return actAndReturn(c, context, '/account', async () => {
      const account = await accountOf(c.get('visitor'));
      if (account === undefined)
        throw new CourantError('no-account', 'You have no account of your own here.', { help: 'An admin can invite you.' });
      if (first(form, 'act') !== 'passkey-add') return actOnAccount(people, proven, account, form);
      const site = siteOf(c);
      if (site === null || keys === null) throw senseless();
      await proven(account, () => mustBeThey(store, people.passwords, account, first(form, 'password')));
      const given = { state: first(form, 'state'), answer: first(form, 'answer'), name: first(form, 'name') };
      return `“${await addPasskey(keys, site, { ...given, account: account.id, now: now() })}” opens your account from now on.`;
    });
  });
}

type Proven = (account: DeskAccount, prove: () => Promise<void>) => Promise<void>;

/** A session left open is no place to try passwords at: five wrong ones a minute, as at the login. */
function limitedProofs(now: () => Date): Proven {
  const guesses = guessLimit(now);
  return async ({ id }, prove) => {
    const guesser = { name: String(id), known: true };
    const wait = guesses.wait(guesser);
    if (wait > 0)
      throw new CourantError('passwords-many', 'Too many wrong passwords, so nothing was changed.', {
        help: `Try again in ${wait} seconds.`,
      });
    const wrong = guesses.wrong(guesser);
    await prove();
    guesses.right(guesser, wrong);
  };
}

async function actOnAccount({ store, passwords }: DeskPeople, proven: Proven, account: DeskAccount, form: FormFields): Promise<string> {
  switch (first(form, 'act')) {
    case 'password':
      await proven(account, () => changePassword(store, passwords, account, { old: first(form, 'old'), next: first(form, 'next') }));
      return 'The password is changed; every session is over, this one too.';
    case 'passkey-remove':
      return (await store.removePasskey(account.id, Number(first(form, 'passkey'))))
        ? 'The passkey is removed.'
        : 'It was removed already.';
    case 'end':
      if (first(form, 'session') === '') throw senseless();
      await store.endAccountSessions(account.id, first(form, 'session'));
      return 'Ended.';
    default:
      throw senseless();
  }
}
