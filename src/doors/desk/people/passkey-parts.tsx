/** Passkeys on the login page and among one's own things. */

import type { PasskeyAsked } from '../../../press/people/passkeys.ts';
import type { Passkey } from '../../../press/ports/people/passkeys.ts';
import type { Visitor } from '../access/access.ts';
import { Card, PostForm } from '../frame/desk-frame.tsx';
import { datedInstant } from '../frame/wording.ts';

/** Beside the form for address and password; its script shows it where the browser can. */
export function PasskeyLogin({ asked: { options, state }, to }: { readonly asked: PasskeyAsked; readonly to: string }) {
  return (
    <form
      method="post"
      action="/login/passkey"
      className="stacked"
      id="passkey-login"
      data-hx-boost="false"
      data-passkey="get"
      data-options={options}
      hidden
    >
      <input type="hidden" name="to" value={to} />
      <input type="hidden" name="state" value={state} />
      <input type="hidden" name="answer" />
      <button type="submit" className="plain">
        Log in with a passkey
      </button>
      <p role="status" />
    </form>
  );
}

type PasskeysProps = {
  readonly passkeys: readonly Passkey[];
  /** `null`: the desk is called by no name passkeys could belong to. */
  readonly asked: PasskeyAsked | null;
  readonly site: string | null;
  readonly visitor: Visitor;
};

export function PasskeysCard({ passkeys, asked, site, visitor }: PasskeysProps) {
  return (
    <Card id="passkeys" title="Passkeys">
      <p className="quiet">
        A key on your device or in your password manager: you log in by finger, face or PIN. It works beside the password, and under the
        name of the desk it was made for.
      </p>
      <ul className="entries">
        {passkeys.map(({ id, name, createdAt, usedAt, site: of }) => (
          <li key={id}>
            <p>
              <bdi>{name}</bdi> {of !== site && <b>(for {of})</b>}
            </p>
            <p className="quiet">
              since {datedInstant(createdAt, 'UTC')} UTC, {usedAt ? `last used ${datedInstant(usedAt, 'UTC')} UTC` : 'not used yet'}
            </p>
            <PostForm action="/account" visitor={visitor}>
              <input type="hidden" name="act" value="passkey-remove" />
              <input type="hidden" name="passkey" value={id} />
              <button type="submit" className="plain" aria-label={`Remove the passkey ${name}`}>
                Remove
              </button>
            </PostForm>
          </li>
        ))}
      </ul>
      {asked === null ? (
        <p>Passkeys belong to a name: open the desk by one, over https or as localhost, not by a number.</p>
      ) : (
        <>
          <NewPasskey asked={asked} visitor={visitor} />
          <p data-passkey-none="">This browser makes no passkeys here.</p>
        </>
      )}
    </Card>
  );
}

function NewPasskey({ asked: { options, state }, visitor }: { readonly asked: PasskeyAsked; readonly visitor: Visitor }) {
  return (
    <form method="post" action="/account" className="stacked" id="passkey-new" data-passkey="create" data-options={options} hidden>
      <input type="hidden" name="token" value={visitor.token} />
      <input type="hidden" name="act" value="passkey-add" />
      <input type="hidden" name="state" value={state} />
      <input type="hidden" name="answer" />
      <label>
        <span>Its name, as “my phone”</span> <input name="name" maxLength={60} required />
      </label>
      <label>
        <span>Your password, once more</span>{' '}
        <input name="password" type="password" autoComplete="current-password" maxLength={200} required />
      </label>
      <button type="submit">Add a passkey</button>
      <p role="status" />
    </form>
  );
}
