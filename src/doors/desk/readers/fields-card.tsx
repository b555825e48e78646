import type { ReaderField } from '../../../audience/fields/reader-field.ts';
import { mayAct } from '../../../press/ports/people/roles.ts';
import type { ReaderRecord } from '../../../press/ports/store/accounts.ts';
import { Card, PostForm } from '../frame/desk-frame.tsx';
import type { ReaderPart } from './reader-form.tsx';

/** The reader's own fields, and a form to change them. What the config no longer names is shown for as long as it is kept. */
export function FieldsCard({ record: { account }, standing, visitor, fields }: ReaderPart & { readonly record: ReaderRecord }) {
  const former = Object.keys(account.fields).filter((name) => !fields.some((field) => field.name === name));
  if (fields.length === 0 && former.length === 0) return null;
  return (
    <Card id="fields" title="Their fields">
      <dl className="reader-fields">
        {[...fields, ...former.map((name) => ({ name, label: `${name} (no longer in the config)` }))].map(({ name, label }) => (
          <div key={name}>
            <dt>
              <bdi>{label}</bdi>
            </dt>
            <dd>{account.fields[name] === undefined ? <span className="quiet">empty</span> : <bdi>{account.fields[name]}</bdi>}</dd>
          </div>
        ))}
      </dl>
      {fields.length > 0 && mayAct(visitor, 'editor') && (
        <details>
          <summary>Change them</summary>
          <PostForm action="/readers" visitor={visitor} className="stacked" id={`fields-${account.subscriberId}`}>
            <input type="hidden" name="act" value="fields" />
            <input type="hidden" name="address" value={standing.address} />
            {fields.map((field) => (
              <p key={field.name}>
                <label htmlFor={`field-${field.name}`}>
                  <bdi>{field.label}</bdi>
                </label>{' '}
                <FieldInput field={field} value={account.fields[field.name] ?? ''} />
              </p>
            ))}
            <button type="submit">Keep</button>
          </PostForm>
        </details>
      )}
    </Card>
  );
}

function FieldInput({ field, value }: { readonly field: ReaderField; readonly value: string }) {
  const [name, id] = [`field.${field.name}`, `field-${field.name}`];
  const choices = field.type === 'yes-no' ? ['yes', 'no'] : field.choices;
  if (choices.length > 0)
    return (
      <select id={id} name={name} defaultValue={value}>
        {/* A choice the config no longer offers stays until another one is made. */}
        {[...new Set(['', ...choices, value])].map((choice) => (
          <option key={choice} value={choice}>
            {choice === '' ? 'empty' : choice}
          </option>
        ))}
      </select>
    );
  if (field.type === 'date') return <input id={id} type="date" name={name} defaultValue={value} />;
  return (
    <input id={id} name={name} defaultValue={value} maxLength={field.type === 'text' ? field.max : 30} autoComplete="off" dir="auto" />
  );
}
