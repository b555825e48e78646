/** Which role each route of the desk asks for. A route that stands in no line here is an admin's alone, and a test fails. */
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { mayAct, type Role } from '../../../press/ports/people/roles.ts';
import { first, formOf } from '../../requests/form-fields.ts';
import type { DeskEnv } from './access.ts';

/** Of a form with several acts, by the first word of its field `act`; an act that stands nowhere is an admin's. */
type ByAct = { readonly [act: string]: Role };

/** `anybody`: who has not logged in, too. */
export const routeRoles: Readonly<Record<string, 'anybody' | Role | ByAct>> = {
  'GET /media/:name': 'anybody',
  'GET /desk/:name': 'anybody',
  'GET /login': 'anybody',
  'POST /login': 'anybody',
  'POST /login/passkey': 'anybody',
  'GET /login/provider': 'anybody',
  'GET /login/provider/back': 'anybody',
  'POST /logout': 'anybody',
  'GET /join/:token': 'anybody',
  'POST /join/:token': 'anybody',
  'GET /forgotten': 'anybody',
  'POST /forgotten': 'anybody',
  'GET /password/:token': 'anybody',
  'POST /password/:token': 'anybody',
  'POST /name': 'viewer',
  'GET /': 'viewer',
  'GET /desk': 'viewer',
  'GET /calendar': 'viewer',
  'POST /calendar': { hold: 'editor', skip: 'editor', release: 'publisher', move: 'publisher', back: 'publisher' },
  'GET /edition': 'viewer',
  'GET /edition/find': 'viewer',
  'GET /edition/look/:card': 'editor',
  'GET /edition/look/:card/picture': 'editor',
  'POST /edition/look': 'editor',
  'GET /edition/picture': 'viewer',
  'GET /preview/html': 'viewer',
  'GET /edition.eml': 'viewer',
  'GET /sample': 'viewer',
  'GET /sample/html': 'viewer',
  'GET /sample.eml': 'viewer',
  'POST /override': 'editor',
  'POST /override/undo': 'editor',
  'POST /comments': 'editor',
  'GET /sign': 'viewer',
  'POST /sign': {
    test: 'editor',
    hold: 'editor',
    approve: 'publisher',
    withdraw: 'publisher',
    release: 'publisher',
    send: 'publisher',
    pause: 'publisher',
    cancel: 'publisher',
    resume: 'publisher',
    settle: 'publisher',
    resend: 'publisher',
  },
  'GET /content': 'viewer',
  'GET /pair': 'viewer',
  'GET /content/look/:card': 'editor',
  'POST /content/look': 'editor',
  'POST /content/add': 'editor',
  'GET /readers': 'viewer',
  'POST /readers/find': 'viewer',
  'GET /readers/one/:id{[1-9][0-9]{0,14}}': 'viewer',
  'POST /readers/one/:id{[1-9][0-9]{0,14}}/export': 'publisher',
  'POST /readers': {
    lift: 'editor',
    suppress: 'editor',
    end: 'editor',
    pause: 'editor',
    resume: 'editor',
    fields: 'editor',
    erase: 'publisher',
  },
  'GET /readers/list': 'viewer',
  'POST /readers/segments': 'editor',
  'POST /readers/segments/drop': 'editor',
  'POST /readers/export': 'publisher',
  'GET /readers/add': 'editor',
  'POST /readers/add': 'editor',
  'GET /readers/import': 'publisher',
  'POST /readers/import': 'publisher',
  'GET /readers/import/:id': 'publisher',
  'POST /readers/import/:id': 'publisher',
  'GET /readers/import/:id/faults.csv': 'publisher',
  'GET /insight': 'viewer',
  'GET /insight.csv': 'viewer',
  'GET /insight/:newsletter/:number{[1-9][0-9]{0,8}}': 'viewer',
  'GET /insight/:newsletter/:number{[1-9][0-9]{0,8}}/figures.csv': 'viewer',
  'POST /insight/:newsletter/:number{[1-9][0-9]{0,8}}': { correct: 'editor', withdraw: 'editor' },
  'GET /people': 'admin',
  'POST /people': 'admin',
  'GET /account': 'viewer',
  'POST /account': 'viewer',
  'GET /phone': 'viewer',
  'GET /phone.svg': 'viewer',
  'GET /shortcuts': 'viewer',
  'GET /events': 'viewer',
};

/** What `route` asks for; `act`: of a form with several, the first word of its field `act`. */
function leastFor(route: string, act: string): 'anybody' | Role {
  const role = Object.hasOwn(routeRoles, route) ? (routeRoles[route] ?? 'admin') : 'admin';
  if (typeof role === 'string') return role;
  if (Object.hasOwn(role, act)) return role[act] ?? 'admin';
  // What makes no sense is told as such to whoever might have meant something; it does nothing.
  return Object.values(role).includes('editor') ? 'editor' : 'admin';
}

/** Whether a page shows `visitor` what sends `act` to `route`: nobody is offered what they would be refused. */
export function mayAsk(visitor: { readonly role: Role }, route: string, act = ''): boolean {
  const least = leastFor(route, act);
  return least === 'anybody' || mayAct(visitor, least);
}

/** For who has logged in: refuses what their role may not do. */
export const onlyTheirRoles: MiddlewareHandler<DeskEnv> = async (c, next) => {
  const least = await leastRole(c);
  if (least === null || least === 'anybody' || mayAct(c.get('visitor'), least)) return next();
  if (c.get('visitor').role === 'viewer' && c.req.method === 'POST') return c.text('You are logged in to look, not to change.\n', 403);
  return c.text(`This is for ${least}s; your role is ${c.get('visitor').role}.\n`, 403);
};

/** `null`: there is no such page. */
async function leastRole(c: Context): Promise<'anybody' | Role | null> {
  const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
  const found = matchedRoutes(c).find((one) => one.method === method);
  if (found === undefined) return null;
  const route = `${method} ${found.path}`;
  // Only a form with several acts is read before its page reads it.
  const act = typeof routeRoles[route] === 'object' ? first(await formOf(c), 'act').split(' ')[0] : '';
  return leastFor(route, act ?? '');
}
