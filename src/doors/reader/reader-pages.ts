import { Hono } from 'hono';
import type { ClickCounter } from '../../press/insight/count-clicks.ts';
import type { EditionLinks } from '../../press/insight/edition-links.ts';
import type { Newsletter } from '../../press/newsletter/newsletter.ts';
import type { Archive } from '../../press/readers/archive.ts';
import type { OwnData } from '../../press/readers/own-data.ts';
import type { ReaderPreferences } from '../../press/readers/preferences.ts';
import type { SignUps } from '../../press/readers/sign-up.ts';
import { archivePages } from './archive-pages.tsx';
import { clickPages } from './click-pages.tsx';
import { dataPages } from './data-pages.tsx';
import { frontPages } from './front/front-pages.tsx';
import { type PageSite, preferencesPages } from './preferences-pages.tsx';
import { allowEmbedding, readerHeaders } from './reader-guard.ts';
import { messagePage, unknownLinkPage } from './reader-page.tsx';
import { allowProof } from './sign-up-proof.tsx';
import { acceptedLanguage, wordsFor } from './strings/catalogue.ts';
import { subscribePages } from './subscribe-pages.tsx';
import { type ReaderSubscriptions, unsubscribePages } from './unsubscribe.tsx';

/** Everything beyond unsubscribing; each part is there when its use case is. */
export type ReaderSite = PageSite & {
  readonly preferences: ReaderPreferences;
  readonly ownData: OwnData;
  readonly archive: Archive;
  readonly signUp: SignUps;
  readonly links: EditionLinks;
  readonly clicks: Pick<ClickCounter, 'note'>;
  /** As they are now: their brands are what pages wear. */
  readonly newsletters: () => readonly Newsletter[];
  readonly now: () => Date;
  /** Pictures that mails refer to; `null`: there is none of that name. */
  readonly media: (name: string) => Promise<{ readonly bytes: Uint8Array; readonly type: string } | null>;
};

type ReaderPagesOptions = {
  readonly site?: ReaderSite;
  /** Told of failures no page may show; it ends up in the log. Tokens are in no message of ours. */
  readonly onError?: (error: unknown) => void;
};

/** Paths that belong to readers and not to the desk. */
export const isReaderPath = (path: string): boolean =>
  /^\/(?:[gupv]|stay|data|confirm|archive|subscribe|newsletters|media)(?:\/|$)|^\/sitemap\.xml$/.test(path);

/**
 * Pages readers reach from a mail or the web. Opening a page (GET, HEAD) changes nothing, since link scanners and mail
 * clients open every link; POST does, and only the one-click unsubscribe of RFC 8058 without a form of ours.
 */
export function createReaderPages(subscriptions: ReaderSubscriptions, options: ReaderPagesOptions = {}): Hono {
  const pages = new Hono();
  const brands = () => options.site?.newsletters() ?? [];
  if (options.site) for (const path of ['/', '/newsletters', '/subscribe']) pages.use(path, allowProof(options.site.signUp));
  for (const handler of readerHeaders(brands, options.site?.pictureOrigins ?? [])) pages.use(handler);
  pages.route('/', unsubscribePages(subscriptions, options.site ?? null));
  const { site } = options;
  if (site) {
    pages.route('/', preferencesPages(site.preferences, site.ownData, site, site.now));
    pages.route('/', dataPages(site.ownData, site));
    pages.route('/', subscribePages(site.signUp, site, site.archive));
    pages.route('/', frontPages(site.archive, site.signUp, site));
    pages.route('/', archivePages(site.archive, site.signUp, site));
    pages.route('/', clickPages(site.links, site.clicks, site));
    pages.get('/media/:name', async (c) => {
      const picture = await site.media(c.req.param('name'));
      if (!picture) return c.notFound();
      allowEmbedding(c);
      return c.body(Uint8Array.from(picture.bytes), 200, { 'Content-Type': picture.type });
    });
  }
  pages.notFound((c) => c.html(unknownLinkPage(wordsFor(acceptedLanguage(c.req.header('accept-language')) ?? 'en')), 404));
  pages.onError((error, c) => {
    options.onError?.(error);
    const words = wordsFor(acceptedLanguage(c.req.header('accept-language')) ?? 'en');
    return c.html(messagePage(words, words.tryAgainTitle, [words.tryAgainText]), 503);
  });
  return pages;
}
