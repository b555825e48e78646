/** What an editor does to stories: forms that work without a script; with one, stories can be dragged too. */

import { mayAct } from '../../../press/ports/people/roles.ts';
import { PostForm } from '../frame/desk-frame.tsx';
import type { RefusedForm } from '../frame/flash.ts';
import { PairPanel } from '../pair/pair-panel.tsx';
import { Act, type Editing, OverrideForm, Reason, TopicSelect } from './editing-form.tsx';
import { PictureChooser } from './picture-chooser.tsx';
import type { ChosenStory } from './view/panel-view.ts';

type QuickProps = Editing & { readonly id: string; readonly title: string; readonly topic: string; readonly order: readonly string[] };

/** The acts of one row, each one press; they show at the row one is at. */
export function QuickActs({ panel, visitor, id, title, topic, order }: QuickProps) {
  const place = order.indexOf(id);
  const pinned = panel.pins.get(id);
  return (
    <OverrideForm panel={panel} visitor={visitor} className="quick" id={`acts-${id}`}>
      <input type="hidden" name="story" value={id} />
      <input type="hidden" name="topic" value={topic} />
      <input type="hidden" name="stories" value={order.join(' ')} />
      <input type="hidden" name="newsletter" value={panel.newsletter} />
      {place > 0 && (
        <Act act="reorder-up" id={`up-${id}`} label={`Move up: ${title}`}>
          ↑
        </Act>
      )}
      {place < order.length - 1 && (
        <Act act="reorder-down" id={`down-${id}`} label={`Move down: ${title}`}>
          ↓
        </Act>
      )}
      {pinned === undefined ? (
        <Act act="pin" id={`pin-${id}`} label={`Pin: ${title}`}>
          Pin
        </Act>
      ) : (
        // The same place for the eye and the focus: one press gives up what the last one did.
        <button
          type="submit"
          id={`pin-${id}`}
          className="small"
          formAction={panel.undoAction}
          name="id"
          value={pinned}
          aria-label={`Unpin: ${title}`}
        >
          Unpin
        </button>
      )}
      <Act act="front" id={`front-${id}`} label={`Lead the edition: ${title}`}>
        Lead
      </Act>
      <Act act="drop" id={`drop-${id}`} label={`Drop: ${title}`}>
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
      <p>
        <a href={panel.comments.about(chosen.id)} id="comment-on">
          {panel.comments.ofStories.get(chosen.id)?.words ?? 'Comment on it'}
        </a>
      </p>
      <PairPanel query={panel.query} coverages={chosen.coverages} />
      {mayAct(visitor, 'editor') && (
        <>
          <BringIn {...editing} chosen={chosen} />
          <details id="reword" open={chosen.inDigest}>
            <summary>Reword</summary>
            <OverrideForm {...editing} className="stacked">
              <input type="hidden" name="story" value={chosen.id} />
              <label>
                <span>Title</span>{' '}
                <textarea name="title" aria-label="Title" rows={2} data-line="" defaultValue={chosen.title} maxLength={300} required />
              </label>
              <label>
                <span>Excerpt (empty: none)</span> <textarea name="excerpt" rows={3} maxLength={2000} defaultValue={chosen.excerpt} />
              </label>
              <Reason />
              <Act act="reword">Keep these words</Act>
            </OverrideForm>
          </details>
          <MuteOutlet {...editing} chosen={chosen} />
          <PictureChooser {...editing} chosen={chosen} />
          <WholeText {...editing} chosen={chosen} />
          <Coverages {...editing} chosen={chosen} />
          <Merge {...editing} chosen={chosen} />
        </>
      )}
    </section>
  );
}

/** Into the digest, or to another section and place of it: what dragging does, from the keyboard. */
function BringIn({ panel, visitor, chosen }: Editing & { readonly chosen: ChosenStory }) {
  return (
    <details id="place" open={!chosen.inDigest}>
      <summary>{chosen.inDigest ? 'Move to a section and place' : 'Place it'}</summary>
      <OverrideForm panel={panel} visitor={visitor} className="stacked">
        <input type="hidden" name="story" value={chosen.id} />
        <TopicSelect topics={panel.topics} first={chosen.section ?? chosen.topics[0] ?? ''} />
        <label>
          <span>Place (empty: by points)</span> <input name="position" type="number" min={1} max={50} />
        </label>
        <Reason />
        <Act act="pin">{chosen.inDigest ? 'Move it there' : 'Pin into the digest'}</Act>
      </OverrideForm>
    </details>
  );
}

