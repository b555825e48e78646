import type { DeskAccount, DeskInvitation } from '../../../press/ports/people/desk-accounts.ts';
import { roles } from '../../../press/ports/people/roles.ts';
import type { Visitor } from '../access/access.ts';
import { deskDocument } from '../frame/desk-document.tsx';
import { Card, DeskBar, PostForm, SaidLine } from '../frame/desk-frame.tsx';
import type { Flash } from '../frame/flash.ts';
import { WideTable } from '../frame/wide-table.tsx';
import { datedInstant } from '../frame/wording.ts';

type PeoplePage = {
  readonly accounts: readonly DeskAccount[];
  readonly invitations: readonly DeskInvitation[];
  /** Mail can be written to them. */
  readonly mails: boolean;
  readonly visitor: Visitor;
  readonly said: Flash | null;
};

const mayDo = {
  viewer: 'looks at everything, changes nothing',
  editor: 'edits, adds and helps readers, tests, holds',
  publisher: 'approves and sends; takes files of readers over, exports, erases',
  admin: 'lets people in and says what they may do',
} as const;

export const peoplePage = (page: PeoplePage): string =>
  deskDocument({
    title: 'People · Courant desk',
    failure: null,
    children: (
      <>
        <header className="masthead">
          <DeskBar place={null} query="" visitor={page.visitor} />
        </header>
        <SaidLine said={page.said} />
        <main className="page people" id="preview" tabIndex={-1}>
          <h1>People at the desk</h1>
          {!page.accounts.some(({ role, disabled }) => role === 'admin' && !disabled) && (
            <p className="quiet">
              Until somebody has an account as admin, everybody comes in as before. Begin with yourself: invite your own address as admin.
            </p>
          )}
          <Accounts {...page} />
          <Invitations {...page} />
        </main>
      </>
    ),
  });

function Accounts({ accounts, visitor }: PeoplePage) {
  if (accounts.length === 0) return null;
  return (
    <WideTable label="Accounts" heads={['Name', 'Address', 'Role', 'Since', 'Access']} className="editions accounts">
      {accounts.map(({ id, name, address, role, createdAt, disabled }) => (
        <tr key={id}>
          <th scope="row">
            <bdi>{name}</bdi>
          </th>
          <td>
            <bdi>{address}</bdi>
          </td>
          <td>
            <PostForm action="/people" visitor={visitor} className="inline">
              <input type="hidden" name="act" value="role" />
              <input type="hidden" name="id" value={id} />
              <select name="role" defaultValue={role} aria-label={`Role of ${name}`}>
                {roles.map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </select>
              <button type="submit">Set</button>
            </PostForm>
          </td>
          <td>{datedInstant(createdAt, 'UTC')} UTC</td>
          <td>
            <PostForm action="/people" visitor={visitor} className="inline">
              <input type="hidden" name="id" value={id} />
              <button type="submit" name="act" value={disabled ? 'enable' : 'disable'}>
                {disabled ? 'Let in again' : 'Lock out'}
              </button>
              <button type="submit" name="act" value="sessions" className="plain">
                End sessions
              </button>
            </PostForm>
          </td>
        </tr>
      ))}
    </WideTable>
  );
}

function Invitations({ invitations, mails, visitor }: PeoplePage) {
  return (
    <Card id="invite" title="Invite somebody">
      <PostForm action="/people" visitor={visitor} className="stacked">
        <input type="hidden" name="act" value="invite" />
        <label>
          <span>Address</span> <input name="address" inputMode="email" autoComplete="off" maxLength={254} required />
        </label>
        <fieldset>
          <legend>Role</legend>
          {roles.map((role) => (
            <label key={role} className="check">
              <input type="radio" name="role" value={role} defaultChecked={role === 'editor'} />{' '}
              <span>
                <b>{role}</b>: {mayDo[role]}
              </span>
            </label>
          ))}
        </fieldset>
        <p className="buttons">
          {mails && (
            <button type="submit" name="how" value="mail">
              Mail an invitation
            </button>
          )}{' '}
          <button type="submit" name="how" value="link" className={mails ? 'plain' : undefined}>
            Make a link to hand over
          </button>
        </p>
      </PostForm>
      {invitations.length > 0 && <h3>Not used yet</h3>}
      <ul className="entries">
        {invitations.map(({ id, address, role, by, until }) => (
          <li key={id}>
            <p>
              <bdi>{address}</bdi> as {role}, by <bdi>{by}</bdi>, until {datedInstant(until, 'UTC')} UTC
            </p>
            <PostForm action="/people" visitor={visitor}>
              <input type="hidden" name="id" value={id} />
              <button type="submit" name="act" value="withdraw" className="plain">
                Withdraw
              </button>
            </PostForm>
          </li>
        ))}
      </ul>
    </Card>
  );
}
