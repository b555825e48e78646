/** What an editor does to stories and words: forms that work without a script; with one, stories can be dragged too. */
import type { ReactNode } from 'react';
import type { Visitor } from './access.ts';
import { PostForm } from './desk-frame.tsx';
import type { ChosenStory, PanelView } from './panel-view.ts';
import type { RefusedForm } from './said.ts';

export type Editing = { readonly panel: PanelView; readonly visitor: Visitor };

type OverrideFormProps = Editing & { readonly className?: string; readonly id?: string; readonly children: ReactNode };

function OverrideForm({ panel, visitor, className, id, children }: OverrideFormProps) {
  return (
    <PostForm action={panel.overrideAction} visitor={visitor} {...(className && { className })} {...(id && { id })}>
      <input type="hidden" name="version" value={panel.version} />
      {children}
    </PostForm>
  );
}

function Act({
  act,
  children,
  label,
  id,
}: {
  readonly act: string;
  readonly children: ReactNode;
  readonly label?: string;
  readonly id?: string;
}) {
  return (
    <button type="submit" name="act" value={act} className="small" aria-label={label} title={label} id={id}>
      {children}
    </button>
  );
}

const Reason = () => (
  <label className="reason">
    <span>Why (for the history)</span> <input name="reason" maxLength={500} />
  </label>
);

type QuickProps = Editing & { readonly id: string; readonly title: string; readonly topic: string; readonly order: readonly string[] };

/** The acts of one row, each one press. */
export function QuickActs({ panel, visitor, id, title, topic, order }: QuickProps) {
  const place = order.indexOf(id);
  return (
    <OverrideForm panel={panel} visitor={visitor} className="quick" id={`acts-${id}`}>
      <input type="hidden" name="story" value={id} />
      <input type="hidden" name="topic" value={topic} />
      <input type="hidden" name="stories" value={order.join(' ')} />
      {place > 0 && (
        <Act act="up" label={`Move up: ${title}`}>
          ↑
        </Act>
      )}
      {place < order.length - 1 && (
        <Act act="down" label={`Move down: ${title}`}>
          ↓
        </Act>
      )}
      <Act act="pin" label={`Pin: ${title}`}>
        Pin
      </Act>
      <Act act="drop" label={`Drop: ${title}`}>
        Drop
      </Act>
    </OverrideForm>
  );
}

/** Everything about the story pointed at. */
export function ChosenStoryPanel({ panel, visitor, chosen }: Editing & { readonly chosen: ChosenStory }) {
  const editing = { panel, visitor };
  return (
    <section className="chosen" id="chosen" aria-label="The chosen story">
      <h2>
        <bdi>{chosen.title}</bdi>
      </h2>
      <ul className="why" aria-label="Why">
        {chosen.standings.map((words) => (
          <li key={words}>{words}</li>
        ))}
        {chosen.change && <li>To be in: {chosen.change}.</li>}
        {chosen.notes.map((note) => (
          <li key={note} className="note">
            {note}
          </li>
        ))}
      </ul>
      {visitor.role === 'editor' && (
        <>
          {!chosen.inDigest && <BringIn {...editing} chosen={chosen} />}
          <details id="reword" open={chosen.inDigest}>
            <summary>Reword</summary>
            <OverrideForm {...editing} className="stacked">
              <input type="hidden" name="story" value={chosen.id} />
              <label>
                <span>Title</span> <input name="title" defaultValue={chosen.title} maxLength={300} required />
              </label>
              <label>
                <span>Excerpt (empty: none)</span> <textarea name="excerpt" rows={3} maxLength={2000} defaultValue={chosen.excerpt} />
              </label>
              <Reason />
              <Act act="reword">Keep these words</Act>
            </OverrideForm>
          </details>
          <Coverages {...editing} chosen={chosen} />
          <Merge {...editing} chosen={chosen} />
        </>
      )}
    </section>
  );
}

function BringIn({ panel, visitor, chosen }: Editing & { readonly chosen: ChosenStory }) {
  return (
    <OverrideForm panel={panel} visitor={visitor} className="stacked">
      <input type="hidden" name="story" value={chosen.id} />
      <TopicSelect topics={panel.topics} first={chosen.topics[0] ?? ''} />
      <label>
        <span>Place (empty: by points)</span> <input name="position" type="number" min={1} max={50} />
      </label>
      <Reason />
      <Act act="pin">Pin into the digest</Act>
    </OverrideForm>
  );
}

const TopicSelect = ({ topics, first }: { readonly topics: readonly string[]; readonly first: string }) => (
  <label>
    <span>Section</span>{' '}
    <select name="topic" defaultValue={topics.find((topic) => topic.toLowerCase() === first.toLowerCase())}>
      {topics.map((topic) => (
        <option key={topic}>{topic}</option>
      ))}
    </select>
  </label>
);

