import type { Hono } from 'hono';
import { CourantError } from '../../../errors/courant-error.ts';
import { invitationOf, join } from '../../../press/people/accounts.ts';
import type { DeskInvitation } from '../../../press/ports/people/desk-accounts.ts';
import { first, formOf } from '../../requests/form-fields.ts';
import type { Access, DeskEnv, Gate } from '../access/access.ts';
import { onlyOwnForms } from '../access/own-requests.ts';
import type { DeskContext } from '../frame/desk-context.ts';
import { noticePage, strangersPage } from '../frame/notice-page.tsx';
import { faultWords } from '../frame/wording.ts';

/** `/join/:token`: an invitation becomes an account. Whoever holds the link holds the invitation; the POST uses it up. */
export function joinRoutes(desk: Hono<DeskEnv>, gate: Gate, { now }: DeskContext, { people }: Access): void {
  if (people === undefined) return;
  const { store, passwords } = people;
  desk.get('/join/:token', async (c) => {
    const invited = await invitationOf(store, c.req.param('token'), now());
    return invited === null ? c.html(over(), 404) : c.html(joinPage(c.req.path, invited, null));
  });
  desk.post('/join/:token', onlyOwnForms, async (c) => {
    const token = c.req.param('token');
    const invited = await invitationOf(store, token, now());
    if (invited === null) return c.html(over(), 404);
    const form = await formOf(c);
    try {
      const account = await join(store, passwords, { token, name: first(form, 'name'), password: first(form, 'password'), now: now() });
      await gate.welcome(c, account);
      return c.redirect('/', 303);
    } catch (error) {
      if (!(error instanceof CourantError)) throw error;
      return c.html(joinPage(c.req.path, invited, faultWords(error)), 422);
    }
  });
}

const over = () =>
  noticePage({
    title: 'No invitation',
    words: 'This invitation was used, withdrawn, or is older than a week. Ask for another one.',
    links: [{ text: 'Log in', href: '/login' }],
  });

const joinPage = (path: string, { address, role, by }: DeskInvitation, fault: string | null): string =>
  strangersPage(
    'Join',
    fault,
    <>
      <p>
        <bdi>{by}</bdi> invites <bdi>{address}</bdi> as <b>{role}</b>.
      </p>
      <form method="post" action={path} className="stacked" data-hx-boost="false">
        <input type="hidden" name="username" autoComplete="username" value={address} />
        <label>
          <span>Your name, for the books</span> <input name="name" autoComplete="name" maxLength={60} required />
        </label>
        <label>
          <span>A password, ten characters or more</span>{' '}
          <input name="password" type="password" autoComplete="new-password" minLength={10} maxLength={200} required />
        </label>
        <button type="submit">Join</button>
      </form>
    </>,
  );
