import type { FieldFault, FieldValues, ReaderField } from '../../audience/fields/reader-field.ts';
import type { FormFields } from '../requests/form-fields.ts';
import type { PageWords } from './strings/words.ts';

/** What stands before the name of a field in forms. */
const prefix = 'field.';

/** What was typed into fields of the form, by their names. */
export const fieldsTyped = (form: FormFields): Readonly<Record<string, string>> =>
  Object.fromEntries([...form].flatMap(([name, [value = '']]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [])));

/** What is said of a field that was filled wrongly; ours are in English alone. */
const fieldFaultWords = ({ message }: FieldFault, words: PageWords): string =>
  words.language === 'en' ? `${words.fieldFault} It ${message}.` : words.fieldFault;

type Inputs = {
  readonly fields: readonly ReaderField[];
  readonly values: FieldValues;
  readonly faults?: readonly FieldFault[];
  readonly words: PageWords;
};

/** Fields to fill in; what is amiss stands at each. None has to be filled. */
export const FieldInputs = ({ fields, values, faults = [], words }: Inputs) => (
  <>
    {fields.map((field) => {
      const fault = faults.find((one) => one.field === field.name);
      const id = `field-${field.name}`;
      const shared = {
        id,
        name: `${prefix}${field.name}`,
        className: 'field',
        defaultValue: values[field.name] ?? '',
        'aria-invalid': fault ? true : undefined,
        'aria-describedby': fault ? `${id}-fault` : undefined,
      };
      return (
        <div key={field.name}>
          <label className="name" htmlFor={id}>
            <bdi>{field.label}</bdi>
          </label>
          <Input field={field} shared={shared} words={words} />
          {fault && (
            <p className="fault" role="alert" id={`${id}-fault`}>
              {fieldFaultWords(fault, words)}
            </p>
          )}
        </div>
      );
    })}
  </>
);

type One = {
  readonly field: ReaderField;
  readonly shared: { readonly id: string; readonly name: string; readonly defaultValue: string };
  readonly words: PageWords;
};

function Input({ field, shared, words }: One) {
  switch (field.type) {
    case 'text':
      return <input {...shared} maxLength={field.max} dir="auto" />;
    case 'date':
      return <input {...shared} type="date" className="field date" />;
    case 'number':
      return <input {...shared} type="text" inputMode="decimal" className="field date" dir="ltr" />;
    case 'choice':
      return (
        <select {...shared}>
          <option value="">–</option>
          {field.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      );
    case 'yes-no':
      return (
        <select {...shared} className="field date">
          <option value="">–</option>
          <option value="yes">{words.yes}</option>
          <option value="no">{words.no}</option>
        </select>
      );
  }
}

/** A value as a reader of the page's language says it. */
export const shownValue = (field: ReaderField, value: string, words: PageWords): string =>
  field.type === 'yes-no' ? (value === 'yes' ? words.yes : words.no) : value;
