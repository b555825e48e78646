import type { ReactNode } from 'react';
import { filled } from './strings/catalogue.ts';
import type { PageWords } from './strings/words.ts';

type Choices = {
  readonly newsletter: { readonly id: string; readonly name: string; readonly tagline: string | null; readonly topics: readonly string[] };
  readonly chosen: readonly string[];
  readonly followed: boolean;
  /** Whether the newsletter itself can be ticked, and its topics stand there only while it is; else it is meant. */
  readonly choice: boolean;
  readonly words: PageWords;
  /** More about a newsletter that is to be chosen, in place of its tagline. */
  readonly about?: ReactNode;
};

/** A newsletter with its topics to tick; its names may be written the other way than the page. */
export const TopicChoices = ({ newsletter, chosen, followed, choice, words, about }: Choices) =>
  choice ? (
    <fieldset className={about ? 'offer folded' : 'folded'}>
      <legend>
        <label className="choice">
          <input type="checkbox" name="newsletter" value={newsletter.id} defaultChecked={followed} />
          <bdi>{newsletter.name}</bdi>
        </label>
      </legend>
      <div className="nested">
        {about || (newsletter.tagline && <p dir="auto">{newsletter.tagline}</p>)}
        {/* biome-ignore lint/a11y/useSemanticElements: a second fieldset would say the newsletter's name twice. */}
        <div className="topics" role="group" aria-label={filled(words.topicsOf, { newsletter: newsletter.name })}>
          <TopicBoxes newsletter={newsletter} chosen={chosen} />
        </div>
      </div>
    </fieldset>
  ) : (
    <fieldset>
      <legend>{words.topics}</legend>
      <input type="hidden" name="newsletter" value={newsletter.id} />
      <TopicBoxes newsletter={newsletter} chosen={chosen} />
    </fieldset>
  );

const TopicBoxes = ({ newsletter, chosen }: Pick<Choices, 'newsletter' | 'chosen'>) => (
  <ul className="choices">
    {newsletter.topics.map((topic) => (
      <li key={topic}>
        <label className="choice">
          <input type="checkbox" name={`topic.${newsletter.id}`} value={topic} defaultChecked={chosen.includes(topic)} />
          <bdi>{topic}</bdi>
        </label>
      </li>
    ))}
  </ul>
);
