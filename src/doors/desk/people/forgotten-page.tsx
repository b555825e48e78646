import type { Hono } from 'hono';
import { CourantError } from '../../../errors/courant-error.ts';
import { ownerOf, passwordLink, renewPassword } from '../../../press/people/forgotten.ts';
import { clientOf } from '../../requests/client-address.ts';
import { first, formOf } from '../../requests/form-fields.ts';
import type { Access, DeskEnv, Gate } from '../access/access.ts';
import { guessLimit } from '../access/guess-limit.ts';
import { onlyOwnForms } from '../access/own-requests.ts';
import type { DeskContext } from '../frame/desk-context.ts';
import { noticePage, strangersPage } from '../frame/notice-page.tsx';

type Tools = { readonly access: Access; readonly onError: ((error: unknown) => void) | undefined };

/** One mail an address and so long, whoever asks. */
const mailEveryMs = 5 * 60_000;

/** `/forgotten`: a link is mailed to an account's address; `/password/:token`: what it leads to. */
export function forgottenRoutes(desk: Hono<DeskEnv>, gate: Gate, { now }: DeskContext, { access, onError }: Tools): void {
  const { people, secret, baseUrl, trustProxy } = access;
  if (people === undefined) return;
  const { letters } = people;
  const keeper = { ...people, secret };
  const asked = guessLimit(now);
  const mailed = new Map<string, number>();
  const mail = async (typed: string) => {
    const link = await passwordLink(keeper, typed, now());
    const at = now().getTime();
    for (const [one, then] of mailed) if (then <= at - mailEveryMs) mailed.delete(one);
    if (letters === undefined || link === null || mailed.has(link.address)) return;
    mailed.set(link.address, at);
    const outcome = await letters('desk-password', link.address, { passwordHref: `${baseUrl}/password/${link.token}` });
    if (outcome.kind !== 'failed') return;
    // One that did not leave counts for nothing. No page may tell it, so the log does.
    mailed.delete(link.address);
    throw new Error(`A link to a new password at the desk did not leave: ${outcome.why}`);
  };
  desk.get('/forgotten', async (c) => c.html(letters === undefined || (await gate.asks()) !== 'account' ? nothing() : forgottenPage(null)));
  desk.post('/forgotten', onlyOwnForms, async (c) => {
    if (letters === undefined || (await gate.asks()) !== 'account') return c.html(nothing(), 404);
    const guesser = { name: clientOf(c, trustProxy) ?? 'here', known: false };
    const wait = asked.wait(guesser);
    if (wait > 0) {
      c.header('Retry-After', String(wait));
      return c.html(forgottenPage(`Too many at once. Try again in ${wait} seconds.`), 429);
    }
    asked.wrong(guesser);
    const address = first(await formOf(c), 'address').trim();
    // After the answer, which is the same and as quick whoever the address is of.
    setImmediate(() => void mail(address).catch((error: unknown) => onError?.(error)));
    return c.html(told());
  });
  desk.get('/password/:token', async (c) => {
    const owner = await ownerOf(keeper, c.req.param('token'), now());
    return owner === null ? c.html(over(), 404) : c.html(passwordPage(c.req.path, owner.address, null));
  });
  desk.post('/password/:token', onlyOwnForms, async (c) => {
    const token = c.req.param('token');
    const owner = await ownerOf(keeper, token, now());
    if (owner === null) return c.html(over(), 404);
    try {
      const account = await renewPassword(keeper, { token, password: first(await formOf(c), 'password'), now: now() });
      if (account === null) return c.html(over(), 404);
      await gate.welcome(c, account);
      return c.redirect('/', 303);
    } catch (error) {
      if (!(error instanceof CourantError)) throw error;
      return c.html(passwordPage(c.req.path, owner.address, [error.message, error.help ?? ''].join(' ').trim()), 422);
    }
  });
}

const login = [{ text: 'Log in', href: '/login' }];

const nothing = () =>
  noticePage({ title: 'No mail from here', words: 'This desk mails no passwords. An admin can invite you again.', links: login });

const told = () =>
  noticePage({
    title: 'Look into your mail',
    words: 'If there is an account of this address, a link to a new password is on its way to it. It works for an hour.',
    links: login,
  });

const over = () =>
  noticePage({
    title: 'This link is over',
    words: 'It was used, or is older than an hour.',
    links: [{ text: 'Ask for another one', href: '/forgotten' }, ...login],
  });

const forgottenPage = (fault: string | null): string =>
  strangersPage(
    'Forgotten password',
    fault,
    <form method="post" action="/forgotten" className="stacked" data-hx-boost="false">
      <p>A link to a new password is mailed to you.</p>
      <label>
        <span>Your address</span> <input name="address" autoComplete="username" inputMode="email" maxLength={254} required />
      </label>
      <button type="submit">Mail me the link</button>
      <a href="/login">Log in after all</a>
    </form>,
  );

const passwordPage = (path: string, address: string, fault: string | null): string =>
  strangersPage(
    'New password',
    fault,
    <form method="post" action={path} className="stacked" data-hx-boost="false">
      <p>
        A new password for <bdi>{address}</bdi>. Wherever you are logged in, you are logged out.
      </p>
      <input type="hidden" name="username" autoComplete="username" value={address} />
      <label>
        <span>Ten characters or more</span>{' '}
        <input name="password" type="password" autoComplete="new-password" minLength={10} maxLength={200} required />
      </label>
      <button type="submit">Keep it, and log in</button>
    </form>,
  );
