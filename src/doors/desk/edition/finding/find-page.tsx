/** Any story of the window found by its words, to be shown, placed, told as one with another, or dropped. */
import type { Hono } from 'hono';
import { mayAct } from '../../../../press/ports/people/roles.ts';
import type { DeskEnv, Visitor } from '../../access/access.ts';
import type { DeskPreview } from '../../desk-source.ts';
import { type DeskContext, queryOf, wanted } from '../../frame/desk-context.ts';
import { deskDocument } from '../../frame/desk-document.tsx';
import { DeskBar } from '../../frame/desk-frame.tsx';
import { type DeskQuery, deskAddress } from '../../frame/desk-query.ts';
import { counted, webLink } from '../../frame/wording.ts';
import { Act, OverrideForm } from '../editing-form.tsx';
import { Kept } from '../masthead.tsx';
import { type FoundStory, findStories } from '../view/find-stories.ts';
import { LookForm } from './look-page.tsx';

const listed = 30;
/** Addresses are found by, too. */
const longestWords = 2_000;

export function findRoutes(desk: Hono<DeskEnv>, context: DeskContext): void {
  desk.get('/edition/find', async (c) => {
    const { query } = queryOf(c);
    const words = (c.req.query('q') ?? '').slice(0, longestWords);
    try {
      const preview = await context.previews.shown(wanted(query));
      const sealed = preview.edition !== null && preview.edition.state !== 'open';
      return c.html(findPage({ preview, query, words, visitor: c.get('visitor'), sealed }));
    } catch (error) {
      return context.failed(c, error);
    }
  });
}

type Finding = {
  readonly preview: DeskPreview;
  readonly query: DeskQuery;
  readonly words: string;
  readonly visitor: Visitor;
  readonly sealed: boolean;
};

const findPage = (finding: Finding): string =>
  deskDocument({
    title: `Find a story · ${finding.preview.newsletter.name} · Courant desk`,
    failure: null,
    children: (
      <>
        <header className="masthead">
          <DeskBar place="edition" query={deskAddress('', finding.query)} visitor={finding.visitor} />
        </header>
        <main className="page" id="preview" tabIndex={-1}>
          <h1>Find a story</h1>
          <p>
            <a href={deskAddress('/edition', finding.query)}>Back to the edition</a>
          </p>
          <form className="search" method="get" action="/edition/find">
            <Kept fields={[...new URLSearchParams(deskAddress('', finding.query).slice(1))].map(([name, value]) => ({ name, value }))} />
            <label>
              <span>Title, outlet, topic, “left out”, or the address of a page</span>{' '}
              <input type="search" name="q" defaultValue={finding.words} maxLength={longestWords} />
            </label>
            <button type="submit">Find</button>
          </form>
          <Found {...finding} />
        </main>
      </>
    ),
  });

function Found({ preview, query, words, visitor, sealed }: Finding) {
  const found = findStories(preview, words);
  const chosen = preview.stories.find(({ id }) => id === query.story);
  const editor = mayAct(visitor, 'editor') && !sealed;
  return (
    <section id="found" aria-label="Stories found">
      {found.length > 0 && (
        <p className="quiet" role="status">
          {counted(found.length, 'story', 'stories')}
          {found.length > listed && `, the first ${listed} shown: write more of it`}
        </p>
      )}
      {found.length === 0 && webLink(words.trim()) === null && (
        <p className="quiet" role="status">
          No story this edition could tell has all of these words. Write fewer{editor && '; or paste the address of a page to add it'}.
        </p>
      )}
      {found.length === 0 && webLink(words.trim()) !== null && (
        <>
          <p className="quiet" role="status">
            No story this edition could tell has this page.
          </p>
          {editor && <LookForm action={deskAddress('/edition/look', query)} visitor={visitor} address={words.trim()} />}
        </>
      )}
      <ul>
        {found.slice(0, listed).map((story) => (
          <li key={story.id} data-story={story.id} className={story.section === null ? 'out' : 'in'}>
            <p>
              <a href={deskAddress('/edition', { ...query, story: story.id, panel: 'plan', look: 'html' })}>
                <bdi>{story.title}</bdi>
              </a>
            </p>
            <p className="quiet">
              <bdi>{story.outlet}</bdi> · {story.where}
            </p>
            {editor && <FoundActs story={story} preview={preview} query={query} visitor={visitor} chosen={chosen?.lead.title ?? null} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

type ActsProps = {
  readonly story: FoundStory;
  readonly preview: DeskPreview;
  readonly query: DeskQuery;
  readonly visitor: Visitor;
  readonly chosen: string | null;
};

function FoundActs({ story, preview, query, visitor, chosen }: ActsProps) {
  const panel = { overrideAction: deskAddress('/override', query), version: preview.overrides.version };
  const [topic = preview.newsletter.topics[0] ?? ''] = story.topics;
  return (
    <OverrideForm panel={panel} visitor={visitor} className="found-acts">
      <input type="hidden" name="story" value={story.id} />
      <input type="hidden" name="topic" value={story.section ?? topic} />
      {chosen !== null && story.id !== query.story && <input type="hidden" name="others" value={query.story ?? ''} />}
      {story.section === null ? (
        <Act act="pin" label={`Place: ${story.title}`}>
          Place
        </Act>
      ) : (
        <Act act="drop" label={`Drop: ${story.title}`}>
          Drop
        </Act>
      )}
      {chosen !== null && story.id !== query.story && (
        <Act act="merge" label={`Tell as one with “${chosen}”: ${story.title}`}>
          Tell as one with “{chosen.slice(0, 32)}”
        </Act>
      )}
    </OverrideForm>
  );
}
