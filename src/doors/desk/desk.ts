import { type Context, Hono } from 'hono';
import { type Access, type DeskEnv, deskGate, localPath } from './access/access.ts';
import { deskHeaders, formsAndFiles, onlyKnownNames, onlyPagesAndForms, onlyThisMachine } from './access/desk-guard.ts';
import { notForOtherSites, onlyOwnForms } from './access/own-requests.ts';
import { onlyTheirRoles } from './access/route-roles.ts';
import { commentRoutes } from './comments/comment-routes.ts';
import type { DeskSource } from './desk-source.ts';
import { editionRoutes } from './edition/edition-routes.tsx';
import { deskEvents } from './frame/desk-events.ts';
import { describeFailure, failureStatus } from './frame/failure.ts';
import { flashMessages } from './frame/flash.ts';
import { failurePage, noticePage } from './frame/notice-page.tsx';
import { shownPreviews } from './frame/preview-cache.ts';
import { staticFile } from './frame/static-files.ts';
import { insightRoutes } from './insight/insight-routes.ts';
import { addRoutes } from './pages/add-page.tsx';
import { calendarRoutes } from './pages/calendar-page.tsx';
import { contentRoutes } from './pages/content-page.tsx';
import { loginRoutes } from './pages/login-page.tsx';
import { overviewRoutes } from './pages/overview-page.tsx';
import { phoneRoutes } from './pages/phone-page.tsx';
import { shortcutsPage } from './pages/shortcuts-page.tsx';
import { pairRoutes } from './pair/pair-routes.ts';
import { accountRoutes } from './people/account-routes.tsx';
import { forgottenRoutes } from './people/forgotten-page.tsx';
import { joinRoutes } from './people/join-page.tsx';
import { peopleRoutes } from './people/people-routes.ts';
import { signOnRoutes } from './people/sign-on-routes.tsx';
import { readerRoutes } from './readers/reader-routes.ts';
import { sampleRoutes } from './sample/sample-routes.ts';
import { signRoutes } from './signing/sign-routes.ts';

export type DeskOptions = {
  readonly now: () => Date;
  /** Absolute folder of the project: files in messages are told relative to it. */
  readonly projectRoot: string;
  readonly access: Access;
  /** Host names besides loopback ones a desk with a password may be called by. */
  readonly allowedHosts?: readonly string[];
  /** Origin a phone in the same network reaches the desk by; left out, it cannot. */
  readonly phoneOrigin?: string | null;
  /** Told of what no page could say; it ends up in the log. */
  readonly onError?: (error: unknown) => void;
};

/**
 * The editors' desk: `/` the newsletters, `/edition` the next edition with its plan, `/sample` a theme tried on a digest of everything, `/sign`, `/content`, `/readers` one reader asked
 * for, `/pair` two pages compared, `/preview/html` the document in the frame, `/edition.eml`, `/events` (SSE), `/media/:name` and the desk's own files. GET never changes
 * anything; every POST comes from a form of this desk, and those that change something from an editor.
 */
export function createDesk(source: DeskSource, options: DeskOptions): Hono<DeskEnv> {
  const desk = new Hono<DeskEnv>();
  const { access, now } = options;
  const gate = deskGate(access, now);
  const failed = (c: Context, error: unknown) => {
    options.onError?.(error);
    return c.html(failurePage(describeFailure(error, options.projectRoot)), failureStatus(error));
  };
  const context = { source, previews: shownPreviews(source, now), failed, said: flashMessages(), now };
  desk.use(deskHeaders());
  // Pictures of sent mail are public, whatever name this machine is reached by.
  desk.get('/media/:name', (c) => media(c, source));
  desk.use(access.password === null ? onlyThisMachine : onlyKnownNames(options.allowedHosts ?? []), notForOtherSites);
  desk.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    await next();
  });
  desk.get('/desk/:name', async (c) => {
    const file = await staticFile(c.req.param('name'));
    return file ? c.body(file.bytes, 200, { 'Content-Type': file.type, 'Cache-Control': 'no-cache' }) : c.notFound();
  });
  desk.use(onlyPagesAndForms, formsAndFiles());
  loginRoutes(desk, gate, access, context);
  joinRoutes(desk, gate, context, access);
  signOnRoutes(desk, gate, access);
  forgottenRoutes(desk, gate, context, { access, onError: options.onError });
  desk.use(gate.admit, onlyOwnForms, onlyTheirRoles);
  // Where readers have "/": who gets here is logged in, and from then on "/" is the desk's.
  desk.get('/desk', (c) => c.redirect('/', 303));
  desk.post('/name', async (c) => {
    const { name, to } = await c.req.parseBody();
    await gate.rename(c, String(name ?? ''));
    return c.redirect(localPath(String(to ?? '')), 303);
  });
  overviewRoutes(desk, context);
  calendarRoutes(desk, context);
  editionRoutes(desk, context);
  commentRoutes(desk, context);
  sampleRoutes(desk, context);
  signRoutes(desk, context);
  contentRoutes(desk, context);
  addRoutes(desk, context);
  readerRoutes(desk, context);
  insightRoutes(desk, context);
  pairRoutes(desk, context);
  peopleRoutes(desk, context, access);
  accountRoutes(desk, context, access);
  phoneRoutes(desk, options.phoneOrigin ?? null);
  desk.get('/shortcuts', (c) => c.html(shortcutsPage(c.get('visitor'))));
  desk.get('/events', deskEvents(source, { trustProxy: access.trustProxy, stillIn: gate.stillIn }));
  desk.notFound((c) =>
    c.html(
      noticePage({ title: 'No such page', words: 'The desk has no page of this name.', links: [{ text: 'Open the overview', href: '/' }] }),
      404,
    ),
  );
  desk.onError((error, c) => failed(c, error));
  return desk;
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
