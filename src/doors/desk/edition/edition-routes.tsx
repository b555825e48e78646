import type { Context, Hono } from 'hono';
import type { DeskEnv } from '../access/access.ts';
import { previewPolicy } from '../access/desk-guard.ts';
import type { DeskPreview } from '../desk-source.ts';
import { actAndReturn, type DeskContext, queryOf, wanted } from '../frame/desk-context.ts';
import { deskAddress } from '../frame/desk-query.ts';
import type { RefusedForm } from '../frame/flash.ts';
import { noNewsletterPage, noticePage } from '../frame/notice-page.tsx';
import { previewDocument } from '../mail/preview-document.ts';
import { editionPage } from './edition-page.tsx';
import { editionView } from './edition-view.ts';
import { readOverrideForm } from './override-form.ts';
import { panelView } from './panel-view.ts';

/** The edition: its page, the document in its frame, its download, and the acts that shape it. */
export function editionRoutes(desk: Hono<DeskEnv>, context: DeskContext): void {
  desk.get('/edition', (c) => edition(c, context));
  desk.get('/preview/html', (c) => previewFrame(c, context));
  desk.get('/edition.eml', (c) => download(c, context));
  desk.post('/override', async (c) => {
    const body = await c.req.parseBody({ all: true });
    const form = readOverrideForm(body);
    if (!form) return c.text('This form says nothing the desk understands.\n', 400);
    const { query } = queryOf(c);
    const { intent, reason, expectedVersion, partly } = form;
    return actAndReturn(
      c,
      context,
      '/edition',
      async () => {
        const moved = await context.source.override(wanted({ ...query, reader: null }), intent, {
          author: c.get('visitor').name,
          reason,
          expectedVersion,
          partly,
        });
        return [doneWords[intent.kind], ...(moved.length === 0 ? [] : [`${moved.slice(0, 6).join('; ')}.`])].join(' ');
      },
      { action: deskAddress('/override', query), fields: writtenIn(body) },
    );
  });
  desk.post('/override/undo', async (c) => {
    const body = await c.req.parseBody();
    return actAndReturn(c, context, '/edition', async () => {
      const undo = { id: Number(body.id), by: c.get('visitor').name, expectedVersion: Number(body.version) };
      await context.source.undo(String(body.newsletter ?? ''), undo);
      return 'Undone.';
    });
  });
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
  lead: 'Another coverage leads.',
  merge: 'Merged.',
  split: 'Split.',
  add: 'Added.',
  front: 'It leads the edition.',
  sections: 'The sections are in order.',
  mute: 'The outlet is muted.',
} as const;

async function edition(c: Context<DeskEnv>, context: DeskContext): Promise<Response> {
  const { query, complaints } = queryOf(c);
  const { source, previews } = context;
  try {
    const newsletters = await source.newsletters();
    if (newsletters.length === 0) return c.html(noNewsletterPage());
    if (query.newsletter !== null && !newsletters.some(({ id }) => id === query.newsletter)) {
      const links = newsletters.map(({ id, name }) => ({
        text: name,
        href: deskAddress('/edition', { ...query, newsletter: id, topics: [] }),
      }));
      return c.html(
        noticePage({ title: 'No such newsletter', words: `There is none called "${query.newsletter}". There are:`, links }),
        404,
      );
    }
    const preview = await previews.fresh(wanted(query));
    const verdict = query.look === 'findings' && preview.mail ? await preview.mail.lint() : null;
    const panel = await panelView(source, preview, query);
    const view = editionView({ preview, query, newsletters, complaints, verdict });
    // What made no sense is told on the page, which shows the usual instead.
    const status = complaints.length > 0 ? 400 : 200;
    return c.html(editionPage(view, { panel, visitor: c.get('visitor'), said: context.said.of(query.said) }), status);
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
