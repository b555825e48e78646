import type { Context, Hono } from 'hono';
import { askForPasskey, logInByPasskey, type PasskeyAsked } from '../../../press/people/passkeys.ts';
import { first, formOf } from '../../requests/form-fields.ts';
import { type Access, type DeskEnv, type Gate, localPath } from '../access/access.ts';
import { onlyOwnForms } from '../access/own-requests.ts';
import { passkeySite } from '../access/passkey-site.ts';
import type { DeskContext } from '../frame/desk-context.ts';
import { strangersPage } from '../frame/notice-page.tsx';
import { PasskeyLogin } from '../people/passkey-parts.tsx';

/** `/login` for a desk behind a password or with accounts, `/logout` for any. */
export function loginRoutes(desk: Hono<DeskEnv>, gate: Gate, { people, secret }: Access, { now }: DeskContext): void {
  const mails = people?.letters !== undefined;
  const keys = people?.ceremonies === undefined ? null : { store: people.store, ceremonies: people.ceremonies, secret };
  const siteOf = (c: Context) => passkeySite(c.req.header('host') ?? '');
  const shown = (c: Context, asks: 'account' | 'password', to: string, fault?: string) => {
    const site = asks === 'account' && keys !== null ? siteOf(c) : null;
    const passkey = site === null || keys === null ? null : askForPasskey(keys, site, now());
    const provider = asks === 'account' ? (people?.signOn?.provider ?? null) : null;
    return loginPage(to, asks, { mails, passkey, provider, ...(fault !== undefined && { fault }) });
  };
  desk.get('/login', async (c) => {
    const asks = await gate.asks();
    return asks === null ? c.redirect('/', 303) : c.html(shown(c, asks, localPath(c.req.query('to'))));
  });
  // Nobody has a token before the login: here the browser's word on where the form comes from must do.
  desk.post('/login', onlyOwnForms, async (c) => {
    const form = await formOf(c);
    const back = localPath(first(form, 'to'));
    const asks = await gate.asks();
    if (asks === null) return c.redirect('/', 303);
    const result = await gate.login(c, first(form, 'password'), first(form, asks === 'account' ? 'address' : 'name'));
    const wrong = asks === 'account' ? 'That address or password is not right.' : 'That password is not right.';
    if (result === null) return c.html(shown(c, asks, back, wrong), 401);
    if (typeof result === 'object') {
      c.header('Retry-After', String(result.wait));
      return c.html(shown(c, asks, back, tooMany(result.wait)), 429);
    }
    return c.redirect(back, 303);
  });
  desk.post('/login/passkey', onlyOwnForms, async (c) => {
    const form = await formOf(c);
    const [back, asks, site] = [localPath(first(form, 'to')), await gate.asks(), siteOf(c)];
    if (asks === null) return c.redirect('/', 303);
    if (asks !== 'account' || keys === null || site === null) return c.html(shown(c, asks, back, noPasskey), 401);
    const given = { state: first(form, 'state'), answer: first(form, 'answer') };
    const result = await gate.loginBy(c, () => logInByPasskey(keys, site, given, now()));
    if (result === null) return c.html(shown(c, asks, back, noPasskey), 401);
    if (typeof result === 'string') return c.redirect(back, 303);
    c.header('Retry-After', String(result.wait));
    return c.html(shown(c, asks, back, tooMany(result.wait)), 429);
  });
  desk.post('/logout', gate.admit, onlyOwnForms, async (c) => {
    await gate.logout(c);
    return c.redirect('/login', 303);
  });
}

const noPasskey = 'That passkey opens no account here.';
const tooMany = (seconds: number) => `Too many wrong guesses. Try again in ${seconds} seconds.`;

type Shown = { readonly mails: boolean; readonly passkey: PasskeyAsked | null; readonly provider: string | null; readonly fault?: string };

const loginPage = (to: string, asks: 'account' | 'password', { mails, passkey, provider, fault }: Shown): string =>
  strangersPage(
    'Log in',
    fault ?? null,
    <>
      <form method="post" action="/login" className="stacked" data-hx-boost="false">
        <input type="hidden" name="to" value={to} />
        {asks === 'account' ? (
          <label>
            <span>Your address</span> <input name="address" autoComplete="username" inputMode="email" maxLength={254} required />
          </label>
        ) : (
          <label>
            <span>Your name, for the books</span> <input name="name" autoComplete="name" maxLength={60} required />
          </label>
        )}
        <label>
          <span>Password</span> <input name="password" type="password" autoComplete="current-password" required />
        </label>
        <button type="submit">Log in</button>
        {asks === 'account' && mails && <a href="/forgotten">Forgotten your password?</a>}
      </form>
      {provider !== null && (
        <p>
          <a className="act" href={`/login/provider?${new URLSearchParams({ to })}`}>
            Log in at {provider}
          </a>
        </p>
      )}
      {passkey && <PasskeyLogin asked={passkey} to={to} />}
    </>,
    passkey === null ? [] : ['passkeys.js'],
  );
