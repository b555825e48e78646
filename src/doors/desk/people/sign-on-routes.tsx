import type { Hono } from 'hono';
import { neutralText } from '../../../composition/text/neutral-text.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import { accountAt } from '../../../press/people/accounts.ts';
import { type Access, type DeskEnv, type Gate, localPath } from '../access/access.ts';
import { noticePage } from '../frame/notice-page.tsx';

const back = '/login/provider/back';

/** `/login/provider`: to the newsroom's own login, and back from it. An address it has verified opens the account of that address, and makes none. */
export function signOnRoutes(desk: Hono<DeskEnv>, gate: Gate, { people, baseUrl }: Access): void {
  const signOn = people?.signOn;
  if (people === undefined || signOn === undefined) return;
  desk.get('/login/provider', async (c) => {
    if ((await gate.asks()) !== 'account') return c.redirect('/login', 303);
    try {
      const { href, remembered } = await signOn.begin(baseUrl + back);
      gate.journey.set(c, JSON.stringify({ remembered, to: localPath(c.req.query('to')) }));
      return c.redirect(href, 303);
    } catch (error) {
      if (!(error instanceof CourantError)) throw error;
      return c.html(refused([error.message, error.help ?? ''].join(' ').trim()), 502);
    }
  });
  desk.get(back, async (c) => {
    const carried = gate.journey.take(c);
    if (carried === null || (await gate.asks()) !== 'account')
      return c.html(refused('This answer belongs to no login begun here, or came too late.'), 401);
    const { remembered, to } = JSON.parse(carried) as { readonly remembered: string; readonly to: string };
    const reason = { words: 'Too many wrong guesses. Try again in a minute.' };
    const result = await gate.loginBy(c, async () => {
      const known = await signOn.finish(new URL(baseUrl + back + new URL(c.req.url).search), remembered);
      reason.words =
        'refused' in known
          ? known.refused
          : `There is no account of ${neutralText(known.address).slice(0, 254)} here. An admin can invite you.`;
      return 'refused' in known ? null : accountAt(people.store, known.address);
    });
    if (typeof result !== 'string') return c.html(refused(reason.words), 401);
    // The browser comes from another site, and sends a cookie that is ours alone only from a page of ours: this one.
    const { pathname, search } = new URL(to, baseUrl);
    c.header('Refresh', `0; url=${pathname}${search}`);
    return c.html(noticePage({ title: 'Logged in', words: 'The desk opens.', links: [{ text: 'Open it', href: pathname + search }] }));
  });
}

const refused = (words: string) => noticePage({ title: 'Not logged in', words, links: [{ text: 'Log in', href: '/login' }] });
