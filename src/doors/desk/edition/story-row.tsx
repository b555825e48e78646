import { mayAct } from '../../../press/ports/people/roles.ts';
/** One story of the plan: its title, its outlets, what it is worth; all else when it is asked for. */
import { QuickActs } from './edit-panel.tsx';
import type { Editing } from './editing-form.tsx';
import type { LinkView, StoryView, TermsView } from './view/plan-view.ts';

type StoryRowProps = {
  readonly story: StoryView;
  readonly address: { readonly href: string; readonly current: boolean } | undefined;
  readonly notes: readonly string[];
  readonly topic: string;
  readonly order: readonly string[];
  readonly editing: Editing;
};

export function StoryRow({ story, address, notes, topic, order, editing }: StoryRowProps) {
  const { terms } = story;
  const comments = editing.panel.comments.ofStories.get(story.id);
  const editor = mayAct(editing.visitor, 'editor');
  return (
    <li
      id={`story-${story.id}`}
      data-story={story.id}
      className={address?.current ? 'story current' : 'story'}
      // Where it stands in the mail, for whoever rewords it there.
      {...(editor && { 'data-url': story.title.href, 'data-excerpt': story.excerpt })}
    >
      <p className="story-title">
        {editor && (
          <input type="checkbox" className="pick" name="story" value={story.id} form="many" aria-label={`Choose: ${story.title.text}`} />
        )}
        <a id={`show-${story.id}`} href={address?.href} aria-current={address?.current ? 'true' : undefined}>
          <bdi>{story.title.text}</bdi>
        </a>
        <span className="points" title={`${terms.total} points`}>
          <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect className="quality" width={terms.bars.quality} height="4" />
            <rect className="coverage" x={terms.bars.quality} width={terms.bars.coverage} height="4" />
          </svg>
          <b>{terms.total}</b>
        </span>
      </p>
      <Details story={story} />
      {comments && (
        <p className="spoken">
          <a href={comments.href}>{comments.words}</a>
        </p>
      )}
      {notes.map((note) => (
        <p key={note} className="note">
          <bdi>{note}</bdi>
        </p>
      ))}
      {editor && <QuickActs {...editing} id={story.id} title={story.title.text} topic={topic} order={order} />}
    </li>
  );
}

/** The facts, and what is behind them when they are unfolded. */
function Details({ story }: { readonly story: StoryView }) {
  return (
    <details id={`more-${story.id}`} className="more">
      <summary className="story-facts">
        {story.leads && <b className="leads">leads </b>}
        {story.update && <b className="update">update </b>}
        <bdi>{story.outlet}</bdi>
        {story.others.length > 0 && <span className="and-others"> and {story.others.length} more</span>}
        {story.told && <span className="told">{story.told}</span>}
        {story.readers && <span className="has">{story.readers} readers</span>}
      </summary>
      <Terms terms={story.terms} />
      <p className="quiet">
        <WebLink link={{ text: story.outlet, href: story.title.href }} />, {story.published}; rank {story.rank} of its section
      </p>
      {story.file && <p className="file">{story.file}</p>}
      {story.others.length > 0 && (
        <ul className="others" aria-label="Also covered by">
          {story.others.map((other) => (
            <li key={`${other.outlet} ${other.title.text}`}>
              <b>
                <bdi>{other.outlet}</bdi>
              </b>{' '}
              <WebLink link={other.title} /> <span>{other.published}</span>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

function Terms({ terms }: { readonly terms: TermsView }) {
  return (
    <div className="terms">
      <p className="sum">
        ({terms.quality} + {terms.coverage}) × {terms.decay}
        {terms.multipliers.map(({ name, factor }) => ` × ${factor} ${name}`)} = {terms.total}
      </p>
      <p className="sum-words">
        quality {terms.quality}, {terms.tellings} +{terms.coverage}, {terms.ageHours} h old
      </p>
    </div>
  );
}

export function WebLink({ link }: { readonly link: LinkView }) {
  const text = <bdi>{link.text}</bdi>;
  return link.href ? (
    <a href={link.href} target="_blank" rel="noreferrer noopener">
      {text}
    </a>
  ) : (
    text
  );
}
