import type { Context, Hono } from 'hono';
import type { OverrideIntent } from '../../../press/editing/override-intent.ts';
import { imagesOf } from '../../../selection/stories/story-images.ts';
import type { DeskEnv } from '../access/access.ts';
import { previewPolicy } from '../access/desk-guard.ts';
import type { DeskPreview } from '../desk-source.ts';
import { actAndReturn, type DeskContext, queryOf, wanted } from '../frame/desk-context.ts';
import { type DeskQuery, deskAddress } from '../frame/desk-query.ts';
import type { RefusedForm } from '../frame/flash.ts';
import { noNewsletterPage, noticePage } from '../frame/notice-page.tsx';
import { previewDocument } from '../mail/preview-document.ts';
import { editionPage } from './edition-page.tsx';
import { findRoutes } from './finding/find-page.tsx';
import { lookRoutes } from './finding/look-page.tsx';
import { type OverrideForm, readOverrideForm } from './override-form.ts';
import { editionView } from './view/edition-view.ts';
import { panelView } from './view/panel-view.ts';

/** The edition: its page, the document in its frame, its download, and the acts that shape it. */
export function editionRoutes(desk: Hono<DeskEnv>, context: DeskContext): void {
  desk.get('/edition', (c) => edition(c, context));
  findRoutes(desk, context);
  lookRoutes(desk, context);
  desk.get('/edition/picture', (c) => thumbnail(c, context));
  desk.get('/preview/html', (c) => previewFrame(c, context));
  desk.get('/edition.eml', (c) => download(c, context));
  desk.post('/override', async (c) => {
    const body = await c.req.parseBody({ all: true });
    const form = readOverrideForm(body);
    if (!form) return c.text('This form says nothing the desk understands.\n', 400);
    const { query } = queryOf(c);
    const act = () => overridden(c, context, query, form);
    return actAndReturn(c, context, '/edition', act, { action: deskAddress('/override', query), fields: writtenIn(body) });
  });
  desk.post('/override/undo', async (c) => {
    const body = await c.req.parseBody();
    return actAndReturn(c, context, '/edition', async () => {
      const { name: by, account } = c.get('visitor');
      const undo = { id: Number(body.id), by, account, expectedVersion: Number(body.version) };
      await context.source.undo(String(body.newsletter ?? ''), undo);
      return { words: 'Undone.' };
    });
  });
}

async function overridden(c: Context<DeskEnv>, { source }: DeskContext, query: DeskQuery, form: OverrideForm) {
  const asked = wanted({ ...query, reader: null });
  const moved: string[] = [];
  let last = 0;
  let version = form.expectedVersion;
  for (const intent of form.intents) {
    const { name: author, account } = c.get('visitor');
    const by = { author, account, reason: form.reason, expectedVersion: version, partly: form.partly };
    const done = await source.override(asked, intent, by);
    moved.push(...done.moved);
    ({ id: last, version } = done);
  }
  const [{ kind }] = form.intents as [OverrideIntent];
  const count = form.intents.length === 1 ? [] : [`${form.intents.length} stories:`];
  const words = [...count, doneWords[kind], ...(moved.length === 0 ? [] : [`${moved.slice(0, 6).join('; ')}.`])].join(' ');
  return { words, undo: last };
}

/** Everything a form said but its token and the version it was made for. */
const writtenIn = (body: Readonly<Record<string, unknown>>): RefusedForm['fields'] =>
  Object.entries(body)
    .filter(([name]) => name !== 'token' && name !== 'version')
    .flatMap(([name, values]) => [values].flat().map((value) => ({ name, value: String(value) })));

const doneWords = {
  pin: 'Pinned.',
  drop: 'Dropped.',
  reorder: 'Reordered.',
  reword: 'Reworded.',
  edition: 'The edition’s words are kept.',
  picture: 'The picture is chosen.',
  text: 'What it is told by is chosen.',
  lead: 'Another coverage leads.',
  merge: 'Merged.',
  split: 'Split.',
  add: 'Added.',
  front: 'It leads the edition.',
  sections: 'The sections are in order.',
  mute: 'The outlet is muted.',
} as const;

