import type { EditionInsight, StoryFigures } from '../../../press/insight/edition-insight.ts';
import type { StoryErrata } from '../../../press/readers/errata.ts';
import type { Visitor } from '../access/access.ts';
import { mayAsk } from '../access/route-roles.ts';
import { PostForm } from '../frame/desk-frame.tsx';
import { datedInstant, whole } from '../frame/wording.ts';

type StoriesProps = {
  readonly insight: EditionInsight;
  readonly errata: readonly StoryErrata[];
  readonly visitor: Visitor;
  readonly zone: string;
};

const route = 'POST /insight/:newsletter/:number{[1-9][0-9]{0,8}}';

/** Every story of the edition with its clicks, what was said to be wrong with it, and where an editor says so. */
export function StoriesRead({ insight, errata, visitor, zone }: StoriesProps) {
  const action = `/insight/${insight.newsletter}/${insight.number}`;
  return (
    <section aria-labelledby="stories-title">
      <h2 id="stories-title">Its stories</h2>
      <p className="quiet">
        A correction is sent to nobody: whoever follows a story’s link in the mail, opens it in the browser or reads it in the archive finds
        it there within a second, with what was said before.
        {insight.clicks === null && ' Links of this edition lead straight to their pages, so only browser and archive carry it.'}
      </p>
      <ol className="stories-read">
        {insight.stories.map((story) => (
          <li key={story.storyId} id={`story-${story.storyId}`}>
            <h3>
              <bdi>{story.headline}</bdi>
            </h3>
            <p className="quiet">{figuresWords(story, insight.clicks !== null)}</p>
            <History said={errata.find(({ storyId }) => storyId === story.storyId)?.said ?? []} zone={zone} />
            {mayAsk(visitor, route, 'correct') && <Correct story={story} action={action} visitor={visitor} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

const figuresWords = ({ section, clicks, forwarded }: StoryFigures, counting: boolean): string =>
  [
    section,
    ...(counting ? [clicks === 1 ? '1 click' : `${whole(clicks)} clicks`] : []),
    ...(forwarded > 0 ? [`${whole(forwarded)} on links sent on`] : []),
  ]
    .filter((words) => words !== '')
    .join(' · ');

const History = ({ said, zone }: { readonly said: StoryErrata['said']; readonly zone: string }) =>
  said.length === 0 ? null : (
    <ul className="history" aria-label="What was said of it">
      {said.toReversed().map(({ id, words, by, at }, place) => (
        <li key={id} className={place === 0 && words !== null ? 'stands' : 'quiet'}>
          {words === null ? <i>Taken back</i> : <bdi>{words}</bdi>}{' '}
          <span className="quiet">
            {datedInstant(at, zone)}, <bdi>{by}</bdi>
          </span>
        </li>
      ))}
    </ul>
  );

function Correct({ story, action, visitor }: { readonly story: StoryFigures; readonly action: string; readonly visitor: Visitor }) {
  return (
    <details className="correct">
      <summary>{story.correction === null ? 'Write a correction' : 'Correct it again'}</summary>
      <PostForm action={action} visitor={visitor} className="stacked">
        <input type="hidden" name="story" value={story.storyId} />
        <label>
          <span>What was wrong, and what is right</span> <textarea name="words" rows={3} maxLength={1_000} required />
        </label>
        <button type="submit" name="act" value="correct">
          Say so
        </button>
      </PostForm>
      {story.correction !== null && (
        <PostForm action={action} visitor={visitor}>
          <input type="hidden" name="story" value={story.storyId} />
          <button type="submit" name="act" value="withdraw" className="plain">
            Take the correction back
          </button>
        </PostForm>
      )}
    </details>
  );
}