function Coverages({ panel, visitor, chosen }: Editing & { readonly chosen: ChosenStory }) {
  if (chosen.coverages.length < 2) return null;
  return (
    <details id="coverages">
      <summary>Choose the lead, split</summary>
      <OverrideForm panel={panel} visitor={visitor} className="stacked">
        <input type="hidden" name="story" value={chosen.id} />
        <fieldset>
          <legend>Coverages</legend>
          {chosen.coverages.map(({ page, outlet, title, leads }) => (
            <label key={page} className="check">
              <input type="checkbox" name="coverage" value={page} />{' '}
              <span>
                <b>
                  <bdi>{outlet}</bdi>
                </b>{' '}
                <bdi>{title}</bdi>
                {leads && ' (leads)'}
              </span>
            </label>
          ))}
        </fieldset>
        <Reason />
        <p className="buttons">
          <Act act="lead">Let the first chosen lead</Act> <Act act="split">Split off those chosen</Act>
        </p>
      </OverrideForm>
    </details>
  );
}

function Merge({ panel, visitor, chosen }: Editing & { readonly chosen: ChosenStory }) {
  const others = panel.merges.filter(({ id }) => id !== chosen.id);
  return (
    <details id="merge">
      <summary>Merge with another story</summary>
      <OverrideForm panel={panel} visitor={visitor} className="stacked">
        <input type="hidden" name="story" value={chosen.id} />
        <label>
          <span>The other story</span>{' '}
          <select name="others">
            {others.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <Reason />
        <Act act="merge">Tell them as one</Act>
      </OverrideForm>
    </details>
  );
}

/** Subject, preheader, note; and a story by its address. */
export function WordsPanel({ panel, visitor }: Editing) {
  const { words } = panel;
  return (
    <section id="words" aria-labelledby="words-title">
      <h2 id="words-title">Words</h2>
      <OverrideForm panel={panel} visitor={visitor} className="stacked" id="edition-words">
        <label>
          <span>Subject</span>{' '}
          <input
            name="subject"
            defaultValue={words.subject}
            placeholder={words.subjectNow}
            maxLength={200}
            data-guide="30-60"
            aria-describedby="subject-guide"
          />
        </label>
        <p className="guide" id="subject-guide" data-for="subject">
          {guideWords(words.subject || words.subjectNow, 'phones show about 40 characters, desktops 60')}
        </p>
        <label>
          <span>Preheader</span>{' '}
          <input
            name="preheader"
            defaultValue={words.preheader}
            placeholder={words.preheaderNow}
            maxLength={200}
            data-guide="40-110"
            aria-describedby="preheader-guide"
          />
        </label>
        <p className="guide" id="preheader-guide" data-for="preheader">
          {guideWords(words.preheader || words.preheaderNow, '40 to 110 characters are shown after the subject')}
        </p>
        <label>
          <span>Editor’s note (Markdown: paragraphs, lists, emphasis, links)</span>{' '}
          <textarea name="intro" rows={5} maxLength={5000} defaultValue={words.intro} />
        </label>
        <Reason />
        <Act act="words">Keep these words</Act>
      </OverrideForm>
      <p className="quiet">Empty fields leave what Courant writes by itself. To take words back, undo them in the history.</p>
      <h2>Add a story by its address</h2>
      <OverrideForm panel={panel} visitor={visitor} className="stacked" id="add-story">
        <label>
          <span>Address</span> <input name="url" type="url" required maxLength={2000} />
        </label>
        <TopicSelect topics={panel.topics} first="" />
        <label>
          <span>Title (needed for a page that is in no file)</span> <input name="title" maxLength={300} />
        </label>
        <label>
          <span>Excerpt</span> <textarea name="excerpt" rows={2} maxLength={2000} />
        </label>
        <label>
          <span>Outlet</span> <input name="outlet" maxLength={120} />
        </label>
        <label>
          <span>Place (empty: by points)</span> <input name="position" type="number" min={1} max={50} />
        </label>
        <Reason />
        <Act act="add">Add</Act>
      </OverrideForm>
    </section>
  );
}

const guideWords = (text: string, advice: string): string => `${[...text].length} characters; ${advice}.`;

/** Sent by the script when a story was dropped in another place. */
export function DragOrder({ panel, visitor, topic, order }: Editing & { readonly topic: string; readonly order: readonly string[] }) {
  return (
    <OverrideForm panel={panel} visitor={visitor} className="drag-order">
      <input type="hidden" name="act" value="order" />
      <input type="hidden" name="topic" value={topic} />
      <input type="hidden" name="stories" value={order.join(' ')} />
    </OverrideForm>
  );
}

const writtenFields = ['title', 'excerpt', 'subject', 'preheader', 'intro', 'url', 'outlet', 'position', 'reason'];

/** What another editor's change kept from being done: shown as it was written, to be done now or left. */
export function RefusedAct({ panel, visitor, form }: Editing & { readonly form: RefusedForm }) {
  const written = form.fields.filter(({ name, value }) => writtenFields.includes(name) && value.trim() !== '');
  return (
    <section id="refused" className="chosen" aria-label="What was not done">
      {written.length > 0 && (
        <dl>
          {written.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <PostForm action={form.action} visitor={visitor}>
        <input type="hidden" name="version" value={panel.version} />
        {form.fields.map(({ name, value }) => (
          <input key={name + value} type="hidden" name={name} value={value} />
        ))}
        <button type="submit">Do it all the same</button>
      </PostForm>
    </section>
  );
}
