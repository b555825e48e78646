import type { Visitor } from '../access/access.ts';
import { DeskBar } from '../frame/desk-frame.tsx';
import type { SizeView } from '../mail/mail-view.ts';
import type { EditionView, FormView } from './edition-view.ts';

export function Masthead({ view, visitor }: { readonly view: EditionView; readonly visitor: Visitor }) {
  return (
    <header className="masthead">
      <DeskBar place="edition" query={view.form.query} visitor={visitor} />
      <div className="nameplate">
        <h1>
          <bdi>{view.newsletter}</bdi> <span className="number">{view.number}</span>
        </h1>
        <p className="slot">
          <time dateTime={view.slot.iso}>{view.slot.local}</time> <span className="zone">{view.slot.zone}</span>
          <span className="utc">{view.slot.utc}</span>
        </p>
        <a className="act" href={`/sign${view.form.query}`}>
          Sign
        </a>
        <div className="gauges">
          {view.mail && <SizeMeter size={view.mail.size} />}
          <FaultCount errors={view.errors} warnings={view.warnings} />
        </div>
      </div>
      <div className="controls">
        <EditionForm form={view.form} />
      </div>
    </header>
  );
}

function SizeMeter({ size }: { readonly size: SizeView }) {
  return (
    <p className={`size size-${size.state}`}>
      <span>
        <b>{size.bytes}</b> {size.words}
      </span>
      <svg viewBox="0 0 102 6" preserveAspectRatio="none" aria-hidden="true">
        <rect className="track" width="102" height="6" />
        <rect className="fill" width={(size.share * 102) / 100} height="6" />
        <rect className="tick" x="94.75" width="0.5" height="6" />
        <rect className="tick" x="99.75" width="0.5" height="6" />
      </svg>
    </p>
  );
}

function FaultCount({ errors, warnings }: { readonly errors: number; readonly warnings: number }) {
  if (errors + warnings === 0) return <p className="fault-count none">No faults</p>;
  return (
    <a className={`fault-count ${errors > 0 ? 'errors' : 'warnings'}`} href="#faults">
      {errors > 0 && <b>{errors === 1 ? '1 error' : `${errors} errors`}</b>}
      {errors > 0 && warnings > 0 && ', '}
      {warnings > 0 && (warnings === 1 ? '1 warning' : `${warnings} warnings`)}
    </a>
  );
}

function EditionForm({ form }: { readonly form: FormView }) {
  return (
    <form className="edition-form" method="get" action="/edition">
      {form.kept.map(({ name, value }) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label>
        <span>Newsletter</span>
        <select name="newsletter" defaultValue={form.newsletters.find(({ selected }) => selected)?.id}>
          {form.newsletters.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Slot, UTC</span>
        <input type="datetime-local" name="at" defaultValue={form.at} />
      </label>
      <details className="topics" id="topics">
        <summary>{form.asWhom}</summary>
        <div className="popover">
          <fieldset>
            <legend>A reader who follows</legend>
            {form.topics.map(({ name, checked }) => (
              <label key={name}>
                <input type="checkbox" name="topics" value={name} defaultChecked={checked} /> <bdi>{name}</bdi>
              </label>
            ))}
          </fieldset>
          <AsFields form={form} />
        </div>
      </details>
      <button type="submit">Show</button>
      <nav className="steps" aria-label="Other dates">
        <a id="day-before" href={form.dayBefore}>
          −1 day
        </a>
        <a id="next-slot" href={form.nextSlot}>
          Next slot
        </a>
        <a id="day-after" href={form.dayAfter}>
          +1 day
        </a>
      </nav>
    </form>
  );
}

/** Whose copy is looked at, and how it is dressed. */
const AsFields = ({ form }: { readonly form: FormView }) => (
  <>
    <label>
      <span>As the reader</span>
      <input type="email" name="reader" defaultValue={form.reader} placeholder="ada@example.com" />
    </label>
    <label>
      <span>Theme</span>
      <input name="theme" defaultValue={form.theme} placeholder={form.usualTheme} list="themes" />
      <datalist id="themes">
        {form.themes.map((theme) => (
          <option key={theme} value={theme} />
        ))}
      </datalist>
    </label>
    <label>
      <span>Language</span>
      <input name="locale" defaultValue={form.locale} placeholder={form.usualLocale} />
    </label>
  </>
);