/** For articles that carry all they say: in this edition by that, or by an excerpt. */
function WholeText({ panel, visitor, chosen }: Editing & { readonly chosen: ChosenStory }) {
  if (chosen.toldBy === null) return null;
  const whole = chosen.toldBy === 'text';
  return (
    <details id="whole-text">
      <summary>{whole ? 'Told by its whole text' : 'Told by its excerpt'}</summary>
      <OverrideForm panel={panel} visitor={visitor} className="stacked">
        <input type="hidden" name="story" value={chosen.id} />
        <p className="quiet">
          {whole
            ? 'Its article carries the whole text, and the mail tells all of it where there is room.'
            : 'Its article carries the whole text; the mail tells the excerpt.'}
        </p>
        <Reason />
        <Act act={whole ? 'excerpted' : 'whole'}>{whole ? 'Tell its excerpt' : 'Tell its whole text'}</Act>
      </OverrideForm>
    </details>
  );
}

/** Of this edition: the command line can mute one for every edition, and the config for good. */
function MuteOutlet({ panel, visitor, chosen }: Editing & { readonly chosen: ChosenStory }) {
  return (
    <details id="mute">
      <summary>Mute an outlet</summary>
      <OverrideForm panel={panel} visitor={visitor} className="stacked">
        <label>
          <span>Outlet whose articles this edition leaves out</span>{' '}
          <select name="outlet">
            {[...new Map(chosen.coverages.map((coverage) => [coverage.outlet, coverage])).values()].map(({ outlet, page }) => (
              <option key={page} value={page}>
                {outlet}
              </option>
            ))}
          </select>
        </label>
        <Reason />
        <Act act="mute">Mute it</Act>
      </OverrideForm>
    </details>
  );
}

function Coverages({ panel, visitor, chosen }: Editing & { readonly chosen: ChosenStory }) {
  if (chosen.coverages.length < 2) return null;
  return (
    <details id="coverages">
      <summary>Choose the lead, split</summary>
      <OverrideForm panel={panel} visitor={visitor} className="stacked">
        <input type="hidden" name="story" value={chosen.id} />
        <fieldset>
          <legend>Who tells it on top, and what is another story</legend>
          <ul className="coverages">
            {chosen.coverages.map(({ page, outlet, title, leads }) => (
              <li key={page}>
                <label className="check">
                  <input type="radio" name="lead" value={page} defaultChecked={leads} />{' '}
                  <span>
                    <b>
                      <bdi>{outlet}</bdi>
                    </b>{' '}
                    <bdi>{title}</bdi>
                  </span>
                </label>
                <label className="check apart">
                  <input type="checkbox" name="coverage" value={page} /> <span>apart</span>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
        <Reason />
        <p className="buttons">
          <Act act="lead">Let it lead</Act> <Act act="split">Split off those ticked “apart”</Act>
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
            {others.map(({ id, title, where }) => (
              <option key={id} value={id}>
                {title} ({where})
              </option>
            ))}
          </select>
        </label>
        {panel.mergesCut && (
          <p className="quiet">
            Not every story is listed: <a href={panel.findAddress}>find any other</a>, and tell it as one with this from there.
          </p>
        )}
        <Reason />
        <Act act="merge">Tell them as one</Act>
      </OverrideForm>
    </details>
  );
}

const writtenFields = ['title', 'excerpt', 'subject', 'secondSubject', 'preheader', 'intro', 'url', 'outlet', 'position', 'reason'];

/** What another editor's change kept from being done: shown as it was written, to be done now or left. A comment can be mended first. */
export function RefusedAct({ panel, visitor, form }: Editing & { readonly form: RefusedForm }) {
  const written = form.fields.filter(({ name, value }) => writtenFields.includes(name) && value.trim() !== '');
  const comment = form.fields.find(({ name }) => name === 'words');
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
      <PostForm action={form.action} visitor={visitor} className="stacked">
        <input type="hidden" name="version" value={panel.version} />
        {form.fields.map((field) =>
          field === comment ? null : <input key={field.name + field.value} type="hidden" name={field.name} value={field.value} />,
        )}
        {comment && (
          <label>
            <span>What you wrote</span> <textarea name="words" rows={6} defaultValue={comment.value} required />
          </label>
        )}
        <button type="submit">{comment ? 'Comment' : 'Do it all the same'}</button>
      </PostForm>
    </section>
  );
}
