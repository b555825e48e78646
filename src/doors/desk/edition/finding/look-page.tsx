/** A page from elsewhere as a story of an edition: its card as the page describes itself, to be changed before it is added. */
import type { Hono } from 'hono';
import { canonicalUrl } from '../../../../content/addresses/canonical-url.ts';
import type { Article } from '../../../../content/article.ts';
import type { ArticleDraft } from '../../../../content/feeds/keeping/draft-article.ts';
import { CourantError } from '../../../../errors/courant-error.ts';
import type { DeskEnv, Visitor } from '../../access/access.ts';
import type { DeskPreview, DeskSource } from '../../desk-source.ts';
import { type DeskContext, queryOf, wanted } from '../../frame/desk-context.ts';
import { deskDocument } from '../../frame/desk-document.tsx';
import { DeskBar, PostForm } from '../../frame/desk-frame.tsx';
import { type DeskQuery, deskAddress } from '../../frame/desk-query.ts';
import { datedInstant, faultWords } from '../../frame/wording.ts';
import { lookedAtCards, PageAddress, typedAddress } from '../../pages/page-address.tsx';
import { OverrideForm, Reason, TopicSelect } from '../editing-form.tsx';

/**
 * A page is asked for by a form, since that asks another machine; what it said is kept for a while and has an address of its own, so
 * that the card can be come back to. The picture it shows is kept with it: nobody can have the desk fetch any other.
 */
export function lookRoutes(desk: Hono<DeskEnv>, context: DeskContext): void {
  const cards = lookedAtCards<Looked>();
  desk.post('/edition/look', async (c) => {
    const { query } = queryOf(c);
    const address = await typedAddress(c);
    try {
      const { newsletter } = await context.previews.shown(wanted(query));
      const id = cards.keep({ address, ...(await cardOf(context, newsletter.id, address)) });
      return c.redirect(deskAddress(`/edition/look/${id}`, query), 303);
    } catch (error) {
      return context.failed(c, error);
    }
  });
  desk.get('/edition/look/:card', async (c) => {
    const { query } = queryOf(c);
    const looked = cards.of(c);
    if (!looked) return c.redirect(deskAddress('/edition', { ...query, panel: 'words' }), 303);
    try {
      const preview = await context.previews.shown(wanted(query));
      const shown = looked.picture && `/edition/look/${c.req.param('card')}/picture`;
      return c.html(lookPage({ preview, query, looked, shown, visitor: c.get('visitor') }));
    } catch (error) {
      return context.failed(c, error);
    }
  });
  desk.get('/edition/look/:card/picture', (c) => {
    const picture = cards.of(c)?.picture;
    return picture ? c.body(new Uint8Array(picture.bytes), 200, { 'Content-Type': picture.type }) : c.text('No such picture.\n', 404);
  });
}

/** What is known of a page. `publishedAt`: `null`: it does not say. */
type Said = {
  readonly url: string;
  readonly title: string;
  readonly excerpt: string | null;
  readonly outlet: string;
  readonly publishedAt: Date | null;
  readonly topics: readonly string[];
  readonly picture: string | null;
};

/** `said`: `null`: the page says nothing of itself, by `fault`; an editor can say it. */
type Card = {
  readonly said: Said | null;
  readonly fault: string | null;
  readonly picture: Awaited<ReturnType<DeskSource['thumbnail']>>;
};
type Looked = Card & { readonly address: string };

async function cardOf({ source }: DeskContext, newsletter: string, address: string): Promise<Card> {
  try {
    const { articles } = await source.content(newsletter);
    const said = inFiles(articles, address) ?? onItsPage(await source.lookAtPage(address));
    return { said, fault: null, picture: said.picture === null ? null : await source.thumbnail(said.picture) };
  } catch (error) {
    if (!(error instanceof CourantError)) throw error;
    return { said: null, fault: faultWords(error), picture: null };
  }
}

/** An article of these files, though from before the window: its outlet need not be asked. */
function inFiles(articles: readonly Article[], address: string): Said | null {
  const page = URL.canParse(address) ? canonicalUrl(address) : null;
  const article = page === null ? undefined : articles.find((one) => one.canonicalUrl === page);
  if (article === undefined) return null;
  const { url, title, excerpt, provider, publishedAt, topics, images } = article;
  return { url, title, excerpt, outlet: provider.name, publishedAt, topics, picture: images[0]?.url ?? null };
}

