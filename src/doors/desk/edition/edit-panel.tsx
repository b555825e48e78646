/** What an editor does to stories: forms that work without a script; with one, stories can be dragged too. */

import { mayAct } from '../../../press/ports/people/roles.ts';
import { PostForm } from '../frame/desk-frame.tsx';
import type { RefusedForm } from '../frame/flash.ts';
import { PairPanel } from '../pair/pair-panel.tsx';
import { Act, type Editing, OverrideForm, Reason, TopicSelect } from './editing-form.tsx';
import type { ChosenStory } from './panel-view.ts';

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
        <Act act="reorder-up" label={`Move up: ${title}`}>
          ↑
        </Act>
      )}
      {place < order.length - 1 && (
        <Act act="reorder-down" label={`Move down: ${title}`}>
          ↓
        </Act>
      )}
      <Act act="pin" label={`Pin: ${title}`}>
        Pin
      </Act>
      <Act act="front" label={`Lead the edition: ${title}`}>
        Lead
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
      <PairPanel query={panel.query} coverages={chosen.coverages} />
      {mayAct(visitor, 'editor') && (
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
          <MuteOutlet {...editing} chosen={chosen} />
          <Pictures {...editing} chosen={chosen} />
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

const places: readonly (readonly [focus: string, words: string])[] = [
  ['', 'what draws the eye'],
  ...(['0.15', '0.5', '0.85'] as const).flatMap((down, row) =>
    (['0.15', '0.5', '0.85'] as const).map(
      (across, column) => [`${across},${down}`, `${['upper', 'middle', 'lower'][row]} ${['left', 'centre', 'right'][column]}`] as const,
    ),
  ),
];

function Pictures({ panel, visitor, chosen }: Editing & { readonly chosen: ChosenStory }) {
  if (chosen.pictures.length === 0) return null;
  const none = chosen.pictures.every(({ shown }) => !shown);
  return (
    <details id="picture">
      <summary>Choose the picture</summary>
      <OverrideForm panel={panel} visitor={visitor} className="stacked">
        <input type="hidden" name="story" value={chosen.id} />
        <fieldset>
          <legend>Pictures</legend>
          {chosen.pictures.map(({ url, words, shown }) => (
            <label key={url} className="check">
              <input type="radio" name="picture" value={url} defaultChecked={shown} />{' '}
              <span title={url}>
                <bdi>{words}</bdi>
                {shown && ' (shown)'}
              </span>
            </label>
          ))}
          <label className="check">
            <input type="radio" name="picture" value="none" defaultChecked={none} /> <span>No picture</span>
          </label>
        </fieldset>
        <label>
          <span>Keep in view</span>{' '}
          <select name="focus">
            {places.map(([focus, words]) => (
              <option key={focus} value={focus}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <Reason />
        <Act act="picture">Show this picture</Act>
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

/** Sent by the script when a story was dropped in another place. */
export function DragOrder({ panel, visitor, topic, order }: Editing & { readonly topic: string; readonly order: readonly string[] }) {
  return (
    <OverrideForm panel={panel} visitor={visitor} className="drag-order">
      <input type="hidden" name="act" value="reorder" />
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
