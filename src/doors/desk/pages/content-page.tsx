import type { Hono } from 'hono';
import type { Article } from '../../../content/article.ts';
import { folderHealth } from '../../../content/outlet-health.ts';
import type { SourceHealth } from '../../../press/feeds/source-health.ts';
import type { ContentRead } from '../../../press/ports/content.ts';
import type { DeskEnv, Visitor } from '../access/access.ts';
import type { DeskNewsletter } from '../desk-source.ts';
import { type DeskContext, queryOf } from '../frame/desk-context.ts';
import { deskDocument } from '../frame/desk-document.tsx';
import { DeskBar, SaidLine } from '../frame/desk-frame.tsx';
import { deskAddress, queryDefaults } from '../frame/desk-query.ts';
import { FaultItems, worstFirst } from '../frame/fault-items.tsx';
import type { Flash } from '../frame/flash.ts';
import { counted, datedInstant, webLink, whole } from '../frame/wording.ts';
import { AddForm } from './add-page.tsx';
import { FeedsTable } from './feeds-table.tsx';
import { contentSearch, OutletsTable } from './outlets-table.tsx';

export function contentRoutes(desk: Hono<DeskEnv>, context: DeskContext): void {
  desk.get('/content', async (c) => {
    const { newsletter } = queryOf(c).query;
    try {
      const [content, feeds, all] = await Promise.all([
        context.source.content(newsletter ?? undefined),
        context.source.feeds(),
        context.source.newsletters(),
      ]);
      const newsletters = newsletter === null ? all : all.filter(({ id }) => id === newsletter);
      const said = context.said.of(c.req.query('said') ?? null);
      const search = (c.req.query('search') ?? '').trim().slice(0, 200);
      return c.html(contentPage({ content, feeds, said, search, newsletter, newsletters, visitor: c.get('visitor'), now: context.now() }));
    } catch (error) {
      return context.failed(c, error);
    }
  });
}

const found = 100;
const tallied = 40;

type ContentPage = {
  readonly content: ContentRead;
  readonly feeds: readonly SourceHealth[];
  readonly said: Flash | null;
  readonly search: string;
  readonly newsletter: string | null;
  /** Whose editions what is found may stand in. */
  readonly newsletters: readonly DeskNewsletter[];
  readonly visitor: Visitor;
  readonly now: Date;
};

function contentPage({ content, feeds, said, search, newsletter, newsletters, visitor, now }: ContentPage): string {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ title, excerpt, provider, topics, file }: Article) => {
    const text = [title, excerpt ?? '', provider.name, provider.domain, topics.join(' '), file].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const hits =
    words.length === 0 ? [] : content.articles.filter(matches).toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime());
  const query = deskAddress('', { ...queryDefaults, topics: [], at: null, newsletter });
  return deskDocument({
    title: 'Content · Courant desk',
    failure: null,
    children: (
      <>
        <header className="masthead">
          <DeskBar place="content" query={query} visitor={visitor} />
        </header>
        <SaidLine said={said} />
        <main className="page" id="preview" tabIndex={-1}>
          <h1>
            Content{' '}
            <small>{`${counted(content.files, 'file', 'files')}, ${counted(content.articles.length, 'article', 'articles')}`}</small>
          </h1>
          <form method="get" action="/content" className="search">
            {newsletter && <input type="hidden" name="newsletter" value={newsletter} />}
            <label>
              <span>Search titles, excerpts, outlets, topics and files</span>{' '}
              <input type="search" name="search" defaultValue={search} maxLength={200} />
            </label>
            <button type="submit">Search</button>
          </form>
          <AddForm visitor={visitor} />
          <div className="columns-of-page">
            <div>
              {words.length > 0 && <Hits hits={hits} newsletters={newsletters} />}
              <FeedsTable feeds={feeds} />
              <OutletsTable health={folderHealth(content.articles, content.faults, now)} newsletter={newsletter} />
              <Faults faults={content.faults} />
            </div>
            <div>
              <Tally title="Topics" counts={tally(content.articles.flatMap(({ topics }) => topics))} newsletter={newsletter} />
              <Tally title="Outlets" counts={tally(content.articles.map(({ provider }) => provider.name))} newsletter={newsletter} />
            </div>
          </div>
        </main>
      </>
    ),
  });
}

/** Where the story of an article is found, to be placed, dropped or told as one with another. */
const findAddress = (newsletter: string, url: string): string => {
  const address = deskAddress('/edition/find', { ...queryDefaults, topics: [], newsletter });
  return `${address}${address.includes('?') ? '&' : '?'}q=${encodeURIComponent(url)}`;
};

function Hits({ hits, newsletters }: { readonly hits: readonly Article[]; readonly newsletters: readonly DeskNewsletter[] }) {
  return (
    <section aria-label="Found">
      <h2>
        Found <small>{whole(hits.length)}</small>
      </h2>
      {hits.length === 0 && <p className="quiet">Nothing has all of these words. Search for fewer.</p>}
      <ul className="hits">
        {hits.slice(0, found).map((article) => {
          const href = webLink(article.url);
          return (
            <li key={article.file}>
              <p>
                {href ? (
                  <a href={href} target="_blank" rel="noreferrer noopener">
                    <bdi>{article.title}</bdi>
                  </a>
                ) : (
                  <bdi>{article.title}</bdi>
                )}
              </p>
              <p className="quiet">
                <bdi>{article.provider.name}</bdi> · {datedInstant(article.publishedAt, 'UTC')} UTC · quality {article.quality} ·{' '}
                <bdi>{article.topics.join(', ')}</bdi>
              </p>
              <p className="file">{article.file}</p>
              <p className="to-edition">
                {newsletters.map(({ id, name }) => (
                  <a key={id} href={findAddress(id, article.url)}>
                    {newsletters.length === 1 ? 'Find it in the edition' : `Find it in ${name}`}
                    <span className="unseen">: {article.title}</span>
                  </a>
                ))}
              </p>
            </li>
          );
        })}
      </ul>
      {hits.length > found && <p className="quiet">The newest {found} are shown; search for more words.</p>}
    </section>
  );
}

function Faults({ faults }: Pick<ContentRead, 'faults'>) {
  return (
    <section id="faults" aria-label="Faults">
      <h2>
        Faults <small>{whole(faults.length)}</small>
      </h2>
      <FaultItems faults={worstFirst(faults)} />
    </section>
  );
}

const tally = (names: readonly string[]): readonly (readonly [string, number])[] =>
  [...Map.groupBy(names, (name) => name)]
    .map(([name, all]) => [name, all.length] as const)
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));

type TallyProps = { readonly title: string; readonly counts: readonly (readonly [string, number])[]; readonly newsletter: string | null };

/** How many articles bear each name, the commonest first; each leads to its articles. */
function Tally({ title, counts, newsletter }: TallyProps) {
  const most = counts[0]?.[1] ?? 1;
  return (
    <section aria-label={title}>
      <h2>
        {title} <small>{whole(counts.length)}</small>
      </h2>
      <ul className="tally">
        {counts.slice(0, tallied).map(([name, count]) => (
          <li key={name}>
            <a href={contentSearch(newsletter, name)}>
              <bdi>{name}</bdi>
            </a>{' '}
            <b>{whole(count)}</b>
            <svg viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true">
              <rect className="quality" width={(count / most) * 100} height="2" />
            </svg>
          </li>
        ))}
      </ul>
    </section>
  );
}
