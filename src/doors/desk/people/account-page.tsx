import type { ReactNode } from 'react';
import type { AccountSession } from '../../../press/ports/people/desk-accounts.ts';
import type { Visitor } from '../access/access.ts';
import { deskDocument } from '../frame/desk-document.tsx';
import { Card, DeskBar, PostForm, SaidLine } from '../frame/desk-frame.tsx';
import type { Flash } from '../frame/flash.ts';
import { datedInstant } from '../frame/wording.ts';

type AccountPage = {
  readonly sessions: readonly AccountSession[];
  readonly visitor: Visitor;
  readonly said: Flash | null;
  readonly passkeys: ReactNode;
};

export const accountPage = ({ sessions, visitor, said, passkeys }: AccountPage): string =>
  deskDocument({
    title: 'Your account · Courant desk',
    failure: null,
    children: (
      <>
        <header className="masthead">
          <DeskBar place={null} query="" visitor={visitor} />
        </header>
        <SaidLine said={said} />
        <main className="page people" id="preview" tabIndex={-1}>
          <h1>
            <bdi>{visitor.name}</bdi>, {visitor.role}
          </h1>
          {visitor.account === null ? (
            <p>You came in without an account. An admin can invite you.</p>
          ) : (
            <div className="cards">
              <Card id="password" title="Password">
                <PostForm action="/account" visitor={visitor} className="stacked">
                  <input type="hidden" name="act" value="password" />
                  <label>
                    <span>The old one</span> <input name="old" type="password" autoComplete="current-password" required />
                  </label>
                  <label>
                    <span>A new one, ten characters or more</span>{' '}
                    <input name="next" type="password" autoComplete="new-password" minLength={10} maxLength={200} required />
                  </label>
                  <button type="submit">Change it, and log in again</button>
                </PostForm>
              </Card>
              {passkeys}
              <Card id="sessions" title="Where you are logged in">
                <ul className="entries">
                  {sessions.map(({ id, agent, openedAt, seenAt }) => (
                    <li key={id}>
                      <p>
                        <bdi>{agent || 'An unnamed browser'}</bdi> {id === visitor.session && <b>(this one)</b>}
                      </p>
                      <p className="quiet">
                        since {datedInstant(openedAt, 'UTC')} UTC, last seen {datedInstant(seenAt, 'UTC')} UTC
                      </p>
                      <PostForm action="/account" visitor={visitor}>
                        <input type="hidden" name="act" value="end" />
                        <input type="hidden" name="session" value={id} />
                        <button type="submit" className="plain">
                          End it
                        </button>
                      </PostForm>
                    </li>
                  ))}
                </ul>
              </Card>
            </div>
          )}
        </main>
      </>
    ),
  });
