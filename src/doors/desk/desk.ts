import { type Context, Hono } from 'hono';
import { deskEvents } from './desk-events.ts';
import { deskHeaders, onlyThisMachine, previewPolicy } from './desk-guard.ts';
import { type DeskQuery, deskAddress, parseDeskQuery } from './desk-query.ts';
import type { DeskPreview, DeskPreviewQuery, DeskSource } from './desk-source.ts';
import { editionPage, failurePage, noticePage } from './edition-page.tsx';
import { editionView } from './edition-view.ts';
import { describeFailure } from './failure.ts';
import { previewDocument } from './preview-document.ts';
import { type ShownPreviews, shownPreviews } from './shown-previews.ts';
import { staticFile } from './static-files.ts';

type DeskOptions = {
  readonly now: () => Date;
  /** Absolute folder of the project: files in messages are told relative to it. */
  readonly projectRoot: string;
  /** Host names besides loopback ones the desk may be called by. */
  readonly allowedHosts?: readonly string[];
  /** Told of what no page could say; it ends up in the log. */
  readonly onError?: (error: unknown) => void;
};

/**
 * The editors' desk: `GET /` the edition page, `/preview/html` the document in its frame, `/edition.eml`, `/events` (SSE),
 * `/media/:name` and the desk's own files. It only reads: no request changes anything.
 */
export function createDesk(source: DeskSource, options: DeskOptions): Hono {
  const desk = new Hono();
  const previews = shownPreviews(source, options.now);
  const failed = (error: unknown): string => {
    options.onError?.(error);
    return failurePage(describeFailure(error, options.projectRoot));
  };
  desk.use(deskHeaders());
  // Pictures of sent mail are public, whatever name this machine is reached by.
  desk.get('/media/:name', (c) => media(c, source));
  desk.use(onlyThisMachine(options.allowedHosts ?? []));
  desk.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    await next();
  });
  desk.get('/', (c) => edition(c, source, previews, failed));
  desk.get('/preview/html', (c) => previewFrame(c, previews, failed));
  desk.get('/edition.eml', (c) => download(c, previews, failed));
  desk.get('/events', (c) => deskEvents(c, source));
  desk.get('/desk/:name', async (c) => {
    const file = await staticFile(c.req.param('name'));
    return file ? c.body(file.bytes, 200, { 'Content-Type': file.type, 'Cache-Control': 'no-cache' }) : c.notFound();
  });
  desk.notFound((c) =>
    c.html(
      noticePage({ title: 'No such page', words: 'The desk has one page, the edition.', links: [{ text: 'Open the edition', href: '/' }] }),
      404,
    ),
  );
  desk.onError((error, c) => c.html(failed(error), 500));
  return desk;
}

const wanted = (query: DeskQuery): DeskPreviewQuery => ({
  ...(query.newsletter !== null && { newsletter: query.newsletter }),
  ...(query.at && { at: query.at }),
  ...(query.topics.length > 0 && { topics: query.topics }),
});

const queryOf = (c: Context) => parseDeskQuery(new URL(c.req.url).searchParams);

type Failed = (error: unknown) => string;

async function edition(c: Context, source: DeskSource, previews: ShownPreviews, failed: Failed): Promise<Response> {
  const { query, complaints } = queryOf(c);
  try {
    const newsletters = await source.newsletters();
    if (newsletters.length === 0) {
      return c.html(
        noticePage({
          title: 'No newsletter yet',
          words: 'Describe one in courant.config.ts and save: the desk shows its next edition by itself.',
          links: [],
        }),
      );
    }
    if (query.newsletter !== null && !newsletters.some(({ id }) => id === query.newsletter)) {
      const links = newsletters.map(({ id, name }) => ({ text: name, href: deskAddress('/', { ...query, newsletter: id, topics: [] }) }));
      return c.html(
        noticePage({ title: 'No such newsletter', words: `There is none called "${query.newsletter}". There are:`, links }),
        404,
      );
    }
    const preview = await previews.fresh(wanted(query));
    return c.html(editionPage(editionView({ preview, query, newsletters, complaints })));
  } catch (error) {
    return c.html(failed(error), 500);
  }
}

async function previewFrame(c: Context, previews: ShownPreviews, failed: Failed): Promise<Response> {
  const { query } = queryOf(c);
  return withMail(c, previews.shown(wanted(query)), failed, ({ digest, mediaBase }, mail) => {
    const told = digest.sections.flatMap(({ stories }) => stories).find(({ story }) => story.id === query.story);
    const storyUrl = told?.story.lead.url ?? null;
    c.header('Content-Security-Policy', previewPolicy(query.pictures));
    c.header('X-Frame-Options', 'SAMEORIGIN');
    return c.html(previewDocument(mail.rendered.html, { scheme: query.scheme, pictures: query.pictures, mediaBase, storyUrl }));
  });
}

async function download(c: Context, previews: ShownPreviews, failed: Failed): Promise<Response> {
  return withMail(c, previews.shown(wanted(queryOf(c).query)), failed, ({ newsletter, number, slot }, mail) => {
    const name = `${newsletter.id}-${number ?? slot.toISOString().slice(0, 10)}`.replace(/[^\w.-]/g, '-');
    return c.body(new Uint8Array(mail.mime), 200, {
      'Content-Type': 'message/rfc822',
      'Content-Disposition': `attachment; filename="${name}.eml"`,
    });
  });
}

async function withMail(
  c: Context,
  preview: Promise<DeskPreview>,
  failed: Failed,
  answer: (preview: DeskPreview, mail: NonNullable<DeskPreview['mail']>) => Response,
): Promise<Response> {
  try {
    const found = await preview;
    return found.mail ? answer(found, found.mail) : c.text(`${found.digest.skip ?? 'This digest has no mail.'}\n`, 404);
  } catch (error) {
    return c.html(failed(error), 500);
  }
}

const pictureTypes = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

async function media(c: Context, source: DeskSource): Promise<Response> {
  const name = c.req.param('name') ?? '';
  const found = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}$/.test(name) ? await source.media(name) : null;
  if (!found || !pictureTypes.has(found.type)) return c.text('No such picture.\n', 404);
  // Names carry a hash of the content; webmail shows these from its own pages.
  const headers = {
    'Content-Type': found.type,
    'Cache-Control': 'public, max-age=31536000, immutable',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  };
  return c.body(new Uint8Array(found.bytes), 200, headers);
}