const onItsPage = ({ url, title, excerpt, provider, publishedAt, topics, pictures }: ArticleDraft): Said => ({
  url,
  title,
  excerpt,
  outlet: provider.name,
  publishedAt,
  topics: topics.map(({ topic }) => topic),
  picture: pictures[0]?.url ?? null,
});

type LookPage = {
  readonly preview: DeskPreview;
  readonly query: DeskQuery;
  readonly looked: Looked;
  /** Where its picture is shown. */
  readonly shown: string | null;
  readonly visitor: Visitor;
};

function lookPage({ preview, query, looked, shown, visitor }: LookPage): string {
  const { newsletter } = preview;
  const { said, fault, address } = looked;
  const panel = { overrideAction: deskAddress('/override', query), version: preview.overrides.version };
  const sections = new Set(newsletter.topics.map((topic) => topic.toLowerCase()));
  const section = said?.topics.find((topic) => sections.has(topic.toLowerCase())) ?? newsletter.topics[0] ?? '';
  return deskDocument({
    title: `Add a story · ${newsletter.name} · Courant desk`,
    failure: null,
    children: (
      <>
        <header className="masthead">
          <DeskBar place="edition" query={deskAddress('', query)} visitor={visitor} />
        </header>
        <main className="page" id="preview" tabIndex={-1}>
          <h1>Add a story</h1>
          <p className="file">{said?.url ?? address}</p>
          {fault && (
            <p className="remark-fault" role="status">
              <b>The page could not be looked at.</b> {fault} You can write what it says.
            </p>
          )}
          {said && (
            <p className="quiet">
              {said.publishedAt === null
                ? 'The page gives no date: it counts as published now.'
                : `Published ${datedInstant(said.publishedAt, newsletter.zone)}.`}{' '}
              {said.picture === null && 'It names no picture.'}
              {said.picture !== null && shown === null && 'Its picture could not be fetched, and is tried again for the mail.'}
            </p>
          )}
          {shown && <img className="found-picture" src={shown} alt="The page’s own" />}
          <OverrideForm panel={panel} visitor={visitor} className="stacked" id="add-story">
            <input type="hidden" name="url" value={said?.url ?? address} />
            {said?.picture && <input type="hidden" name="image" value={said.picture} />}
            {said?.publishedAt && <input type="hidden" name="published" value={said.publishedAt.toISOString()} />}
            <label>
              <span>Title</span>{' '}
              <textarea name="title" aria-label="Title" rows={2} data-line="" defaultValue={said?.title ?? ''} maxLength={300} required />
            </label>
            <label>
              <span>Excerpt (empty: none)</span> <textarea name="excerpt" rows={4} defaultValue={said?.excerpt ?? ''} maxLength={2_000} />
            </label>
            <label>
              <span>Outlet</span> <input name="outlet" defaultValue={said?.outlet ?? ''} maxLength={120} />
            </label>
            <TopicSelect topics={newsletter.topics} first={section} />
            <label>
              <span>Place (empty: by points)</span> <input name="position" type="number" min={1} max={50} />
            </label>
            <Reason />
            <p>
              <button type="submit" name="act" value="add">
                Add to this edition
              </button>{' '}
              <a href={deskAddress('/edition', query)}>Not now</a>
            </p>
          </OverrideForm>
        </main>
      </>
    ),
  });
}

type LookFormProps = { readonly action: string; readonly visitor: Visitor; readonly address?: string; readonly className?: string };

/** Where an address is pasted; one that stands already is only confirmed. */
export function LookForm({ action, visitor, address, className = 'search' }: LookFormProps) {
  return (
    <PostForm action={action} visitor={visitor} className={className} id="look">
      {address === undefined ? <PageAddress label="Address of the page" /> : <input type="hidden" name="address" value={address} />}
      <button type="submit" className="plain">
        {address === undefined ? 'Look at it' : 'Look at this page, to add it'}
      </button>
    </PostForm>
  );
}
