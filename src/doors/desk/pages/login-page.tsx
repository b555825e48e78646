import type { Hono } from 'hono';
import { first, formOf } from '../../requests/form-fields.ts';
import { type Access, type DeskEnv, type Gate, localPath } from '../access/access.ts';
import { onlyOwnForms } from '../access/own-requests.ts';
import { strangersPage } from '../frame/notice-page.tsx';

/** `/login` for a desk behind a password or with accounts, `/logout` for any. */
export function loginRoutes(desk: Hono<DeskEnv>, gate: Gate, { people }: Access): void {
  const mails = people?.letters !== undefined;
  desk.get('/login', async (c) => {
    const asks = await gate.asks();
    return asks === null ? c.redirect('/', 303) : c.html(loginPage(localPath(c.req.query('to')), asks, { mails }));
  });
  // Nobody has a token before the login: here the browser's word on where the form comes from must do.
  desk.post('/login', onlyOwnForms, async (c) => {
    const form = await formOf(c);
    const back = localPath(first(form, 'to'));
    const asks = await gate.asks();
    if (asks === null) return c.redirect('/', 303);
    const result = await gate.login(c, first(form, 'password'), first(form, asks === 'account' ? 'address' : 'name'));
    const wrong = asks === 'account' ? 'That address or password is not right.' : 'That password is not right.';
    if (result === null) return c.html(loginPage(back, asks, { mails, fault: wrong }), 401);
    if (typeof result === 'object') {
      c.header('Retry-After', String(result.wait));
      return c.html(loginPage(back, asks, { mails, fault: `Too many wrong guesses. Try again in ${result.wait} seconds.` }), 429);
    }
    return c.redirect(back, 303);
  });
  desk.post('/logout', gate.admit, onlyOwnForms, async (c) => {
    await gate.logout(c);
    return c.redirect('/login', 303);
  });
}

type Shown = { readonly mails: boolean; readonly fault?: string };

const loginPage = (to: string, asks: 'account' | 'password', { mails, fault }: Shown): string =>
  strangersPage(
    'Log in',
    fault ?? null,
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
    </form>,
  );
