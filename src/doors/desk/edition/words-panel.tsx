import { TermsLine } from '../glossary/term.tsx';
import { Act, type Editing, OverrideForm, Reason } from './editing-form.tsx';
import { LookForm } from './finding/look-page.tsx';

/** Subject, preheader, note; and a story by its address. */
export function WordsPanel({ panel, visitor }: Editing) {
  const { words } = panel;
  return (
    <section id="words" aria-labelledby="words-title">
      <h2 id="words-title">Words</h2>
      <OverrideForm panel={panel} visitor={visitor} className="stacked" id="edition-words">
        <label>
          <span>Subject</span>{' '}
          <textarea
            name="subject"
            aria-label="Subject"
            rows={2}
            data-line=""
            defaultValue={words.subject || words.subjectNow}
            maxLength={200}
            data-guide="30-60"
            aria-describedby="subject-guide"
          />
        </label>
        <input type="hidden" name="ours" value={words.subject === '' ? words.subjectNow : ''} />
        <p className="guide" id="subject-guide" data-for="subject">
          {guideWords(words.subject, words.subjectNow, 'phones show about 40 characters, desktops 60')}
          {words.subject === '' && words.notOfLead && ' The headline on top is too long for a subject, so the next that fits is taken.'}
        </p>
        {words.suggested.length > 0 && (
          <ul className="suggested" aria-label="Subjects that would do">
            {words.suggested.map(({ words: suggested, readers }) => (
              <li key={suggested}>
                <button type="button" className="small" data-fill="subject" value={suggested}>
                  <bdi>{suggested}</bdi>
                </button>{' '}
                {readers && <span className="quiet">{readers} readers have it</span>}
              </li>
            ))}
          </ul>
        )}
        <label>
          <span>A second subject, tried on half of the readers (empty: none)</span>{' '}
          <textarea name="secondSubject" rows={1} data-line="" defaultValue={words.secondSubject} maxLength={200} />
        </label>
        <label>
          <span>Preheader</span>{' '}
          <textarea
            name="preheader"
            aria-label="Preheader"
            rows={2}
            data-line=""
            defaultValue={words.preheader || words.preheaderNow}
            maxLength={200}
            data-guide="40-110"
            aria-describedby="preheader-guide"
          />
        </label>
        <input type="hidden" name="oursAfter" value={words.preheader === '' ? words.preheaderNow : ''} />
        <p className="guide" id="preheader-guide" data-for="preheader">
          {guideWords(words.preheader, words.preheaderNow, '40 to 110 characters are shown after the subject')}
        </p>
        <div className="inbox-live" aria-hidden="true">
          {['row-phone'].map((row) => (
            <div key={row} className={`inbox-row ${row}`}>
              <bdi className="sender">{words.sender}</bdi>
              <bdi className="line" data-shows="subject">
                {words.subject || words.subjectNow}
              </bdi>
              <bdi className="after" data-shows="preheader">
                {words.preheader || words.preheaderNow}
              </bdi>
            </div>
          ))}
        </div>
        <label>
          <span>Editor’s note (Markdown: paragraphs, lists, emphasis, links)</span>{' '}
          <textarea
            name="intro"
            rows={5}
            maxLength={5000}
            defaultValue={words.intro}
            aria-describedby={words.fields.length === 0 ? undefined : 'note-fields'}
          />
        </label>
        {words.fields.length > 0 && (
          <p className="quiet" id="note-fields">
            Each reader’s own {words.fields.length === 1 ? 'field' : 'fields'} may stand in it, with words for who has none:{' '}
            {words.fields.map((name, at) => (
              <code key={name}>{`${at > 0 ? ' ' : ''}{${name}|…}`}</code>
            ))}
          </p>
        )}
        <label className="check">
          <input type="checkbox" name="everyone" value="yes" />{' '}
          <span>To every reader, also to those without the stories these words name (they would get ours)</span>
        </label>
        <Reason />
        <Act act="edition">Keep these words</Act>
      </OverrideForm>
      <p className="quiet">
        What you leave as it is, or leave empty, Courant goes on writing by itself, for each reader from what their mail holds. To take
        words back, undo them.
      </p>
      <TermsLine words={['preheader']} />
      <h2>Add a story by its address</h2>
      <LookForm action={panel.lookAction} visitor={visitor} className="stacked" />
    </section>
  );
}

/** `ours`: what Courant writes as long as an editor's `text` is empty. */
const guideWords = (text: string, ours: string, advice: string): string =>
  `${[...(text || ours)].length} characters${text === '' ? ', as Courant writes it' : ''}; ${advice}.`;
