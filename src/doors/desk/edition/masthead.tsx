import type { Visitor } from '../access/access.ts';
import { DeskBar } from '../frame/desk-frame.tsx';
import type { EditionView, Field, FormView } from './view/edition-view.ts';

/** Which edition it is, and through whose eyes it is looked at. */
export function Masthead({ view, visitor }: { readonly view: EditionView; readonly visitor: Visitor }) {
  return (
    <header className="masthead">
      <DeskBar place="edition" query={view.form.query} visitor={visitor} />
      <div className="nameplate">
        <h1>
          <bdi>{view.newsletter}</bdi> <span className="number">{view.number}</span>
        </h1>
        <Dates view={view} />
        <ReaderSwitch form={view.form} />
        <a className="act" href={`/sign${view.form.query}`}>
          Review and send
        </a>
      </div>
    </header>
  );
}

/** The edition's date, and the way to others. */
function Dates({ view: { form, slot } }: { readonly view: EditionView }) {
  return (
    <details className="opens" id="date" name="menu">
      <summary>
        <time dateTime={slot.iso}>{slot.local}</time> <span className="zone">{slot.zone}</span>
      </summary>
      <div className="popover">
        <nav className="dates" aria-label="Dates of this newsletter">
          {form.dates.map(({ href, text, current }) => (
            <a key={href} href={href} aria-current={current ? 'true' : undefined}>
              {text}
            </a>
          ))}
        </nav>
        <form className="edition-form" method="get" action="/edition">
          <Kept fields={form.keptByDate} />
          <label>
            <span>Newsletter</span>{' '}
            <select name="newsletter" defaultValue={form.newsletters.find(({ selected }) => selected)?.id}>
              {form.newsletters.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>Date, {slot.zone}</span> <input type="datetime-local" name="local" defaultValue={form.local} />
          </label>
          <button type="submit">Show</button>
        </form>
      </div>
    </details>
  );
}

/** Not everyone gets the same mail: whose is shown. */
function ReaderSwitch({ form }: { readonly form: FormView }) {
  return (
    <nav className="reader-switch" aria-label="Whose mail">
      <a id="as-last" href={form.asLast.href} aria-current={form.asLast.current ? 'true' : undefined}>
        Last edition’s reader
      </a>
      <a id="as-new" href={form.asNew.href} aria-current={form.asNew.current ? 'true' : undefined}>
        New reader
      </a>
      <details className={form.reader === '' ? 'opens right' : 'opens right current'} id="as-reader" name="menu">
        <summary>{form.reader === '' ? 'A named reader' : <bdi>{form.reader}</bdi>}</summary>
        <form className="popover" method="get" action="/edition">
          <Kept fields={form.keptByReader} />
          <label>
            <span>Address of a reader: their topics, and what they were told</span>
            <input type="email" name="reader" defaultValue={form.reader} placeholder="ada@example.com" />
          </label>
          <button type="submit">Show their mail</button>
        </form>
      </details>
      <details className={form.someTopics ? 'opens right current' : 'opens right'} id="topics" name="menu">
        <summary>{form.topicsLabel}</summary>
        <form className="popover" method="get" action="/edition">
          <Kept fields={form.keptByTopics} />
          <fieldset>
            <legend>A reader who follows</legend>
            {form.topics.map(({ name, checked }) => (
              <label key={name}>
                <input type="checkbox" name="topics" value={name} defaultChecked={checked} /> <bdi>{name}</bdi>
              </label>
            ))}
          </fieldset>
          <label>
            <span>Theme, to try</span>
            <input name="theme" defaultValue={form.theme} placeholder={form.usualTheme} list="themes" />
            <datalist id="themes">
              {form.themes.map((theme) => (
                <option key={theme} value={theme} />
              ))}
            </datalist>
          </label>
          <label>
            <span>Language, to try</span>
            <input name="locale" defaultValue={form.locale} placeholder={form.usualLocale} />
          </label>
          <button type="submit">Show</button>
        </form>
      </details>
    </nav>
  );
}

export const Kept = ({ fields }: { readonly fields: readonly Field[] }) =>
  fields.map(({ name, value }) => <input key={name + value} type="hidden" name={name} value={value} />);
