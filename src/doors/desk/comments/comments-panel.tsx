import { longestComment } from '../../../press/people/comments.ts';
import { mayAct } from '../../../press/ports/people/roles.ts';
import type { Visitor } from '../access/access.ts';
import { PostForm } from '../frame/desk-frame.tsx';
import type { CommentsView, ThreadView } from './comments-view.ts';

type PanelProps = { readonly comments: CommentsView; readonly visitor: Visitor };

/** What editors say to each other about this edition: it stands here, and in no mail to readers. */
export function CommentsPanel({ comments, visitor }: PanelProps) {
  const editor = mayAct(visitor, 'editor');
  const { threads } = comments;
  return (
    <section id="comments" aria-labelledby="comments-title">
      <h2 id="comments-title">
        Comments <small>{comments.open} open</small>
      </h2>
      <p className="quiet">
        Seen at the desk alone.{' '}
        {editor ? 'A name after @ sends them a mail: a name, its first word, or an address before its @.' : 'Editors write them.'}
      </p>
      {editor && <NewComment comments={comments} visitor={visitor} />}
      {comments.colleagues.length > 0 && <Colleagues comments={comments} />}
      {threads.map((thread) => (
        <Thread key={thread.id} thread={thread} comments={comments} visitor={visitor} />
      ))}
    </section>
  );
}

function NewComment({ comments, visitor }: PanelProps) {
  return (
    <PostForm action={comments.action} visitor={visitor} className="stacked" id="new-comment">
      <label>
        <span>About</span>{' '}
        <select name="story" defaultValue={comments.at}>
          <option value="">the edition</option>
          {comments.stories.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <Words comments={comments} label="Comment" />
      <button type="submit" name="act" value="add">
        Comment
      </button>
    </PostForm>
  );
}

function Words({ comments, label }: { readonly comments: CommentsView; readonly label: string }) {
  return (
    <>
      <label>
        <span>{label}</span> <textarea name="words" rows={3} maxLength={longestComment} required />
      </label>
      {comments.colleagues.length > 0 && (
        <label>
          <span>Mail it to (a name, or several with commas between)</span>{' '}
          <input name="tell" list="colleagues" maxLength={300} autoComplete="off" />
        </label>
      )}
    </>
  );
}

/** Names to choose from, once a page. */
function Colleagues({ comments }: { readonly comments: CommentsView }) {
  return (
    <datalist id="colleagues">
      {comments.colleagues.map(({ handle, name }) => (
        <option key={handle} value={handle} label={name} />
      ))}
    </datalist>
  );
}

function Thread({ thread, comments, visitor }: PanelProps & { readonly thread: ThreadView }) {
  const { id, story, resolved } = thread;
  const editor = mayAct(visitor, 'editor');
  return (
    <article className={resolved === null ? 'thread' : 'thread resolved'} id={`comment-${id}`} aria-label={`Comment ${id}`}>
      <p className="about">
        {story === null && 'On the edition'}
        {story !== null && (story.href === null ? <bdi>{story.title}</bdi> : <a href={story.href}>{story.title}</a>)}
        {story !== null && story.href === null && <span className="quiet"> (not in this edition any more)</span>}
        {resolved !== null && <b> resolved by {resolved}</b>}
      </p>
      {thread.comments.map((one, index) => (
        <div key={one.id} id={index === 0 ? undefined : `comment-${one.id}`} className="comment">
          <p className="quiet">
            <b>
              <bdi>{one.author}</bdi>
            </b>{' '}
            <time dateTime={one.iso}>{one.at}</time>
          </p>
          {one.lines.length === 0 ? <p className="quiet">deleted</p> : <Said lines={one.lines} />}
          {one.own && editor && (
            <Act comments={comments} visitor={visitor} act="delete" field="comment" id={one.id} label="Delete" what={`of ${one.at}`} />
          )}
        </div>
      ))}
      {editor && (
        <div className="thread-acts">
          <details id={`answer-${id}`}>
            <summary>Answer</summary>
            <PostForm action={comments.action} visitor={visitor} className="stacked" id={`answer-form-${id}`}>
              <input type="hidden" name="thread" value={id} />
              <Words comments={comments} label="Answer" />
              <button type="submit" name="act" value="answer" className="small">
                Send the answer
              </button>
            </PostForm>
          </details>
          {resolved === null ? (
            <Act comments={comments} visitor={visitor} act="resolve" field="thread" id={id} label="Resolve" what={`comment ${id}`} />
          ) : (
            <Act comments={comments} visitor={visitor} act="reopen" field="thread" id={id} label="Reopen" what={`comment ${id}`} />
          )}
        </div>
      )}
    </article>
  );
}

/** Lines as they were written. */
function Said({ lines }: { readonly lines: readonly string[] }) {
  return (
    <p className="words" dir="auto">
      {lines.join('\n')}
    </p>
  );
}

type ActProps = PanelProps & {
  readonly act: 'delete' | 'resolve' | 'reopen';
  readonly field: 'comment' | 'thread';
  readonly id: number;
  readonly label: string;
  readonly what: string;
};

function Act({ comments, visitor, act, field, id, label, what }: ActProps) {
  return (
    <PostForm action={comments.action} visitor={visitor} id={`${act}-${id}`}>
      <input type="hidden" name={field} value={id} />
      <button type="submit" name="act" value={act} className="small" aria-label={`${label} ${what}`}>
        {label}
      </button>
    </PostForm>
  );
}
