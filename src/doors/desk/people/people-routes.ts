import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import { CourantError } from '../../../errors/courant-error.ts';
import { changed, invite, isRole } from '../../../press/people/accounts.ts';
import type { Role } from '../../../press/ports/people/roles.ts';
import { type FormFields, first, formOf } from '../../requests/form-fields.ts';
import type { Access, DeskEnv, DeskPeople, Visitor } from '../access/access.ts';
import { actAndReturn, type DeskContext } from '../frame/desk-context.ts';
import { peoplePage } from './people-page.tsx';

/** `/people`: who may do what at the desk, for admins. */
export function peopleRoutes(desk: Hono<DeskEnv>, context: DeskContext, access: Access): void {
  const { people } = access;
  if (people === undefined) return;
  const { store } = people;
  const { now, said } = context;
  desk.get('/people', async (c) => {
    const [accounts, invitations] = await Promise.all([store.deskAccounts(), store.deskInvitations(now())]);
    const mails = people.letters !== undefined;
    return c.html(peoplePage({ accounts, invitations, mails, visitor: c.get('visitor'), said: said.of(c.req.query('said') ?? null) }));
  });
  desk.post('/people', async (c) => {
    const form = await formOf(c);
    const asked = { visitor: c.get('visitor'), origin: originOf(c.req.header('host') ?? '', access.baseUrl), now: now() };
    return actAndReturn(c, context, '/people', () => actOnPeople(people, form, { ...asked, baseUrl: access.baseUrl }));
  });
}

/** Under the name of BASE_URL as that says it, TLS and all; else as the desk is called just now. */
function originOf(host: string, baseUrl: string): string {
  const base = new URL(baseUrl);
  return URL.parse(`${base.protocol}//${host}`)?.host === base.host ? base.origin : `http://${host}`;
}

type Asked = { readonly visitor: Visitor; readonly origin: string; readonly baseUrl: string; readonly now: Date };

async function actOnPeople(people: DeskPeople, form: FormFields, asked: Asked): Promise<string> {
  const { store } = people;
  const id = Number(first(form, 'id'));
  const role = first(form, 'role');
  switch (first(form, 'act')) {
    case 'invite':
      if (!isRole(role)) throw senseless();
      return invited(people, { address: first(form, 'address').trim(), role, mail: first(form, 'how') === 'mail' }, asked);
    case 'withdraw':
      return (await store.withdrawDeskInvitation(id)) ? 'The invitation is withdrawn.' : 'There was no such invitation any more.';
    case 'role':
      if (!isRole(role)) throw senseless();
      await changed(store, id, { role });
      return `They are ${role} from now on.`;
    case 'disable':
      await changed(store, id, { disabled: true });
      return 'They can log in no longer; their sessions are over.';
    case 'enable':
      await changed(store, id, { disabled: false });
      return 'They can log in again.';
    case 'sessions':
      await store.endAccountSessions(id);
      return 'Their sessions are over.';
    default:
      throw senseless();
  }
}

type Invited = { readonly address: string; readonly role: Role; readonly mail: boolean };

/** The link is told where no mail brings it, and nowhere else: whoever holds it holds the invitation. */
async function invited({ store, letters }: DeskPeople, { address, role, mail }: Invited, { visitor, origin, baseUrl, now }: Asked) {
  const token = randomBytes(24).toString('base64url');
  const until = (await invite(store, { address, role, by: visitor.name, token, now })).toISOString().slice(0, 10);
  const values = { by: visitor.name, role, joinHref: `${baseUrl}/join/${token}` };
  const outcome = mail ? await letters?.('desk-invitation', address, values) : undefined;
  if (outcome?.kind === 'mailed') return `Mailed to ${address}. The link in it works once, until ${until}.`;
  const outbox = 'No mail leaves this machine: the invitation lies in its outbox. ';
  const why = outcome === undefined ? '' : outcome.kind === 'outbox' ? outbox : `It could not be mailed: ${outcome.why} `;
  return `${why}Give ${address} this link; it works once, until ${until}, and is shown only now: ${origin}/join/${token}`;
}

export const senseless = () => new CourantError('form-senseless', 'This form says nothing the desk understands.');