async function edition(c: Context<DeskEnv>, context: DeskContext): Promise<Response> {
  const { query: asked, complaints } = queryOf(c);
  const { source, previews } = context;
  try {
    const newsletters = await source.newsletters();
    if (newsletters.length === 0) return c.html(noNewsletterPage());
    if (asked.newsletter !== null && !newsletters.some(({ id }) => id === asked.newsletter)) {
      const links = newsletters.map(({ id, name }) => ({
        text: name,
        href: deskAddress('/edition', { ...asked, newsletter: id, topics: [] }),
      }));
      return c.html(
        noticePage({ title: 'No such newsletter', words: `There is none called "${asked.newsletter}". There are:`, links }),
        404,
      );
    }
    const preview = await previews.fresh(wanted(asked));
    // A date asked for on the newsletter's clocks is an instant from here on.
    const query: DeskQuery = asked.local === null ? asked : { ...asked, local: null, at: preview.slot };
    const [verdict, counted] = await Promise.all([
      query.look === 'findings' && preview.mail ? preview.mail.lint() : null,
      source.readerCounts(wanted({ ...query, topics: [], reader: null, as: 'last', theme: null, locale: null })),
    ]);
    const sealed = preview.edition !== null && preview.edition.state !== 'open';
    const visitor = sealed ? { ...c.get('visitor'), role: 'viewer' as const } : c.get('visitor');
    const themselves = c.get('visitor');
    const panel = await panelView(source, { preview, query, readers: counted, visitor, themselves });
    const view = editionView({ preview, query, newsletters, complaints, verdict, counted });
    // What made no sense is told on the page, which shows the usual instead.
    const status = complaints.length > 0 ? 400 : 200;
    return c.html(editionPage(view, { panel, visitor, themselves, said: context.said.of(query.said) }), status);
  } catch (error) {
    return context.failed(c, error);
  }
}

async function previewFrame(c: Context, context: DeskContext): Promise<Response> {
  const { query } = queryOf(c);
  return withMail(c, context, ({ digest, mediaBase }, mail) => {
    const told = digest.sections.flatMap(({ stories }) => stories).find(({ story }) => story.id === query.story);
    const [line = 0, column = 1] = (query.spot ?? '').split(':').map(Number);
    c.header('Content-Security-Policy', previewPolicy(query.pictures));
    c.header('X-Frame-Options', 'SAMEORIGIN');
    const { scheme, client, pictures } = query;
    const spot = query.spot === null ? null : { line, column };
    const storyUrl = told?.story.lead.url ?? null;
    return c.html(previewDocument(mail.rendered.html, { scheme, client, pictures, mediaBase, storyUrl, spot }));
  });
}

/** One of the chosen story's pictures, by its place among them: nobody can have the desk fetch anything else. */
async function thumbnail(c: Context, { source, previews, failed }: DeskContext): Promise<Response> {
  try {
    const { query } = queryOf(c);
    const { stories } = await previews.shown(wanted(query));
    const story = stories.find(({ id }) => id === query.story);
    const image = story && imagesOf(story)[Number(c.req.query('n'))];
    const found = image ? await source.thumbnail(image.url) : null;
    if (!found) return c.text('No such picture.\n', 404);
    return c.body(new Uint8Array(found.bytes), 200, { 'Content-Type': found.type, 'Cache-Control': 'private, max-age=3600' });
  } catch (error) {
    return failed(c, error);
  }
}

async function download(c: Context, context: DeskContext): Promise<Response> {
  return withMail(c, context, ({ newsletter, number, slot }, mail) => {
    const name = `${newsletter.id}-${number ?? slot.toISOString().slice(0, 10)}`.replace(/[^\w.-]/g, '-');
    return c.body(new Uint8Array(mail.mime), 200, {
      'Content-Type': 'message/rfc822',
      'Content-Disposition': `attachment; filename="${name}.eml"`,
    });
  });
}

async function withMail(
  c: Context,
  { previews, failed }: DeskContext,
  answer: (preview: DeskPreview, mail: NonNullable<DeskPreview['mail']>) => Response,
): Promise<Response> {
  try {
    const { query, complaints } = queryOf(c);
    if (complaints.length > 0) return c.text(`${complaints.join('\n')}\n`, 400);
    const found = await previews.shown(wanted(query));
    return found.mail ? answer(found, found.mail) : c.text(`${found.digest.skip ?? 'This digest has no mail.'}\n`, 404);
  } catch (error) {
    return failed(c, error);
  }
}
