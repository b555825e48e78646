import type { ReaderField } from '../../../audience/fields/reader-field.ts';
import type { Newsletter } from '../../../press/newsletter/newsletter.ts';
import { FieldInputs } from '../field-inputs.tsx';
import { ProofField, proofForm } from '../sign-up-proof.tsx';
import type { PageWords } from '../strings/words.ts';

type SignUp = {
  readonly newsletter: Newsletter;
  /** Readers' own that forms ask for. */
  readonly fields: readonly ReaderField[];
  readonly words: PageWords;
  readonly token: string | null;
  readonly root: string;
};

/** All topics of one newsletter: who wants fewer chooses them on the page of `/subscribe`, or later. */
export const SignUpForm = ({ newsletter, fields, words, token, root }: SignUp) => (
  <form method="post" action={`${root}subscribe`} {...(token !== null && proofForm(words))}>
    <input type="hidden" name="newsletter" value={newsletter.id} />
    <input type="hidden" name="language" value={words.language} />
    <AddressField words={words} />
    <FieldInputs fields={fields} values={{}} words={words} />
    <SignUpPromise words={words} />
    {token !== null && <ProofField token={token} />}
    <p>
      <button type="submit">{words.subscribe}</button>
      {newsletter.topics.length > 1 && (
        <a className="beside" href={`${root}subscribe?newsletter=${newsletter.id}`}>
          {words.topics}
        </a>
      )}
    </p>
  </form>
);

type Address = {
  readonly words: PageWords;
  readonly typed?: string;
  /** Something is amiss with what was typed: the element of the id `fault` says what. */
  readonly amiss?: boolean;
};

/** What `SignUpPromise` says belongs to it. */
export const AddressField = ({ words, typed, amiss = false }: Address) => (
  <>
    <label className="name" htmlFor="address">
      {words.address}
    </label>
    <input
      className="field"
      id="address"
      type="email"
      name="address"
      autoComplete="email"
      inputMode="email"
      dir="ltr"
      required
      defaultValue={typed}
      aria-describedby={amiss ? 'fault promise' : 'promise'}
      aria-invalid={amiss ? true : undefined}
    />
  </>
);

/** What becomes of an address; before it the field that programs fill in and people do not see. */
export const SignUpPromise = ({ words }: { readonly words: PageWords }) => (
  <>
    <div className="trap" aria-hidden="true">
      <label htmlFor="website">{words.leaveEmpty}</label>
      <input id="website" name="website" tabIndex={-1} autoComplete="off" />
    </div>
    <p className="small" id="promise">
      {words.subscribePromise}
    </p>
  </>
);
