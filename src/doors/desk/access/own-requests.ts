/** Where requests to the desk come from: its own pages, or another site's. */
import type { Context, MiddlewareHandler } from 'hono';
import { first, formOf } from '../../requests/form-fields.ts';
import { type DeskEnv, same, type Visitor } from './access.ts';

const otherSite = 'This request comes from another site.';

const fetchSites = new Set(['same-origin', 'none']);

/**
 * A page of another site may lead somebody here, and nothing else: whatever else it asks for it cannot read, but making it would
 * keep the desk busy. Browsers say who asks since 2020 (Safari since 2023); the rest is for the name's guard.
 */
export const notForOtherSites: MiddlewareHandler = async (c, next) => {
  const site = c.req.header('sec-fetch-site');
  const foreign = site !== undefined && !fetchSites.has(site);
  const ledHere = c.req.header('sec-fetch-mode') === 'navigate' && c.req.header('sec-fetch-dest') === 'document';
  return foreign && !(ledHere && c.req.method === 'GET') ? c.text(`${otherSite}\n`, 403) : next();
};

/**
 * Every POST must come from a page of this desk: by the browser's own word (Sec-Fetch-Site, Origin) and by the token in
 * its form. Who may do what is another question: `route-roles.ts`.
 */
export const onlyOwnForms: MiddlewareHandler<DeskEnv> = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
  if (isForeign(c)) return c.text(`${otherSite}\n`, 403);
  const visitor = c.get('visitor') as Visitor | undefined;
  if (visitor) {
    if (!same(first(await formOf(c), 'token'), visitor.token)) {
      return c.text('This form is out of date. Go back, load the page again and repeat.\n', 403);
    }
  }
  return next();
};

function isForeign(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && !fetchSites.has(site)) return true;
  const origin = c.req.header('origin');
  if (origin === undefined) return false;
  const host = c.req.header('host') ?? '';
  return !URL.canParse(origin) || new URL(origin).host.toLowerCase() !== host.toLowerCase();
}
