/** A page of the web as an article: its card as the page describes itself, to be changed before it is kept. */
import type { Hono } from 'hono';
import { z } from 'zod';
import type { ArticleDraft } from '../../../content/feeds/keeping/draft-article.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import { mayAct } from '../../../press/ports/people/roles.ts';
import { formOf } from '../../requests/form-fields.ts';
import type { DeskEnv, Visitor } from '../access/access.ts';
import { actAndReturn, type DeskContext } from '../frame/desk-context.ts';
import { deskDocument } from '../frame/desk-document.tsx';
import { DeskBar, PostForm } from '../frame/desk-frame.tsx';
import { datedInstant } from '../frame/wording.ts';
import { longestAddress, lookedAtCards, PageAddress, typedAddress } from './page-address.tsx';

const Kept = z.object({
  address: z.string().trim().min(1).max(longestAddress),
  title: z.string().trim().max(300),
  excerpt: z.string().trim().max(2_000),
  topics: z.string().max(500),
  quality: z.coerce.number().int().min(0).max(189),
});

/**
 * `/content/look` makes the card, which has an address of its own for a while; `/content/add` keeps it. Both are asked by a form, for
 * they ask another machine, or write a file.
 */
export function addRoutes(desk: Hono<DeskEnv>, context: DeskContext): void {
  const cards = lookedAtCards<{ readonly draft: ArticleDraft; readonly address: string }>();
  desk.get('/content/look/:card', (c) => {
    const card = cards.of(c);
    return card ? c.html(addPage({ ...card, visitor: c.get('visitor') })) : c.redirect('/content', 303);
  });
  desk.post('/content/look', async (c) => {
    const address = await typedAddress(c);
    try {
      const id = cards.keep({ draft: await context.source.lookAtPage(address), address });
      return c.redirect(`/content/look/${id}`, 303);
    } catch (error) {
      if (!(error instanceof CourantError)) throw error;
      return actAndReturn(c, context, '/content', async () => {
        throw error;
      });
    }
  });
  desk.post('/content/add', async (c) => {
    const form = await formOf(c);
    const parsed = Kept.safeParse(Object.fromEntries([...form].map(([name, [value]]) => [name, value])));
    if (!parsed.success) return c.text('This form says nothing the desk understands.\n', 400);
    const { address, title, excerpt, topics, quality } = parsed.data;
    const wishes = { title, excerpt, topicsAreAll: true, topics: topics.split(',').flatMap((topic) => topic.trim() || []), quality };
    return actAndReturn(c, context, '/content', async () => `Kept as ${await context.source.keepPage(address, wishes)}.`);
  });
}

/** The field on the content page. Nothing for a viewer. */
export function AddForm({ visitor }: { readonly visitor: Visitor }) {
  if (!mayAct(visitor, 'editor')) return null;
  return (
    <PostForm action="/content/look" visitor={visitor} className="search" id="add-by-address">
      <PageAddress label="Add an article by its address" />
      <button type="submit">Look at it</button>
    </PostForm>
  );
}

function addPage({
  draft,
  address,
  visitor,
}: {
  readonly draft: ArticleDraft;
  readonly address: string;
  readonly visitor: Visitor;
}): string {
  const { title, excerpt, url, provider, publishedAt, topics, pictures, quality } = draft;
  return deskDocument({
    title: 'Add an article · Courant desk',
    failure: null,
    children: (
      <>
        <header className="masthead">
          <DeskBar place="content" query="" visitor={visitor} />
        </header>
        <main className="page" id="preview" tabIndex={-1}>
          <h1>Add an article</h1>
          <p>
            <bdi>{provider.name}</bdi> <span className="quiet">{provider.domain}</span> ·{' '}
            {publishedAt === null ? 'the page gives no date: it will be dated by now' : `${datedInstant(publishedAt, 'UTC')} UTC`}
          </p>
          <p className="file">{url}</p>
          <p className="quiet">{pictures[0] ? `Picture: ${pictures[0].url}` : 'The page names no picture.'}</p>
          <PostForm action="/content/add" visitor={visitor} className="stacked" id="keep-page">
            <input type="hidden" name="address" value={address} />
            <label>
              <span>Title</span> <input name="title" defaultValue={title} maxLength={300} required />
            </label>
            <label>
              <span>Excerpt</span> <textarea name="excerpt" defaultValue={excerpt ?? ''} rows={4} maxLength={2_000} />
            </label>
            <label>
              <span>Topics, with commas between</span>{' '}
              <input name="topics" defaultValue={topics.map(({ topic }) => topic).join(', ')} maxLength={500} />
            </label>
            <label>
              <span>Quality, 0 to 189</span> <input name="quality" type="number" min={0} max={189} defaultValue={quality.value} required />
            </label>
            <button type="submit">Keep it</button> <a href="/content">Not now</a>
          </PostForm>
        </main>
      </>
    ),
  });
}
